import { fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sealDocuments } from '#core/documents/sealDocuments'
import { takePiece, piecesWanted } from '#core/documents/pieces'
import { noNetwork } from '#core/envelopes/header'
import type { Inside, Secret } from '#core/sync/blob'
import { askAt, completeJoining, onRequest } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import { parseCard } from '#core/sync/joining'
import type { Card } from '#core/sync/joining'
import { LocalFailure } from '#core/sync/exchange'
import { finishExchange } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { doorSecret, offersOf, readingSecrets, writingSecrets } from '#core/sync/offers'
import type { Offer } from '#core/sync/offers'
import { heldHere, lessHeaded, notePeer } from '#core/sync/peers'
import { emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { ownAmong, learnHandedKey, takeBlobs } from '#core/sync/takeBlobs'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What is done at a place is told as it goes, and stops when it is cancelled. */
export type Visit = {
  readonly signal: AbortSignal
  /** Things done of so many. */
  onProgress?(done: number, of: number): void
}

/** What was left at a place. */
export type Given = { readonly sent: number; readonly bytes: number }

/** Where blobs are left and nobody answers: a folder, a relay. `B`: a blob as this place reads it. */
export type Place<B extends Inside = Inside> = {
  readonly id: string
  readonly kind: 'folder' | 'relay'
  /**
   * Hands over what lies under these secrets and was not read yet, a portion at a time; with `all` what was read too.
   * Returns the bytes read.
   */
  read(
    secrets: readonly Secret[],
    take: (found: readonly B[]) => Promise<void>,
    how?: { all: boolean },
  ): Promise<number>
  /** Notes that a blob need not be read again, and what it holds. In a transaction. */
  done(blob: B, id: Uint8Array | undefined): void
  /** Leaves what is not there yet. */
  give(offers: readonly Offer[], visit: Visit): Promise<Given>
  /** A piece of an attachment, by its id, if it is there. */
  piece(id: Uint8Array, secrets: readonly Secret[]): Promise<Uint8Array | undefined>
}

/** Pieces looked for at one visit, at most: 1 GiB. */
const mostPieces = 4_096
/** Blobs that wait for an earlier one in the same visit, at most. */
const mostWaiting = 8_192

const whole = <T>(result: Result<T>): T => {
  if (!result.ok) throw new LocalFailure(result.error.type)
  return result.value
}

/** The newcomer's knock: finds the card, leaves her request, finds the admission. Throws LocalFailure: see `askAt`. */
const knockAt = async (local: Local, place: Place, visit: Visit): Promise<void> => {
  const joining = local.joining()
  if (!joining) return
  const under = doorSecret(joining.carrier)
  let card: Card | undefined
  const admissions: Uint8Array[] = []
  const look = (found: readonly Inside[]): Promise<void> => {
    for (const { kind, payload } of found) {
      if (kind === 'card') card = parseCard(payload) ?? card
      if (kind === 'admission') admissions.push(payload)
    }
    return Promise.resolve()
  }
  await place.read([under], look, { all: true })
  const { asked } = joining
  if (!asked && !card) return
  const none = { network: toHex(noNetwork), invite: toHex(noNetwork), member: null }
  const request = whole(await local.exclusive(() => askAt(local, { ...none, ...card, ...asked })))
  await place.give([{ kind: 'request', id: hash(request), under, also: [], payload: () => request }], visit)
  const ledger = local.network()?.ledger
  if (ledger) for (const wire of admissions) learnHandedKey(ledger, wire)
}

type Read = { stored: number; refused: number; bytes: number; requests: string[] }

/**
 * Takes what is new at a place, and again while a key of the network was learned: what was handed first opens what was
 * left before and after it. Nothing of our own is sealed before all of our own that lies there was seen (R5).
 */
const takeAll = async <B extends Inside>(local: Local, network: OpenNetwork, place: Place<B>): Promise<Read> => {
  const { ledger } = network
  const all: Read = { stored: 0, refused: 0, bytes: 0, requests: [] }
  const own: string[] = []
  for (let keys = -1; keys !== ledger.keyring.ofSpace(ledger.network).length;) {
    keys = ledger.keyring.ofSpace(ledger.network).length
    let waiting: readonly B[] = []
    all.bytes += await place.read(readingSecrets(ledger), async (found) => {
      own.push(...ownAmong(ledger, found))
      const portion = [...waiting, ...found]
      const taken = whole(await local.exclusive(() => takeBlobs(network, portion, (...one) => place.done(...one))))
      waiting = taken.again.slice(-mostWaiting)
      all.stored += taken.stored
      all.refused += taken.refused
      all.requests.push(...taken.requests)
      local.changed()
    })
  }
  ledger.ownTail.told(own)
  return all
}

/** Looks for the pieces of attachments that are wanted here. Returns the bytes read. */
const takePieces = async ({ ledger }: OpenNetwork, place: Place, visit: Visit): Promise<number> => {
  const secrets = writingSecrets(ledger)
  let bytes = 0
  for (const id of piecesWanted(ledger.db, mostPieces)) {
    if (visit.signal.aborted) break
    const piece = await place.piece(fromHex(id), secrets)
    if (piece && takePiece(ledger.db, piece)) bytes += piece.length
  }
  return bytes
}

/**
 * Exchanges with a place: reads what is new, then leaves what it lacks. Throws what the place throws, and LocalFailure
 * for the vault's own disk and for a request that cannot be made.
 */
export const exchangeAt = async (
  local: Local,
  place: Place,
  keeper: DoorKeeper,
  visit: Visit,
): Promise<Result<Report>> => {
  await knockAt(local, place, visit)
  const network = local.network()
  if (!network) return ok(emptyReport)
  const { ledger, documents } = network
  const taken = await takeAll(local, network, place)
  for (const id of taken.requests) await onRequest(local, network, keeper, id)
  const isIn = await local.exclusive(() => completeJoining(local))
  await finishExchange(local)
  await keeper.onTaken()
  await local.exclusive(() => sealDocuments(documents))
  let given: Given = { sent: 0, bytes: 0 }
  if (isIn) {
    taken.bytes += await takePieces(network, place, visit)
    const held = lessHeaded(heldHere(ledger), ledger.chains.firstHeaded())
    given = await place.give([...offersOf(ledger)], visit)
    if (!visit.signal.aborted) {
      await local.exclusive(() => notePeer(ledger, place.id, place.kind, held))
      local.changed()
    }
  }
  return ok({
    sent: given.sent,
    received: taken.stored,
    bytesSent: given.bytes,
    bytesReceived: taken.bytes,
    quarantined: taken.refused,
    peers: [place.id],
  })
}
