import { dropVersions, ImmutableString, mapIn, setText, writeOnce } from '#core/documents/writeOnce'
import type { AnyDocument } from '#core/documents/liveDocuments'
import type { Field, Fields } from '#shared/records/field'
import { versionOf } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import { textsOf } from '#shared/records/tolerant'

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const asSet = (codes: readonly string[]): AnyDocument => Object.fromEntries(codes.map((code) => [code, true]))

/**
 * A new row as a document keeps it: letters that people write together as a text, all else write-once, sets as maps, so
 * that additions made apart both stay. What is empty is left out, and reads as empty.
 */
export const newRow = <F extends Fields>(
  record: RecordOf<F>,
  values: Readonly<Record<string, unknown>>,
): AnyDocument => {
  const row: AnyDocument = { v: versionOf(record) }
  for (const [name, field] of Object.entries(record.fields) as [string, Field][]) {
    const value = values[name]
    if (field.merge === 'text') row[name] = typeof value === 'string' ? value : ''
    else if (!isEmpty(value)) row[name] = field.merge === 'set' ? asSet(value as string[]) : writeOnce(value)
  }
  return row
}

/** Sets one field of a row (or of a document's own record) to a value that fits it. Fields that are not named stay. */
export const writeField = (row: AnyDocument, name: string, { merge }: Field, value: unknown): void => {
  if (merge === 'text') {
    setText(row, name, String(value))
    return
  }
  if (merge === 'set') {
    // only the difference is written: what a colleague adds meanwhile stays
    const [codes, before] = [new Set(value as string[]), textsOf(row[name])]
    if (Array.isArray(row[name])) row[name] = asSet(before)
    const there = mapIn(row, name)
    // oxlint-disable-next-line typescript/no-dynamic-delete -- how Automerge takes a key out of a map
    for (const code of before) if (!codes.has(code)) delete there[code]
    for (const code of codes) if (!before.includes(code)) there[code] = true
    return
  }
  dropVersions(row, name)
  row[name] = typeof value === 'string' ? new ImmutableString(value) : writeOnce(value)
}
