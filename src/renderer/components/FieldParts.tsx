import { FieldError, Text } from 'react-aria-components'
import styles from './Field.module.css'
import { CircleHelp } from './icons'

/** What every field may say. */
export type FieldWords = {
  /** The question, above the field. */
  readonly label: string
  /** Between label and field: read before one writes. */
  readonly help?: string | undefined
  /** What is not right, under the field, with a way on; null or left out: nothing. */
  readonly failure?: string | null | undefined
  readonly isDisabled?: boolean
}

/** The help of a field. */
export const Help = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <Text slot="description" className={styles.help ?? ''}>
      {text}
    </Text>
  )

/** What is not right with a field. The field must be `isInvalid` while there is something. */
export const Problem = ({ text }: { readonly text: string | null | undefined }) => (
  <FieldError className={styles.problem ?? ''}>
    <CircleHelp aria-hidden="true" size={20} />
    <span>{text}</span>
  </FieldError>
)
