import { readCsv } from '#core/import/csv'
import { decodeText } from '#core/import/decodeText'
import type { Encoding } from '#core/import/decodeText'
import { cellCap, columnCap, rowCap } from '#core/import/limits'
import { isZip, readWorkbook } from '#core/import/workbook'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A row of cells, and the line of the file (or row of the sheet) on which it begins, from 1. */
export type Line = { readonly line: number; readonly cells: readonly string[] }

/** A spreadsheet that was read: what stands above its columns, and its rows that are not empty. All cells are text. */
export type Table = {
  readonly headers: readonly string[]
  readonly lines: readonly Line[]
  /** How it was written; a workbook is `xlsx`. */
  readonly encoding: Encoding | 'xlsx'
}

const isEmpty = ({ cells }: Line): boolean => cells.every((cell) => cell.trim() === '')

/**
 * A CSV file or a workbook as rows of text. Failures: ImportNotTable (empty, no rows, no workbook, no text), ImportNul,
 * ImportQuoteOpen {line}, ImportHeaderTwice {column}, ImportTooLarge.
 */
export const readTable = async (bytes: Uint8Array): Promise<Result<Table>> => {
  let read: Result<readonly Line[]>
  let encoding: Table['encoding'] = 'xlsx'
  if (isZip(bytes)) read = await readWorkbook(bytes)
  else {
    const text = decodeText(bytes)
    if (!text.ok) return text
    encoding = text.value.encoding
    read = readCsv(text.value.text)
  }
  if (!read.ok) return read
  const [head, ...lines] = read.value.filter((line) => !isEmpty(line))
  if (!head || lines.length === 0) return fail('ImportNotTable')
  if (lines.length > rowCap || head.cells.length > columnCap) return fail('ImportTooLarge')
  for (const { cells } of [head, ...lines]) {
    if (cells.some((cell) => cell.includes('\0'))) return fail('ImportNul')
    if (cells.some((cell) => cell.length > cellCap)) return fail('ImportTooLarge')
  }
  const headers = head.cells.map((cell) => cell.trim())
  const twice = headers.findIndex((header, place) => header !== '' && headers.indexOf(header) < place)
  if (twice >= 0) return fail('ImportHeaderTwice', { column: twice + 1 })
  return ok({ headers, lines, encoding })
}
