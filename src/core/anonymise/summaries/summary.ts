import { z } from 'zod'
import { isReleasePeriod } from '#shared/rules/releaseSpec'
import { levelsOf, summaryColumns } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'

/** Rows that a release must have: of fewer not even the coarsest is published. */
export const leastRows = 20
/** Of all cells that tell people apart, so many may be hidden; a row that is left out counts as all of its own. */
export const mostHidden = 0.1

const most = 20_000
const code = () => z.string().max(80).nullable()
const count = () => z.int().min(0).max(most)
const row = ['row', ...summaryColumns] as const

/** Case summaries as they may be given to allies: a row for each case, codes alone. What came from another laptop is read by this. */
export const summaryPublication = z.strictObject({
  format: z.literal(1),
  product: z.literal('summaries'),
  period: z.string().refine(isReleasePeriod),
  /** Of one country alone; null: of all. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** People in each class at least. */
  k: count(),
  /** Different values of each matter in a class at least; the second where a grave aggression is in it. */
  l: count(),
  lGrave: count(),
  /** By column the name of its finest level that is said; null for a column that says nothing. */
  levels: z.strictObject(
    Object.fromEntries(summaryColumns.map((column) => [column, z.enum(levelsOf[column]).nullable()])) as Record<
      SummaryColumn,
      z.ZodNullable<z.ZodEnum<Record<string, string>>>
    >,
  ),
  /** `row`, the number of the row, and every column. */
  columns: z.array(z.enum(row)).refine((columns) => columns.join() === row.join()),
  /** By the order of `columns`. null: hidden, not known or not asked; nobody can tell which. */
  rows: z.array(z.array(code()).length(row.length)).max(most),
  /** Rows that are alike in all that people may be recognised by. */
  classes: z.strictObject({ count: count(), smallest: count(), largest: count() }),
  /** Of the cells that tell people apart, the share that was hidden, up to the next hundredth. */
  hiddenShare: z.number().min(0).max(mostHidden),
  /** Cases of the period that are not here: not agreed to, or too rare. null where that number is itself too small to be said. */
  undercount: count().nullable(),
})

/** Case summaries as they may be given to allies. */
export type SummaryPublication = z.output<typeof summaryPublication>

/** How many steps into its tree a column says; 0 for nothing. */
export const depthIn = ({ levels }: SummaryPublication, column: SummaryColumn): number =>
  levels[column] === null ? 0 : levelsOf[column].indexOf(levels[column]) + 1
