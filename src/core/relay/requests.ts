import { sameBytes, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { isSignedBy } from '#core/crypto/verify'
import { boxContext, boxIdOf, putMessage, readerOf } from '#core/relay/boxes'
import { blobSizes, isBlobSize, largestPart, packItems } from '#core/relay/messages'
import type { RelayCode, RelayMessageOf, ServerMessage } from '#core/relay/messages'
import type { Relay } from '#core/relay/relay'
import { StoreFailure } from '#core/relay/store'

/** Who asks, on one connection. */
export type Asker = {
  /** Whose room for half-sent blobs this is: a network's, or an address's. */
  readonly owner: string
  /** Under what her bytes are counted. */
  readonly line: Uint8Array
}

/** Until a request is tried again, ms: when no room was left, and when the store is away. */
const [roomPause, storePause] = [2_000, 5_000]
const day = 86_400_000
const largestBlob = Math.max(...blobSizes)

/** A day as the store counts it. */
export const dayOf = (time: number): number => Math.floor(time / day)

const failed = (n: number, code: RelayCode, wait?: number): ServerMessage => ({
  t: 'failed',
  n,
  code,
  ...(wait === undefined ? {} : { wait }),
})

const storing = async (relay: Relay, asker: Asker, put: RelayMessageOf<'put'>, blob: Uint8Array, box: Uint8Array) => {
  const { n, slot } = put
  if (!sameBytes(hash(blob), put.hash)) return failed(n, 'BadMessage')
  const stored = await relay.store.append({
    box,
    line: asker.line,
    hash: put.hash,
    slot,
    day: dayOf(relay.now()),
    blob,
    quota: relay.quota,
  })
  if (!stored) return failed(n, 'QuotaFull')
  if (stored.isNew) {
    relay.counters.puts += 1
    relay.watchers.heard(box, asker)
    relay.store.tell(box)
  }
  return { t: 'stored', n, seq: stored.seq } as const
}

/** A part of a blob: `part` until it is whole, then `stored`, after the commit. */
const answerPut = async (relay: Relay, asker: Asker, put: RelayMessageOf<'put'>): Promise<ServerMessage> => {
  const { n, pub, reader, size, at, part, slot } = put
  if (!isBlobSize(size) || at + part.length > size) return failed(n, 'BadSize')
  const box = boxIdOf(pub, reader)
  const isSigned = isSignedBy('relay put', boxContext(box), putMessage(put.hash, size, slot), put.signature, pub)
  if (!isSigned) return failed(n, 'BadSignature')
  if (at === 0 && part.length === size) {
    if (!relay.room.take(asker.owner, size)) return failed(n, 'TooMany', roomPause)
    try {
      return await storing(relay, asker, put, part, box)
    } finally {
      relay.room.give(asker.owner, size)
    }
  }
  const have = relay.halves.add(asker.owner, { box, hash: put.hash, size, at, part })
  if (have === undefined) return failed(n, 'TooMany', roomPause)
  return typeof have === 'number' ? { t: 'part', n, at: have } : storing(relay, asker, put, have, box)
}

const answerList = async (relay: Relay, list: RelayMessageOf<'list'>): Promise<ServerMessage> => {
  const box = boxIdOf(list.pub, readerOf(list.token))
  const items = await relay.store.list(box, list.from, list.most + 1)
  return {
    t: 'listed',
    n: list.n,
    items: packItems(items.slice(0, list.most)),
    more: items.length > list.most,
  }
}

const answerGet = async (relay: Relay, { n, pub, token, seq, at }: RelayMessageOf<'get'>): Promise<ServerMessage> => {
  if (at > largestBlob) return failed(n, 'NotFound')
  const found = await relay.store.get(boxIdOf(pub, readerOf(token)), seq, at, largestPart)
  return found ? { t: 'blob', n, size: found.size, at, part: found.part } : failed(n, 'NotFound')
}

/** What a store that refuses means to a client. Anything else is a bug, which ends the connection. */
const refusal = (n: number, error: unknown): ServerMessage => {
  if (!(error instanceof StoreFailure)) throw error
  return error.kind === 'full' ? failed(n, 'RelayFull') : failed(n, 'TooMany', storePause)
}

/** A request that needs the store. */
export type StoreRequest = RelayMessageOf<'put' | 'list' | 'get'>

/** The answer to a request; rejects for a bug only. */
export const answer = async (relay: Relay, asker: Asker, request: StoreRequest): Promise<ServerMessage> => {
  try {
    if (request.t === 'put') return await answerPut(relay, asker, request)
    return await (request.t === 'list' ? answerList(relay, request) : answerGet(relay, request))
  } catch (error) {
    return refusal(request.n, error)
  }
}

/** The boxes of a `watch`. */
export const watchedBoxes = ({ boxes }: RelayMessageOf<'watch'>): Uint8Array[] => [
  ...new Map(boxes.map(([pub, token]) => boxIdOf(pub, readerOf(token))).map((box) => [toHex(box), box])).values(),
]
