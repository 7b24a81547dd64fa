import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '#shared/contract/queries'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, Laptop } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Why } from '../../components/Why'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Meet.module.css'

type Stretch = SyncStatus['copies'][number]

/** So many stretches are shown at once; the older ones are folded. */
const shownAtOnce = 3
/** How much of its room the shortest bar takes, so that it is still seen. */
const leastWidth = 0.04

/** A stretch as a bar: its length says how much it is; hatched within dashes is only here, full is elsewhere too. */
const Bar = ({ share, isOnlyHere }: { readonly share: number; readonly isOnlyHere: boolean }) => {
  const hatch = useId()
  return (
    <svg className={styles.bar} aria-hidden="true" style={{ width: `${100 * Math.max(leastWidth, share)}%` }}>
      <pattern id={hatch} width={8} height={8} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={3} height={8} className={styles.hatch} />
      </pattern>
      {isOnlyHere ? (
        <rect x={1} y={1} width="calc(100% - 2px)" height={14} fill={`url(#${hatch})`} className={styles.alone} />
      ) : (
        <rect width="100%" height={16} className={styles.kept} />
      )}
    </svg>
  )
}

/** Whose laptops, or which relays, each once. */
const Names = ({ label, names }: { readonly label: string; readonly names: readonly React.ReactNode[] }) =>
  names.length === 0 ? null : (
    <p className={styles.soft}>
      {label}{' '}
      {names.map((name, place) => (
        <span key={place}>
          {name}
          {place < names.length - 1 && ', '}
        </span>
      ))}
    </p>
  )

type StretchProps = {
  readonly words: string
  readonly stretch: Stretch
  /** How much of all her pieces it is, from 0 to 1. */
  readonly share: number
}

const OneStretch = ({ words, stretch: { laptops, relays, folders }, share }: StretchProps) => {
  const { t } = useTranslation()
  const isOnlyHere = laptops.length + relays.length + folders === 0
  return (
    <li>
      <b>{words}</b>
      <Bar share={share} isOnlyHere={isOnlyHere} />
      {isOnlyHere ? (
        <State icon={Laptop} dye="pericon">
          {t('copies.onlyHere')}
        </State>
      ) : (
        <State icon={CircleCheck} dye="jade">
          {t('copies.elsewhere')}
        </State>
      )}
      <Names
        label={t('copies.namesRelays')}
        names={[...new Set(relays)].map((name) => name || t('copies.goneRelay'))}
      />
      <Names
        label={t('copies.namesLaptops')}
        names={[...new Set(laptops)].map((name) =>
          name === '' ? t('meet.somebody') : <PersonName key={name} name={name} />,
        )}
      />
    </li>
  )
}

/** Where what this laptop wrote is: in stretches, the newest first, each with who holds it. */
export const Copies = ({ status: { copies, unsealed } }: { readonly status: SyncStatus }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const all = Math.max(
    1,
    copies.reduce((sum, { pieces }) => sum + pieces, unsealed),
  )
  const placesOf = ({ relays, laptops, folders }: Stretch): string =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format([
      ...(relays.length > 0 ? [t('copies.relays', { count: relays.length })] : []),
      ...(laptops.length > 0 ? [t('copies.laptops', { count: laptops.length })] : []),
      ...(folders > 0 ? [t('copies.folders', { count: folders })] : []),
    ])
  const wordsOf = (stretch: Stretch, isNewest: boolean): string => {
    const where = placesOf(stretch)
    if (where === '') return t('copies.lastAlone', { count: stretch.pieces })
    return t(isNewest ? 'copies.last' : 'copies.before', { count: stretch.pieces, where })
  }
  const stretches = copies.map((stretch, place) => (
    <OneStretch key={place} words={wordsOf(stretch, place === 0)} stretch={stretch} share={stretch.pieces / all} />
  ))
  const nowhere = { pieces: unsealed, laptops: [], relays: [], folders: 0 }
  return (
    <Panel title={t('copies.title')}>
      {copies.length === 0 && unsealed === 0 && <p>{t('copies.nothing')}</p>}
      <ul className={styles.list}>
        {unsealed > 0 && (
          <OneStretch words={t('copies.fresh', { count: unsealed })} stretch={nowhere} share={unsealed / all} />
        )}
        {stretches.slice(0, shownAtOnce)}
      </ul>
      {stretches.length > shownAtOnce && (
        <Why title={t('copies.earlier')}>
          <ul className={styles.list}>{stretches.slice(shownAtOnce)}</ul>
        </Why>
      )}
    </Panel>
  )
}
