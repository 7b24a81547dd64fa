import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { ArrowLeft, ArrowRight } from './icons'
import { Row } from './Layout'

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
    <nav aria-label={t('ui.pages')}>
      <Row>
        <Button isDisabled={!onPrevious} onPress={() => onPrevious?.()}>
          <ArrowLeft aria-hidden="true" size={18} />
          {t('ui.previous')}
        </Button>
        <p role="status">{t('ui.range', { from, to, total })}</p>
        <Button isDisabled={!onNext} onPress={() => onNext?.()}>
          {t('ui.next')}
          <ArrowRight aria-hidden="true" size={18} />
        </Button>
      </Row>
    </nav>
  )
}
