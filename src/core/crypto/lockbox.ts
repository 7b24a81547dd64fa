import { createBoxKeys, type BoxKeys } from './boxing'
import { randomBytes } from './randomBytes'
import { openSealed, sealTo } from './sealedBox'

/** Bytes of every lockbox: an ephemeral public key (32), the tag (16) and the locked key (32). */
export const lockboxLength = 80

/**
 * Locks a 32-byte key for one box key: ephemeral public key ‖ nacl.box with nonce BLAKE2b-192(ephemeral ‖ recipient).
 * The same bytes as libsodium's crypto_box_seal. A recipient key that is no box key (see isBoxKey) gets a dummy of the
 * same length: one bad key in a list neither stops the others nor opens the lockbox to everybody.
 */
export const sealLockbox = (key: Uint8Array, recipientPublicKey: Uint8Array): Uint8Array<ArrayBuffer> => {
  if (key.length !== 32) throw new RangeError('a lockbox holds 32 bytes')
  return sealTo(recipientPublicKey, key) ?? dummyLockbox()
}

/** The key in a lockbox, or undefined when it is not for these keys, was altered, or has not 80 bytes. */
export const openLockbox = (lockbox: Uint8Array, boxKeys: BoxKeys): Uint8Array<ArrayBuffer> | undefined => {
  if (lockbox.length !== lockboxLength) return undefined
  return openSealed(lockbox, boxKeys)
}

/** 80 bytes that look like a lockbox and that nobody can open: a random key for a recipient whose secret is dropped. */
export const dummyLockbox = (): Uint8Array<ArrayBuffer> => sealLockbox(randomBytes(32), createBoxKeys().publicKey)
