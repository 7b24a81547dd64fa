import type { Path } from '#core/anonymise/dimension'
import type { Tree, TreeNode } from '#core/anonymise/tree'
import { sortOfDate } from '#shared/rules/period'
import type { CodedDate } from '#shared/rules/period'

const levels = ['year', 'half', 'quarter', 'month'] as const

const halfOf = (quarter: number): string => `S${quarter <= 2 ? 1 : 2}`
const quarterOf = (month: number): number => Math.ceil(month / 3)

/** The nodes above a period and itself, the year first; [] for a text that is none. */
export const periodPath = (period: string): Path => {
  const year = period.slice(0, 4)
  if (!/^[0-9]{4}(-(S[12]|T[1-4]|0[1-9]|1[0-2]))?$/.test(period)) return []
  const part = period.slice(5)
  if (part === '') return [year]
  if (part.startsWith('S')) return [year, period]
  if (part.startsWith('T')) return [year, `${year}-${halfOf(Number(part.slice(1)))}`, period]
  const quarter = quarterOf(Number(part))
  return [year, `${year}-${halfOf(quarter)}`, `${year}-T${quarter}`, period]
}

const under = (node: string | null): readonly string[] => {
  if (node === null) return []
  const year = node.slice(0, 4)
  const part = node.slice(5)
  if (part === '') return [`${year}-S1`, `${year}-S2`]
  const number = Number(part.slice(1))
  if (part.startsWith('S')) return [2 * number - 1, 2 * number].map((quarter) => `${year}-T${quarter}`)
  if (!part.startsWith('T')) return []
  return [3 * number - 2, 3 * number - 1, 3 * number].map((month) => `${year}-${String(month).padStart(2, '0')}`)
}

/** When it happened: year, half, quarter, month. What is known to the half is known to the quarter: nothing is coded so. */
export const timeTree: Tree = {
  name: 'time',
  levels,
  isMany: false,
  tellsOfAll: false,
  under,
  hasRest: (node) => node?.length === 4 || (node?.slice(5).startsWith('T') ?? false),
  find: (code): TreeNode | undefined => {
    const path = periodPath(code)
    return path.length === 0 ? undefined : { level: path.length - 1, parent: path.at(-2) ?? null }
  },
}

/** A date as far as it is known, by month at most. */
export const timeOfDate = (date: CodedDate): Path => {
  const sort = sortOfDate(date)
  const quarter = /^([0-9]{4})-q([1-4])$/.exec(sort)
  return periodPath(quarter ? `${quarter[1] ?? ''}-T${quarter[2] ?? ''}` : sort.slice(0, 7))
}

/** The month of a moment, ISO 8601 UTC; [] for what is none. */
export const timeOfMoment = (moment: string): Path => periodPath(moment.slice(0, 7))
