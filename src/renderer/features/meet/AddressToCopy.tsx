import { useTranslation } from 'react-i18next'
import { useCopyText } from '../../bridge/useCopyText'
import { Button } from '../../components/Button'
import { Row } from '../../components/Layout'
import styles from './Meet.module.css'

/** The whole address of a relay, to be copied or marked. `name`: said with the button, where there are several. */
export const AddressToCopy = ({ address, name }: { readonly address: string; readonly name: string }) => {
  const { t } = useTranslation()
  const { copied, copy } = useCopyText(address)
  return (
    <div className={styles.toCopy}>
      <p className={styles.relayAddress} data-relay-address>
        {address}
      </p>
      <Row>
        <Button onPress={copy} aria-label={`${t('relays.copy')}: ${name}`}>
          {t('relays.copy')}
        </Button>
      </Row>
      <p role="status">{copied === null ? '' : t(copied ? 'relays.copied' : 'relays.notCopied')}</p>
    </div>
  )
}
