import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Row } from '../../components/Layout'
import styles from './cases.module.css'

/** A code to pass on: whole, to copy or to read aloud. */
export const ShownCode = ({ code }: { readonly code: string }) => {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code)
      setCopied(true)
    } catch {
      setCopied(false) // a browser that refuses: it can be marked by hand
    }
  }
  return (
    <>
      <p className={styles.given}>{code}</p>
      <Row>
        <Button onPress={() => void copy()}>{t('transfer.copy')}</Button>
      </Row>
      <p role="status">{copied === null ? '' : t(copied ? 'transfer.copied' : 'transfer.notCopied')}</p>
    </>
  )
}
