import { useTranslation } from 'react-i18next'
import type { RelayRow } from '#shared/contract/relays'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleCheck, Puzzle } from '../../components/icons'
import { State } from '../../components/State'
import styles from './Meet.module.css'
import { LineIsDue, RelayMark } from './RelayMark'
import { useRelaysState } from './useRelays'

/** When this laptop was last at a relay, and what is still to be left there. */
const Contact = ({ relay: { lastContact, lacks } }: { readonly relay: RelayRow }) => {
  const { t } = useTranslation()
  if (lastContact === null) return <p className={styles.soft}>{t('relays.never')}</p>
  return (
    <>
      <p className={styles.soft}>
        {t('relays.last')} <Moment at={lastContact} />
      </p>
      {lacks === 0 ? (
        <State icon={CircleCheck} dye="jade">
          {t('relays.allThere')}
        </State>
      ) : (
        <State icon={Puzzle} dye="anil">
          {t('relays.lacks', { count: lacks })}
        </State>
      )}
    </>
  )
}

/** The relays of the network: last contact, what is not there, how this notebook stands with each. */
export const RelayList = ({ relays }: { readonly relays: readonly RelayRow[] }) => {
  const { t } = useTranslation()
  const states = useRelaysState()
  return (
    <ul className={styles.list}>
      {relays.map((relay) => (
        <li key={relay.relayId}>
          <h3>
            <Go to={`/meet/relays/${relay.relayId}`}>{relay.name}</Go>
          </h3>
          {relay.addedBy !== '' && (
            <p className={styles.soft}>
              {t('relays.addedBy')} <PersonName name={relay.addedBy} />
            </p>
          )}
          <Contact relay={relay} />
          {relay.lineIsDue && <LineIsDue />}
          <RelayMark relay={states.find(({ relayId }) => relayId === relay.relayId)} />
        </li>
      ))}
    </ul>
  )
}
