import { fromHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { pieceOf, piecesHere } from '#core/documents/pieces'
import type { HeldEnvelope } from '#core/envelopes/chains'
import { joinEnvelope } from '#core/envelopes/envelope'
import { noNetwork } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { handedBy } from '#core/spaces/op'
import type { BlobKind, Secret } from '#core/sync/blob'
import { openInvitations } from '#core/sync/door'
import { encodeCard } from '#core/sync/joining'
import { networkKeys } from '#core/sync/networkKeys'
import { openRequests } from '#core/sync/requests'

/** A thing that ought to lie at every place where blobs are left. */
export type Offer = {
  readonly kind: BlobKind
  readonly id: Uint8Array
  /** What it is to be wrapped under. */
  readonly under: Secret
  /** Wrapped under one of these it is as good, and is not left again. */
  readonly also: readonly Secret[]
  /** Its bytes; undefined when they went meanwhile. */
  payload(): Uint8Array | undefined
}

/** Epochs of the network before the current one that a woman who was away may come back from. */
export const mostEpochsBack = 13

/** What is left for a newcomer is wrapped under the carrier secret of her invitation or pass. */
export const doorSecret = (carrier: Uint8Array): Secret => ({ secret: carrier, context: noNetwork })

/** Secrets to write under: of every epoch that counts, the current one first. */
export const writingSecrets = (ledger: Ledger): Secret[] =>
  networkKeys(ledger).map(({ secret }) => ({ secret, context: fromHex(ledger.network) }))

/** Secrets to read with: every key she was given, since a newcomer's are not judged yet, and open invitations. */
export const readingSecrets = (ledger: Ledger): Secret[] => [
  ...ledger.keyring.ofSpace(ledger.network).map(({ secret }) => ({ secret, context: fromHex(ledger.network) })),
  ...openInvitations(ledger).map(({ carrier }) => doorSecret(carrier)),
]

/** The first word that handed a key of the network to a laptop that came in: its admission, or the `box` after a pair. */
const admissionOf = (ledger: Ledger, box: string): HeldEnvelope | undefined => {
  const word = ledger
    .root()
    .handing()
    .find(
      ({ id, op, key }) =>
        handedBy(op).includes(box) && ledger.keyring.has(key, ledger.network) && ledger.root().judgedOf(id),
    )
  return word && ledger.chains.byId(word.id)
}

const wireOf = (held: HeldEnvelope | undefined): Uint8Array | undefined =>
  held?.body ? joinEnvelope(held.signed, held.body) : undefined

/** For each open invitation or pass the card, and the admission once it is given. */
export function* atTheDoor(ledger: Ledger): Generator<Offer> {
  for (const { id, carrier, member, arrived } of openInvitations(ledger)) {
    const own = { id: fromHex(id), under: doorSecret(carrier), also: [] }
    yield { ...own, kind: 'card', payload: () => encodeCard({ network: ledger.network, invite: id, member }) }
    const admission = arrived === undefined ? undefined : wireOf(admissionOf(ledger, arrived))
    if (admission) yield { ...own, kind: 'admission', payload: () => admission }
  }
}

/**
 * Door notes: what hands out a newer key is also left under the epochs before it, so that a woman who was away finds her
 * lockbox with the key she has; who was put out finds that keys have changed, and none for her.
 */
function* doorNotes(ledger: Ledger): Generator<Offer> {
  const keys = networkKeys(ledger).slice(0, 1 + mostEpochsBack)
  for (const { id, op, key } of ledger.root().handing()) {
    const at = op.type === 'epoch' || op.type === 'box' ? keys.findIndex((one) => one.id === key) : -1
    if (at < 0) continue
    for (const { secret } of keys.slice(at + 1))
      yield {
        kind: 'envelope',
        id: fromHex(id),
        under: { secret, context: fromHex(ledger.network) },
        also: [],
        payload: () => wireOf(ledger.chains.byId(id)),
      }
  }
}

/** All that this laptop would leave at a place: what stands at the door, every envelope held with its body, pieces, open requests. */
export function* offersOf(ledger: Ledger): Generator<Offer> {
  const [under, ...also] = writingSecrets(ledger)
  if (!under) return
  yield* atTheDoor(ledger)
  const all = ledger.db.prepare('SELECT no, id FROM envelope WHERE body IS NOT NULL ORDER BY no')
  for (const { no, id } of all.all<{ no: number; id: Uint8Array<ArrayBuffer> }>())
    yield { kind: 'envelope', id, under, also, payload: () => wireOf(ledger.chains.byNumber(no)) }
  yield* doorNotes(ledger)
  for (const id of piecesHere(ledger.db))
    yield { kind: 'piece', id: fromHex(id), under, also, payload: () => pieceOf(ledger.db, id) ?? undefined }
  for (const request of openRequests(ledger))
    yield { kind: 'request', id: hash(request), under, also: [], payload: () => request }
}
