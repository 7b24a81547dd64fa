import { useTranslation } from 'react-i18next'
import type { CommitteeRow } from '#shared/contract/committees'
import type { GapRow, ShiftRow } from '#shared/contract/shifts'
import { overlaps } from '#shared/rules/shift'
import type { Span } from '#shared/rules/shift'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { ShiftBar } from '../../components/ShiftBar'
import { Table } from '../../components/Table'
import { useLanguage } from '../../i18n/useLanguage'
import { assignAddress, markOf, shiftAddress, whoOf } from './shiftMarks'
import { useSpanWords } from './useSpanWords'
import styles from './WeekTable.module.css'
import { daysOfWeek } from './weekTime'

type CellProps = {
  readonly committee: CommitteeRow
  readonly day: Span
  readonly shifts: readonly ShiftRow[]
  readonly open: readonly GapRow[]
}

const Cell = ({ committee, day, shifts, open }: CellProps) => {
  const { t } = useTranslation()
  const spanWords = useSpanWords()
  const { committeeId, name } = committee
  const here = shifts.filter((shift) => shift.committeeId === committeeId && overlaps(shift, day))
  const gaps = open.filter((gap) => gap.committeeId === committeeId && overlaps(gap, day))
  return (
    <div className={styles.cell}>
      {here.map((shift) => {
        const who = whoOf(shift)
        const isGap = shift.status === 'gap'
        const words = [
          shift.backupAlias !== '' && !isGap ? t('shifts.with', { who: shift.backupAlias }) : '',
          spanWords(shift),
          shift.clashes.length > 0 ? t('shifts.clash') : '',
        ]
        return (
          <ShiftBar
            key={shift.shiftId}
            state={markOf(shift.status)}
            word={t(`shifts.status.${shift.status}`, { defaultValue: shift.status })}
            {...(who !== '' && { who: <PersonName name={who} /> })}
            note={words.filter(Boolean).join(' · ')}
            action={
              <Go look={isGap ? 'plain' : 'quiet'} to={shiftAddress(shift)}>
                <span>
                  {t(isGap ? 'shifts.cover' : 'shifts.open')}
                  <span className="hidden-visually">
                    {name}, {spanWords(shift)}
                  </span>
                </span>
              </Go>
            }
          />
        )
      })}
      {gaps.map((gap) => {
        const start = gap.start > day.start ? gap.start : day.start
        const end = gap.end < day.end ? gap.end : day.end
        return (
          <ShiftBar
            key={gap.start}
            state="gap"
            word={t('shifts.status.gap')}
            action={
              <Go look="plain" to={assignAddress(committeeId, start, end)}>
                <span>
                  {t('shifts.cover')}
                  <span className="hidden-visually">
                    {name}, {spanWords({ start, end })}
                  </span>
                </span>
              </Go>
            }
          />
        )
      })}
    </div>
  )
}

type Props = {
  readonly monday: string
  readonly committees: readonly CommitteeRow[]
  readonly shifts: readonly ShiftRow[]
  /** Hours of the next seven days that nobody holds. */
  readonly open: readonly GapRow[]
}

/** A week of every committee's shifts. It moves sideways inside its own region; the committees stay. */
export const WeekTable = ({ monday, committees, shifts, open }: Props) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  return (
    <Table
      label={t('shifts.table')}
      isWide
      rows={committees}
      keyOf={({ committeeId }) => committeeId}
      columns={[
        { id: 'committee', label: t('shifts.committee'), cell: ({ name }) => name },
        ...daysOfWeek(monday).map((day) => ({
          id: day.day,
          label: new Date(day.start)
            .toLocaleDateString(locale, { weekday: 'short', day: 'numeric' })
            .replaceAll(',', ''),
          cell: (committee: CommitteeRow) => <Cell committee={committee} day={day} shifts={shifts} open={open} />,
        })),
      ]}
    />
  )
}
