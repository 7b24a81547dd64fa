import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { ArrowLeft, ArrowRight } from '../../components/icons'
import styles from './Pages.module.css'

type Props = {
  readonly from: number
  readonly to: number
  readonly total: number
  /** Null where there is nothing further that way. */
  readonly onPrevious: (() => void) | null
  readonly onNext: (() => void) | null
}

/** The way through a list that is longer than a page. */
export const Pages = ({ from, to, total, onPrevious, onNext }: Props) => {
  const { t } = useTranslation()
  return (
    <nav className={styles.pages} aria-label={t('cases.pages')}>
      <Button isDisabled={!onPrevious} onPress={() => onPrevious?.()}>
        <ArrowLeft aria-hidden="true" size={18} />
        {t('cases.previous')}
      </Button>
      <p role="status">{t('cases.range', { from, to, total })}</p>
      <Button isDisabled={!onNext} onPress={() => onNext?.()}>
        {t('cases.next')}
        <ArrowRight aria-hidden="true" size={18} />
      </Button>
    </nav>
  )
}
