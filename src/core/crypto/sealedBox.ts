import sodium from 'sodium-native'
import { isBoxKey } from './boxing'
import type { BoxKeys } from './boxing'
import { concatBytes } from './bytes'
import { hash } from './hash'
import { randomBytes } from './randomBytes'

/** Bytes that sealing adds: an ephemeral public key (32) and the tag (16). */
const overhead = 48

/**
 * Seals bytes for one box key, from nobody in particular: ephemeral public key ‖ nacl.box with nonce
 * BLAKE2b-192(ephemeral ‖ recipient), the same bytes as libsodium's crypto_box_seal. undefined for a key that is no box
 * key (see isBoxKey): what is sealed for it everybody could open.
 */
export const sealTo = (recipient: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined => {
  if (!isBoxKey(recipient)) return undefined
  // libsodium throughout: an expulsion seals a key for 400 laptops at once
  const secretKey = randomBytes(32)
  const publicKey = new Uint8Array(32)
  sodium.crypto_scalarmult_base(publicKey, secretKey)
  const nonce = hash(concatBytes(publicKey, recipient), 24)
  const box = new Uint8Array(bytes.length + overhead - 32)
  sodium.crypto_box_easy(box, bytes, nonce, recipient, secretKey)
  sodium.sodium_memzero(secretKey)
  return concatBytes(publicKey, box)
}

/** What was sealed for these keys, or undefined when it is not for them or was altered. */
export const openSealed = (sealed: Uint8Array, boxKeys: BoxKeys): Uint8Array<ArrayBuffer> | undefined => {
  if (sealed.length < overhead) return undefined
  const bytes = new Uint8Array(sealed.length - overhead)
  return sodium.crypto_box_seal_open(bytes, sealed, boxKeys.publicKey, boxKeys.secretKey) ? bytes : undefined
}
