import { concatBytes, toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { signingKeysFromSeed } from '#core/crypto/signing'
import { boxIdOf, readerOf } from '#core/relay/boxes'
import type { Secret, Wrap } from '#core/sync/blob'

/** A box of one relay under one secret: who has the secret writes to it and reads it, and all who write look alike. */
export type BoxKeys = {
  readonly id: Uint8Array<ArrayBuffer>
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
  /** Opens the list and the blobs, 32 bytes. */
  readonly token: Uint8Array
  /** What a writer shows of the token. */
  readonly reader: Uint8Array
  readonly wrap: Wrap
}

/**
 * The boxes of one relay, each made once.
 *
 * @param at - `relayContext` of the relay's address: at another relay every key and every byte is another
 */
export const boxesOfRelay = (at: Uint8Array) => {
  const made = new Map<string, BoxKeys>()
  /** `piece`: the id of a piece of an attachment, which lies in a box of its own, so that who wants none reads none. */
  return ({ secret }: Secret, piece?: Uint8Array): BoxKeys => {
    const place = piece ? hash(concatBytes(at, piece)) : at
    const name = toHex(hash(concatBytes(secret, place)))
    const known = made.get(name)
    if (known) return known
    const { publicKey, secretKey } = signingKeysFromSeed(derive(secret, 'relay write', place))
    const token = derive(secret, 'relay box', place)
    const reader = readerOf(token)
    const wrap = {
      domain: 'tejido/1/relay',
      key: derive(secret, 'relay wrap', place),
      nonce: derive(secret, 'relay nonce', place),
    }
    const keys = { id: boxIdOf(publicKey, reader), publicKey, secretKey, token, reader, wrap }
    if (!piece) made.set(name, keys)
    return keys
  }
}
