import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type Props = {
  readonly title: string
  readonly children: ReactNode
  /** Whether a screen reader says it at once. */
  readonly urgent?: boolean
}

/** A stitched panel in place of what would be here: nothing yet, or something that could not be shown. */
export const Notice = ({ title, children, urgent = false }: Props) => (
  <section className={styles.notice} role={urgent ? 'alert' : undefined}>
    <h2>{title}</h2>
    <div className={styles.text}>{children}</div>
  </section>
)
