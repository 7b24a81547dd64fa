import type { GapRow, ShiftRow } from '#shared/contract/shifts'
import { overlaps, uncovered } from '#shared/rules/shift'
import type { Span } from '#shared/rules/shift'

const two = (count: number): string => String(count).padStart(2, '0')
/** A day by this computer's clock, as people write it in addresses: 2026-11-23. */
export const dayOf = (when: Date): string =>
  `${String(when.getFullYear())}-${two(when.getMonth() + 1)}-${two(when.getDate())}`

/** Midnight of a day by this computer's clock, so many days later; today where it is no day. */
export const midnight = (day: string, later = 0): Date => {
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + later)
  if (!Number.isNaN(at.getTime())) return at
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + later)
}

/** The Monday of the week that a day is in. */
export const mondayOf = (day: string): string => {
  const at = midnight(day)
  return dayOf(midnight(day, -((at.getDay() + 6) % 7)))
}

/** The seven days of a week as stretches of time, by this computer's clock. */
export const daysOfWeek = (monday: string): readonly (Span & { readonly day: string })[] =>
  Array.from({ length: 7 }, (_, n) => ({
    day: dayOf(midnight(monday, n)),
    start: midnight(monday, n).toISOString(),
    end: midnight(monday, n + 1).toISOString(),
  }))

/** Hours in which nobody answers and which no shift stands for: a shift that nobody holds is taken, these are assigned. */
export const openHours = (gaps: readonly GapRow[], shifts: readonly ShiftRow[]): GapRow[] =>
  gaps.flatMap((gap) => {
    const standing = shifts
      .filter(({ committeeId, status }) => committeeId === gap.committeeId && status === 'gap')
      .map((shift) => ({ ...shift, takers: [], status: 'proposed' }))
    return uncovered(standing, gap.start, gap.end).map((span) => ({ ...span, committeeId: gap.committeeId }))
  })

/** Shifts without anybody that are still missed: another may have been assigned for their hours. */
export const openShifts = (gaps: readonly GapRow[], shifts: readonly ShiftRow[]): ShiftRow[] =>
  shifts.filter(
    (shift) =>
      shift.status === 'gap' && gaps.some((gap) => gap.committeeId === shift.committeeId && overlaps(gap, shift)),
  )
