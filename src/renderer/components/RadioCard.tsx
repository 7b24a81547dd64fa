import type { ReactNode } from 'react'
import { RadioButton, RadioField } from 'react-aria-components'
import styles from './AnswerCards.module.css'

/** One answer of a group, as a card. */
export const RadioCard = ({ id, children }: { readonly id: string; readonly children: ReactNode }) => (
  <RadioField value={id} className={styles.field ?? ''}>
    <RadioButton className={styles.card ?? ''}>
      <i aria-hidden="true" />
      <span>{children}</span>
    </RadioButton>
  </RadioField>
)
