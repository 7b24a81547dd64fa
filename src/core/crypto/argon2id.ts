import sodium from 'sodium-native'

/** What Argon2id costs: memory in bytes, passes over it. libsodium's parallelism is always 1. */
export type KdfCost = { readonly memory: number; readonly passes: number }

/**
 * Argon2id (RFC 9106, version 1.3, parallelism 1) on a thread of the pool, so the engine goes on answering.
 *
 * @param salt - 16 bytes
 * @param length - bytes wanted, at least 16
 * @throws when the machine cannot give the memory
 */
export const argon2id = async (
  message: Uint8Array,
  salt: Uint8Array,
  cost: KdfCost,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const out = new Uint8Array(length) // not sodium_malloc: Electron allows no memory from outside V8's cage
  const { passes, memory } = cost
  await sodium.crypto_pwhash_async(out, message, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
  return out
}
