import { newRowId } from '#core/commands/newIds'
import type { Member } from '#core/commands/context'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { mapIn } from '#core/documents/writeOnce'
import { newRow, writeField } from '#core/documents/rows'
import { documentIdOf } from '#core/envelopes/batches'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { fieldAt } from '#shared/records/document'
import type { DocumentSpec, Part } from '#shared/records/document'
import type { Field } from '#shared/records/field'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The row of a part in an open document; undefined where there is none. */
export const rowIn = (doc: AnyDocument, part: string, id: string): AnyDocument | undefined => {
  const row = doc[`${part}/${id}`]
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as AnyDocument) : undefined
}

/** Puts a new row into an open document. */
export const putRow = (doc: AnyDocument, name: string, { record }: Part, id: string, values: object): void => {
  doc[`${name}/${id}`] = newRow(record, values as Record<string, unknown>)
}

/** Sets some fields of a row that is there; what is not named stays. */
export const writeFields = (row: AnyDocument, { record }: Part, values: object): void => {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) writeField(row, name, record.fields[name] as Field, value)
}

/** Takes a row out. */
export const takeRow = (doc: AnyDocument, part: string, id: string): void => {
  // oxlint-disable-next-line typescript/no-dynamic-delete -- how Automerge takes a key out of a map
  delete doc[`${part}/${id}`]
}

/**
 * Sets one field of a document, at the heads its form was read at. Failures: UnknownField (no such field, or one that is
 * not edited), UnknownRow, BadInput, and those of `edit`.
 */
export const setField = async (
  { documents }: Member,
  at: { readonly space: string; readonly name: string; readonly spec: DocumentSpec },
  input: { readonly path: string; readonly value: unknown; readonly basedOn?: readonly string[] | undefined },
): Promise<Result<{ heads: string[] }>> => {
  const found = fieldAt(at.spec, input.path)
  if (!found || found.isAppendOnly || found.field.how === 'fixed' || found.field.merge === 'once')
    return fail('UnknownField')
  const { row: key, name, field } = found
  const checked = field.schema.safeParse(input.value)
  if (!checked.success) return fail('BadInput', { field: name })
  const missing: string[] = []
  const done = await documents.edit(documentIdOf(at.space, at.name), input.basedOn, (doc) => {
    if (key !== undefined && typeof doc[key] !== 'object') missing.push(key)
    else writeField(key === undefined ? doc : mapIn(doc, key), name, field, checked.data)
  })
  if (missing.length > 0) return fail('UnknownRow')
  return done.ok ? ok({ heads: done.value }) : done
}

/** Adds a row to a document under a fresh id. */
export const addRow = async (
  { documents }: Member,
  at: { readonly space: string; readonly name: string },
  [name, part]: readonly [string, Part],
  values: object,
): Promise<Result<{ id: string; heads: string[] }>> => {
  const id = newRowId()
  const done = await documents.edit(documentIdOf(at.space, at.name), undefined, (doc) =>
    putRow(doc, name, part, id, values),
  )
  return done.ok ? ok({ id, heads: done.value }) : done
}

/** The versions of a field that stand side by side, as documents name it; the one that is shown where there is one. */
export const versionsAt = ({ conflicts }: Pick<PlainDocument, 'conflicts'>, path: string, shown: string): string[] =>
  conflicts.find((one) => one.path === path)?.versions.flatMap(({ value }) => value ?? []) ?? [shown]
