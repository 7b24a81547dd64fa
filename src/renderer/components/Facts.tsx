import type { ReactNode } from 'react'
import styles from './Facts.module.css'

/** What something is, said of one thing: its word and its value. Left out where `value` is null or ''. */
export type Fact = { readonly id: string; readonly label: string; readonly value: ReactNode }

/** Facts of one thing, word and value side by side; those that nobody noted are not shown. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className={styles.facts}>
    {facts
      .filter(({ value }) => value !== null && value !== '')
      .map(({ id, label, value }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
