import { useTranslation } from 'react-i18next'
import { useCopyText } from '../../bridge/useCopyText'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { Check } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { AddressesWithCode } from '../meet/AddressesWithCode'
import styles from './Members.module.css'

type Props = {
  readonly code: string
  readonly expiresAt: string
  /** She has passed it on: it is shown no more. */
  readonly onDone: () => void
}

/** A code, shown once, in big letters and to copy. */
export const CodeShown = ({ code, expiresAt, onDone }: Props) => {
  const { t } = useTranslation()
  const { copied, copy } = useCopyText(code)
  return (
    <Panel title={t('members.code.title')} edge="stitched">
      <div className={styles.text}>
        <p className={styles.code} data-code>
          {code}
        </p>
        <p>
          {t('members.code.until')} <Moment at={expiresAt} />. {t('members.code.once')}
        </p>
        <Row>
          <Button onPress={copy}>{t('members.code.copy')}</Button>
          <Button onPress={onDone}>
            <Check aria-hidden="true" size={18} />
            {t('members.code.done')}
          </Button>
        </Row>
        <p role="status">{copied === null ? '' : t(copied ? 'members.code.copied' : 'members.code.notCopied')}</p>
        <AddressesWithCode />
      </div>
    </Panel>
  )
}
