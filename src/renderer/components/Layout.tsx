import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './Layout.module.css'

type Props = { readonly children: ReactNode }

/** One under the other, with the room between panels. */
export const Stack = ({ children }: Props) => <div className={styles.stack}>{children}</div>

/** Side by side, breaking where there is no room: buttons, marks. */
export const Row = ({ children }: Props) => <div className={styles.row}>{children}</div>

/** Two or three short fields side by side: a day and its hour, from and to. */
export const Pair = ({ children }: Props) => <div className={styles.pair}>{children}</div>

/** A list of cards in as many columns as fit; its children are `li`. */
export const Cards = ({ children }: Props) => <ul className={styles.cards}>{children}</ul>

type RailProps = Props & {
  readonly rail: ReactNode
  readonly label: string
  /** The text is tabs: their names have the whole width, and the rail begins where the open one does. */
  readonly isOfTabs?: boolean
}

/** The text of a screen with a rail of 304 px beside it; above it where the window is narrow. */
export const WithRail = ({ children, rail, label, isOfTabs }: RailProps) => (
  <div className={cx(styles.rail, isOfTabs && styles.ofTabs)}>
    <div className={styles.stack}>{children}</div>
    <aside className={styles.side} aria-label={label}>
      {rail}
    </aside>
  </div>
)
