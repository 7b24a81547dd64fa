import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Plus } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { NetworkRows } from './NetworkRows'
import { SettingsNav } from './SettingsNav'

/** Which network is in use, the others of this notebook, and one more. */
export const NetworksScreen = () => {
  const { t } = useTranslation()
  const view = useView('network.list', undefined)
  const begin = useAction('network.choose')
  return (
    <>
      <PageHead
        kicker={<Go to="/members">{t('members.title')}</Go>}
        title={t('networks.title')}
        lead={t('networks.lead')}
      />
      <Stack>
        <SettingsNav />
        <Panel title={t('networks.here')}>
          <Viewed view={view}>{({ networks }) => <NetworkRows networks={networks} />}</Viewed>
        </Panel>
        <Panel title={t('networks.another')}>
          <Stack>
            <p>{t('networks.anotherText')}</p>
            <Row>
              <Button isPending={begin.busy} onPress={() => void begin.run({ networkId: 'new' })}>
                <Plus aria-hidden="true" size={18} />
                {t('networks.anotherGo')}
              </Button>
            </Row>
            <Outcome action={begin} done={t('networks.chosen')} />
          </Stack>
        </Panel>
      </Stack>
    </>
  )
}
