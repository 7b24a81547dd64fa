import Papa from 'papaparse'
import { columnCap, rowCap } from '#core/import/limits'
import type { Line } from '#core/import/table'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Which of the three separators stands most often outside quotes in the first record; a comma where none does. */
const separatorOf = (text: string): string => {
  const counts = new Map([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ])
  let isQuoted = false
  for (const letter of text.slice(0, 100_000)) {
    if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted) {
      if (letter === '\n') break
      const count = counts.get(letter)
      if (count !== undefined) counts.set(letter, count + 1)
    }
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

const linesIn = (cell: string): number => cell.split('\n').length - 1

/**
 * The records of a CSV text whose line ends are `\n`, each with the line on which it begins. Nothing in a cell is
 * computed or turned into a number: `=1+1` stays these four letters. Failures: ImportQuoteOpen {line}, ImportTooLarge.
 */
export const readCsv = (text: string): Result<readonly Line[]> => {
  const lines: Line[] = []
  let line = 1
  let filled = 0
  let wrong: Result<never> | undefined
  // blank first lines would hide the separator; what they count is kept
  const start = /^\n*/.exec(text)?.[0].length ?? 0
  line += start
  const table = text.slice(start)
  Papa.parse<string[]>(table, {
    delimiter: separatorOf(table),
    newline: '\n',
    quoteChar: '"',
    step: ({ data: cells, errors }, parser) => {
      if (errors.some(({ type }) => type === 'Quotes')) wrong = fail('ImportQuoteOpen', { line })
      else if (cells.length > columnCap) wrong = fail('ImportTooLarge')
      else if (cells.some((cell) => cell !== '') && ++filled > rowCap + 1) wrong = fail('ImportTooLarge')
      if (wrong) {
        parser.abort()
        return
      }
      lines.push({ line, cells })
      line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0)
    },
  })
  return wrong ?? ok(lines)
}
