import { Button as AriaButton } from 'react-aria-components'
import type { ButtonProps } from 'react-aria-components'
import styles from './Button.module.css'

/**
 * A button. One `main` (filled) a screen at most. While `isPending` it keeps the focus and does nothing, which React
 * Aria's own pending does too, but also says the button's name anew, from a copy that names a button which may be gone;
 * here what was done is said by its `Outcome`.
 */
export const Button = ({
  kind = 'plain',
  isPending = false,
  onPress,
  ...props
}: ButtonProps & { kind?: 'main' | 'plain' | 'quiet' }) => (
  <AriaButton
    {...props}
    {...(onPress && !isPending && { onPress })}
    {...(isPending && { 'aria-disabled': true, type: 'button' })}
    className={`${styles.button ?? ''} ${styles[kind] ?? ''}`}
  />
)
