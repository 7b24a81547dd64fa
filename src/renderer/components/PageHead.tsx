import type { ReactNode } from 'react'
import styles from './PageHead.module.css'

/** The title of a screen, what it holds in one line, and its few actions. */
export const PageHead = ({ title, lead }: { title: string; lead: ReactNode }) => (
  <header className={styles.head}>
    <div>
      <h1>{title}</h1>
      <p className={styles.lead} role="status">
        {lead}
      </p>
    </div>
  </header>
)
