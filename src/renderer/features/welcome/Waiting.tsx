import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingRequest } from '#shared/contract/host'
import type { QueryOutput } from '#shared/contract/queries'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { MeetForm } from '../meet/MeetForm'
import { useMeeting } from '../meet/useMeeting'
import { CheckWords } from './CheckWords'
import { StopAsking } from './StopAsking'
import styles from './Words.module.css'

/** How long after an exchange that did not bring her in yet the next one begins, in milliseconds. */
const pause = 3_000
/** The same, by a relay: nobody is waiting at the other end. */
const relayPause = 10_000

type Props = {
  readonly me: QueryOutput<'me'>
  /** She left the request. */
  readonly onStopped: () => void
}

/** She asked to be let in: what is awaited, the six words once they are known, and the ways to meet who admits her. */
export const Waiting = ({ me, onStopped }: Props) => {
  const { t } = useTranslation()
  const meeting = useMeeting()
  const [last, setLast] = useState<MeetingRequest | null>(null)
  const { state, begin } = meeting
  const hasAnswered = state.phase === 'over' && state.result.ok

  useEffect(() => {
    if (!hasAnswered || last === null) return undefined
    const isByRelay = last.carriers.some(({ kind }) => kind === 'relay')
    const timer = setTimeout(() => void begin(last), isByRelay ? relayPause : pause)
    return () => clearTimeout(timer)
  }, [hasAnswered, last, begin])

  return (
    <div className={styles.step}>
      <PageHead title={t('welcome.waiting.title')} lead={t('welcome.waiting.lead')} />
      {me.updateNeeded && <p role="alert">{t('welcome.waiting.update')}</p>}
      {me.checkWords && (
        <Panel title={t('welcome.waiting.compare')}>
          <CheckWords words={me.checkWords} />
          <p>{t(me.asks === 'device' ? 'welcome.waiting.aloudDevice' : 'welcome.waiting.aloud')}</p>
        </Panel>
      )}
      <Panel title={t('welcome.waiting.meet')}>
        <MeetForm
          meeting={{
            ...meeting,
            begin: (request) => {
              setLast(request)
              return begin(request)
            },
            end: () => {
              setLast(null)
              return meeting.end()
            },
          }}
          ways={['lan', 'connect', 'relay', 'folder']}
          over={t('welcome.waiting.notYet')}
        />
      </Panel>
      <StopAsking onStopped={onStopped} />
    </div>
  )
}
