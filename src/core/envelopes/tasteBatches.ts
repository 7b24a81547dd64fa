import * as A from '@automerge/automerge'
import { concatBytes, fromHex, sameBytes } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { readDocument, stateAt } from '#core/envelopes/readDocument'
import type { PlainDocument } from '#core/envelopes/readDocument'

/** A held batch as the worker gets it. `device`: hex; every actor must end in 16 bytes that begin with its first 8. */
export type BatchToTaste = {
  readonly bytes: Uint8Array
  readonly count: number
  readonly digest: Uint8Array
  readonly device: string
}
/** What is asked of what comes out: whether it holds these heads and, there, was this (JSON; undefined: whatever it was). */
export type Asked = { readonly heads: readonly string[]; readonly state: string | undefined }
/** A copy of the document (undefined: none yet) and the batches to apply to it, in order. */
export type TasteRequest = {
  readonly document: Uint8Array | undefined
  readonly batches: readonly BatchToTaste[]
  readonly asked?: Asked | undefined
}
/** The document with all batches in it, saved and read; or why not all of them pass. All or nothing. */
export type Tasted =
  | ({
      readonly ok: true
      readonly saved: Uint8Array
      readonly heads: readonly string[]
      /** The answer to what was asked; true where nothing was. */
      readonly holds: boolean
    } & PlainDocument)
  | { readonly ok: false; readonly reason: TasteReason }
/** Why changes do not pass. */
type TasteReason = 'ChangesDiffer' | 'ForeignActor' | 'BrokenChanges' | 'TooSlow' | 'TooMuchMemory'

/** The longest text a document may hold, in UTF-16 units: fifty times what the command door takes. */
const longestText = 1_000_000
/** Operations one batch may add: a session at the command door's caps stays far below. */
const mostOps = 1_000_000

/** BLAKE2b-256 over a batch's change hashes (hex), sorted: what its author signed as its content. */
export const digestOf = (hashes: readonly string[]): Uint8Array => hash(concatBytes(...hashes.toSorted().map(fromHex)))

const fail = (reason: TasteReason): Tasted => ({ ok: false, reason })

/** The largest state as JSON, in UTF-16 units: hundreds of long notes; and how deep: our deepest shape has six levels. */
const largestState = 8_000_000
const deepest = 64

const isTooLarge = (value: unknown, depth = 0): boolean =>
  typeof value === 'string'
    ? value.length > longestText
    : typeof value === 'object' &&
      value !== null &&
      (depth >= deepest || Object.values(value).some((item) => isTooLarge(item, depth + 1)))

const holdsIn = (doc: A.Doc<object>, asked: Asked | undefined): boolean =>
  asked === undefined ||
  (A.hasHeads(doc, [...asked.heads]) && (asked.state === undefined || stateAt(doc, asked.heads) === asked.state))

/** A document that was loaded, as plain JSON within its limits. */
const read = (saved: Uint8Array, doc: A.Doc<object>, asked: Asked | undefined): Tasted => {
  const plain = readDocument(doc)
  const isOver = JSON.stringify(plain.state).length > largestState || isTooLarge(plain.state)
  if (isOver) return fail('TooMuchMemory')
  return { ok: true, saved, heads: A.getHeads(doc), holds: holdsIn(doc, asked), ...plain }
}

/** What a batch itself says it holds, held against what its author signed. */
const hashesOf = (batch: BatchToTaste): string[] | TasteReason => {
  const { changes } = A.readBundle(batch.bytes)
  if (changes.length !== batch.count) return 'ChangesDiffer'
  const hashes = changes.map((change) => change.hash)
  if (new Set(hashes).size !== hashes.length || !sameBytes(digestOf(hashes), batch.digest)) return 'ChangesDiffer'
  const author = batch.device.slice(0, 16)
  const isOwn = changes.every(({ actor }) => actor.length >= 32 && actor.slice(-32).startsWith(author))
  return isOwn ? hashes : 'ForeignActor'
}

/**
 * Applies foreign batches to a copy of a document. Runs in the worker only: a panic or a bomb here ends a thread.
 * `loadIncremental` returns normally on a broken checksum and on truncation, so the changes that are new afterwards
 * must be exactly those the batches name; `load(save())` then proves that what comes out can be read again.
 */
export const tasteBatches = ({ document, batches, asked }: TasteRequest): Tasted => {
  try {
    const base = document ? A.load<object>(document) : A.init<object>()
    if (document && batches.length === 0) return read(document, base, asked)
    const before = A.getHeads(base)
    const opsBefore = A.stats(base).numOps
    const named = new Set<string>()
    for (const batch of batches) {
      const hashes = hashesOf(batch)
      if (typeof hashes === 'string') return fail(hashes)
      for (const one of hashes) {
        if (named.has(one)) return fail('ChangesDiffer')
        named.add(one)
      }
    }
    // below the JavaScript view, whose patches nobody reads: the document is loaded again before it is looked at
    A.getBackend(base).loadIncremental(concatBytes(...batches.map(({ bytes }) => bytes)))
    const fresh = A.getChangesMetaSince(base, before)
    if (fresh.length !== named.size || !fresh.every(({ hash: one }) => named.has(one))) return fail('ChangesDiffer')
    if (A.stats(base).numOps - opsBefore > mostOps * batches.length) return fail('TooMuchMemory')
    const saved = A.save(base)
    const again = A.load<object>(saved)
    const heads = A.getHeads(again)
    if (heads.join() !== A.getHeads(base).join()) return fail('BrokenChanges')
    return read(saved, again, asked)
  } catch {
    return fail('BrokenChanges')
  }
}
