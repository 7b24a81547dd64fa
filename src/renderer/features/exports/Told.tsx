import type { ReactNode } from 'react'
import styles from './Exports.module.css'

/** A word and its value, one under the other, where there is little room; what has no value is not shown. */
export const Told = ({
  facts,
}: {
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[]
}) => (
  <dl className={styles.told}>
    {facts
      .filter(({ value }) => value !== '' && value !== null)
      .map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
