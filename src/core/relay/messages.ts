import { z } from 'zod'
import { concatBytes, u64 } from '#core/crypto/bytes'
import { decodeCbor, encodeCbor } from '#core/identity/encode'

/** What a laptop and a relay say to each other (docs/wire-format.md, Relay): one CBOR map a frame of a WebSocket. */

/** The version both sides name first. */
export const relayVersion = 1

/** Bytes of a blob that one frame carries at most; a longer blob goes in parts. */
export const largestPart = 262_144

/** The longest frame of either side: a part and the words around it. */
export const largestRelayFrame = largestPart + 1_024

/** Requests of a connection that may wait for their answer. */
export const mostInFlight = 64

/** Entries of one `listed`. */
export const mostListed = 4_096

/** Boxes that one connection watches. */
export const mostWatched = 64

/** What a wrapped blob has beside its padded content: nonce, tag, and what stands before the content. */
const wrapLength = 45

/** The sizes of blobs that are taken: 45 + 1,024 · 2^k, k from 0 to 11. Whoever looks on learns a class and no length. */
export const blobSizes: readonly number[] = Array.from({ length: 12 }, (_, k) => wrapLength + 1_024 * 2 ** k)

/** Whether a blob of so many bytes is of a size that is taken. */
export const isBlobSize = (size: number): boolean => blobSizes.includes(size)

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const upTo = (length: number) => z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= length)
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** The client's own counter. Its answer repeats it; 0 stands in what nobody asked for. */
const request = z.number().int().min(1).max(0xffff_ffff)
const answer = z.number().int().min(0).max(0xffff_ffff)
const seq = whole

/**
 * Why a relay refuses. BadMessage, BadSize, BadSignature: ours are never so. NotFound: the blob went, or never was.
 * QuotaFull: of this network. RelayFull: its disk. TooMany: come back after `wait` ms. NotAdmitted: no line, or one that
 * was replaced. TooOld: it speaks another version.
 */
const relayCode = z.enum([
  'BadMessage',
  'BadSize',
  'BadSignature',
  'NotFound',
  'QuotaFull',
  'RelayFull',
  'TooMany',
  'NotAdmitted',
  'TooOld',
])

/** Why a relay refuses. */
export type RelayCode = z.infer<typeof relayCode>

const clientMessage = z.discriminatedUnion('t', [
  /** The first word of a connection. `proof`: `admissionProof`, or null where no line is known. */
  z.strictObject({ t: z.literal('enter'), v: whole, proof: bytes(32).nullable() }),
  /**
   * A part of a blob, from byte `at`. `reader`: `readerOf` the token. `slot`: what replaces the blob of the same slot before it.
   * An empty part at 0 asks how much is there.
   */
  z.strictObject({
    t: z.literal('put'),
    n: request,
    pub: bytes(32),
    reader: bytes(32),
    signature: bytes(64),
    hash: bytes(32),
    size: whole,
    slot: bytes(16).nullable(),
    at: whole,
    part: upTo(largestPart),
  }),
  /** What came after `from`, at most `most` entries. */
  z.strictObject({
    t: z.literal('list'),
    n: request,
    pub: bytes(32),
    token: bytes(32),
    from: whole,
    most: z.number().int().min(1).max(mostListed),
  }),
  /** A blob from byte `at` on. */
  z.strictObject({ t: z.literal('get'), n: request, pub: bytes(32), token: bytes(32), seq, at: whole }),
  /** Boxes of which news are wanted, as pairs of write key and token; takes the place of those of the last `watch`. */
  z.strictObject({
    t: z.literal('watch'),
    n: request,
    boxes: z.array(z.tuple([bytes(32), bytes(32)])).max(mostWatched),
  }),
])

const serverMessage = z.discriminatedUnion('t', [
  /** The first word of a connection. `asks`: a line is needed. `source`: where the relay's source code is. */
  z.strictObject({
    t: z.literal('hello'),
    v: whole,
    instance: bytes(16),
    challenge: bytes(32),
    asks: z.boolean(),
    source: z.string().max(500),
  }),
  /** She is in. `quota` and `used`: bytes of her network. `days`: the age at which blobs go. */
  z.strictObject({ t: z.literal('welcome'), quota: whole, used: whole, days: whole }),
  /** So many bytes of the blob are here; go on from there. */
  z.strictObject({ t: z.literal('part'), n: answer, at: whole }),
  /** The blob is on the relay's disk, or was already. */
  z.strictObject({ t: z.literal('stored'), n: answer, seq }),
  /** `items`: `packItems`, in ascending order. `more`: the list goes on. */
  z.strictObject({ t: z.literal('listed'), n: answer, items: upTo(mostListed * 24), more: z.boolean() }),
  /** Bytes of a blob of `size` bytes, from `at` on. */
  z.strictObject({ t: z.literal('blob'), n: answer, size: whole, at: whole, part: upTo(largestPart) }),
  z.strictObject({ t: z.literal('watching'), n: answer }),
  /** Something came into a box that is watched. */
  z.strictObject({ t: z.literal('new'), n: z.literal(0), box: bytes(16) }),
  /** `n` is 0 where it is about no request; then the relay hangs up. */
  z.strictObject({ t: z.literal('failed'), n: answer, code: relayCode, wait: whole.optional() }),
])

/** What a laptop says. */
export type ClientMessage = z.infer<typeof clientMessage>
/** What a relay says. */
export type ServerMessage = z.infer<typeof serverMessage>
/** A message of one kind, of either side. */
export type RelayMessageOf<T extends (ClientMessage | ServerMessage)['t']> = Extract<
  ClientMessage | ServerMessage,
  { t: T }
>

/** The bytes of a message. */
export const encodeRelayMessage = (message: ClientMessage | ServerMessage): Uint8Array => encodeCbor(message)

/** A frame that is not longer than one may be, as a plain array: what a socket gives may be a Buffer. */
const decodeFrame = (raw: Uint8Array): unknown =>
  raw.length > largestRelayFrame ? undefined : decodeCbor(new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength))

/** What a laptop said; undefined when it is no message. */
export const parseClientMessage = (raw: Uint8Array): ClientMessage | undefined => {
  const parsed = clientMessage.safeParse(decodeFrame(raw))
  return parsed.success ? parsed.data : undefined
}

/** What a relay said; undefined when it is no message. */
export const parseServerMessage = (raw: Uint8Array): ServerMessage | undefined => {
  const parsed = serverMessage.safeParse(decodeFrame(raw))
  return parsed.success ? parsed.data : undefined
}

/** An entry of a list. `hash`: the first 16 bytes of the blob's hash. */
export type ListedItem = { readonly seq: number; readonly hash: Uint8Array }

const itemLength = 24

/** Entries as `listed` carries them: seq (u64) ‖ hash (16 bytes), one after another. */
export const packItems = (items: readonly ListedItem[]): Uint8Array<ArrayBuffer> =>
  concatBytes(...items.flatMap((item) => [u64(item.seq), item.hash]))

/** The entries of a `listed`; undefined when they are none, or not in ascending order. */
export const unpackItems = (items: Uint8Array): ListedItem[] | undefined => {
  if (items.length % itemLength !== 0) return undefined
  const view = new DataView(items.buffer, items.byteOffset, items.byteLength)
  const listed: ListedItem[] = []
  let last = 0
  for (let at = 0; at < items.length; at += itemLength) {
    const number = view.getBigUint64(at)
    if (number > BigInt(Number.MAX_SAFE_INTEGER) || Number(number) <= last) return undefined
    last = Number(number)
    listed.push({ seq: last, hash: items.slice(at + 8, at + itemLength) })
  }
  return listed
}
