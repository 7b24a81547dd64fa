import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { RefreshCw } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { Why } from '../../components/Why'
import styles from './Meet.module.css'
import { MeetingProgress } from './MeetingProgress'
import { MeetNav } from './MeetNav'
import { RelayHere } from './RelayHere'
import { RelayList } from './RelayList'
import { useMeeting } from './useMeeting'

/** Passes by all relays, when she says so. */
const PassNow = () => {
  const { t } = useTranslation()
  const { state, begin, end, failure } = useMeeting()
  const isUnderWay = state.phase === 'open' || state.phase === 'choosing'
  return (
    <Stack>
      <p className={styles.soft}>{t('relays.nowText')}</p>
      <Row>
        <Button
          kind="main"
          isDisabled={isUnderWay}
          onPress={() => void begin({ carriers: [{ kind: 'relays' }], wait: 0 })}
        >
          <RefreshCw aria-hidden="true" size={18} />
          {t('relays.now')}
        </Button>
      </Row>
      <MeetingProgress state={state} failure={failure} over={undefined} onEnd={() => void end()} />
    </Stack>
  )
}

/** What a relay is and what it sees, the network's own, and how this laptop goes to them. */
export const RelaysScreen = () => {
  const { t } = useTranslation()
  const view = useView('relay.list', undefined)
  return (
    <>
      <PageHead title={t('relays.title')} lead={t('relays.lead')} />
      <Stack>
        <MeetNav />
        <Panel title={t('relays.what')}>
          <div className={styles.words}>
            <p>{t('relays.whatOne')}</p>
            <p>{t('relays.whatTwo')}</p>
            <Why title={t('relays.sees')}>
              <div className={styles.words}>
                <p>{t('relays.seesNot')}</p>
                <p>{t('relays.seesYes')}</p>
              </div>
            </Why>
          </div>
        </Panel>
        <Viewed view={view}>
          {({ relays, mayChange }) => (
            <Stack>
              {relays.length === 0 ? (
                <EmptyState title={t('relays.none')}>
                  <p>{t('relays.noneText')}</p>
                </EmptyState>
              ) : (
                <Panel title={t('relays.list')}>
                  <Stack>
                    <RelayList relays={relays} />
                    <PassNow />
                  </Stack>
                </Panel>
              )}
              {mayChange ? (
                <Row>
                  <Go to="/meet/relays/new" look="plain">
                    {t('relays.add')}
                  </Go>
                </Row>
              ) : (
                <p className={styles.soft}>{t('relays.notYours')}</p>
              )}
            </Stack>
          )}
        </Viewed>
        <RelayHere />
      </Stack>
    </>
  )
}
