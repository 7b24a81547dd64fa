import { useTranslation } from 'react-i18next'
import { AddressToCopy } from './AddressToCopy'
import styles from './Meet.module.css'
import { useRelays } from './useRelays'

/** Beside a code: addresses of relays by which who gets it may come in without a meeting. Nothing, where there are none. */
export const AddressesWithCode = () => {
  const { t } = useTranslation()
  const relays = useRelays()
  if (relays.length === 0) return null
  return (
    <div className={styles.toCopy}>
      <h3>{t('relays.withCode')}</h3>
      <p className={styles.soft}>{t('relays.withCodeText')}</p>
      {relays.map(({ relayId, address, name }) => (
        <AddressToCopy key={relayId} address={address} name={name} />
      ))}
    </div>
  )
}
