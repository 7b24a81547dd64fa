import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './cx'
import { PersonName } from './Discreet'
import styles from './HouseCard.module.css'
import { BedSingle } from './icons'
import type { LucideIcon } from './icons'

/** Beds drawn one by one up to here; beyond, the words alone. */
const mostDrawn = 16

type Props = {
  readonly alias: string
  /** Country, kind, longest stay. */
  readonly about: string
  /** Whole: confirmed; stitched: about to lapse; dotted: not confirmed. */
  readonly edge: 'whole' | 'stitched' | 'dotted'
  /** Open, little room, full, paused: a `State`. */
  readonly state: ReactNode
  /** When it was confirmed: a `State`. */
  readonly freshness: ReactNode
  readonly free: number
  readonly total: number
  /** In place of the number of places: resting, say. */
  readonly insteadOfBeds?: string
  readonly offers: readonly { readonly icon: LucideIcon; readonly word: string }[]
  /** One button. */
  readonly action?: ReactNode
  /** 3 under a title of its own: a country. */
  readonly level?: 2 | 3
}

/** A house on the board; how sure the news of it is shows in its left edge. A `li` of `Cards`. */
export const HouseCard = (props: Props) => {
  const { alias, about, edge, state, freshness, free, total, insteadOfBeds, offers, action, level = 2 } = props
  const { t } = useTranslation()
  const id = useId()
  const Title = `h${level}` as const
  return (
    <li aria-labelledby={id} className={cx(styles.card, styles[edge])}>
      <header>
        <Title id={id}>
          <PersonName name={alias} />
        </Title>
        {state}
        <p>{about}</p>
      </header>
      <p className={styles.beds}>
        {total <= mostDrawn && (
          <span aria-hidden="true">
            {Array.from({ length: total }, (_, bed) => (
              <BedSingle key={bed} size={20} className={bed < free ? styles.free : styles.taken} />
            ))}
          </span>
        )}
        {insteadOfBeds ?? t('ui.beds', { free, total })}
      </p>
      {offers.length > 0 && (
        <ul className={styles.offers}>
          {offers.map(({ icon: Icon, word }) => (
            <li key={word}>
              <Icon aria-hidden="true" size={18} />
              {word}
            </li>
          ))}
        </ul>
      )}
      <footer>
        {freshness}
        {action}
      </footer>
    </li>
  )
}
