import { readSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { concatBytes, sameBytes, utf8 } from '#core/crypto/bytes'
import { mostDatabases } from './furtherDatabases'
import { keyFileLength } from './keySlots'
import { pageLength } from './openDatabase'

const version = 1
const magic = utf8('tejido')
const headLength = 12

/** Where one database stands in a backup, in bytes. */
export type BackupPart = { readonly start: number; readonly length: number }

/**
 * What stands behind the databases of a backup that has several: `tejido` (6), version (2), how many there are (4), and
 * the pages of each (4). Numbers big endian. Its length is never whole pages, so a file that ends on a page has none.
 */
export const encodeTrailer = (pages: readonly number[]): Uint8Array<ArrayBuffer> => {
  const numbers = new DataView(new ArrayBuffer(6 + 4 * pages.length))
  numbers.setUint16(0, version)
  for (const [i, number] of [pages.length, ...pages].entries()) numbers.setUint32(2 + 4 * i, number)
  return concatBytes(magic, new Uint8Array(numbers.buffer))
}

/** The pages of each database, from a trailer's foreign bytes. Failures: VaultTruncated, VaultDamaged, VaultNewer. */
const parseTrailer = (bytes: Uint8Array): Result<number[]> => {
  // anything else behind the last whole page is a page that was cut
  if (bytes.length < headLength || !sameBytes(bytes.subarray(0, magic.length), magic)) return fail('VaultTruncated')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = view.getUint16(magic.length)
  if (found !== version) return fail(found > version ? 'VaultNewer' : 'VaultDamaged')
  const count = view.getUint32(8)
  const room = (bytes.length - headLength) / 4
  if (count > room) return fail('VaultTruncated')
  if (count !== room || count < 2 || count > mostDatabases) return fail('VaultDamaged')
  return ok(Array.from({ length: count }, (_, i) => view.getUint32(headLength + 4 * i)))
}

/**
 * Where each database of an open backup of `size` bytes stands, the main one first. Failures: VaultTruncated,
 * VaultDamaged, VaultNewer; throws the disk's error.
 */
export const readLayout = (fd: number, size: number): Result<BackupPart[]> => {
  const length = (size - keyFileLength) % pageLength
  const held = (size - keyFileLength - length) / pageLength
  if (held < 1) return fail('VaultTruncated')
  if (length === 0) return ok([{ start: keyFileLength, length: held * pageLength }])
  const trailer = new Uint8Array(length)
  const pages = parseTrailer(trailer.subarray(0, readSync(fd, trailer, 0, length, size - length)))
  if (!pages.ok) return pages
  const sum = pages.value.reduce((all, number) => all + number, 0)
  if (sum !== held || pages.value.includes(0)) return fail(sum > held ? 'VaultTruncated' : 'VaultDamaged')
  let start = keyFileLength
  return ok(
    pages.value.map((number) => {
      const part = { start, length: number * pageLength }
      start += part.length
      return part
    }),
  )
}
