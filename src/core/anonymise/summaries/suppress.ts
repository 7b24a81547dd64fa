import { losses, matters, traits } from '#core/anonymise/summaries/columns'
import type { Trait } from '#core/anonymise/summaries/columns'
import { leastDepth } from '#core/anonymise/summaries/coded'
import type { Coded, Depths } from '#core/anonymise/summaries/coded'
import { holds, together } from '#core/anonymise/summaries/holds'
import type { Demands, Tally } from '#core/anonymise/summaries/holds'
import { mostHidden } from '#core/anonymise/summaries/summary'

/** Rows as they may be published at some depths. */
export type Suppressed = {
  /** Traits that tell people apart at these depths. */
  readonly told: readonly Trait[]
  /** By row: which of those are hidden, a bit each; -1 for a row that is left out. */
  readonly hidden: Int32Array
}

const bitsIn = (bits: number): number => (bits === 0 ? 0 : 1 + bitsIn(bits & (bits - 1)))

/** Ways to hide traits: fewer first, then those that are lost more lightly. */
const waysToHide = (told: readonly Trait[]): number[] => {
  const cost = (way: number): number => told.reduce((sum, trait, i) => sum + ((way >> i) & 1) * losses[trait], 0)
  return Array.from({ length: 1 << told.length }, (_, way) => way).sort(
    (a, b) => bitsIn(a) - bitsIn(b) || cost(a) - cost(b) || a - b,
  )
}
const ways = new Map<string, readonly number[]>()
const waysOf = (told: readonly Trait[]): readonly number[] => {
  const key = told.join(' ')
  const found = ways.get(key) ?? waysToHide(told)
  ways.set(key, found)
  return found
}

type Open = { people: number; values: number[]; isGrave: boolean; readonly rows: number[] }
/** What is looked at: the traits that are told, at their depths, and the matters that are. */
type Seen = {
  readonly told: readonly { readonly of: Int32Array; readonly size: number }[]
  readonly asked: readonly Int32Array[]
}

/** Rows by what they say with some traits hidden. */
const grouped = (
  { people, isGrave }: Coded,
  { told, asked }: Seen,
  rows: readonly number[],
  way: number,
): Map<number, Open> => {
  const found = new Map<number, Open>()
  for (const row of rows) {
    let key = 0
    for (const [i, { of, size }] of told.entries()) key = key * size + ((way >> i) & 1 ? 0 : (of[row] ?? 0))
    const open = found.get(key) ?? { people: 0, values: asked.map(() => 0), isGrave: false, rows: [] }
    if (open.rows.length === 0) found.set(key, open)
    open.rows.push(row)
    open.people += people[row] ?? 0
    for (const [m, bits] of asked.entries()) open.values[m] = (open.values[m] ?? 0) | (bits[row] ?? 0)
    if (isGrave[row] === 1) open.isGrave = true
  }
  return found
}

/**
 * The rows at these depths with so many cells hidden that every class holds; undefined where that takes more than may be
 * hidden. Rows that hold as they are stay as they are. Of the others first one trait is hidden, in all ways, then two, and so on:
 * whenever rows that are alike then hold, by themselves or with those that were taken before, they are taken. No row is
 * touched again after that, so what held keeps holding.
 */
export const suppress = (of: Coded, depths: Depths, demands: Demands): Suppressed | undefined => {
  const told = traits.filter((trait) => depths[trait] > leastDepth(trait, of.scope))
  const seen: Seen = {
    told: told.flatMap((trait) => of.levels[trait][depths[trait]] ?? []),
    asked: matters.filter((matter) => matter === 'aggression' || depths[matter] > 0).map((matter) => of.values[matter]),
  }
  const most = Math.floor(of.rows.length * told.length * mostHidden)
  const hidden = new Int32Array(of.rows.length).fill(-1)
  const taken = new Map<number, Tally>()
  let left = of.rows.map((_, i) => i)
  let spent = 0
  for (const way of waysOf(told)) {
    if (left.length === 0 || spent + left.length * bitsIn(way) > most) break
    const still: number[] = []
    for (const [key, open] of grouped(of, seen, left, way)) {
      const all = together(open, taken.get(key))
      if (!holds(all, demands)) {
        still.push(...open.rows)
        continue
      }
      taken.set(key, all)
      spent += open.rows.length * bitsIn(way)
      for (const row of open.rows) hidden[row] = way
    }
    left = still.sort((a, b) => a - b)
  }
  return spent + left.length * told.length > most ? undefined : { told, hidden }
}
