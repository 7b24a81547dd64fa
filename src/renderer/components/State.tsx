import type { ReactNode } from 'react'
import { cx } from './cx'
import type { LucideIcon } from './icons'
import styles from './State.module.css'

/**
 * What a dye means: jade sure, agreed, done; pericon waiting, look here; barro missing, refused; grana withdrawn, very
 * high; piedra unknown, paused; anil under way.
 */
export type Dye = 'jade' | 'pericon' | 'barro' | 'grana' | 'piedra' | 'anil'

/** How something stands: icon and word together; the dye only repeats what both already say. */
export const State = ({
  icon: Icon,
  dye,
  children,
}: {
  readonly icon: LucideIcon
  readonly dye: Dye
  readonly children: ReactNode
}) => (
  <span className={cx(styles.state, styles[dye])}>
    <Icon aria-hidden="true" size={18} strokeWidth={2} />
    <span>{children}</span>
  </span>
)
