import { boxKeysFromSeed, createBoxKeys } from '#core/crypto/boxing'
import { concatBytes, toHex } from '#core/crypto/bytes'
import { createSigningKeys, signingKeysFromSeed } from '#core/crypto/signing'
import type { KeyPair } from '#core/identity/memberKeys'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'

/** A laptop's own keys, made on it and kept in its vault. The device's id is its signing key. */
export type DeviceKeys = { readonly sign: KeyPair; readonly box: KeyPair; readonly deviceId: string }

/** Fresh device keys. */
export const createDeviceKeys = (): DeviceKeys => {
  const sign = createSigningKeys()
  return { sign, box: createBoxKeys(), deviceId: toHex(sign.publicKey) }
}

/** The 64 bytes that the vault keeps of a device: seed to sign, secret to box. */
export const deviceKeysToBytes = (keys: DeviceKeys): Uint8Array =>
  concatBytes(keys.sign.secretKey.subarray(0, 32), keys.box.secretKey)

/** The device that `deviceKeysToBytes` wrote. */
export const deviceKeysFromBytes = (bytes: Uint8Array): DeviceKeys => {
  const sign = signingKeysFromSeed(bytes.slice(0, 32))
  return { sign, box: boxKeysFromSeed(bytes.slice(32, 64)), deviceId: toHex(sign.publicKey) }
}

/** Box pairs of before a rebox, while something may still be locked for them. */
export const formerBoxKeys = (db: Database): KeyPair[] => {
  const kept = readMeta(db, 'former box keys') ?? new Uint8Array()
  return Array.from({ length: kept.length / 32 }, (_, i) => boxKeysFromSeed(kept.slice(i * 32, i * 32 + 32)))
}

/** Gives the device a fresh box pair and keeps the one before beside it. In the transaction that says so. Returns the fresh one. */
export const replaceBoxKeys = (db: Database, device: DeviceKeys): KeyPair => {
  const box = createBoxKeys()
  const former = [device.box, ...formerBoxKeys(db)].map(({ secretKey }) => secretKey)
  writeMeta(db, 'former box keys', concatBytes(...former))
  writeMeta(db, 'device keys', deviceKeysToBytes({ ...device, box }))
  return box
}

/** Destroys the box secrets of before a rebox. */
export const dropFormerBoxKeys = (db: Database): void => dropMeta(db, 'former box keys')
