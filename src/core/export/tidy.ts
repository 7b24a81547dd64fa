import type { Publication, Table } from '#shared/rules/publication'
import { csvBytes } from '#core/export/csv'
import type { Field, Separator } from '#core/export/csv'
import { slug } from '#core/export/text'
import { draftMark, inLine, languagesOf, markOf } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'
import { scopeWords } from '#shared/vocabulary/figureWords'

/** How tidy files are written. */
export type TidyStyle = {
  readonly separator: Separator
  /** A second row of HXL hashtags, for platforms that know them. */
  readonly hxl: boolean
  /** A first column that says so in every row: it stays when rows are sorted, filtered or copied. */
  readonly isDraft: boolean
}

type At = readonly (string | null)[]

/** A column of a tidy file: its name, its hashtag, what it means, and its field of a cell. */
type Column = {
  readonly name: string
  readonly hashtag: string
  readonly meaning: Words
  readonly of: (at: At, value: number | null) => Field
}

/** The code of the whole of a dimension. */
const wholeCode = 'total'

const columnName = (speaker: Speaker, key: string): string => slug(speaker.say(`column.${key}`)[0])
const codeName = (speaker: Speaker, name: Words): string => speaker.say('column.code', { name: slug(name[0]) })[0]

const hashtags: Readonly<Record<string, string>> = { time: '#date', place: '#geo' }

/** A column of codes, and one of words in each language, named in that language. */
const axisColumns = (dimension: string, place: number, speaker: Speaker): readonly Column[] => {
  const name = speaker.dimension(dimension)
  const hashtag = hashtags[dimension] ?? `#indicator+${dimension.toLowerCase()}`
  const words = (at: At): Words => speaker.node(dimension, at[place] ?? null)
  return [
    {
      name: codeName(speaker, name),
      hashtag: `${hashtag}+code`,
      meaning: speaker.say('dictionary.code', { name }),
      of: (at) => at[place] ?? wholeCode,
    },
    ...languagesOf(speaker.languages).map((language, index) => ({
      name: `${slug(name[index] ?? name[0])}${index > 0 && name[index] === undefined ? `_${language}` : ''}`,
      hashtag: `${hashtag}+name+i_${language}`,
      meaning: speaker.say('dictionary.label', { name }),
      of: (at: At) => words(at)[index] ?? words(at)[0],
    })),
  ]
}

const columnsOf = (table: Table, { period }: Publication, speaker: Speaker): readonly Column[] => {
  const mark = markOf(speaker.languages)
  const scope = languagesOf(speaker.languages).map((language) => scopeWords(language, table.of))
  const fixed = (key: string, hashtag: string, text: string): Column => ({
    name: columnName(speaker, key),
    hashtag,
    meaning: speaker.say(`dictionary.${key}`),
    of: () => text,
  })
  return [
    fixed('period', '#date+period', period),
    fixed('unit', '#meta+unit', inLine(speaker.unit(table.unit))),
    ...(scope[0] === '' ? [] : [fixed('scope', '#meta+scope', scope.join(' / '))]),
    ...table.axes.flatMap(({ dimension }, place) => axisColumns(dimension, place, speaker)),
    {
      name: columnName(speaker, 'value'),
      hashtag: '#value+num',
      meaning: speaker.say('dictionary.value', { mark }),
      of: (_at, value) => value ?? mark,
    },
  ]
}

/** The file of a head, its hashtags where they are wanted, and rows; a draft says so in all of them. */
export const tidyBytes = (
  columns: readonly { readonly name: string; readonly hashtag: string }[],
  rows: readonly (readonly Field[])[],
  speaker: Speaker,
  { separator, hxl, isDraft }: TidyStyle,
): Uint8Array => {
  const notice = { name: columnName(speaker, 'draft'), hashtag: '#meta+draft' }
  const heads = isDraft ? [notice, ...columns] : columns
  return csvBytes(
    [
      heads.map(({ name }) => name),
      ...(hxl ? [heads.map(({ hashtag }) => hashtag)] : []),
      ...rows.map((row) => (isDraft ? [draftMark, ...row] : row)),
    ],
    separator,
  )
}

/** A table as a tidy file: a row for each cell, wholes too, with codes and words of every node. */
export const tableCsv = (table: Table, publication: Publication, speaker: Speaker, style: TidyStyle): Uint8Array => {
  const columns = columnsOf(table, publication, speaker)
  const rows = table.cells.map(({ at, value }) => columns.map((column) => column.of(at, value)))
  return tidyBytes(columns, rows, speaker, style)
}

/** A line of the dictionary: a table, its column where it is about one, its code where it is about one, and what it means. */
export type Meaning = {
  readonly table: string
  readonly column: string
  readonly code: string
  readonly meaning: Words
}

/** What every table, column and code means. */
export const meaningsOf = (publication: Publication, speaker: Speaker): readonly Meaning[] =>
  publication.tables.flatMap((table) => {
    const line = (column: string, code: string, meaning: Words): Meaning => ({ table: table.id, column, code, meaning })
    return [
      line('', '', speaker.title(table)),
      ...columnsOf(table, publication, speaker).map(({ name, meaning }) => line(name, '', meaning)),
      ...table.axes.flatMap(({ dimension, nodes }) =>
        [...nodes.map(({ code }) => code), null].map((code) =>
          line(codeName(speaker, speaker.dimension(dimension)), code ?? wholeCode, speaker.node(dimension, code)),
        ),
      ),
    ]
  })

/** The names of the dictionary's columns. */
export const dictionaryHeads = (speaker: Speaker): readonly string[] =>
  ['table', 'column', 'key', 'meaning'].map((key) => columnName(speaker, key))

/** The dictionary as a file. */
export const dictionaryCsv = (publication: Publication, speaker: Speaker, style: TidyStyle): Uint8Array => {
  const columns = dictionaryHeads(speaker).map((name, index) => ({
    name,
    hashtag: `#meta+${['table', 'column', 'code', 'meaning'][index] ?? ''}`,
  }))
  const rows = meaningsOf(publication, speaker).map(({ table, column, code, meaning }) => [
    table,
    column,
    code,
    inLine(meaning),
  ])
  return tidyBytes(columns, rows, speaker, style)
}
