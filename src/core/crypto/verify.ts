import sodium from 'sodium-native'
import { contextLength, signedBytes, type SigningDomain } from './signedBytes'

/**
 * Whether `signature` (64 bytes) is `publicKey`'s (32 bytes) over domain, context (32 bytes) and message.
 * Through libsodium, which is sixty times faster than tweetnacl and refuses keys of low order and signatures that are
 * not canonical. Never throws on foreign bytes: a wrong length is false.
 */
export const isSignedBy = (
  domain: SigningDomain,
  context: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean =>
  signature.length === 64 &&
  publicKey.length === 32 &&
  context.length === contextLength &&
  sodium.crypto_sign_verify_detached(signature, signedBytes(domain, context, message), publicKey)
