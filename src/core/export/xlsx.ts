import type { Publication, Table } from '#shared/rules/publication'
import { gridOf } from '#shared/rules/figureGrid'
import type { Grid } from '#shared/rules/figureGrid'
import { methodOf } from '#core/export/method'
import { dictionaryHeads, meaningsOf } from '#core/export/tidy'
import { workbookBytes } from '#core/export/workbook'
import type { Sheet, SheetCell } from '#core/export/workbook'
import { capital, inLine, markOf } from '#core/export/words'
import type { Speaker } from '#core/export/words'

const cell = (value: string | number, look: SheetCell['look'] = 'plain', depth = 0): SheetCell => ({
  value,
  look,
  depth,
})

const texts = (name: string, rows: readonly (readonly SheetCell[])[]): Sheet => ({
  name,
  columns: [110],
  fixed: 0,
  isWide: false,
  rows,
})

const readme = (publication: Publication, speaker: Speaker): Sheet => {
  const heading = speaker.say('readme.heading', { period: speaker.node('time', publication.period) })
  const sentences = [
    speaker.say('readme.how'),
    speaker.say('readme.mark', { mark: markOf(speaker.languages) }),
    speaker.say('readme.zero'),
  ]
  return texts(inLine(speaker.say('readme.title')).replace(' / ', ' '), [
    [cell(inLine(heading), 'title')],
    ...sentences.map((words) => [cell(inLine(words))]),
    [cell(inLine(speaker.say('readme.contents')), 'head')],
    ...publication.tables.map((table) => [cell(`${table.id}: ${inLine(speaker.title(table))}`)]),
  ])
}

const bodyOf = ({ down, columns, rows }: Grid, speaker: Speaker): readonly (readonly SheetCell[])[] =>
  rows.map(({ at, depth, isTotal, values }) => [
    ...at.map((code, place) =>
      cell(
        inLine(speaker.node(down[place]?.dimension ?? '', code)),
        isTotal ? 'total' : 'plain',
        place === at.length - 1 ? depth : 0,
      ),
    ),
    ...values.map((value, place) =>
      value === null
        ? cell(markOf(speaker.languages), 'shut')
        : cell(value, isTotal || (columns.length > 1 && columns[place] === null) ? 'total' : 'plain'),
    ),
  ])

const tableSheet = (table: Table, speaker: Speaker): Sheet => {
  const grid = gridOf(table)
  const { down, across, columns } = grid
  const heads = [
    ...down.map(({ dimension }) => speaker.dimension(dimension)),
    ...columns.map((code) => (across ? speaker.node(across.dimension, code) : speaker.say('value'))),
  ]
  return {
    name: table.id,
    columns: [...down.map(() => 44), ...columns.map(() => 18)],
    fixed: 2,
    isWide: columns.length > 4,
    rows: [
      [cell(inLine(speaker.title(table)), 'title')],
      heads.map((words) => cell(inLine(capital(words)), 'head')),
      ...bodyOf(grid, speaker),
    ],
  }
}

const dictionary = (publication: Publication, speaker: Speaker): Sheet => ({
  name: inLine(speaker.say('dictionary.title')).replace(' / ', ' '),
  columns: [14, 34, 34, 80],
  fixed: 1,
  isWide: true,
  rows: [
    dictionaryHeads(speaker).map((name) => cell(name, 'head')),
    ...meaningsOf(publication, speaker).map(({ table, column, code, meaning }) =>
      [table, column, code, inLine(meaning)].map((text) => cell(text)),
    ),
  ],
})

const method = (publication: Publication, speaker: Speaker): Sheet =>
  texts(inLine(speaker.say('method.title')).replace(' / ', ' '), [
    [cell(inLine(speaker.say('method.heading')), 'title')],
    ...methodOf(publication, speaker).flatMap(({ title, sentences }) => [
      ...(title ? [[cell(inLine(title), 'head')]] : []),
      ...sentences.map((words) => [cell(inLine(words))]),
    ]),
  ])

/** All tables in one workbook: what it is, a sheet for each table, what columns and codes mean, how it was counted. */
export const tablesWorkbook = (publication: Publication, speaker: Speaker, isDraft: boolean): Promise<Uint8Array> =>
  workbookBytes(
    [
      readme(publication, speaker),
      ...publication.tables.map((table) => tableSheet(table, speaker)),
      dictionary(publication, speaker),
      method(publication, speaker),
    ],
    isDraft,
  )
