import sodium from 'sodium-native'
import nacl from 'tweetnacl'
import { randomBytes } from './randomBytes'

/** An X25519 pair, 32 bytes each. */
export type BoxKeys = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }

/**
 * The pair of a 32-byte seed, which *is* the X25519 secret key (RFC 7748). It is not hashed as libsodium's
 * crypto_box_seed_keypair does: hashed, a seed shared by mistake with an Ed25519 pair would give both the same scalar.
 * Throws on another length.
 */
export const boxKeysFromSeed = (seed: Uint8Array): BoxKeys => nacl.box.keyPair.fromSecretKey(Uint8Array.from(seed))

/** A fresh pair. */
export const createBoxKeys = (): BoxKeys => boxKeysFromSeed(randomBytes(32))

const anyScalar = new Uint8Array(32).fill(1)

/**
 * Whether foreign bytes can be a box key: 32 bytes and not one of the points of low order, to which every secret key
 * agrees on zeros, so that anybody could open what is locked for them.
 */
export const isBoxKey = (publicKey: Uint8Array): boolean => {
  if (publicKey.length !== 32) return false
  try {
    sodium.crypto_scalarmult(new Uint8Array(32), anyScalar, publicKey)
    return true
  } catch {
    return false
  }
}
