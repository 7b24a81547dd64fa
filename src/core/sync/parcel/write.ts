import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import type { Secret } from '#core/sync/blob'
import type { Local, OpenNetwork } from '#core/sync/local'
import { doorSecret, writingSecrets } from '#core/sync/offers'
import { blockLength, blocksFor, mostParts, roomIn, sizeBelow } from '#core/sync/parcel/block'
import type { SectionKind } from '#core/sync/parcel/block'
import { asRequested, everythingHere, itemsOf, planParts, sinceMember } from '#core/sync/parcel/contents'
import type { Choice, Item } from '#core/sync/parcel/contents'
import { ParcelFault } from '#core/sync/parcel/fault'
import { isTaken, writeParcelAt } from '#core/sync/parcel/files'
import type { WrittenFile } from '#core/sync/parcel/files'
import { encodeHolds } from '#core/sync/parcel/holds'
import type { Holds } from '#core/sync/parcel/holds'
import { noteApplied } from '#core/sync/parcel/applied'
import { notesFor } from '#core/sync/parcel/notes'
import { createPace } from '#core/sync/parcel/pace'
import type { Pace } from '#core/sync/parcel/pace'
import { lengthOf, sealSection } from '#core/sync/parcel/section'
import type { ParcelRecord } from '#core/sync/parcel/section'
import { letAsk } from '#core/sync/parcel/ownChain'
import type { Visit } from '#core/sync/place'

/** What a parcel is to hold. `partSize`: the largest file, in bytes. */
export type Contents =
  | { readonly what: 'all'; readonly partSize: number }
  | { readonly what: 'since'; readonly member: string; readonly partSize: number }
  | { readonly what: 'answer'; readonly holds: Holds; readonly partSize: number }
  | { readonly what: 'request' }

/** A parcel that was written. `sent`: envelopes in it. */
export type ParcelWritten = { readonly files: readonly WrittenFile[]; readonly sent: number; readonly bytes: number }

/** The largest file when nobody says otherwise, in bytes. */
export const usualPart = 1_000_000_000
/** Counts blocks on their way to the file. Throws ParcelFault Cancelled. */
async function* paced(blocks: Iterable<Uint8Array>, pace: Pace): AsyncGenerator<Uint8Array> {
  for (const block of blocks) {
    yield block
    pace.step()
    await pace.turn()
  }
}

const choose = (ledger: Ledger, contents: Exclude<Contents, { what: 'request' }>): Choice => {
  if (contents.what === 'answer') return asRequested(ledger, contents.holds)
  return contents.what === 'since' ? sinceMember(ledger, contents.member) : everythingHere(ledger)
}

type Planned = {
  readonly path: string
  readonly head: { readonly part: number; readonly of: number; readonly blocks: number; readonly tail: number }
  readonly upTo: number
}

const planFiles = (place: string, items: Iterable<Item>, tail: number, partSize: number): Planned[] => {
  const largest = Math.max(1, sizeBelow(Math.floor(partSize / blockLength)))
  const tailOf = (part: number): number => (part === 1 ? tail : 0)
  const parts = planParts(items, (part) => roomIn(Math.max(1, largest - tailOf(part))))
  if (parts.length > mostParts) throw new ParcelFault('ParcelTooLarge')
  return parts.map(({ upTo, bytes }, i) => {
    const tail = tailOf(i + 1)
    return {
      path: parts.length === 1 ? place : `${place}.${i + 1}`,
      head: { part: i + 1, of: parts.length, blocks: blocksFor(bytes, tail), tail },
      upTo,
    }
  })
}

/** The records of one part, from a walk over all items that goes on with the next part. */
function* recordsUpTo(walk: Walk, upTo: number): Generator<ParcelRecord> {
  for (let item = walk.next(upTo); item; item = walk.next(upTo)) {
    const record = item.read()
    if (!record) continue // erased meanwhile
    if (record.kind === 'envelope') walk.sent += 1
    yield record
  }
}

/** Goes through items once. `next`: the next one up to so far; undefined when what comes is further. */
type Walk = { next(upTo: number): Item | undefined; sent: number }
const walkOver = (items: Iterator<Item>): Walk => {
  let ahead = items.next()
  return {
    sent: 0,
    next(upTo) {
      if (ahead.done === true || ahead.value.at > upTo) return undefined
      const item = ahead.value
      ahead = items.next()
      return item
    },
  }
}

const writeThings = async (
  local: Local,
  { ledger, documents }: OpenNetwork,
  place: string,
  contents: Exclude<Contents, { what: 'request' }>,
  visit: Visit,
): Promise<ParcelWritten> => {
  const [under] = writingSecrets(ledger)
  if (!under) throw new ParcelFault('KeyMissing')
  const parcel = randomBytes(16)
  const { items, notes } = await local.exclusive(async () => {
    letAsk(ledger)
    await sealDocuments(documents)
    return { items: itemsOf(ledger, choose(ledger, contents)), notes: notesFor(ledger, parcel) }
  })
  const files = planFiles(place, items(), notes.length / blockLength, contents.partSize)
  const of = files.reduce((sum, { head }) => sum + head.blocks + head.tail, 0)
  const writer = writeParcelAt(place)
  const walk = walkOver(items())
  const pace = createPace(visit, of)
  try {
    for (const { path, head, upTo } of files) {
      const tail = head.tail > 0 ? notes : new Uint8Array()
      const whole = { ...head, kind: 'things' as const, parcel, tailHash: hash(tail) }
      await writer.write(path, paced(withTail(sealSection(under, whole, recordsUpTo(walk, upTo)), tail), pace))
    }
    const written = writer.finish()
    await local.exclusive(() => files.forEach(({ head }) => noteApplied(ledger.db, parcel, head.part)))
    return { files: written, sent: walk.sent, bytes: of * blockLength }
  } catch (error) {
    writer.undo()
    throw error
  }
}

function* withTail(blocks: Iterable<Uint8Array>, tail: Uint8Array): Generator<Uint8Array> {
  yield* blocks
  if (tail.length > 0) yield tail
}

/** A request: what this laptop holds and wants; of a newcomer, that she asks to be let in. */
const requestOf = (local: Local): { under: Secret; record: ParcelRecord } => {
  const joining = local.joining()
  const ledger = local.network()?.ledger
  if (joining) {
    // she knows what to ask only once a card has come
    if (!joining.asked) throw new ParcelFault('JoinPending')
    return { under: doorSecret(joining.carrier), record: { kind: 'request', bytes: joining.asked.request } }
  }
  const [under] = ledger ? writingSecrets(ledger) : []
  if (!ledger || !under) throw new ParcelFault('KeyMissing')
  return { under, record: { kind: 'holds', bytes: encodeHolds(ledger) } }
}

const writeRequest = async (local: Local, place: string): Promise<ParcelWritten> => {
  const { under, record } = await local.exclusive(() => requestOf(local))
  const blocks = blocksFor(lengthOf(record.bytes.length), 0)
  const kind: SectionKind = 'request'
  const head = { kind, parcel: randomBytes(16), part: 1, of: 1, blocks, tail: 0, tailHash: hash(new Uint8Array()) }
  const writer = writeParcelAt(place)
  try {
    await writer.write(place, sealSection(under, head, [record]))
    return { files: writer.finish(), sent: 0, bytes: blocks * blockLength }
  } catch (error) {
    writer.undo()
    throw error
  }
}

/**
 * Writes a parcel at a place where none is. Throws the disk's error, and ParcelFault: FileExists, KeyMissing, NoNetwork,
 * JoinPending (a newcomer who does not know yet what to ask), ParcelTooLarge, Cancelled. Then nothing of it is there.
 */
export const writeParcel = async (
  local: Local,
  place: string,
  contents: Contents,
  visit: Visit,
): Promise<ParcelWritten> => {
  if (isTaken(place)) throw new ParcelFault('FileExists')
  if (contents.what === 'request' || local.joining()) return writeRequest(local, place)
  const network = local.network()
  if (!network) throw new ParcelFault('NoNetwork')
  return writeThings(local, network, place, contents, visit)
}
