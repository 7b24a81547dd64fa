import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { readable } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'

/** A column as it is printed: the number of a row, or what it says. */
export type PrintedColumn = SummaryPublication['columns'][number]

/** What stands for anything that is not said: hidden, not known and not asked look the same. */
const notSaid = '*'

/** The dimension that a column's words are found under. */
const dimensionOf = (column: PrintedColumn): string =>
  column === 'period' ? 'time' : column === 'causes' ? 'cause' : column

/** The head of a column. */
export const columnWords = (column: PrintedColumn, speaker: Speaker): Words => speaker.dimension(dimensionOf(column))

/** What a row says in a column. */
export const codeWords = (column: PrintedColumn, code: string | null, speaker: Speaker): Words =>
  code === null ? [notSaid] : column === 'row' ? [code] : speaker.node(dimensionOf(column), code)

/** Every code that stands in a column, in the order of codes. */
export const codesIn = ({ columns, rows }: SummaryPublication, column: PrintedColumn): readonly string[] => {
  const place = columns.indexOf(column)
  return [...new Set(rows.flatMap((row) => row[place] ?? []))].sort()
}

/** What the summaries are of. */
export const summaryTitle = ({ period }: SummaryPublication, speaker: Speaker): Words =>
  speaker.say('summaries.title', { period: speaker.node('time', period) })

const undercountWords = ({ undercount }: SummaryPublication, speaker: Speaker): Words =>
  undercount === null
    ? speaker.say('summaries.undercountFew')
    : undercount === 0
      ? speaker.say('summaries.undercountNone')
      : speaker.say('summaries.undercount', { count: readable(undercount) })

/** How the summaries were made, for whoever reads them. */
export const summaryMethod = (publication: SummaryPublication, speaker: Speaker): readonly Words[] => {
  const { country, rows, k, l, lGrave, hiddenShare } = publication
  return [
    ...(country === null ? [] : [speaker.say('summaries.only', { country: speaker.node('place', country) })]),
    speaker.say('summaries.rows', { rows: readable(rows.length) }),
    speaker.say('summaries.consent'),
    speaker.say('summaries.k', { k }),
    speaker.say('summaries.l', { l, grave: lGrave }),
    speaker.say('summaries.star', { mark: notSaid }),
    speaker.say('summaries.hiddenShare', { share: `${Math.round(hiddenShare * 100)} %` }),
    undercountWords(publication, speaker),
  ]
}

/** How much each column says, in words. */
export const summaryDetail = ({ columns, levels }: SummaryPublication, speaker: Speaker): readonly Words[] =>
  columns.flatMap((column) =>
    column === 'row'
      ? []
      : [
          speaker.say('summaries.level', {
            column: columnWords(column, speaker),
            level: speaker.say(`detail.${levels[column] ?? 'none'}`),
          }),
        ],
  )
