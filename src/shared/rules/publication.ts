/** What is published: tables, as they are computed, kept in the ledger, shown and written to files. */

/** How a table reads a dimension: at these levels of it (indices, ascending), with the nodes that a reader of it sees. */
export type Axis = {
  readonly dimension: string
  readonly levels: readonly number[]
  /** Every node but the whole, in the order in which they are printed, parents before their children. */
  readonly nodes: readonly AxisNode[]
}

/** A node of an axis. `rest`: what is known at the level above and not here; its code ends in `~` and the name of the level. */
export type AxisNode = { readonly code: string; readonly parent: string | null; readonly level: number }

/** One node in some dimensions, by their names; a dimension that is not named is not told apart. */
export type Box = Readonly<Record<string, string>>

/** What is counted: each in a world of its own, whose numbers have nothing to do with another's. */
export type Unit = 'aggressions' | 'alerts' | 'requests' | 'stays'

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

/** Summaries of cases as allies may have them: a row a case, codes alone. */
export type CaseSummaries = {
  readonly format: 1
  readonly product: 'summaries'
  readonly period: string
  readonly country: string | null
  /** Rows that are alike in all that people may be recognised by, at least; and how many different things each is then about. */
  readonly k: number
  readonly l: number
  readonly lGrave: number
  /** By column the name of its finest level that is said; null for a column that says nothing. */
  readonly levels: Readonly<Record<string, string | null>>
  readonly columns: readonly string[]
  /** By the order of `columns`; null: hidden, not known or not asked. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly classes: { readonly count: number; readonly smallest: number; readonly largest: number }
  /** Of the cells that tell people apart, the share that was hidden. */
  readonly hiddenShare: number
  /** Cases of the period that are not in it; null where that number is itself too small to be said. */
  readonly undercount: number | null
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
