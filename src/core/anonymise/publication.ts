import type { Axis, Box } from '#core/anonymise/dimension'

/** What is counted: each in a world of its own, whose numbers have nothing to do with another's. */
export type Unit = 'aggressions' | 'alerts' | 'requests' | 'places'

/** A number of a table. `at`: a node for each axis, null for all of it. `value`: null where it is protected. */
export type Cell = { readonly at: readonly (string | null)[]; readonly value: number | null }

/** A table as it may be published. */
export type Table = {
  /** `cuadro-01`. */
  readonly id: string
  /** What it is about: a key of its title, and of nothing else. */
  readonly subject: string
  readonly unit: Unit
  /** Of which records, beside those of the period: the period is in it as the dimension `time`. */
  readonly of: Box
  readonly axes: readonly Axis[]
  /** Every combination of nodes once, wholes too, in the order of the axes. */
  readonly cells: readonly Cell[]
}

/** What was hidden of a release, for people to read. */
export type Hidden = {
  readonly cells: number
  /** Too few people. */
  readonly primary: number
  /** Nobody finds the first by subtraction. */
  readonly secondary: number
  /** By subject of table: cells and how many of them are hidden. */
  readonly byTable: readonly { readonly id: string; readonly cells: number; readonly hidden: number }[]
  /** Tables that were left out whole, and why. */
  readonly left: readonly { readonly subject: string; readonly reason: 'tooFew' | 'empty' | 'notRead' }[]
}

/** Tables of a period as they may be published. */
export type Publication = {
  readonly format: 1
  readonly product: 'tables'
  readonly period: string
  readonly audience: 'public' | 'allies'
  readonly thresholds: { readonly public: number; readonly grave: number }
  readonly tables: readonly Table[]
  readonly hidden: Hidden
  /**
   * Records left out because the person did not agree to statistics. null where that number is itself too small to be
   * said, 0 where there is none.
   */
  readonly refused: number | null
  /** The version of the period in the registry. */
  readonly version: number
}
