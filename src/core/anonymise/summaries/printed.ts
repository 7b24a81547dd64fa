import { matters, summaryColumns, traits } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import { countedAs } from '#core/anonymise/summaries/coded'
import { alikeOf } from '#core/anonymise/summaries/frequencies'
import { graveAggressions } from '#core/anonymise/summaries/hierarchies'
import type { Tally } from '#core/anonymise/summaries/holds'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'

/** A row as a reader sees it. */
export type PrintedRow = readonly (string | null)[]

const place = (column: SummaryColumn): number => summaryColumns.indexOf(column) + 1

/** What a row says in a column. */
export const cellOf = (row: PrintedRow, column: SummaryColumn): string | null => row[place(column)] ?? null

/** Rows that are alike in all that people may be recognised by. */
export const classesOf = ({ rows }: SummaryPublication): PrintedRow[][] =>
  [...alikeOf(rows.map((row) => traits.map((trait) => cellOf(row, trait)))).values()].map((same) =>
    same.flatMap((i) => (rows[i] ? [rows[i]] : [])),
  )

/** What is known in some rows of a matter. */
export const valuesIn = (rows: readonly PrintedRow[], matter: (typeof matters)[number]): ReadonlySet<string> =>
  new Set(
    rows.flatMap((row) => {
      const code = cellOf(row, matter)
      return code === null ? [] : [countedAs(matter, code)]
    }),
  )

/** What rows come to, as far as a reader can tell: each is taken for one person. */
export const tallyOf = (rows: readonly PrintedRow[]): Tally => ({
  people: rows.length,
  // a bit for each; more than these no matter has
  values: matters.map((matter) => 2 ** Math.min(30, valuesIn(rows, matter).size) - 1),
  isGrave: rows.some((row) => graveAggressions.includes(cellOf(row, 'aggression') ?? '')),
})
