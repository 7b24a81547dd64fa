import { Label, TextArea as AriaTextArea, TextField } from 'react-aria-components'
import styles from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'

type Props = FieldWords & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  /** Letters at most. */
  readonly most?: number
}

/** Several lines of words; grows by its corner. */
export const TextArea = ({ label, help, failure, most = 20_000, ...props }: Props) => (
  <TextField
    {...props}
    className={styles.field ?? ''}
    isInvalid={failure != null}
    validationBehavior="aria"
    autoComplete="off"
    autoCorrect="off"
    spellCheck="false"
  >
    <Label>{label}</Label>
    <Help text={help} />
    <div className={styles.box}>
      <AriaTextArea maxLength={most} />
    </div>
    <Problem text={failure} />
  </TextField>
)
