import type { ReactNode } from 'react'
import styles from './RowList.module.css'

/** A list of things that each have a title, words and at most a few buttons of their own; its children are `RowItem`. */
export const RowList = ({ children }: { readonly children: ReactNode }) => <ul className={styles.list}>{children}</ul>

type Props = {
  readonly title: ReactNode
  /** Under the title: who, when, why. */
  readonly children?: ReactNode
  /** At the right, or under it where there is no room. */
  readonly actions?: ReactNode
}

/** One of a `RowList`. */
export const RowItem = ({ title, children, actions }: Props) => (
  <li className={styles.item}>
    <div className={styles.words}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
    {actions !== undefined && <div className={styles.actions}>{actions}</div>}
  </li>
)
