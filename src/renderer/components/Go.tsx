import type { ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { cx } from './cx'

type Props = {
  /** An address inside the notebook: `/cases/<id>`. */
  readonly to: string
  /** As a link in a text, or as a button that leads somewhere. */
  readonly look?: 'link' | 'main' | 'plain' | 'quiet'
  readonly children: ReactNode
}

/** Leads to another screen. */
export const Go = ({ to, look = 'link', children }: Props) => (
  <Link
    href={to}
    className={look === 'link' ? (styles.link ?? '') : cx(styles.button, styles[look])}
    data-no-print={look === 'link' ? undefined : true}
  >
    {children}
  </Link>
)
