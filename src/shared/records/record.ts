import { z } from 'zod'
import type { Field, Fields, ValuesOf } from '#shared/records/field'
import { entriesOf, objectOf } from '#shared/records/tolerant'

/** A record of older or newer peers, one step further: what version `n` wrote, as version `n + 1` has it. Never throws. */
export type Migration = (older: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** A kind of record: its fields, and how what older peers wrote is read. */
export type RecordOf<F extends Fields> = {
  readonly kind: string
  readonly fields: F
  readonly migrations: readonly Migration[]
}

/** What a record is, read. */
export type ValueOf<R> = R extends RecordOf<infer F> ? ValuesOf<F> : never

/**
 * A kind of record. Its version is 1 and one more for each migration; rows are written with it as `v`. A row of a newer
 * version is read as far as its fields are known here, and edits touch only the fields that they are about: what a newer
 * peer wrote beside them stays.
 */
export const defineRecord = <F extends Fields>(
  kind: string,
  fields: F,
  migrations: readonly Migration[] = [],
): RecordOf<F> => ({ kind, fields, migrations })

/** The version that rows of this kind are written with. */
export const versionOf = ({ migrations }: RecordOf<Fields>): number => migrations.length + 1

/** A row as it may have been written anywhere, in the shape of its kind. */
export const readRecord = <F extends Fields>({ fields, migrations }: RecordOf<F>, written: unknown): ValuesOf<F> => {
  let item = objectOf(written)
  const version = typeof item.v === 'number' && Number.isSafeInteger(item.v) && item.v >= 1 ? item.v : 1
  for (const migrate of migrations.slice(version - 1)) item = migrate(item)
  return Object.fromEntries(Object.entries(fields).map(([name, { read }]) => [name, read(item[name])])) as ValuesOf<F>
}

/** What the door takes for a new row: asked fields, open ones, and none of the fixed. */
export type InputShape<F extends Fields> = {
  [K in keyof F as F[K]['how'] extends 'fixed' ? never : K]: F[K]['how'] extends 'asked'
    ? F[K]['schema']
    : z.ZodOptional<F[K]['schema']>
}

/** The input schema of a new row, beside what else the command takes. */
export const inputOf = <F extends Fields, More extends Readonly<Record<string, z.ZodType>>>(
  { fields }: RecordOf<F>,
  more: More,
): z.ZodObject<InputShape<F> & More, z.core.$strict> => {
  const shape: Record<string, z.ZodType> = { ...more }
  for (const [name, { how, schema }] of Object.entries(fields) as [string, Field][])
    if (how !== 'fixed') shape[name] = how === 'asked' ? schema : schema.optional()
  return z.strictObject(shape) as unknown as z.ZodObject<InputShape<F> & More, z.core.$strict>
}

/** The rows of one part of a document, by id; what is no row is passed over. Rows stand at the top under `part/id`. */
export const rowsIn = <F extends Fields>(
  state: unknown,
  part: string,
  record: RecordOf<F>,
): Map<string, ValuesOf<F>> => {
  const start = `${part}/`
  return new Map(
    entriesOf(state).flatMap(([key, item]) =>
      key.startsWith(start) ? [[key.slice(start.length), readRecord(record, item)] as const] : [],
    ),
  )
}

/** What search looks through of a row. */
export const searchedText = (record: RecordOf<Fields>, values: Readonly<Record<string, unknown>>): string =>
  Object.entries(record.fields)
    .flatMap(([name, { isSearched, inner }]) => {
      const value = values[name]
      if (inner) {
        const group = { kind: '', fields: inner, migrations: [] }
        return [value].flat().map((one) => searchedText(group, objectOf(one)))
      }
      return isSearched && typeof value === 'string' && value !== '' ? [value] : []
    })
    .filter((text) => text !== '')
    .join('\n')
