/** Periods that can be published: a year '2012', a half '2012-S1', a quarter '2012-T3'. */

/** Months of a year that a part of it begins with, and how many it has. */
const parts: Readonly<Record<string, readonly [first: number, months: number]>> = {
  '': [1, 12],
  S1: [1, 6],
  S2: [7, 6],
  T1: [1, 3],
  T2: [4, 3],
  T3: [7, 3],
  T4: [10, 3],
}

/** The months of a period, '2012-07' and on; none for what is no such period. */
export const monthsOf = (period: string): string[] => {
  const [year = '', part = ''] = period.split('-')
  const [first, months] = (Object.hasOwn(parts, part) ? parts[part] : undefined) ?? [1, 0]
  return Array.from({ length: months }, (_, i) => `${year}-${String(first + i).padStart(2, '0')}`)
}

/**
 * Whether two periods are of one year. Then what is published of one may tell of the other, also where they have no day in
 * common: a half less its first quarter is its second.
 */
export const areOfOneYear = (a: string, b: string): boolean => a.slice(0, 4) === b.slice(0, 4)

/** Whether the last day of a period lies before a day, '2026-11-22'. */
export const isOverBefore = (period: string, day: string): boolean => (monthsOf(period).at(-1) ?? '9') < day.slice(0, 7)

/** Whether the registry closed all of a period: its year, or each of its months. `closed`: years and months that are. */
export const isClosedBy = (period: string, closed: ReadonlySet<string>): boolean => {
  const months = monthsOf(period)
  return months.length > 0 && (closed.has(period.slice(0, 4)) || months.every((month) => closed.has(month)))
}

/** Whether a moment, ISO 8601 UTC, is in a period. */
export const isInPeriod = (period: string, moment: string): boolean => monthsOf(period).includes(moment.slice(0, 7))
