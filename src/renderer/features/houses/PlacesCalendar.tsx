import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { Day } from '../../components/Day'
import { EmptyState } from '../../components/EmptyState'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './PlacesCalendar.module.css'

type DayPlaces = HouseTeamView['calendar'][number]
type Run = { readonly from: string; readonly to: string; readonly free: number; readonly isOver: boolean }

/** Days on end with the same places, so that sixty days are read in a few lines. */
const runsOf = (days: readonly DayPlaces[]): Run[] => {
  const runs: Run[] = []
  for (const { day, free, isOver } of days) {
    const last = runs.at(-1)
    if (last?.free === free && last.isOver === isOver) runs[runs.length - 1] = { ...last, to: day }
    else runs.push({ from: day, to: day, free, isOver })
  }
  return runs
}

/** Weeks from Monday on; days that the calendar does not hold are null. */
const weeksOf = (days: readonly DayPlaces[]): (DayPlaces | null)[][] => {
  const weeks: (DayPlaces | null)[][] = []
  for (const day of days) {
    const place = (new Date(`${day.day}T00:00:00Z`).getUTCDay() + 6) % 7
    if (place === 0 || weeks.length === 0) weeks.push(Array.from({ length: 7 }, () => null))
    const week = weeks.at(-1)
    if (week) week[place] = day
  }
  return weeks
}

const Cell = ({ day }: { readonly day: DayPlaces | null | undefined }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  if (!day) return null
  const number = new Date(`${day.day}T00:00:00Z`).toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const kind = day.isOver ? 'over' : day.free === 0 ? 'full' : 'free'
  return (
    <span className={styles[kind]}>
      <span className={styles.date}>{number}</span>
      {kind === 'free' ? t('houses.calendar.free', { count: day.free }) : t(`houses.calendar.${kind}`)}
    </span>
  )
}

/** The places of a house for the days to come: in a few sentences, and as a table of weeks in a region of its own. */
export const PlacesCalendar = ({ calendar }: { readonly calendar: readonly DayPlaces[] }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const [first] = calendar
  if (!first)
    return (
      <EmptyState title={t('houses.calendar.emptyTitle')}>
        <p>{t('houses.calendar.empty')}</p>
      </EmptyState>
    )
  const dayNames = Array.from({ length: 7 }, (_, n) =>
    new Date(Date.UTC(2024, 0, 1 + n)).toLocaleDateString(locale, { weekday: 'long', timeZone: 'UTC' }),
  )
  return (
    <Stack>
      <Panel title={t('houses.calendar.words')} note={t('houses.calendar.total', { count: first.total })}>
        <ul className={styles.runs}>
          {runsOf(calendar).map(({ from, to, free, isOver }) => (
            <li key={from}>
              <span>
                <Day day={from} />
                {from !== to && (
                  <>
                    {' – '}
                    <Day day={to} />
                  </>
                )}
              </span>
              <b>
                {isOver
                  ? t('houses.calendar.over')
                  : free === 0
                    ? t('houses.calendar.full')
                    : t('houses.calendar.free', { count: free })}
              </b>
            </li>
          ))}
        </ul>
      </Panel>
      <h2>{t('houses.calendar.title')}</h2>
      <Table
        label={t('houses.calendar.title')}
        isWide
        rows={weeksOf(calendar)}
        keyOf={(week) => week.find((day) => day !== null)?.day ?? ''}
        columns={[
          {
            id: 'week',
            label: t('houses.calendar.week'),
            cell: (week) => <Day day={week.find((day) => day !== null)?.day ?? ''} />,
          },
          ...dayNames.map((label, n) => ({
            id: String(n),
            label,
            cell: (week: (DayPlaces | null)[]) => <Cell day={week[n]} />,
          })),
        ]}
      />
    </Stack>
  )
}
