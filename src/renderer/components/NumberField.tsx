import { Button, Group, Input, Label, NumberField as AriaNumberField } from 'react-aria-components'
import { cx } from './cx'
import styles from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { Minus, Plus } from './icons'

type Props = FieldWords & {
  /** null: not noted. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly least?: number
  readonly most?: number
  /** Years are written without a mark for thousands. */
  readonly isYear?: boolean
}

/** A whole number, written or stepped; in the way of the language. */
export const NumberField = ({ label, help, failure, value, onChange, least = 0, most, isYear, ...props }: Props) => (
  <AriaNumberField
    {...props}
    className={cx(styles.field, styles.short)}
    value={value ?? Number.NaN}
    onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
    minValue={least}
    {...(most === undefined ? {} : { maxValue: most })}
    formatOptions={{ maximumFractionDigits: 0, ...(isYear && { useGrouping: false }) }}
    isInvalid={failure != null}
    validationBehavior="aria"
  >
    <Label>{label}</Label>
    <Help text={help} />
    <Group className={styles.box ?? ''}>
      <Input />
      <Button slot="decrement">
        <Minus aria-hidden="true" size={18} />
      </Button>
      <Button slot="increment">
        <Plus aria-hidden="true" size={18} />
      </Button>
    </Group>
    <Problem text={failure} />
  </AriaNumberField>
)
