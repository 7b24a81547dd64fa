import type { CommandInput } from '#shared/contract/commands'
import { departmentNamed } from '#shared/vocabulary/departments'
import type { CodedDate } from '#shared/rules/period'
import { finds } from '../../components/tolerant'
import type { Option } from '../../i18n/useLabel'

/** The columns of the grid, in the order in which a spreadsheet is pasted. */
export const gridColumns = [
  'date',
  'country',
  'department',
  'municipality',
  'types',
  'target',
  'genderDimension',
  'indicators',
  'perpetrator',
  'sources',
  'person',
  'statistics',
] as const
/** A column of the grid. */
export type GridColumn = (typeof gridColumns)[number]
/** A row as it is written: a text for each column. */
export type GridRow = readonly string[]
/** Rows that the grid has. */
export const gridRows = 20

/** What each column with terms may hold. */
export type GridOptions = Readonly<Partial<Record<GridColumn, readonly Option[]>>>
type Entry = CommandInput<'registry.submitMany'>['entries'][number]
/** A row that was read, or the column that was not understood. */
type ReadRow = { readonly entry: Entry } | { readonly column: GridColumn }

/** A row with nothing in it. */
export const blankRow: GridRow = gridColumns.map(() => '')
/** Whether nothing was written in a row. */
export const isBlankRow = (row: GridRow): boolean => row.every((text) => text.trim() === '')

const two = (text: string): string => text.padStart(2, '0')
const isReal = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

/** A date as people write it: 14/05/2023, 5/2023, 2023, 2023-05-14; «?» for one that nobody knows. undefined: none. */
const readDate = (text: string): CodedDate | undefined => {
  const typed = text.trim()
  if (typed === '?') return { from: null, to: null, precision: 'unknown' }
  const said = (from: string, precision: string): CodedDate | undefined =>
    isReal(from) ? { from, to: null, precision } : undefined
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed)
  if (iso) return said(typed, 'exact')
  const [, day, month = '', year = ''] = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(typed) ?? []
  if (year !== '')
    return day === undefined
      ? said(`${year}-${two(month)}-01`, 'month')
      : said(`${year}-${two(month)}-${two(day)}`, 'exact')
  return /^\d{4}$/.test(typed) ? said(`${typed}-01-01`, 'year') : undefined
}

/** The term that a text means: by its code, its words, or a part of them that only one has. */
const readTerm = (options: readonly Option[], text: string): Option | undefined => {
  const typed = text.trim()
  const same = options.find(({ id, label }) => id === typed || (finds(label, typed) && finds(typed, label)))
  if (same) return same
  const found = options.filter(({ label }) => finds(label, typed))
  return found.length === 1 ? found[0] : undefined
}
const readTerms = (options: readonly Option[], text: string): readonly Option[] | undefined => {
  const found = text
    .split(/[;|]/)
    .filter((one) => one.trim() !== '')
    .map((one) => readTerm(options, one))
  return found.every((one) => one !== undefined) ? [...new Set(found)] : undefined
}

/** Reads one row of the grid; `registry` is what was agreed for all its rows. */
export const readRow = (row: GridRow, options: GridOptions, registry: 'given' | 'not_asked'): ReadRow => {
  const text = (column: GridColumn): string => row[gridColumns.indexOf(column)]?.trim() ?? ''
  const read = new Map<GridColumn, readonly Option[]>()
  const date = readDate(text('date'))
  if (!date) return { column: 'date' }
  for (const column of gridColumns) {
    const list = options[column]
    if (!list) continue
    const found = readTerms(list, text(column))
    const isOne = column !== 'types' && column !== 'indicators' && column !== 'sources' && column !== 'perpetrator'
    if (!found || (isOne && found.length > 1)) return { column }
    read.set(column, found)
  }
  const codes = (column: GridColumn): string[] => (read.get(column) ?? []).map(({ id }) => id)
  if (codes('country').length === 0) return { column: 'country' }
  if (codes('types').length === 0) return { column: 'types' }
  const gender = codes('genderDimension')[0] ?? null
  if (gender === 'yes' && codes('indicators').length === 0) return { column: 'indicators' }
  const person = text('person')
  return {
    entry: {
      date,
      country: codes('country')[0] ?? '',
      department: departmentNamed(codes('country')[0] ?? '', text('department')).slice(0, 80),
      municipality: text('municipality').slice(0, 80),
      types: codes('types'),
      target: codes('target')[0] ?? null,
      genderDimension: gender,
      indicators: codes('indicators'),
      perpetrators: (read.get('perpetrator') ?? []).map(({ id, parent }) => ({
        category: parent ?? id,
        level2: parent === undefined ? null : id,
      })),
      sources: codes('sources'),
      consent: { registry, aggregateStats: codes('statistics')[0] ?? 'not_asked' },
      ...(person === '' ? {} : { person }),
    },
  }
}

/** The column that a field of the contract is written in; undefined where the grid has none. */
export const columnOf = (field: string): GridColumn | undefined => {
  const name = field.split('.')[0] ?? ''
  if (name === 'perpetrators') return 'perpetrator'
  if (name === 'consent') return 'statistics'
  return gridColumns.find((column) => column === name)
}

/** Puts a text with tabs and lines, as a spreadsheet copies it, into the grid from one cell on; says how many rows did not fit. */
export const pasteInto = (
  rows: readonly GridRow[],
  at: { readonly row: number; readonly column: number },
  text: string,
): { readonly rows: readonly GridRow[]; readonly left: number } => {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim().slice(0, 500)))
  const next = rows.map((row, place) => {
    const line = lines[place - at.row]
    return line === undefined ? row : row.map((cell, column) => line[column - at.column] ?? cell)
  })
  return { rows: next, left: Math.max(0, at.row + lines.length - rows.length) }
}
