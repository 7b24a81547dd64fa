import type { CodedDate } from '#shared/rules/period'
import type { Path } from '#core/anonymise/dimension'
import { periodPath, timeOfDate } from '#core/anonymise/time'

/** When it was, as far as that is known; a stretch of time as far as both its ends are in the same. [] without a date. */
export const timePath = (date: CodedDate): Path => {
  const first = timeOfDate(date)
  if (date.to === null) return first
  const last = timeOfDate({ ...date, from: date.to })
  return first.filter((node, i) => node === last[i])
}

/** The months of a period that is published ('2012', '2012-S1', '2012-T3'), each with what it is in. */
export const monthsOf = (period: string): readonly Path[] =>
  Array.from({ length: 12 }, (_, i) => periodPath(`${period.slice(0, 4)}-${String(i + 1).padStart(2, '0')}`)).filter(
    (path) => path.includes(period),
  )

/** How many steps into the tree of time a period is: 1 for a year, 2 for a half, 3 for a quarter. */
export const depthOf = (period: string): number => periodPath(period).length
