import { levelsOf, summaryColumns } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import type { Random } from './random'

/** Codes that a column may print, at the levels that this fixture says. */
const codes: Readonly<Record<SummaryColumn, readonly (string | null)[]>> = {
  period: ['2012-S1', '2012-S2'],
  place: ['HN', 'GT', 'other', null],
  ageBand: ['adult', 'minor', null],
  role: ['leader', 'member', 'other'],
  setting: ['rural', 'urban', null],
  target: ['personal', 'collective'],
  ethnicIdentity: ['indigenous', 'afro', null],
  genderIdentity: ['woman', 'dissident'],
  causes: ['land_environment_indigenous', 'several', null],
  aggression: ['threat', 'torture', 'digital'],
  perpetrator: ['state', 'armed', 'close', null],
  sphere: ['political', 'family', null],
}

const levels: Partial<Record<SummaryColumn, string>> = { period: 'half', place: 'country', ageBand: 'adult' }

/** Case summaries of invented people, for their writer: nothing here was checked for how alike its rows are. */
export const summariesOf = (random: Random, count = 24): SummaryPublication => ({
  format: 1,
  product: 'summaries',
  period: '2012',
  country: null,
  k: 5,
  l: 2,
  lGrave: 3,
  levels: Object.fromEntries(
    summaryColumns.map((column) => [column, levels[column] ?? levelsOf[column][0] ?? null]),
  ) as SummaryPublication['levels'],
  columns: ['row', ...summaryColumns],
  rows: Array.from({ length: count }, (_, index) => [
    `r${String(index + 1).padStart(4, '0')}`,
    ...summaryColumns.map((column) => random.pick(codes[column])),
  ]),
  classes: { count: 4, smallest: 5, largest: 7 },
  hiddenShare: 0.04,
  undercount: [null, 0, 9][random.whole(3)] ?? null,
})
