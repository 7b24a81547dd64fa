import * as A from '@automerge/automerge'
import type { AnyDocument } from '#core/documents/liveDocuments'

/** A text that is written whole and never merged letter by letter: ids, dates, names, codes, notes. */
export const ImmutableString = A.ImmutableString

/** A value for a document with every text in it write-once; undefined fields are left out. */
export const writeOnce = <T>(value: T): T => {
  const convert = (item: unknown): unknown => {
    if (typeof item === 'string') return new A.ImmutableString(item)
    if (Array.isArray(item)) return item.map(convert)
    if (typeof item !== 'object' || item === null) return item
    return Object.fromEntries(
      Object.entries(item).flatMap(([key, part]) => (part === undefined ? [] : [[key, convert(part)]])),
    )
  }
  return convert(value) as T
}

/** Brings a collaborative text to `text` by the smallest difference, so that a colleague's words beside it stay. */
export const setText = (doc: AnyDocument, field: string, text: string): void => {
  if (typeof doc[field] === 'string') A.updateText(doc, [field], text)
  else doc[field] = text // somebody's laptop wrote another shape there
}

/**
 * Before one value takes the place of versions written apart: Automerge takes writing the version that is shown for no
 * write at all, so that a choice made meanwhile elsewhere would win over it unseen, and both go on being shown here.
 */
export const dropVersions = (row: AnyDocument, key: string): void => {
  // oxlint-disable-next-line typescript/no-dynamic-delete -- how Automerge takes a key out of a map
  if (Object.keys(A.getConflicts(row, key) ?? {}).length > 1) delete row[key]
}

/** The map under `key`; a new one where somebody's laptop wrote another shape. */
export const mapIn = (doc: AnyDocument, key: string): AnyDocument => {
  const there = doc[key]
  if (typeof there !== 'object' || there === null || Array.isArray(there) || there instanceof A.ImmutableString)
    doc[key] = {}
  return doc[key] as AnyDocument
}
