import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { sameBytes } from '#core/crypto/bytes'
import { isCostAllowed } from '#core/crypto/passphraseKey'
import { codeOf } from './diskFailure'
import { parseSlot, slotLength, type KeySlot } from './keySlot'

/** Bytes of vault.keys: two slots. */
export const keyFileLength = 2 * slotLength

/** The newest good slot, where it stands, and whether the other slot is good and was made with the same passphrase. */
export type KeySlots = { readonly newest: KeySlot; readonly index: 0 | 1; readonly isOtherCurrent: boolean }

// O_NOFOLLOW and O_NONBLOCK (no waiting at a FIFO) are undefined on Windows, where `|` takes them as 0.
const careful = constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Opens a file, but no link and no FIFO. Failures: VaultIsLink, VaultMissing. */
export const openCarefully = (path: string, flags: number): Result<number> => {
  try {
    return ok(openSync(path, flags | careful))
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return fail('VaultIsLink')
    if (codeOf(error) === 'ENOENT') return fail('VaultMissing')
    throw error
  }
}

const readFile = (path: string): Result<Uint8Array> => {
  const fd = openCarefully(path, constants.O_RDONLY)
  if (!fd.ok) return fd
  try {
    const stats = fstatSync(fd.value)
    if (!stats.isFile()) return fail('VaultNotAFolder')
    if (stats.size === 0) return fail('VaultEmpty')
    const bytes = new Uint8Array(keyFileLength + 1)
    return ok(bytes.subarray(0, readSync(fd.value, bytes, 0, bytes.length, 0)))
  } finally {
    closeSync(fd.value)
  }
}

/**
 * Reads vault.keys. Failures: VaultMissing, VaultIsLink, VaultNotAFolder, VaultEmpty, and those of parseKeySlots.
 */
export const readKeySlots = (path: string): Result<KeySlots> => {
  const file = readFile(path)
  return file.ok ? parseKeySlots(file.value) : file
}

/**
 * Two slots, wherever they were read. Failures: VaultTruncated, VaultNewer, VaultDamaged (both slots, or bytes behind
 * them), VaultKdfRefused (the newest slot asks for too little or too much).
 */
export const parseKeySlots = (bytes: Uint8Array): Result<KeySlots> => {
  const [a, b] = [0, slotLength].map((at) => parseSlot(bytes.slice(at, at + slotLength)))
  if (a === 'newer' || b === 'newer') return fail('VaultNewer')
  if (bytes.length < keyFileLength) return fail('VaultTruncated')
  if (bytes.length > keyFileLength) return fail('VaultDamaged')
  const first = typeof a === 'object' ? a : undefined
  const second = typeof b === 'object' ? b : undefined
  const index = (second?.counter ?? -1) > (first?.counter ?? -1) ? 1 : 0
  const [newest, other] = index === 0 ? [first, second] : [second, first]
  if (!newest) return fail('VaultDamaged')
  if (!isCostAllowed(newest.cost)) return fail('VaultKdfRefused')
  return ok({ newest, index, isOtherCurrent: other !== undefined && sameBytes(other.salt, newest.salt) })
}

/**
 * Writes one slot in its place and waits for the disk. The file is never shortened and the other slot never touched, so
 * a power cut in the middle leaves one good slot.
 */
export const writeSlot = (path: string, index: 0 | 1, slot: Uint8Array): Result<void> => {
  const fd = openCarefully(path, constants.O_RDWR)
  if (!fd.ok) return fd
  try {
    writeSync(fd.value, slot, 0, slotLength, index * slotLength)
    fsyncSync(fd.value)
    return ok(undefined)
  } finally {
    closeSync(fd.value)
  }
}
