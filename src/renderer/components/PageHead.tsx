import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import styles from './PageHead.module.css'

type Props = {
  readonly title: ReactNode
  /** What the screen holds, in one line; said again by a screen reader when it changes. */
  readonly lead?: ReactNode
  /** What it belongs to, above the title: the case, the guide. */
  readonly kicker?: ReactNode
  /** The title is a question of a guided form: a little smaller, for it is longer. */
  readonly isQuestion?: boolean
  /** Its few actions, one of them `main` at most. */
  readonly children?: ReactNode
}

/** The title of a screen, what it holds in one line, and its few actions. */
export const PageHead = ({ title, lead, kicker, isQuestion, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null)
  // a title that takes the place of one that waited must not lose the place of who reads with the keyboard
  useEffect(() => {
    const at = document.activeElement
    if (at === null || at === document.body || at.tagName === 'MAIN') heading.current?.focus()
  }, [])
  return (
    <header className={styles.head}>
      <div>
        {kicker !== undefined && <p className={styles.kicker}>{kicker}</p>}
        <h1 ref={heading} tabIndex={-1} className={isQuestion ? styles.question : undefined}>
          {title}
        </h1>
        {lead !== undefined && (
          <p className={styles.lead} role="status">
            {lead}
          </p>
        )}
      </div>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </header>
  )
}
