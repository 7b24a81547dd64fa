import { fromHex, toHex, utf8, concatBytes, u64 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { joinEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import type { Received } from '#core/envelopes/receive'
import { sealDocuments } from '#core/documents/sealDocuments'
import { takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import type { Message, MessageOf } from '#core/sync/messages'
import { keepRequest, openRequests } from '#core/sync/requests'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import type { Vector } from '#core/spaces/vector'
import type { FailureType } from '#shared/errors'
import { idBlob } from '#core/vault/sql'

/** What an exchange moved. `theirs`: what the peer is known to hold after it. */
export type Exchanged = {
  readonly sent: number
  readonly received: Received
  readonly theirs: Vector
}

type End = readonly [device: string, seq: number, id: string]

/** Bytes of envelopes in one message, about: small enough to store often, large enough to be few. */
const portion = 256 * 1024

const endsOf = (ledger: Ledger): End[] =>
  [...ledger.chains.ends()].map(([device, { seq, id }]): End => [device, seq, id]).sort(([a], [b]) => (a < b ? -1 : 1))

const digestOf = (ends: readonly End[], requests: readonly Uint8Array[]): Uint8Array =>
  hash(
    concatBytes(
      utf8('tejido/1/holdings\0'),
      ...ends.map(([device, seq, id]) => concatBytes(fromHex(device), u64(seq), fromHex(id))),
      ...requests.map((request) => hash(request)).sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1)),
    ),
  )

const bucketOf = (device: string): number => parseInt(device[0] ?? '0', 16)
const bucketsOf = (ends: readonly End[]): Uint8Array[] =>
  Array.from({ length: 16 }, (_, i) =>
    digestOf(
      ends.filter(([device]) => bucketOf(device) === i),
      [],
    ).subarray(0, 16),
  )

const sameAs = (a: Uint8Array, b: Uint8Array): boolean => toHex(a) === toHex(b)

/** Takes the next message, which must be of one kind. */
export const expectMessage = async <T extends Message['t']>(session: Session, kind: T): Promise<MessageOf<T>> => {
  const message = await session.receive()
  if (message.t !== kind) throw new SessionError('PeerMisbehaved')
  return message as MessageOf<T>
}

/** From which seq on each chain is to be sent; on a fork the peer gets our branch from where it parts. */
const rangesFor = (
  ledger: Ledger,
  mine: readonly End[],
  theirs: ReadonlyMap<string, { seq: number; id: string }>,
): Map<string, number> => {
  const ranges = new Map<string, number>()
  for (const [device, seq] of mine) {
    const their = theirs.get(device)
    if (!their) ranges.set(device, 1)
    else if (their.seq <= seq && ledger.chains.at(device, their.seq)?.id !== their.id) ranges.set(device, their.seq)
    else if (seq > their.seq) ranges.set(device, their.seq + 1)
  }
  return ranges
}

/** Envelopes of the ranges, in order of arrival here, where what an envelope names comes before it. */
const numbersOf = (ledger: Ledger, ranges: ReadonlyMap<string, number>): number[] => {
  const list = ledger.db.prepare(
    'SELECT e.no FROM envelope e JOIN device d ON d.no = e.device WHERE d.id = ? AND e.seq >= ? AND e.body IS NOT NULL',
    { pluck: true },
  )
  return [...ranges].flatMap(([device, from]) => list.all<number>([idBlob(device), from])).sort((a, b) => a - b)
}

/** Sends envelopes by their numbers, a portion at a time; then says that no more follow. Returns how many. */
export const sendEnvelopes = async (session: Session, ledger: Ledger, numbers: readonly number[]): Promise<number> => {
  let list: Uint8Array[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (list.length > 0) await session.send({ t: 'envelopes', list })
    list = []
    size = 0
  }
  for (const no of numbers) {
    const held = ledger.chains.byNumber(no)
    if (!held?.body) continue
    const wire = joinEnvelope(held.signed, held.body)
    if (size + wire.length > portion) await flush()
    list.push(wire)
    size += wire.length
  }
  await flush()
  await session.send({ t: 'end' })
  return numbers.length
}

const nothing: Received = { stored: 0, known: 0, refused: 0, gaps: 0 }
const add = (a: Received, b: Received): Received => ({
  stored: a.stored + b.stored,
  known: a.known + b.known,
  refused: a.refused + b.refused,
  gaps: a.gaps + b.gaps,
})

/** Takes what the peer sends until it says that no more follows; each portion is on disk before the next is read. */
export const receiveEnvelopes = async (session: Session, local: Local, network: OpenNetwork): Promise<Received> => {
  let all = nothing
  for (;;) {
    const message = await session.receive()
    if (message.t === 'end') return all
    if (message.t !== 'envelopes') throw new SessionError('PeerMisbehaved')
    const taken = await local.exclusive(() => takeIn(network, message.list))
    if (!taken.ok) throw new LocalFailure(taken.error.type)
    all = add(all, taken.value)
    local.changed()
  }
}

/** Our own disk failed in the middle of an exchange: nothing more is acknowledged. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure'
  constructor(readonly kind: FailureType) {
    super(kind)
  }
}

/** All numbers of what is held with its body: for a newcomer, or for a peer that does not know us yet. */
export const everything = (ledger: Ledger): number[] =>
  numbersOf(ledger, new Map(endsOf(ledger).map(([device]) => [device, 1])))

/**
 * The exchange of two proved laptops: digests first, so that nothing new costs one round trip; else sixteen buckets,
 * the ends in those that differ, then each sends what the other lacks while taking what comes.
 */
export const exchange = async (session: Session, local: Local, network: OpenNetwork): Promise<Exchanged> => {
  const { ledger } = network
  await local.exclusive(() => sealDocuments(network.documents))
  const mine = endsOf(ledger)
  const requests = openRequests(ledger)
  const digest = digestOf(mine, requests)
  await session.send({ t: 'digest', digest })
  const theirDigest = await expectMessage(session, 'digest')
  const held: Vector = new Map(mine.map(([device, seq]) => [device, seq]))
  if (sameAs(theirDigest.digest, digest)) return { sent: 0, received: nothing, theirs: held }
  const buckets = bucketsOf(mine)
  await session.send({ t: 'buckets', buckets })
  const theirBuckets = await expectMessage(session, 'buckets')
  const differs = (device: string): boolean => {
    const bucket = bucketOf(device)
    return !sameAs(buckets[bucket] ?? new Uint8Array(), theirBuckets.buckets[bucket] ?? new Uint8Array())
  }
  const inQuestion = mine.filter(([device]) => differs(device))
  const ends = inQuestion.map(([device, seq, id]): [Uint8Array, number, Uint8Array] => [
    fromHex(device),
    seq,
    fromHex(id),
  ])
  await session.send({ t: 'ends', ends, requests })
  const told = await expectMessage(session, 'ends')
  const theirs = new Map(told.ends.map(([device, seq, id]) => [toHex(device), { seq, id: toHex(id) }]))
  await local.exclusive(() => told.requests.forEach((request) => keepRequest(ledger, request)))
  const ranges = rangesFor(ledger, inQuestion, theirs)
  const [sent, received] = await Promise.all([
    sendEnvelopes(session, ledger, numbersOf(ledger, ranges)),
    receiveEnvelopes(session, local, network),
  ])
  await session.send({ t: 'stored' })
  await expectMessage(session, 'stored')
  const known = new Map(held)
  // What they say of laptops that nobody admitted, and of more of ours than there is, is not believed.
  const { devices } = ledger.root().state()
  for (const [device, { seq }] of theirs)
    if (devices.has(device) && device !== ledger.device.deviceId)
      known.set(device, Math.max(seq, known.get(device) ?? 0))
  return { sent, received, theirs: known }
}
