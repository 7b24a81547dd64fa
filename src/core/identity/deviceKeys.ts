import { boxKeysFromSeed, createBoxKeys } from '#core/crypto/boxing'
import { concatBytes, toHex } from '#core/crypto/bytes'
import { createSigningKeys, signingKeysFromSeed } from '#core/crypto/signing'
import type { KeyPair } from '#core/identity/memberKeys'

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
