import sodium from 'sodium-native'
import nacl from 'tweetnacl'
import { boxKeysFromSeed, isBoxKey } from './boxing'
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
  const seed = randomBytes(32)
  const ephemeral = boxKeysFromSeed(seed)
  const nonce = hash(concatBytes(ephemeral.publicKey, recipient), 24)
  const box = nacl.box(bytes, nonce, recipient, ephemeral.secretKey)
  sodium.sodium_memzero(seed)
  sodium.sodium_memzero(ephemeral.secretKey)
  return concatBytes(ephemeral.publicKey, box)
}

/** What was sealed for these keys, or undefined when it is not for them or was altered. */
export const openSealed = (sealed: Uint8Array, boxKeys: BoxKeys): Uint8Array<ArrayBuffer> | undefined => {
  if (sealed.length < overhead) return undefined
  const bytes = new Uint8Array(sealed.length - overhead)
  return sodium.crypto_box_seal_open(bytes, sealed, boxKeys.publicKey, boxKeys.secretKey) ? bytes : undefined
}
