import sodium from 'sodium-native'
import { concatBytes } from './bytes'
import { randomBytes } from './randomBytes'

const nonceLength = 24
const tagLength = 16

/** Bytes that sealing adds: the nonce (24) in front and the tag (16) behind. */
export const sealOverhead = nonceLength + tagLength

/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a nonce the caller chose: nonce ‖ ciphertext ‖ tag.
 * The same nonce twice under one key breaks both texts: only for a nonce that is itself derived from the text.
 *
 * @param key - 32 bytes
 * @param nonce - 24 bytes
 * @param ad - bound to the text but not in the result; starts with a domain string; may be empty
 */
export const sealWithNonce = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  ad: Uint8Array,
): Uint8Array<ArrayBuffer> => {
  const cipher = new Uint8Array(plain.length + tagLength)
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, plain, ad, null, nonce, key)
  return concatBytes(nonce, cipher)
}

/** As sealWithNonce, with a random nonce. */
export const seal = (key: Uint8Array, plain: Uint8Array, ad: Uint8Array): Uint8Array<ArrayBuffer> =>
  sealWithNonce(key, randomBytes(nonceLength), plain, ad)

/**
 * The text of sealed bytes, or undefined when key or `ad` are others, a bit was altered, or it is too short.
 * A key that has not 32 bytes is a bug and throws RangeError.
 */
export const open = (key: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array<ArrayBuffer> | undefined => {
  if (key.length !== 32) throw new RangeError('a key has 32 bytes')
  if (sealed.length < sealOverhead) return undefined
  const plain = new Uint8Array(sealed.length - sealOverhead)
  const nonce = sealed.subarray(0, nonceLength)
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, null, sealed.subarray(nonceLength), ad, nonce, key)
    return plain
  } catch {
    return undefined // the lengths are right, so it is the tag
  }
}
