import { useTranslation } from 'react-i18next'
import { addressText } from '#shared/rules/address'
import styles from './Meet.module.css'
import { QrCode } from './QrCode'

/** Where the others find this computer: each address to be read aloud, and as a picture. */
export const Addresses = ({ addresses }: { readonly addresses: readonly string[] }) => {
  const { t } = useTranslation()
  return (
    <ul className={styles.addresses}>
      {addresses.map((address) => (
        <li key={address}>
          <p className={styles.address}>{address}</p>
          <QrCode text={addressText(address)} label={t('meet.qr', { address })} />
        </li>
      ))}
    </ul>
  )
}
