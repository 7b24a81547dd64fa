import * as A from '@automerge/automerge'

/**
 * A field that two people wrote apart: its name and every version with the actor that wrote it, and the day on which, as
 * its laptop says; null where it says none.
 */
export type RawConflict = {
  readonly path: string
  readonly versions: readonly { readonly value: string | null; readonly actor: string; readonly day: string | null }[]
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

/** A field written apart: each value with the operation that wrote it (`counter@actor`). */
type Apart = { readonly path: string; readonly versions: readonly (readonly [string, string | null])[] }

/** Two versions of one value are no conflict. */
const apartIn = (map: A.Doc<object>, start: string): Apart[] =>
  Object.keys(map).flatMap((key) => {
    const versions = Object.entries(A.getConflicts(map, key) ?? {}).map(
      ([op, version]: [string, unknown]) => [op, scalar(version)] as const,
    )
    return new Set(versions.map(([, value]) => value)).size > 1 ? [{ path: start + key, versions }] : []
  })

const secondsADay = 86_400
/** 2020 to 2100, in seconds: outside of it no laptop of ours wrote. */
const [firstTime, lastTime] = [1_577_836_800, 4_102_444_800]

/** The day that a change says; what is not the beginning of a day is no day of ours. */
const dayIn = (time: number | undefined): string | null =>
  time !== undefined && time % secondsADay === 0 && time >= firstTime && time < lastTime
    ? new Date(time * 1_000).toISOString().slice(0, 10)
    : null

/**
 * Whether each change rests on the one before it: then nothing was written apart. Asking for the versions of every field
 * of every row costs seconds in a month of a registry; most documents have one writer at a time.
 */
const isOneThread = (changes: readonly { readonly deps: readonly string[] }[]): boolean =>
  changes.every(({ deps }) => deps.length <= 1) &&
  new Set(changes.flatMap(({ deps }) => deps)).size === changes.length - 1

/**
 * At the top of a document and in its rows: that is where single values that matter stand. `among`: looks only where one
 * of these was.
 */
const conflictsIn = (doc: A.Doc<object>, among?: readonly RawConflict[]): RawConflict[] => {
  if (among?.length === 0) return []
  const changes = A.getChangesMetaSince(doc, [])
  if (isOneThread(changes)) return []
  const isAsked = (start: string): boolean => among?.some(({ path }) => path.startsWith(start)) ?? true
  const atTop = among?.some(({ path }) => Object.hasOwn(doc, path)) ?? true
  const apart = [
    ...(atTop ? apartIn(doc, '') : []),
    ...Object.entries(doc).flatMap(([key, value]) =>
      isMap(value) && isAsked(`${key}.`) ? apartIn(value as A.Doc<object>, `${key}.`) : [],
    ),
  ]
  return apart.map(({ path, versions }) => ({
    path,
    versions: versions.map(([op, value]) => {
      const [counter, actor] = [Number.parseInt(op, 10), op.slice(op.indexOf('@') + 1)]
      const change = changes.find((one) => one.actor === actor && one.startOp <= counter && counter <= one.maxOp)
      return { value, actor, day: dayIn(change?.time) }
    }),
  }))
}

const stateOf = (doc: A.Doc<object>): unknown =>
  JSON.parse(
    JSON.stringify(doc, (_key, value: unknown) => (value instanceof A.ImmutableString ? value.val : value)),
  ) as unknown

/** The state of a document at heads that it holds, as JSON. */
export const stateAt = (doc: A.Doc<object>, heads: readonly string[]): string =>
  JSON.stringify(stateOf(A.view(doc, [...heads])))

/** Reads a whole document as plain JSON. Write-once strings become strings; bytes and dates are not used in documents. */
export const readDocument = (doc: A.Doc<object>): PlainDocument => ({
  state: stateOf(doc),
  conflicts: conflictsIn(doc),
})

/**
 * As `readDocument`, of a document that was edited as it then was: an edit that knew of all there was sets nothing side by
 * side, so only where versions stood can they still stand. `before` undefined: how it was is not at hand.
 */
export const readEdited = (doc: A.Doc<object>, before: PlainDocument | undefined): PlainDocument =>
  before ? { state: stateOf(doc), conflicts: conflictsIn(doc, before.conflicts) } : readDocument(doc)
