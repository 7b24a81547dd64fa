import { aggressionLists } from '#shared/vocabulary/aggression'
import type { Path } from '#core/anonymise/dimension'
import type { CaseRow } from '#core/anonymise/summaries/caseRow'
import { levelsOf, losses, matters, traits, yielding } from '#core/anonymise/summaries/columns'
import type { Matter, SummaryColumn, Trait, Yielding } from '#core/anonymise/summaries/columns'
import { graveAggressions } from '#core/anonymise/summaries/hierarchies'
import { depthOf } from '#core/anonymise/summaries/time'

/** Which cases are in a release. `country`: of one alone; null: of all. */
export type Scope = { readonly period: string; readonly country: string | null }

/** How much each column says that may say less: steps into its tree. */
export type Depths = Readonly<Record<Yielding, number>>

/** The least that a column says: what all cases of the release have in common anyway, 0 for nothing. */
export const leastDepth = (column: SummaryColumn, { period, country }: Scope): number => {
  if (column === 'period') return depthOf(period)
  if (column === 'aggression') return 1
  return column === 'place' && country !== null ? 1 : 0
}

/** What a path says at a depth: its node there, or the finest that is known; null for nothing. */
export const nodeAt = (path: Path, depth: number): string | null => path[Math.min(depth, path.length) - 1] ?? null

/**
 * What is counted of an aggression when a class is looked at: torture is one with other attacks on the body, so that both
 * together are not two different things.
 */
export const countedAs = (matter: Matter, code: string): string =>
  matter === 'aggression'
    ? (aggressionLists.aggressionType.terms.find((term) => term.code === code)?.parent ?? code)
    : code

/** Nodes of a trait at one depth as numbers: 0 is what all have in common. `of`: by row. */
type Level = { readonly of: Int32Array; readonly size: number }

/** Rows as numbers, for the search. */
export type Coded = {
  readonly rows: readonly CaseRow[]
  readonly scope: Scope
  /** By trait, by depth; nothing below the least. */
  readonly levels: Readonly<Record<Trait, readonly (Level | undefined)[]>>
  /** By row: 1 for the first of a person, 0 for others of hers. */
  readonly people: Uint8Array
  /** By matter, by row: the bit of its value, 0 where it is not known. */
  readonly values: Readonly<Record<Matter, Int32Array>>
  /** By row: 1 where the aggression is of high severity. */
  readonly isGrave: Uint8Array
}

const levelOf = (rows: readonly CaseRow[], trait: Trait, depth: number, least: number): Level => {
  const numbers = new Map<string | null, number>()
  const of = new Int32Array(rows.length)
  for (const [i, { at }] of rows.entries()) {
    const path = at[trait]
    const node = path.length <= least ? null : nodeAt(path, depth)
    const number = node === null ? 0 : (numbers.get(node) ?? numbers.size + 1)
    if (node !== null) numbers.set(node, number)
    of[i] = number
  }
  return { of, size: numbers.size + 1 }
}

const valuesOfMatter = (rows: readonly CaseRow[], matter: Matter): Int32Array => {
  const bits = new Map<string, number>()
  return Int32Array.from(rows, ({ at }) => {
    const code = at[matter][0]
    if (code === undefined) return 0
    const counted = countedAs(matter, code)
    const bit = bits.get(counted) ?? 1 << bits.size
    bits.set(counted, bit)
    return bit
  })
}

const record = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

/** Rows as numbers. They are put in the order of their ids first: nothing hangs on the order in which they came. */
export const coded = (unsorted: readonly CaseRow[], scope: Scope): Coded => {
  const rows = [...unsorted].sort((a, b) => (a.id < b.id ? -1 : 1))
  const seen = new Set<string>()
  const people = Uint8Array.from(rows, ({ contributor }) => {
    const isFirst = !seen.has(contributor)
    seen.add(contributor)
    return isFirst ? 1 : 0
  })
  return {
    rows,
    scope,
    levels: record(traits, (trait) => {
      const least = leastDepth(trait, scope)
      return [undefined, ...levelsOf[trait]].map((_, depth) =>
        depth < least || depth === 0 ? undefined : levelOf(rows, trait, depth, least),
      )
    }),
    people,
    values: record(matters, (matter) => valuesOfMatter(rows, matter)),
    isGrave: Uint8Array.from(rows, ({ at }) => (graveAggressions.includes(at.aggression[0] ?? '') ? 1 : 0)),
  }
}

/** The most that each column could say here: no deeper than any row is known. */
export const deepest = ({ rows, scope }: Coded): Depths =>
  record(yielding, (column) => Math.max(leastDepth(column, scope), ...new Set(rows.map(({ at }) => at[column].length))))

/** What is lost at these depths, in twelfths: nothing where every column says all that it can. */
export const lossOf = (depths: Depths): number =>
  yielding.reduce((sum, column) => {
    const steps = levelsOf[column].length
    return sum + (losses[column] * 12 * (steps - depths[column])) / steps
  }, 0)
