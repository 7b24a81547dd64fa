import { argon2id } from './argon2id'
import { floorCost } from './passphraseKey'

/**
 * Argon2id with 64 MiB and three passes, off the main thread: for the six check words, so that trying many keys for
 * words that fit costs a tenth of a second each.
 *
 * @param salt - 16 bytes
 * @param length - bytes wanted; below 16 they are the first of 16, the least libsodium makes
 */
export const slowHash = async (message: Uint8Array, salt: Uint8Array, length: number): Promise<Uint8Array> =>
  (await argon2id(message, salt, floorCost, Math.max(16, length))).slice(0, length)
