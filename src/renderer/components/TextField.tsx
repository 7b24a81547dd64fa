import { Input, Label, TextField as AriaTextField } from 'react-aria-components'
import styles from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'

type Props = FieldWords & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly type?: 'text' | 'tel' | 'email' | 'password'
  /** Letters at most. */
  readonly most?: number
}

/** One line of words. The browser neither remembers, corrects nor spells it. */
export const TextField = ({ label, help, failure, most = 500, ...props }: Props) => (
  <AriaTextField
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
      <Input maxLength={most} />
    </div>
    <Problem text={failure} />
  </AriaTextField>
)
