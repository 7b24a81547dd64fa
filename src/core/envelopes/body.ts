import { open, seal } from '#core/crypto/aead'
import { concatBytes, fromHex, u64, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { dummyLockbox, sealLockbox } from '#core/crypto/lockbox'

/** Where on which chain a body stands: sealed with it, so that a body cannot be moved. `prev` is '' for a first word. */
export type Place = { readonly device: string; readonly seq: number; readonly prev: string }

/** Bytes of one lockbox. */
const lockboxLength = 80
/** Nonce and tag of the sealed part. */
const sealOverhead = 24 + 16
/** Envelopes are 1 KiB, 2 KiB … 1 MiB as a whole: a size says one of eleven classes. */
const smallest = 1_024
/** The largest envelope, in bytes. */
export const largestEnvelope = 1_048_576

const additionalData = (network: Uint8Array, { device, seq, prev }: Place): Uint8Array =>
  concatBytes(utf8('tejido/1/body\0'), network, fromHex(device), u64(seq), fromHex(prev))

/** What a hint is taken over: the same for every key that is tried. */
export const hintMessage = (network: Uint8Array, device: string, seq: number): Uint8Array =>
  concatBytes(utf8('tejido/1/hint\0'), network, fromHex(device), u64(seq))

/** The commitment to the key in a header: BLAKE2b-256 keyed with K; another in every envelope. */
export const hintOf = (key: Uint8Array, network: Uint8Array, device: string, seq: number): Uint8Array =>
  hash(hintMessage(network, device, seq), 32, key)

/** Next size of the ladder that holds `length` bytes; undefined above 1 MiB. */
const ladder = (length: number): number | undefined => {
  for (let size = smallest; size <= largestEnvelope; size *= 2) if (length <= size) return size
  return undefined
}

/** How many lockboxes stand in an envelope for `n` recipients: none, or 8, 16, 32 …: the number of devices stays vague. */
const paddedCount = (n: number): number => {
  if (n === 0) return 0
  let count = 8
  while (count < n) count *= 2
  return count
}

/**
 * A body: n (u16) ‖ lockboxes ‖ nonce ‖ AEAD(content ‖ 0x80 ‖ zeros). `around` = bytes of the envelope outside the body,
 * so that the whole lands on the ladder. undefined when it would be larger than 1 MiB.
 */
export const sealBody = (
  content: Uint8Array,
  key: Uint8Array,
  recipients: readonly string[],
  network: Uint8Array,
  place: Place,
  around: number,
): Uint8Array | undefined => {
  const boxes = Array.from({ length: paddedCount(recipients.length) }, (_, i) => {
    const recipient = recipients[i]
    return recipient === undefined ? dummyLockbox() : sealLockbox(key, fromHex(recipient))
  })
  const fixed = around + 2 + boxes.length * lockboxLength + sealOverhead
  const total = ladder(fixed + content.length + 1)
  if (total === undefined) return undefined
  const padded = new Uint8Array(total - fixed)
  padded.set(content)
  padded[content.length] = 0x80
  const count = Uint8Array.of(boxes.length >> 8, boxes.length & 255)
  return concatBytes(count, ...boxes, seal(derive(key, 'body', network), padded, additionalData(network, place)))
}

/** The lockboxes of a body and its sealed part; undefined when it is too short for what it claims. */
export const splitBody = (body: Uint8Array): { lockboxes: Uint8Array[]; sealed: Uint8Array } | undefined => {
  const count = ((body[0] ?? 0) << 8) | (body[1] ?? 0)
  const end = 2 + count * lockboxLength
  if (count > 8_192 || body.length < end + sealOverhead) return undefined
  return {
    lockboxes: Array.from({ length: count }, (_, i) =>
      body.subarray(2 + i * lockboxLength, 2 + (i + 1) * lockboxLength),
    ),
    sealed: body.subarray(end),
  }
}

/** The content of a body; undefined when the key, the place or a byte is not right. */
export const openBody = (
  body: Uint8Array,
  key: Uint8Array,
  network: Uint8Array,
  place: Place,
): Uint8Array | undefined => {
  const parts = splitBody(body)
  const padded = parts && open(derive(key, 'body', network), parts.sealed, additionalData(network, place))
  if (!padded) return undefined
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  return padded[end] === 0x80 ? padded.subarray(0, end) : undefined
}
