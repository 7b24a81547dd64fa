import type { z } from 'zod'
import { createRecord, readCell } from '#core/import/cells'
import type { CellFault } from '#core/import/cells'
import { pathOf } from '#core/import/mapping'
import type { Mapping } from '#core/import/mapping'
import type { Table } from '#core/import/table'
import type { Failure } from '#shared/errors'
import type { Fields } from '#shared/records/field'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Why a row stays out. Each has a sentence in i18n (`cli.rowRejected.<reason>`). */
type RowReason =
  | CellFault
  | 'tooManyCells'
  | 'unknownTerm'
  | 'tooLong'
  | 'missing'
  | 'value'
  | 'together'
  | 'consentRefused'
  | 'periodClosed'

/** A row that stays out: its line, why, and the column (or the field, where no column gives it). Never what it says. */
type RejectedRow = { readonly line: number; readonly reason: RowReason; readonly column: string | null }

/** A row that goes in, as the command takes it. */
export type AcceptedRow = { readonly line: number; readonly entry: Readonly<Record<string, unknown>> }

/** What would become of a table. */
export type ImportPlan = {
  readonly accepted: readonly AcceptedRow[]
  readonly rejected: readonly RejectedRow[]
  /** What stands above columns that the mapping does not name; `#3` where nothing does. */
  readonly notRead: readonly string[]
}

/** What rows become: the record's fields, the command's schema for one, and what its handler looks at beside. */
export type ImportTarget = {
  readonly fields: Fields
  readonly input: z.ZodType
  readonly check: (entry: unknown) => Result<unknown>
}

/** How much of what stands above a column is told. */
const shown = (header: string): string => header.slice(0, 100)

const reasonOf = (issue: z.core.$ZodIssue, given: unknown): RowReason => {
  const value = issue.path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined),
    given,
  )
  if (value === undefined) return 'missing'
  if (issue.code === 'too_big') return 'tooLong'
  if (issue.code === 'invalid_value' || (issue.code === 'custom' && issue.message === 'term')) return 'unknownTerm'
  if (issue.code !== 'invalid_format') return 'value'
  return issue.format === 'date' ? 'date' : 'unknownTerm'
}

const whole = (failure: Failure): RowReason => {
  if (failure.type === 'ConsentRefused') return 'consentRefused'
  return failure.type === 'PeriodClosed' ? 'periodClosed' : 'together'
}

type Read = {
  readonly header: string
  readonly path: readonly string[]
  readonly cell: number
  readonly as: Mapping['columns'][string]
}

/**
 * What a table becomes by a mapping, row by row. Nothing is written, and nothing is passed over: a row goes in or is
 * rejected with its reason. Failure: ImportColumnMissing {field} (the mapping names a column that the table lacks).
 */
export const planImport = (table: Table, { columns, constants }: Mapping, target: ImportTarget): Result<ImportPlan> => {
  const reads: Read[] = []
  for (const [header, as] of Object.entries(columns)) {
    const cell = table.headers.indexOf(header.trim())
    if (cell < 0) return fail('ImportColumnMissing', { field: as.field })
    reads.push({ header: shown(header.trim()), path: pathOf(as.field), cell, as })
  }
  const isList = (name: string): boolean => {
    const field = target.fields[name]
    return field?.inner !== undefined && Array.isArray(field.empty)
  }
  /** The column that gives what a schema found fault with; the field itself where none does. */
  const columnOf = (path: readonly PropertyKey[]): string => {
    const names = path.map(String)
    const plain = names.filter((name) => !/^\d+$/.test(name))
    const gives = (read: Read): boolean => {
      const own = read.path.filter((name) => !/^\d+$/.test(name))
      return own.every((name, place) => plain[place] === undefined || plain[place] === name)
    }
    return reads.find(gives)?.header ?? plain.join('.')
  }
  const one = ({ line, cells }: Table['lines'][number]): AcceptedRow | RejectedRow => {
    if (cells.slice(table.headers.length).some((cell) => cell.trim() !== ''))
      return { line, reason: 'tooManyCells', column: null }
    const record = createRecord(isList)
    for (const { header, path, cell, as } of reads) {
      const read = readCell(cells[cell] ?? '', as)
      if ('fault' in read) return { line, reason: read.fault, column: header }
      if (read.value !== undefined) record.put(path, read.value)
    }
    for (const [field, value] of Object.entries(constants))
      if (!record.has(pathOf(field))) record.put(pathOf(field), value)
    const entry = record.value()
    const checked = target.input.safeParse(entry)
    const [issue] = checked.success ? [] : checked.error.issues
    if (issue) return { line, reason: reasonOf(issue, entry), column: columnOf(issue.path) }
    const fits = target.check(entry)
    if (fits.ok) return { line, entry }
    const { detail } = fits.error
    const column = typeof detail?.field === 'string' ? columnOf(pathOf(detail.field)) : null
    return { line, reason: whole(fits.error), column }
  }
  const rows = table.lines.map(one)
  const read = new Set(reads.map(({ cell }) => cell))
  const isUsed = (place: number): boolean => table.lines.some(({ cells }) => (cells[place] ?? '').trim() !== '')
  const notRead = table.headers.flatMap((header, place) => {
    if (read.has(place) || (header === '' && !isUsed(place))) return []
    return [header === '' ? `#${place + 1}` : shown(header)]
  })
  return ok({
    accepted: rows.filter((row) => 'entry' in row),
    rejected: rows.filter((row) => 'reason' in row),
    notRead,
  })
}
