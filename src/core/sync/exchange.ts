import { fromHex, toHex, utf8, concatBytes, u64 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { keepLoan, lendTo, nothingLent } from '#core/sync/loans'
import type { Lent } from '#core/sync/loans'
import { joinEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import type { Received } from '#core/envelopes/receive'
import { sealDocuments } from '#core/documents/sealDocuments'
import { takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import type { Message, MessageOf } from '#core/sync/messages'
import { heldHere, lessHeaded } from '#core/sync/peers'
import { piecesWanted } from '#core/documents/pieces'
import { keepRequest, openRequests } from '#core/sync/requests'
import { provedBy } from '#core/sync/proof'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import type { Vector } from '#core/spaces/vector'
import type { FailureType } from '#shared/errors'

/** What an exchange moved. `theirs`: what the peer is known to hold after it. */
export type Exchanged = {
  readonly sent: number
  readonly received: Received
  readonly theirs: Vector
  /** Pieces of attachments may follow. */
  readonly goesOn: boolean
}

/** The end of a chain: its device, how long it is, the id of its last envelope. */
export type End = readonly [device: string, seq: number, id: string]

/** Bytes of envelopes in one message, about: small enough to store often, large enough to be few. */
const portion = 256 * 1024

/** Ends of all chains; of a device that forked one for each branch. */
export const endsOf = (ledger: Ledger): End[] =>
  [...ledger.chains.ends().values()]
    .map(({ device, seq, id }): End => [device, seq, id])
    .sort(([a, , x], [b, , y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))

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

/** From which seq on each chain is to be sent. */
export type Ranges = ReadonlyMap<string, number>

/**
 * What the peer lacks, by chain. An end of hers that is held here tells how far she is; one that is not may only be
 * further, or, when it is no longer than ours, a fork: then she gets the whole way of ours, and both branches come to both.
 */
export const rangesFor = (ledger: Ledger, devices: ReadonlySet<string>, theirs: readonly End[]): Ranges => {
  const ranges = new Map<string, number>()
  for (const [chain, { device, seq, id }] of ledger.chains.ends()) {
    if (!devices.has(device)) continue
    const hers = theirs.filter(([whose]) => whose === device)
    if (hers.some(([, , end]) => end === id)) continue
    const known = hers.flatMap(([, , end]) => ledger.chains.byId(end) ?? [])
    const isAhead = hers.some(([, length, end]) => length > seq && !known.some((held) => held.id === end))
    if (isAhead && known.length === 0) continue
    const from = Math.max(
      ledger.chains.branchOf(chain)?.base ?? 0,
      ...known.map((held) => ledger.chains.shared(chain, held)),
    )
    if (from < seq) ranges.set(chain, from + 1)
  }
  return ranges
}

/**
 * Envelopes of the ranges, in order of arrival here, where what an envelope names comes before it. Headers without a body go
 * only where a whole envelope follows on their chain: one that nobody has a body for is not spread.
 */
const numbersOf = (ledger: Ledger, ranges: Ranges): number[] => {
  const list = ledger.db.prepare(
    `SELECT no FROM envelope WHERE chain = $chain AND seq >= $from
     AND seq <= (SELECT max(seq) FROM envelope WHERE chain = $chain AND body IS NOT NULL)`,
    { pluck: true },
  )
  return [...ranges]
    .flatMap(([chain, from]) => list.all<number>({ chain: ledger.chains.numberOf(chain), from }))
    .sort((a, b) => a - b)
}

/** Envelopes in one message, at most. */
const mostInPortion = 1_000

/** Sends envelopes, a portion at a time. */
export const sendWires = async (session: Session, wires: Iterable<Uint8Array>): Promise<void> => {
  let list: Uint8Array[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (list.length > 0) await session.send({ t: 'envelopes', list })
    list = []
    size = 0
  }
  for (const wire of wires) {
    if (size + wire.length > portion || list.length === mostInPortion) await flush()
    list.push(wire)
    size += wire.length
  }
  await flush()
}

/**
 * Sends envelopes by their numbers, a portion at a time, then what is lent; then says that no more follow. Those of a
 * document that is lent go headed, and so does what is held here without its body. Returns how many.
 */
export const sendEnvelopes = async (
  session: Session,
  ledger: Ledger,
  numbers: readonly number[],
  { headed, loans, proof }: Lent = nothingLent,
): Promise<number> => {
  function* wires(): Generator<Uint8Array> {
    for (const no of numbers) {
      const held = ledger.chains.byNumber(no)
      if (held) yield joinEnvelope(held.signed, headed.has(no) ? undefined : held.body)
    }
  }
  await sendWires(session, wires())
  if (proof && loans.length > 0) await session.send(proof)
  for (const loan of loans) await session.send(loan)
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

/** Who may lend in a conversation: a laptop that was proved, or at the door one that proves itself before it lends. */
type Lender = { readonly device: string } | 'at the door'

/**
 * Takes what the peer sends until it says that no more follows; each portion is on disk before the next is read. Loans are
 * taken of a `lender` alone.
 */
export const receiveEnvelopes = async (
  session: Session,
  local: Local,
  network: OpenNetwork,
  lender?: Lender,
): Promise<Received> => {
  let all = nothing
  let maker = lender === 'at the door' ? undefined : lender?.device
  for (;;) {
    const message = await session.receive()
    if (message.t === 'end') return all
    if (message.t === 'prove' && lender === 'at the door' && maker === undefined) {
      maker = provedBy(session, network.ledger.network, message)
      continue
    }
    if (message.t === 'loan' && maker !== undefined) {
      const by = maker
      await local.exclusive(() => keepLoan(network, by, message))
      continue
    }
    if (message.t !== 'envelopes') throw new SessionError('PeerMisbehaved')
    const taken = await local.exclusive(() => takeIn(network, message.list, { headed: true }))
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

/** All numbers of what is held: for a newcomer, or for a peer that does not know us yet. */
export const everything = (ledger: Ledger): number[] =>
  numbersOf(ledger, new Map([...ledger.chains.ends().keys()].map((chain) => [chain, 1])))

/**
 * The exchange of two proved laptops: digests first, so that nothing new costs one round trip; else sixteen buckets,
 * the ends in those that differ, then each sends what the other lacks while taking what comes.
 */
export const exchange = async (
  session: Session,
  local: Local,
  network: OpenNetwork,
  peer: string,
): Promise<Exchanged> => {
  const { ledger } = network
  await local.exclusive(() => sealDocuments(network.documents))
  const mine = endsOf(ledger)
  const requests = openRequests(ledger)
  const digest = digestOf(mine, requests)
  const wants = piecesWanted(ledger.db, 1).length > 0
  const lacks = ledger.chains.firstHeaded().map(({ id }) => fromHex(id))
  await session.send({ t: 'digest', digest, ...(wants && { wants }), ...(lacks.length > 0 && { lacks }) })
  const theirDigest = await expectMessage(session, 'digest')
  const held = heldHere(ledger)
  const isSame = sameAs(theirDigest.digest, digest)
  const theyLack = (theirDigest.lacks ?? []).flatMap((id) => ledger.chains.byId(toHex(id)) ?? [])
  if (isSame) {
    const goesOn = wants || lacks.length > 0 || theyLack.length > 0 || theirDigest.wants === true
    return { sent: 0, received: nothing, theirs: lessHeaded(held, theyLack), goesOn }
  }
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
  const theirs = told.ends.map(([device, seq, id]): End => [toHex(device), seq, toHex(id)])
  const inDoubt = new Set([...mine, ...theirs].map(([device]) => device).filter(differs))
  const ranges = rangesFor(ledger, inDoubt, theirs)
  const numbers = numbersOf(ledger, ranges)
  const lent = await local.exclusive(() => lendTo(network, numbers, peer))
  const [sent, received] = await Promise.all([
    sendEnvelopes(session, ledger, numbers, lent),
    receiveEnvelopes(session, local, network, { device: peer }),
  ])
  // after the envelopes: the invitation that a request names may have come with them
  await local.exclusive(() => told.requests.forEach((request) => keepRequest(ledger, request)))
  await session.send({ t: 'stored' })
  await expectMessage(session, 'stored')
  const known = new Map(held)
  // What they say of laptops that nobody admitted, and of more of ours than there is, is not believed.
  const { devices } = ledger.state()
  for (const [device, seq, id] of theirs) {
    if (!devices.has(device) || device === ledger.device.deviceId) continue
    const held = ledger.chains.byId(id)
    const isFurther = seq > (ledger.chains.end(device)?.seq ?? 0)
    if (!held && !isFurther) continue // another branch, which has not come here yet
    const chain = held?.chain ?? device
    known.set(chain, Math.max(seq, known.get(chain) ?? 0))
  }
  // Whose bodies have not come does not hold what she has the headers of; what is headed here went headed.
  const theirHolds = lessHeaded(known, [...theyLack, ...lent.headed.values(), ...ledger.chains.firstHeaded()])
  return { sent, received, theirs: theirHolds, goesOn: true }
}
