import { open, sealOverhead, sealWithNonce } from '#core/crypto/aead'
import { concatBytes, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { largestEnvelope } from '#core/envelopes/body'

/**
 * What lies at a place that nobody answers from (a folder, a relay): one format for all of them. A blob is
 * AEAD(kind ‖ length ‖ payload ‖ zeros) under a key of the carrier's own, derived from the secret of an epoch or of an
 * invitation; sizes are those of the envelope ladder. The nonce is a keyed hash of the text, so that two laptops that
 * leave the same thing leave the same bytes.
 */
export type BlobKind = 'envelope' | 'request' | 'card' | 'admission' | 'piece'

const kinds: readonly BlobKind[] = ['envelope', 'request', 'card', 'admission', 'piece']
const headLength = 5
const smallestPayload = 1_024

/** Bytes of a blob, at least and at most. */
export const smallestBlob = smallestPayload + headLength + sealOverhead
export const largestBlob = largestEnvelope + headLength + sealOverhead

/** What blobs are wrapped under: an epoch's key, or an invitation's carrier secret. `context`: the network id, or zeros. */
export type Secret = { readonly secret: Uint8Array; readonly context: Uint8Array }

/** The keys of one carrier under one secret. `domain` is the carrier's: no blob is good at another. */
export type Wrap = { readonly domain: string; readonly key: Uint8Array; readonly nonce: Uint8Array }

/** What a blob held, and the wrap it was under. */
export type Inside<W extends Wrap = Wrap> = {
  readonly kind: BlobKind
  readonly payload: Uint8Array
  readonly wrap: W
}

/** A thing by kind and id, as names are made from it. */
export const thingOf = (kind: BlobKind, id: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(kinds.indexOf(kind)), id)

/** The blob of a payload. */
export const wrapBlob = (wrap: Wrap, kind: BlobKind, payload: Uint8Array): Uint8Array => {
  let size = smallestPayload
  while (size < payload.length) size *= 2
  const plain = new Uint8Array(headLength + size)
  plain[0] = kinds.indexOf(kind)
  new DataView(plain.buffer).setUint32(1, payload.length)
  plain.set(payload, headLength)
  return sealWithNonce(wrap.key, hash(plain, 24, wrap.nonce), plain, utf8(wrap.domain))
}

/** What a blob holds under one of these wraps; undefined when it is under none of them. */
export const unwrapBlob = <W extends Wrap>(wraps: readonly W[], blob: Uint8Array): Inside<W> | undefined => {
  for (const wrap of wraps) {
    const plain = open(wrap.key, blob, utf8(wrap.domain))
    if (!plain) continue
    const kind = kinds[plain[0] ?? 255]
    const length = new DataView(plain.buffer, plain.byteOffset).getUint32(1)
    if (!kind || length > plain.length - headLength) return undefined
    return { kind, payload: plain.slice(headLength, headLength + length), wrap }
  }
  return undefined
}
