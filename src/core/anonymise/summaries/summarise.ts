import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'
import type { Extension } from '#shared/vocabulary/terms'
import { caseRow, defendersOf } from '#core/anonymise/summaries/caseRow'
import type { CaseCodes, CaseRow } from '#core/anonymise/summaries/caseRow'
import { levelsOf, summaryColumns, traits } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import { coded, leastDepth, nodeAt } from '#core/anonymise/summaries/coded'
import type { Coded, Scope } from '#core/anonymise/summaries/coded'
import { agreedToSummary } from '#core/anonymise/summaries/consented'
import { frequenciesOf } from '#core/anonymise/summaries/frequencies'
import type { Demands } from '#core/anonymise/summaries/holds'
import { search } from '#core/anonymise/summaries/lattice'
import type { Found, Waiting } from '#core/anonymise/summaries/lattice'
import { leastRows } from '#core/anonymise/summaries/summary'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { verifySummary } from '#core/anonymise/summaries/verifySummary'

/** What is asked for. */
export type SummaryRequest = Scope & {
  /** The network's threshold; less than 3 is taken for 3. */
  readonly k: number
  /** When it is asked (ISO 8601 UTC): which agreements hold. The same on the laptop that approves. */
  readonly now: string
  /** What the network added to lists. */
  readonly extensions: readonly Extension[]
  /** A keyed hash under a key of this release alone: it shuffles the rows, so that their places tell nothing, in two releases least of all. */
  readonly shuffledBy: (id: string) => string
}

/** What every release asks of its classes. */
export const demandsOf = (k: number): Demands => ({ k: Math.max(3, k), l: 2, lGrave: 3 })

const isIn = ({ at }: CaseRow, { period, country }: Scope): boolean =>
  at.period.includes(period) && (country === null || at.place[0] === country)

const once = (sources: readonly CaseCodes[]): CaseCodes[] => [...new Map(sources.map((one) => [one.id, one])).values()]

const depthOf = (column: SummaryColumn, { depths }: Found): number => (column === 'aggression' ? 1 : depths[column])

/** What a row says, with what is hidden of it. */
const said = ({ at }: CaseRow, found: Found, hidden: number, scope: Scope): (string | null)[] =>
  summaryColumns.map((column) => {
    const isHidden = found.told.some((trait, i) => trait === column && ((hidden >> i) & 1) === 1)
    return nodeAt(at[column], isHidden ? leastDepth(column, scope) : depthOf(column, found))
  })

/** Cells that say less than they would if nothing were hidden, of all that tell people apart. */
const shareHidden = (plain: readonly (string | null)[][], rows: readonly (string | null)[][], told: number): number => {
  const changed = rows.flatMap((row, i) => row.filter((cell, c) => cell !== plain[i]?.[c])).length
  return Math.ceil((100 * changed) / Math.max(1, told * rows.length)) / 100
}

const published = (
  { rows: from, scope }: Coded,
  found: Found,
  { k, l, lGrave }: Demands,
  all: number,
  shuffledBy: (id: string) => string,
): SummaryPublication => {
  const printed = from
    .flatMap((row, i) => {
      const hidden = found.hidden[i] ?? -1
      return hidden < 0
        ? []
        : [
            {
              order: shuffledBy(row.id),
              id: row.id,
              plain: said(row, found, 0, scope),
              cells: said(row, found, hidden, scope),
            },
          ]
    })
    .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1))
  const cells = printed.map((one) => one.cells)
  const sizes = frequenciesOf(cells.map((row) => row.slice(0, traits.length)))
  const out = all - printed.length
  return {
    format: 1,
    product: 'summaries',
    ...scope,
    k,
    l,
    lGrave,
    levels: Object.fromEntries(
      summaryColumns.map((column) => [column, levelsOf[column][depthOf(column, found) - 1] ?? null]),
    ) as SummaryPublication['levels'],
    columns: ['row', ...summaryColumns],
    rows: cells.map((row, i) => [`r${String(i + 1).padStart(4, '0')}`, ...row]),
    classes: {
      count: Math.round(sizes.reduce((sum, size) => sum + 1 / size, 0)),
      smallest: Math.min(...sizes),
      largest: Math.max(...sizes),
    },
    hiddenShare: shareHidden(
      printed.map(({ plain }) => plain),
      cells,
      found.told.length,
    ),
    undercount: out > 0 && out < k ? null : out,
  }
}

/**
 * Anonymised summaries of the cases of a period, each a row of codes, as they may be given to allies: whoever knows one woman is
 * in them finds at least k rows that may be hers, and not one thing that all of those have in common of what must not be learnt.
 * Only cases whose person agreed to it are in it. The same cases, in whatever order, and the same request give the same result.
 *
 * Fails with TooFewCases (under twenty), ProfilesTooRare (nothing that can be said of them holds), Cancelled.
 */
export const summarise = async (
  sources: readonly CaseCodes[],
  { period, country, k, now, extensions, shuffledBy }: SummaryRequest,
  waiting: Waiting = {},
): Promise<Result<SummaryPublication>> => {
  const scope: Scope = { period, country }
  const demands = demandsOf(k)
  const inScope = once(sources)
    .map((source) => ({ source, row: caseRow(source, extensions) }))
    .filter(({ row }) => isIn(row, scope))
  const agreed = inScope.filter(({ source }) =>
    agreedToSummary(
      source.consents,
      defendersOf(source).map(({ id }) => id),
      now,
    ),
  )
  if (agreed.length < leastRows) return fail('TooFewCases', { least: leastRows })
  const rows = coded(
    agreed.map(({ row }) => row),
    scope,
  )
  const found = await search(rows, demands, waiting)
  if (found === 'cancelled') return fail('Cancelled')
  if (!found) return fail('ProfilesTooRare')
  const publication = published(rows, found, demands, inScope.length, shuffledBy)
  // looked at anew as it stands, by what knows nothing of how it was made
  return verifySummary(publication, demands).length === 0 ? ok(publication) : fail('ProfilesTooRare')
}
