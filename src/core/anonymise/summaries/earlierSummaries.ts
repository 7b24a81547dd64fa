import { matters, summaryColumns, traits } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import { holds } from '#core/anonymise/summaries/holds'
import type { Demands } from '#core/anonymise/summaries/holds'
import { nodesOf } from '#core/anonymise/summaries/nodes'
import { cellOf, classesOf, tallyOf, valuesIn } from '#core/anonymise/summaries/printed'
import type { PrintedRow } from '#core/anonymise/summaries/printed'
import { depthIn } from '#core/anonymise/summaries/summary'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'

/**
 * What somebody learns who lays new summaries beside earlier ones. `difference`: cases that are in one and not in the other, or
 * changed between them, are too few or too much alike; `overlap`: who may be in a class of each has something in common in both that
 * must not be learnt.
 */
export type SummaryClash = { readonly earlier: number; readonly reason: 'difference' | 'overlap' }

const pathOf = (column: SummaryColumn, code: string, period: string): readonly string[] =>
  nodesOf(column, period).get(code) ?? [code]

/** Whether a case can be in both: one is in the other, or one of them says nothing. */
const isNear = (
  column: SummaryColumn,
  a: string | null,
  b: string | null,
  [ofA, ofB]: readonly [string, string],
): boolean => a === null || b === null || pathOf(column, a, ofA).includes(b) || pathOf(column, b, ofB).includes(a)

/** A row as both say it: in each trait no finer than the coarser of the two, of the matters those that both say. */
const reduced = (row: PrintedRow, own: SummaryPublication, other: SummaryPublication): PrintedRow => [
  null,
  ...summaryColumns.map((column) => {
    const code = cellOf(row, column)
    const depth = Math.min(depthIn(own, column), depthIn(other, column))
    if (code === null || depth === 0) return null
    const path = pathOf(column, code, own.period)
    return path[Math.min(depth, path.length) - 1] ?? null
  }),
]

/** Rows of one that the other could have as well: of its period and country, as far as they say. */
const withinReach = (own: SummaryPublication, other: SummaryPublication): PrintedRow[] =>
  own.rows
    .map((row) => reduced(row, own, other))
    .filter(
      (row) =>
        isNear('period', cellOf(row, 'period'), other.period, [own.period, other.period]) &&
        isNear('place', cellOf(row, 'place'), other.country, [own.period, other.period]),
    )

const keyOf = (row: PrintedRow): string => JSON.stringify(row)

/** Rows of the first that have no equal in the second, each of which is the equal of one. */
const without = (rows: readonly PrintedRow[], others: readonly PrintedRow[]): PrintedRow[] => {
  const counts = new Map<string, number>()
  for (const row of others) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return rows.filter((row) => {
    const left = counts.get(keyOf(row)) ?? 0
    counts.set(keyOf(row), left - 1)
    return left <= 0
  })
}

const byTraits = (rows: readonly PrintedRow[]): PrintedRow[][] => {
  const found = new Map<string, PrintedRow[]>()
  for (const row of rows) {
    const key = JSON.stringify(traits.map((trait) => cellOf(row, trait)))
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return [...found.values()]
}

const differs = (a: SummaryPublication, b: SummaryPublication, demands: Demands): boolean => {
  const [own, other] = [withinReach(a, b), withinReach(b, a)]
  return [...byTraits(without(own, other)), ...byTraits(without(other, own))].some(
    (rows) => !holds(tallyOf(rows), demands),
  )
}

/** Whether what two classes that one woman may be in have in common tells something of her. */
const tells = (a: readonly PrintedRow[], b: readonly PrintedRow[], { l }: Demands): boolean =>
  matters.some((matter) => {
    const [own, other] = [valuesIn(a, matter), valuesIn(b, matter)]
    const shared = [...own].filter((code) => other.has(code)).length
    return shared > 0 && shared < l
  })

const overlaps = (a: SummaryPublication, b: SummaryPublication, demands: Demands): boolean => {
  if (summaryColumns.every((column) => depthIn(a, column) === depthIn(b, column)) && a.period === b.period) return false
  const others = classesOf(b)
  const periods = [a.period, b.period] as const
  return classesOf(a).some((own) =>
    others.some(
      (other) =>
        traits.every((trait) => isNear(trait, cellOf(own[0] ?? [], trait), cellOf(other[0] ?? [], trait), periods)) &&
        tells(own, other, demands),
    ),
  )
}

/**
 * What is learnt from new summaries beside each of the earlier ones (by their place in the list); [] where nothing is.
 *
 * Both are brought to the coarser of their levels, column by column. There every class must have the same rows in both, or differ
 * by rows that could be published by themselves: k people, and different enough. So corrections that come one by one, a
 * half beside its year, and what was hidden in one and told in the other do not give anybody away. Where levels or periods differ,
 * two classes that one woman may be in must have two values of each matter in common, or none. Releases of three and more
 * are looked at two by two.
 */
export const summaryClashes = (
  publication: SummaryPublication,
  earlier: readonly SummaryPublication[],
  demands: Demands,
): SummaryClash[] =>
  earlier.flatMap((one, at): SummaryClash[] => [
    ...(differs(publication, one, demands) ? [{ earlier: at, reason: 'difference' as const }] : []),
    ...(overlaps(publication, one, demands) ? [{ earlier: at, reason: 'overlap' as const }] : []),
  ])
