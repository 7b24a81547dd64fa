import { useTranslation } from 'react-i18next'
import { useCopyText } from '../../bridge/useCopyText'
import { Button } from '../../components/Button'
import { Row } from '../../components/Layout'
import styles from './cases.module.css'

/** A code to pass on: whole, to copy or to read aloud. */
export const ShownCode = ({ code }: { readonly code: string }) => {
  const { t } = useTranslation()
  const { copied, copy } = useCopyText(code)
  return (
    <>
      <p className={styles.given}>{code}</p>
      <Row>
        <Button onPress={copy}>{t('transfer.copy')}</Button>
      </Row>
      <p role="status">{copied === null ? '' : t(copied ? 'transfer.copied' : 'transfer.notCopied')}</p>
    </>
  )
}
