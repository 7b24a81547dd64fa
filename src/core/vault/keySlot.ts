import { open, seal, sealOverhead } from '#core/crypto/aead'
import { concatBytes, sameBytes, u64, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { KdfCost } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'

/** Bytes of one slot of vault.keys. */
export const slotLength = 512
const version = 1
const magic = utf8('tejido')
const sealedAt = 48
const sealedLength = 32 + sealOverhead
const checksumAt = slotLength - 32
const domain = concatBytes(utf8('tejido/1/vault slot'), Uint8Array.of(0))

/** The public fields of a slot and the wrapped vault key. The slot with the higher counter is the newer one. */
export type KeySlot = {
  readonly counter: number
  readonly cost: KdfCost
  readonly salt: Uint8Array
  readonly publicBytes: Uint8Array
  readonly sealedKey: Uint8Array
}

/**
 * One slot: `tejido` (6), version (2), counter (8), memory in bytes (8), passes (8), salt (16), the vault key sealed
 * under the passphrase key with all before it as associated data (72), random filler, and a plain BLAKE2b-256 of the
 * rest (32). Numbers big endian. The checksum tells damage from a wrong passphrase; it is no protection.
 */
export const encodeSlot = (
  fields: Pick<KeySlot, 'counter' | 'cost' | 'salt'>,
  passphraseKey: Uint8Array,
  vaultKey: Uint8Array,
): Uint8Array<ArrayBuffer> => {
  const { counter, cost, salt } = fields
  const publicBytes = concatBytes(
    magic,
    Uint8Array.of(0, version),
    u64(counter),
    u64(cost.memory),
    u64(cost.passes),
    salt,
  )
  const sealed = seal(passphraseKey, vaultKey, concatBytes(domain, publicBytes))
  const filler = randomBytes(checksumAt - sealedAt - sealedLength)
  const body = concatBytes(publicBytes, sealed, filler)
  return concatBytes(body, hash(body))
}

/**
 * The slot in 512 foreign bytes, or `damaged`, or `newer` when its checksum is good and its version is higher: magic,
 * version and the place of the checksum are the same in every version.
 */
export const parseSlot = (bytes: Uint8Array): KeySlot | 'damaged' | 'newer' => {
  if (bytes.length !== slotLength) return 'damaged'
  if (!sameBytes(hash(bytes.subarray(0, checksumAt)), bytes.subarray(checksumAt))) return 'damaged'
  if (!sameBytes(bytes.subarray(0, magic.length), magic)) return 'damaged'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const slotVersion = view.getUint16(6)
  if (slotVersion !== version) return slotVersion > version ? 'newer' : 'damaged'
  const number = (at: number) => Number(view.getBigUint64(at))
  if (number(8) > 2 ** 52) return 'damaged' // there must be room to count on
  return {
    counter: number(8),
    cost: { memory: number(16), passes: number(24) },
    salt: bytes.slice(32, sealedAt),
    publicBytes: bytes.slice(0, sealedAt),
    sealedKey: bytes.slice(sealedAt, sealedAt + sealedLength),
  }
}

/** The vault key in a slot, or undefined when the passphrase key is another. */
export const openSlot = (slot: KeySlot, passphraseKey: Uint8Array): Uint8Array | undefined =>
  open(passphraseKey, slot.sealedKey, concatBytes(domain, slot.publicBytes))
