import type { ReactNode } from 'react'
import styles from './Layout.module.css'

type Props = { readonly children: ReactNode }

/** One under the other, with the room between panels. */
export const Stack = ({ children }: Props) => <div className={styles.stack}>{children}</div>

/** Side by side, breaking where there is no room: buttons, marks. */
export const Row = ({ children }: Props) => <div className={styles.row}>{children}</div>

/** A list of cards in as many columns as fit; its children are `li`. */
export const Cards = ({ children }: Props) => <ul className={styles.cards}>{children}</ul>

/** The text of a screen with a rail of 304 px beside it; above it where the window is narrow. */
export const WithRail = ({ children, rail, label }: Props & { readonly rail: ReactNode; readonly label: string }) => (
  <div className={styles.rail}>
    <div className={styles.stack}>{children}</div>
    <aside className={styles.side} aria-label={label}>
      {rail}
    </aside>
  </div>
)
