import { unzipSync, zipSync } from 'fflate'
import writeExcelFile from 'write-excel-file/node'
import { clean } from '#core/export/text'
import { draftMark } from '#core/export/words'

/** A cell of a sheet. Texts never become formulas: they are stored as texts. */
export type SheetCell = {
  readonly value: string | number
  readonly look: 'plain' | 'head' | 'title' | 'total' | 'shut' | 'draft'
  readonly depth?: number
}

/** A sheet of a workbook. `columns`: their widths in letters. `fixed`: rows that stay in sight. */
export type Sheet = {
  readonly name: string
  readonly columns: readonly number[]
  readonly fixed: number
  readonly isWide: boolean
  readonly rows: readonly (readonly SheetCell[])[]
}

const looks = {
  plain: {},
  head: { fontWeight: 'bold', backgroundColor: '#e9eae5', bottomBorderStyle: 'thin', bottomBorderColor: '#777c87' },
  title: { fontWeight: 'bold', fontSize: 14 },
  total: { fontWeight: 'bold' },
  shut: { backgroundColor: '#ffffff', fillPatternStyle: 'lightUp', fillPatternColor: '#777c87', align: 'right' },
  draft: { fontWeight: 'bold', textColor: '#8f1a37' },
} as const

const cellOf = ({ value, look, depth = 0 }: SheetCell) => ({
  ...looks[look],
  ...(depth > 0 && { indent: depth, align: 'left' as const }),
  ...(typeof value === 'number'
    ? { value, type: Number, format: '#,##0' }
    : { value: clean(value), type: String, ...(look !== 'shut' && look !== 'title' && { wrap: true }) }),
  alignVertical: 'top' as const,
})

/** Points of a line of letters, and of a title's. */
const lineHeight = { plain: 15, title: 21 }

/** Not every program finds by itself how high a row with broken lines is: so it is said, by the widths of the columns. */
const heightOf = (row: readonly SheetCell[], columns: readonly number[]): number => {
  const lines = row.map(({ value, depth = 0 }, i) => Math.ceil((String(value).length + 2 * depth) / (columns[i] ?? 10)))
  return row.some(({ look }) => look === 'title') ? lineHeight.title : lineHeight.plain * Math.max(1, ...lines)
}

/** A sheet of a draft says so in its first row, which stays in sight. */
const asDraft = ({ rows, fixed, ...sheet }: Sheet): Sheet => ({
  ...sheet,
  rows: [[{ value: draftMark, look: 'draft' }], ...rows],
  fixed: fixed + 1,
})

/** Noon of the first day that the format knows: without a time of its own, and no day another zone would make of it. */
const noTime = new Date(1980, 0, 1, 12)

/**
 * Sheets as a workbook, the same bytes for the same sheets: packed once more with parts in the order of their names and
 * without clock, system or author. What describes the document is left out whole: nothing asks for it.
 */
export const workbookBytes = async (sheets: readonly Sheet[], isDraft: boolean): Promise<Uint8Array> => {
  const written = await writeExcelFile(
    (isDraft ? sheets.map(asDraft) : sheets).map(({ name, columns, fixed, isWide, rows }) => ({
      sheet: name,
      columns: columns.map((width) => ({ width })),
      ...(fixed > 0 && { stickyRowsCount: fixed }),
      ...(isWide && { orientation: 'landscape' as const }),
      data: rows.map((row) => row.map((cell) => ({ ...cellOf(cell), height: heightOf(row, columns) }))),
    })),
  ).toBuffer()
  const parts = Object.entries(unzipSync(new Uint8Array(written)))
    .filter(([name]) => !name.startsWith('docProps/'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return zipSync(Object.fromEntries(parts), { mtime: noTime, os: 0, level: 6 })
}
