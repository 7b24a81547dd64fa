import { Fragment } from 'react'
import type { ReactNode } from 'react'
import styles from './cases.module.css'

/** What is known, as words and their values; what holds nothing is left out. */
export const Facts = ({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) => (
  <dl className={styles.facts}>
    {facts.map(([word, value]) =>
      value === null || value === undefined || value === '' || value === false ? null : (
        <Fragment key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </Fragment>
      ),
    )}
  </dl>
)
