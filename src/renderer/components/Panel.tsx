import { useId } from 'react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './Panel.module.css'

type Props = {
  readonly title: string
  /** Beside the title: how many, since when. */
  readonly note?: ReactNode
  /** How sure what it holds is. */
  readonly edge?: 'solid' | 'stitched' | 'dotted'
  readonly children: ReactNode
}

/** A titled part of a screen. */
export const Panel = ({ title, note, edge = 'solid', children }: Props) => {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx(styles.panel, styles[edge])}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </header>
      {children}
    </section>
  )
}
