import type { ReactNode } from 'react'
import { cx } from './cx'
import { ArrowLeftRight, CircleCheck, CircleDashed, CircleHelp } from './icons'
import styles from './ShiftBar.module.css'

const icons = {
  confirmed: CircleCheck,
  done: CircleCheck,
  proposed: CircleHelp,
  swap: ArrowLeftRight,
  gap: CircleDashed,
} as const

type Props = {
  readonly state: keyof typeof icons
  /** The state in words. */
  readonly word: string
  /** Her alias; left out for a gap. */
  readonly who?: ReactNode
  /** Who steps in for her, say. */
  readonly note?: string
  /** One button. */
  readonly action?: ReactNode
}

/** A shift in the table of a week: filled when sure, stitched when not yet, dotted where nobody is. */
export const ShiftBar = ({ state, word, who, note, action }: Props) => {
  const Icon = icons[state]
  return (
    <div className={cx(styles.bar, styles[state])}>
      {who !== undefined && <p className={styles.who}>{who}</p>}
      <p className={styles.state}>
        <Icon aria-hidden="true" size={18} />
        {word}
      </p>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {action}
    </div>
  )
}
