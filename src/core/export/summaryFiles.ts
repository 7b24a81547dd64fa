import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { inOrder } from '#core/export/files'
import type { ExportFile, FileOptions } from '#core/export/files'
import { summariesJson } from '#core/export/summaryJson'
import { codesIn, codeWords, columnWords, summaryDetail, summaryMethod, summaryTitle } from '#core/export/summaryWords'
import type { PrintedColumn } from '#core/export/summaryWords'
import { heading, inTags, noticeRow, pageOf } from '#core/export/page'
import { slug } from '#core/export/text'
import { dictionaryHeads, tidyBytes } from '#core/export/tidy'
import type { TidyStyle } from '#core/export/tidy'
import { workbookBytes } from '#core/export/workbook'
import type { Sheet, SheetCell } from '#core/export/workbook'
import { capital, inLine, languagesOf, speakerOf } from '#core/export/words'
import type { Speaker } from '#core/export/words'

/** A column of codes, and one of words in each language; the number of a row needs no words. */
const tidyColumns = (column: PrintedColumn, speaker: Speaker) => {
  const name = columnWords(column, speaker)
  const hashtag = `#meta+${column.toLowerCase()}`
  if (column === 'row') return [{ name: slug(name[0]), hashtag }]
  const code = speaker.say('column.code', { name: slug(name[0]) })[0]
  return [
    { name: code, hashtag: `${hashtag}+code` },
    ...languagesOf(speaker.languages).map((language, index) => ({
      name: `${slug(name[index] ?? name[0])}${index > 0 && name[index] === undefined ? `_${language}` : ''}`,
      hashtag: `${hashtag}+name+i_${language}`,
    })),
  ]
}

const rowsCsv = ({ columns, rows }: SummaryPublication, speaker: Speaker, style: TidyStyle): Uint8Array => {
  const languages = languagesOf(speaker.languages)
  const fields = rows.map((row) =>
    columns.flatMap((column, place) => {
      const code = row[place] ?? null
      const words = codeWords(column, code, speaker)
      return column === 'row'
        ? [code ?? '']
        : [code ?? words[0], ...languages.map((_one, index) => words[index] ?? words[0])]
    }),
  )
  return tidyBytes(
    columns.flatMap((column) => tidyColumns(column, speaker)),
    fields,
    speaker,
    style,
  )
}

/** Codes of each column with what they mean. */
const meanings = (publication: SummaryPublication, speaker: Speaker): readonly (readonly string[])[] =>
  publication.columns
    .filter((column) => column !== 'row')
    .flatMap((column) =>
      codesIn(publication, column).map((code) => [
        'resumenes',
        tidyColumns(column, speaker)[0]?.name ?? '',
        code,
        inLine(codeWords(column, code, speaker)),
      ]),
    )

const dictionaryCsv = (publication: SummaryPublication, speaker: Speaker, style: TidyStyle): Uint8Array =>
  tidyBytes(
    dictionaryHeads(speaker).map((name) => ({ name, hashtag: '#meta' })),
    meanings(publication, speaker),
    speaker,
    style,
  )

const text = (value: string, look: SheetCell['look'] = 'plain'): SheetCell => ({ value, look })

const workbook = (publication: SummaryPublication, speaker: Speaker, isDraft: boolean): Promise<Uint8Array> => {
  const { columns, rows } = publication
  const sheets: readonly Sheet[] = [
    {
      name: inLine(speaker.say('method.title')).replace(' / ', ' '),
      columns: [110],
      fixed: 0,
      isWide: false,
      rows: [
        [text(inLine(summaryTitle(publication, speaker)), 'title')],
        ...summaryMethod(publication, speaker).map((words) => [text(inLine(words))]),
        [text(inLine(speaker.say('summaries.detail')), 'head')],
        ...summaryDetail(publication, speaker).map((words) => [text(inLine(words))]),
      ],
    },
    {
      name: 'resumenes',
      columns: columns.map((column) => (column === 'row' ? 10 : 24)),
      fixed: 1,
      isWide: true,
      rows: [
        columns.map((column) => text(inLine(capital(columnWords(column, speaker))), 'head')),
        ...rows.map((row) =>
          columns.map((column, place) => text(inLine(codeWords(column, row[place] ?? null, speaker)))),
        ),
      ],
    },
    {
      name: inLine(speaker.say('dictionary.title')).replace(' / ', ' '),
      columns: [14, 34, 34, 80],
      fixed: 1,
      isWide: true,
      rows: [
        dictionaryHeads(speaker).map((name) => text(name, 'head')),
        ...meanings(publication, speaker).map((row) => row.map((one) => text(one))),
      ],
    },
  ]
  return workbookBytes(sheets, isDraft)
}

const page = (publication: SummaryPublication, speaker: Speaker, { paper, isDraft }: FileOptions): Uint8Array => {
  const { columns, rows } = publication
  const title = summaryTitle(publication, speaker)
  const sentences = summaryMethod(publication, speaker).map((words) => `<p>${inTags(words, speaker)}</p>`)
  const details = summaryDetail(publication, speaker).map((words) => `<li>${inTags(words, speaker)}</li>`)
  const heads = columns.map(
    (column) => `<th scope="col" class="n">${inTags(capital(columnWords(column, speaker)), speaker)}</th>`,
  )
  const body = rows.map((row) => {
    const cells = columns.map((column, place) => inTags(codeWords(column, row[place] ?? null, speaker), speaker))
    return `<tr><th scope="row">${cells[0] ?? ''}</th>${cells
      .slice(1)
      .map((cell) => `<td class="palabras">${cell}</td>`)
      .join('')}</tr>`
  })
  const table = [
    `<div class="cuadro" role="region" tabindex="0" aria-labelledby="resumenes">`,
    `<table class="fina" aria-labelledby="resumenes"><thead>${noticeRow(columns.length, isDraft)}<tr>${heads.join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody></table></div>`,
  ]
  const parts = [
    ...sentences,
    heading(2, speaker.say('summaries.detail'), speaker),
    `<ul>${details.join('')}</ul>`,
    heading(2, speaker.say('summaries.cases'), speaker, 'resumenes'),
    ...table,
  ]
  return pageOf(title, parts.join('\n'), speaker, { paper, isDraft, isAcross: true })
}

/** The files of case summaries: rows as CSV with what their codes mean, a workbook, JSON, and a page to print. */
export const summaryFilesOf = async (
  publication: SummaryPublication,
  options: FileOptions,
): Promise<readonly ExportFile[]> => {
  const speaker = speakerOf(options.languages)
  return inOrder(
    {
      'resumenes.csv': rowsCsv(publication, speaker, options),
      'resumenes-diccionario.csv': dictionaryCsv(publication, speaker, options),
      'resumenes.xlsx': await workbook(publication, speaker, options.isDraft),
      'resumenes.json': summariesJson(publication, options.release, options.isDraft),
      'resumenes.html': page(publication, speaker, options),
    },
    options.isDraft,
  )
}
