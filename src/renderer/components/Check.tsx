import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import type { CheckboxFieldProps } from 'react-aria-components'
import { Check as CheckIcon } from './icons'
import styles from './MultiChoice.module.css'

type Props = Omit<CheckboxFieldProps, 'children' | 'className'> & { readonly children: ReactNode }

/** A box to tick, with its words; alone, or with `value` in a group. */
export const Check = ({ children, ...props }: Props) => (
  <CheckboxField {...props}>
    <CheckboxButton className={styles.check ?? ''}>
      <i aria-hidden="true">
        <CheckIcon size={16} strokeWidth={3} />
      </i>
      <span>{children}</span>
    </CheckboxButton>
  </CheckboxField>
)
