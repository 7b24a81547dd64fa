import sodium from 'sodium-native'

/**
 * BLAKE2b (RFC 7693) of `message`, through libsodium.
 *
 * @param length - bytes wanted, 16 to 64; another length gives another hash, not a longer or shorter one
 * @param key - 16 to 64 bytes for the keyed hash
 */
export const hash = (message: Uint8Array, length = 32, key?: Uint8Array): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(length)
  sodium.crypto_generichash(out, message, key)
  return out
}
