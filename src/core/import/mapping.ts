import { z } from 'zod'
import type { Fields } from '#shared/records/field'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The largest mapping file, in bytes. */
export const mappingCap = 1_048_576

/** One value of a record. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

const as = z.union([
  z.enum(['text', 'number', 'date:dmy', 'date:ymd']),
  z.string().regex(/^list:[^\n]{1,3}$/),
  z.string().regex(/^flag:[a-z][a-z0-9_-]{0,63}$/),
])

const column = z.strictObject({
  field: z.string().min(1).max(100),
  as: as.default('text'),
  /** What a cell says, and what is kept for it; null keeps nothing. */
  values: z.record(z.string(), value).default({}),
})

const mappingFile = z.strictObject({
  columns: z.record(z.string(), column).refine((columns) => Object.keys(columns).length > 0),
  constants: z.record(z.string(), z.union([value, z.array(z.string())])).default({}),
})

/** Which column goes into which field of the record, and how it is read (docs/import.md). */
export type Mapping = z.output<typeof mappingFile>

/** How one column is read. */
export type ColumnMapping = z.output<typeof column>

/** Whether a column gives terms of a list, which several columns may do together. */
const givesTerms = ({ as }: ColumnMapping): boolean => /^(list|flag):/.test(as)

/** The parts of a field's path; a number is a row of a list, and a list without one means its first row. */
export const pathOf = (field: string): readonly string[] => field.split('.')

/** Whether a path leads to a field that a caller may give. `more`: what the command takes beside the record. */
const leads = (fields: Fields, path: readonly string[], more: readonly string[]): boolean => {
  const [name = '', ...rest] = path
  if (rest.length === 0 && more.includes(name)) return true
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!field || field.how === 'fixed') return false
  if (!field.inner) return rest.length === 0
  const within = Array.isArray(field.empty) && /^[0-9]$/.test(rest[0] ?? '') ? rest.slice(1) : rest
  return within.length > 0 && leads(field.inner, within, [])
}

/**
 * A mapping file, checked against the record that rows become. Failure: ImportMapping {field}: what is wrong in it, or the
 * field that the record does not have, that is given twice, or that nobody may give.
 */
export const parseMapping = (json: string, fields: Fields, more: readonly string[]): Result<Mapping> => {
  let given: unknown
  try {
    given = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return fail('ImportMapping', { field: 'JSON' })
  }
  const read = mappingFile.safeParse(given)
  if (!read.success) return fail('ImportMapping', { field: String(read.error.issues[0]?.path[0] ?? 'JSON') })
  const mapping = read.data
  const columns = Object.values(mapping.columns)
  const seen = new Set<string>()
  for (const one of columns) {
    if (seen.has(one.field) && !columns.every((other) => other.field !== one.field || givesTerms(other)))
      return fail('ImportMapping', { field: one.field })
    seen.add(one.field)
  }
  const unknown = [...seen, ...Object.keys(mapping.constants)].find((field) => !leads(fields, pathOf(field), more))
  return unknown === undefined ? ok(mapping) : fail('ImportMapping', { field: unknown.slice(0, 100) })
}
