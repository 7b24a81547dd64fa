import { Button as AriaButton } from 'react-aria-components'
import type { ButtonProps } from 'react-aria-components'
import styles from './Button.module.css'

/** A button. One `main` (filled) a screen at most. */
export const Button = ({ kind = 'plain', ...props }: ButtonProps & { kind?: 'main' | 'plain' | 'quiet' }) => (
  <AriaButton {...props} className={`${styles.button ?? ''} ${styles[kind] ?? ''}`} />
)
