import { Label, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import styles from './AnswerCards.module.css'
import { cx } from './cx'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import fields from './Field.module.css'
import { RadioCard } from './RadioCard'

/** The ways of not answering. */
const openAnswers = ['unknown', 'prefer_not', 'later'] as const
/** An answer with what it means in her words. */
export type Answer = { readonly id: string; readonly label: string; readonly help?: string }

type Props = FieldWords & {
  /** Where the title of the screen is the question already. */
  readonly isLabelHidden?: boolean
  readonly answers: readonly Answer[]
  /** All three where asking may hurt; [] where it cannot. */
  readonly open?: readonly (typeof openAnswers)[number][]
  /** null: not answered. */
  readonly value: string | null
  readonly onChange: (id: string) => void
}

/** A question with its answers as cards. Not answering is as easy to reach as an answer, and in the same group. */
export const AnswerCards = ({
  label,
  isLabelHidden,
  help,
  failure,
  answers,
  open = openAnswers,
  value,
  onChange,
  isDisabled,
}: Props) => {
  const { t } = useTranslation()
  const card = ({ id, label: words, help: more }: Answer) => (
    <RadioCard key={id} id={id}>
      {more === undefined ? words : <b>{words}</b>}
      {more !== undefined && <small>{more}</small>}
    </RadioCard>
  )
  return (
    <RadioGroup
      value={value}
      onChange={onChange}
      className={styles.group ?? ''}
      isInvalid={failure != null}
      isDisabled={isDisabled ?? false}
      validationBehavior="aria"
    >
      <Label className={cx(fields.label, isLabelHidden && 'hidden-visually')}>{label}</Label>
      <Help text={help} />
      <div className={styles.answers}>{answers.map(card)}</div>
      {open.length > 0 && (
        <>
          <p className={styles.or}>{t('ui.noAnswer')}</p>
          <div className={styles.open}>{open.map((id) => card({ id, label: t(`ui.${id}`) }))}</div>
        </>
      )}
      <Problem text={failure} />
    </RadioGroup>
  )
}
