import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Stack, WithRail } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { Copies } from './Copies'
import { MeetForm } from './MeetForm'
import { MeetNav } from './MeetNav'
import { Quarantine } from './Quarantine'
import { Missing, OnlyHere, Peers } from './SyncPanels'
import { useMeeting } from './useMeeting'
import { useRelays } from './useRelays'

/** The place of meetings: who holds what, what is only here, and the ways to exchange. */
export const MeetPage = () => {
  const { t } = useTranslation()
  const status = useView('sync.status', undefined)
  const meeting = useMeeting()
  const hasRelays = useRelays().length > 0
  return (
    <>
      <PageHead title={t('meet.title')} lead={t('meet.lead')} />
      <Stack>
        <MeetNav />
        <WithRail
          label={t('meet.rail')}
          rail={
            <Viewed view={status}>
              {(known) => (
                <>
                  <OnlyHere status={known} />
                  <Missing status={known} />
                </>
              )}
            </Viewed>
          }
        >
          <Stack>
            <Panel title={t('meet.now')}>
              <MeetForm
                meeting={meeting}
                ways={['lan', ...(hasRelays ? (['relays'] as const) : []), 'connect', 'listen', 'folder', 'parcel']}
              />
            </Panel>
            <Viewed view={status}>
              {(known) => (
                <Stack>
                  <Copies status={known} />
                  <Peers status={known} />
                </Stack>
              )}
            </Viewed>
            <Quarantine />
          </Stack>
        </WithRail>
      </Stack>
    </>
  )
}
