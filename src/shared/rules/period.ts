/**
 * Periods of the registry: a year ('2023') or a month ('2023-05'). The period of an entry follows from its date each time
 * it is asked for, and is kept nowhere else: a date that is corrected moves the entry.
 */

/** When something happened, as coded: `from` alone with a precision of month or year means the whole of it. */
export type CodedDate = { readonly from: string | null; readonly to: string | null; readonly precision: string | null }

const shape = /^[0-9]{4}(-(0[1-9]|1[0-2]))?$/

/** Whether a text is a period: a year or a month. */
export const isPeriod = (text: string): boolean => shape.test(text)

/** The date of an entry of which only the year or the month is known. */
export const dateOfPeriod = (period: string): CodedDate =>
  period.length === 4
    ? { from: `${period}-01-01`, to: null, precision: 'year' }
    : { from: `${period}-01`, to: null, precision: 'month' }

/**
 * A date as entries are sorted and found by: '2023-05-14', or no more of it than is known: '2023-05', '2023-q2', '2023';
 * '' for none. What begins with a period is in it, so that a table of May does not count what happened some day that year.
 */
export const sortOfDate = ({ from, precision }: CodedDate): string => {
  // a laptop may have written any text: what is no day gives no place in a list
  if (from === null || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(from)) return ''
  const year = from.slice(0, 4)
  switch (precision) {
    case 'year':
    case 'unknown':
    case null:
      return year
    case 'quarter':
      return `${year}-q${Math.ceil(Number(from.slice(5, 7)) / 3)}`
    case 'month':
      return from.slice(0, 7)
    default:
      return from
  }
}

/** The finest period that a date is in for certain: its month, its year when only that is known; null for none. */
export const periodOf = (date: CodedDate): string | null => {
  const sort = sortOfDate(date)
  const month = sort.slice(0, 7)
  if (isPeriod(month)) return month
  return sort === '' ? null : sort.slice(0, 4)
}

/** Whether what is in one period is in another as well: May of 2023 is in 2023. Null is in none. */
export const isWithin = (inner: string | null, outer: string): boolean =>
  inner !== null && (inner === outer || inner.startsWith(`${outer}-`))

/** Sort texts from the first of a period up to and without the second. '-' comes before '.', and '.' before all digits. */
export const sortRange = (period: string): { readonly from: string; readonly below: string } => ({
  from: period,
  below: `${period}.`,
})

const dayLength = 86_400_000
const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / dayLength)
const lastOfMonths = (from: string, months: number): number => {
  const [year = 0, month = 1] = from.split('-').map(Number)
  return Math.floor(Date.UTC(year, month - 1 + months, 1) / dayLength) - 1
}

/**
 * The days between which it happened, as numbers of days since 1970, both included; what is about a day may be a week
 * off. undefined without a date.
 */
export const spanOf = ({ from, to, precision }: CodedDate): readonly [first: number, last: number] | undefined => {
  if (from === null || Number.isNaN(dayNumber(from))) return undefined
  const first = dayNumber(from)
  switch (precision) {
    case 'year':
    case 'unknown':
    case null:
      return [dayNumber(`${from.slice(0, 4)}-01-01`), lastOfMonths(`${from.slice(0, 4)}-01`, 12)]
    case 'quarter': {
      const start = `${from.slice(0, 5)}${String(Math.floor((Number(from.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}`
      return [dayNumber(`${start}-01`), lastOfMonths(start, 3)]
    }
    case 'month':
      return [dayNumber(`${from.slice(0, 7)}-01`), lastOfMonths(from, 1)]
    case 'approximate':
      return [first - 7, first + 7]
    default:
      return [first, to === null || to < from ? first : dayNumber(to)]
  }
}
