import { useTranslation } from 'react-i18next'
import type { MeetingState } from '#shared/contract/host'
import { Button } from '../../components/Button'
import { CircleCheck, CircleHelp, Hourglass, X } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { State } from '../../components/State'
import { useFailure } from '../../i18n/useFailure'
import styles from './Meet.module.css'

type Props = {
  readonly state: MeetingState
  /** Why it did not begin. */
  readonly failure: string | null
  readonly over: string | undefined
  readonly onEnd: () => void
}

/** How the meeting goes: said when it changes. */
export const MeetingProgress = ({ state, failure, over, onEnd }: Props) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const listens = state.phase === 'open' && state.ways.includes('listen')
  const passed = state.phase === 'over' && state.result.ok ? state.result.value : null
  const refused = state.phase === 'over' && !state.result.ok ? inWords(state.result.error) : failure
  return (
    <Stack>
      <div role="status">
        {state.phase === 'choosing' && (
          <State icon={Hourglass} dye="anil">
            {t('meet.choosing')}
          </State>
        )}
        {state.phase === 'open' && (
          <State icon={Hourglass} dye="anil">
            {t(listens ? 'meet.listening' : 'meet.underWay')}
          </State>
        )}
        {passed && (
          <State icon={CircleCheck} dye="jade">
            {over ?? t('meet.over', passed)}
          </State>
        )}
      </div>
      {listens && state.port !== null && (
        <div>
          <p>{t(state.addresses.length > 0 ? 'meet.tell' : 'meet.noAddress')}</p>
          {state.addresses.map((address) => (
            <p key={address} className={styles.address}>
              {address}
            </p>
          ))}
        </div>
      )}
      <div role="alert">
        {refused !== null && (
          <State icon={CircleHelp} dye="barro">
            {refused}
          </State>
        )}
      </div>
      {state.phase === 'open' && (
        <Row>
          <Button onPress={onEnd}>
            <X aria-hidden="true" size={18} />
            {t(listens ? 'meet.stopListening' : 'meet.stop')}
          </Button>
        </Row>
      )}
    </Stack>
  )
}
