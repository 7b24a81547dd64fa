import { useTranslation } from 'react-i18next'
import { AnswerCards } from '../../components/AnswerCards'
import type { Answered, Scale } from './draft'

type Props = {
  readonly scale: Scale
  readonly label: string
  /** Where the title of the screen does not ask the question already. */
  readonly isLabelShown?: boolean
  readonly value: Answered
  readonly onChange: (answer: string) => void
}

/** A scale of five as cards with words; the number comes second. */
export const ScaleCards = ({ scale, label, isLabelShown = false, value, onChange }: Props) => {
  const { t } = useTranslation()
  return (
    <AnswerCards
      label={label}
      isLabelHidden={!isLabelShown}
      answers={['5', '4', '3', '2', '1'].map((id) => ({
        id,
        label: t(`risk.scale.${scale}.${id}`),
        help: t('risk.ofFive', { level: id }),
      }))}
      value={value}
      onChange={onChange}
    />
  )
}
