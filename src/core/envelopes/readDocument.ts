import * as A from '@automerge/automerge'

/** A field that two people wrote apart: its dotted path and every version with the actor that wrote it. */
export type RawConflict = {
  readonly path: string
  readonly versions: readonly { readonly value: string | null; readonly actor: string }[]
}
/** A document without Automerge: plain JSON state, and where two versions stand side by side. */
export type PlainDocument = { readonly state: unknown; readonly conflicts: readonly RawConflict[] }

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof A.ImmutableString) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Date)

const scalar = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : value instanceof A.ImmutableString
      ? value.val
      : null

/** Two versions with the same value are no conflict for a person. */
const conflictsIn = (map: A.Doc<object>, at: string): RawConflict[] =>
  Object.entries(map).flatMap(([key, value]: [string, unknown]) => {
    const path = at === '' ? key : `${at}.${key}`
    if (isMap(value)) return conflictsIn(value, path)
    const all = Object.entries(A.getConflicts(map, key) ?? {})
    const versions = all.map(([opId, version]) => ({
      value: scalar(version),
      actor: opId.slice(opId.indexOf('@') + 1),
    }))
    return new Set(versions.map((version) => version.value)).size > 1 ? [{ path, versions }] : []
  })

/** Reads a whole document as plain JSON. Write-once strings become strings; bytes and dates are not used in documents. */
export const readDocument = (doc: A.Doc<object>): PlainDocument => ({
  state: JSON.parse(
    JSON.stringify(doc, (_key, value: unknown) => (value instanceof A.ImmutableString ? value.val : value)),
  ) as unknown,
  conflicts: conflictsIn(doc, ''),
})
