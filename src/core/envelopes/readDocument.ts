import * as A from '@automerge/automerge'

/** A field that two people wrote apart: its name and every version with the actor that wrote it. */
export type RawConflict = {
  readonly path: string
  readonly versions: readonly { readonly value: string | null; readonly actor: string }[]
}
/** A document without Automerge: plain JSON state, and where two versions stand side by side. */
export type PlainDocument = { readonly state: unknown; readonly conflicts: readonly RawConflict[] }

const scalar = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : value instanceof A.ImmutableString
      ? value.val
      : null

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Two versions of one value are no conflict. */
const conflictsOf = (map: A.Doc<object>, start: string): RawConflict[] =>
  Object.keys(map).flatMap((key) => {
    const versions = Object.entries(A.getConflicts(map, key) ?? {}).map(([opId, version]: [string, unknown]) => ({
      value: scalar(version),
      actor: opId.slice(opId.indexOf('@') + 1),
    }))
    return new Set(versions.map(({ value }) => value)).size > 1 ? [{ path: start + key, versions }] : []
  })

/** At the top of a document and in its rows: that is where single values that matter stand. */
const conflictsIn = (doc: A.Doc<object>): RawConflict[] => [
  ...conflictsOf(doc, ''),
  ...Object.entries(doc).flatMap(([key, value]) =>
    isMap(value) ? conflictsOf(value as A.Doc<object>, `${key}.`) : [],
  ),
]

/** Reads a whole document as plain JSON. Write-once strings become strings; bytes and dates are not used in documents. */
export const readDocument = (doc: A.Doc<object>): PlainDocument => ({
  state: JSON.parse(
    JSON.stringify(doc, (_key, value: unknown) => (value instanceof A.ImmutableString ? value.val : value)),
  ) as unknown,
  conflicts: conflictsIn(doc),
})
