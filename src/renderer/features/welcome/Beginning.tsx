import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useConnection } from '../../bridge/connection'
import { keepAndLock } from '../../bridge/drafts'
import { PreferencesProvider, usePreferences } from '../../bridge/preferences'
import { useLockTriggers } from '../../bridge/useLockTriggers'
import { DoorFrame } from '../unlock/DoorFrame'
import { ComeBackForm } from './ComeBackForm'
import { JoinForm } from './JoinForm'
import { NetworkForm } from './NetworkForm'
import { Ways } from './Ways'
import type { Way } from './Ways'
import { WordsSheet } from './WordsSheet'
import { Waiting } from './Waiting'

type Props = {
  readonly me: QueryOutput<'me'>
  /** Recovery words that wait to be written on paper, '' while they are on their way; in this page's memory alone. */
  readonly words: string | null
  readonly onWords: (words: string | null) => void
}

/** Writing twenty-four words by hand takes longer than an idle screen is left open, in minutes. */
const writingMinutes = 20

const Steps = ({ me, words, onWords }: Props) => {
  const { t } = useTranslation()
  const connection = useConnection()
  const { idleMinutes } = usePreferences().preferences
  const [way, setWay] = useState<Way | null>(null)
  const lock = useCallback(() => keepAndLock(() => connection.lock()), [connection])
  useLockTriggers(lock, !words ? idleMinutes : Math.max(idleMinutes, writingMinutes))
  const back = (): void => setWay(null)
  const step = (): React.ReactNode => {
    // a pass was used: the words that were made for a newcomer are nobody's
    if (words && me.asks !== 'device') return <WordsSheet words={words} onNoted={() => onWords(null)} />
    if (me.pending)
      return (
        <Waiting
          me={me}
          onStopped={() => {
            setWay(null)
            onWords(null)
          }}
        />
      )
    if (way === 'network') return <NetworkForm onWords={onWords} onBack={back} />
    if (way === 'join') return <JoinForm kind="join" onAsked={onWords} onBack={back} />
    if (way === 'device') return <JoinForm kind="device" onAsked={() => undefined} onBack={back} />
    return way === 'recover' ? <ComeBackForm onBack={back} /> : <Ways onWay={setWay} />
  }
  return (
    <DoorFrame onLock={lock} foot={t('welcome.idle')}>
      {step()}
    </DoorFrame>
  )
}

/** The vault is open and in no network yet: found one, ask to join one, come back, or wait. */
export const Beginning = (props: Props) => (
  <PreferencesProvider>
    <Steps {...props} />
  </PreferencesProvider>
)
