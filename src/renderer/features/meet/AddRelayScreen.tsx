import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useView } from '../../bridge/useView'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { MeetNav } from './MeetNav'
import { RelayAddressForm } from './RelayAddressForm'

/** One more relay for the whole network. */
export const AddRelayScreen = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const view = useView('relay.list', undefined)
  return (
    <>
      <PageHead title={t('relays.add')} lead={t('relays.addLead')} />
      <Stack>
        <MeetNav />
        <Viewed view={view}>
          {({ mayChange }) => (
            <Panel title={t('meet.address')}>
              {mayChange ? <RelayAddressForm onDone={() => go('/meet/relays')} /> : <p>{t('relays.notYours')}</p>}
            </Panel>
          )}
        </Viewed>
      </Stack>
    </>
  )
}
