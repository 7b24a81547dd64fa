import type { ReactNode } from 'react'
import { Panel } from './Panel'
import styles from './Panel.module.css'

type Props = {
  /** What there is none of yet. */
  readonly title: string
  /** What will appear here, and when. */
  readonly children: ReactNode
  /** One quiet button. */
  readonly action?: ReactNode
}

/** In place of a list that has nothing in it yet. */
export const EmptyState = ({ title, children, action }: Props) => (
  <Panel title={title} edge="dotted">
    <div className={styles.empty}>
      {children}
      {action}
    </div>
  </Panel>
)
