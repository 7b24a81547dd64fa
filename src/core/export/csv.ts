import { clean } from '#core/export/text'

/** How fields are told apart: ';' for Excel in Spanish, ',' for most others. */
export type Separator = ';' | ','

/** A field of a file: words, or a count that may be shown. */
export type Field = string | number

/** What a spreadsheet takes for the beginning of a formula, full-width forms too. */
const formula = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u
/** What would read as a count that nobody may see: years have four digits, and counts are written as numbers. */
const smallNumber = /^\s*\p{N}{1,3}([.,]0*)?\s*$/u

/** A text as a field. What could be a formula or a small number gets an apostrophe, and is then a text to every spreadsheet. */
const asField = (text: string): string => {
  const safe = clean(/^[\t\r\n]/.test(text) ? `'${text}` : text)
  const guarded = formula.test(safe) || smallNumber.test(safe) ? `'${safe}` : safe
  // both separators are quoted in both kinds of file: Excel opens each with that of its system
  return /[;,"]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Rows as a CSV file: UTF-8 with its mark and lines of Windows, for the sake of Excel. */
export const csvBytes = (rows: readonly (readonly Field[])[], separator: Separator): Uint8Array => {
  const line = (row: readonly Field[]): string =>
    row.map((field) => (typeof field === 'number' ? String(field) : asField(field))).join(separator)
  return new TextEncoder().encode(`\ufeff${rows.map((row) => `${line(row)}\r\n`).join('')}`)
}
