import { Label, RadioGroup } from 'react-aria-components'
import styles from './AnswerCards.module.css'
import fields from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { RadioCard } from './RadioCard'

type Props = FieldWords & {
  readonly options: readonly { readonly id: string; readonly label: string }[]
  /** null: nothing chosen. */
  readonly value: string | null
  readonly onChange: (id: string) => void
}

/** One of a few short words, side by side. */
export const ChoiceRow = ({ label, help, failure, options, value, onChange, isDisabled }: Props) => (
  <RadioGroup
    className={styles.choice ?? ''}
    value={value}
    onChange={onChange}
    isInvalid={failure != null}
    isDisabled={isDisabled ?? false}
    validationBehavior="aria"
  >
    <Label className={fields.label ?? ''}>{label}</Label>
    <Help text={help} />
    <div className={styles.row}>
      {options.map(({ id, label: words }) => (
        <RadioCard key={id} id={id}>
          {words}
        </RadioCard>
      ))}
    </div>
    <Problem text={failure} />
  </RadioGroup>
)
