import { useTranslation } from 'react-i18next'
import type { RelaysState } from '#shared/contract/host'
import { CircleCheck, CircleHelp, Hourglass, RefreshCw } from '../../components/icons'
import { State } from '../../components/State'
import styles from './Meet.module.css'
import { useRelayFailure } from './useRelays'

/** How this notebook stands with one relay; nothing where it does not go there by itself and nothing went wrong. */
export const RelayMark = ({ relay }: { readonly relay: RelaysState[number] | undefined }) => {
  const { t } = useTranslation()
  const inWords = useRelayFailure()
  return (
    <div role="status">
      {relay?.failure && (
        <State icon={CircleHelp} dye="barro">
          {inWords(relay.failure)} {relay.state !== 'off' && t('relays.tryingAgain')}
        </State>
      )}
      {relay?.failure === null && relay.state === 'trying' && (
        <State icon={RefreshCw} dye="anil">
          {t('relays.trying')}
        </State>
      )}
      {relay?.failure === null && relay.state === 'inTouch' && (
        <State icon={CircleCheck} dye="jade">
          {t('relays.inTouch')}
        </State>
      )}
    </div>
  )
}

/** Somebody was put out who still knows the admission line. */
export const LineIsDue = () => {
  const { t } = useTranslation()
  return (
    <div>
      <State icon={Hourglass} dye="pericon">
        {t('relays.lineIsDue')}
      </State>
      <p className={styles.soft}>{t('relays.lineIsDueText')}</p>
    </div>
  )
}
