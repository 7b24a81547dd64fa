import { createHmac, pbkdf2Sync } from 'node:crypto'
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { sameBytes } from '#core/crypto/bytes'
import type { DatabaseKey } from './databaseKey'
import { pageLength } from './openDatabase'

const headerLength = 32
const frameHeaderLength = 24
const frameLength = frameHeaderLength + pageLength
const hmacLength = 64

type Sums = readonly [number, number]

/** SQLite's WAL checksum over whole 8-byte steps (https://www.sqlite.org/fileformat2.html, 4.2). */
const checksum = (view: DataView, from: number, to: number, isLittle: boolean, [a, b]: Sums): Sums => {
  for (let at = from; at < to; at += 8) {
    a = (a + view.getUint32(at, isLittle) + b) >>> 0
    b = (b + view.getUint32(at + 4, isLittle) + a) >>> 0
  }
  return [a, b]
}

/** Whether a page carries this vault's HMAC (https://www.zetetic.net/sqlcipher/design/; page 1 begins with the salt). */
const isOurPage = (hmacKey: Uint8Array, page: Uint8Array, number: number): boolean => {
  const numberBytes = new Uint8Array(4)
  new DataView(numberBytes.buffer).setUint32(0, number, true)
  const text = page.subarray(number === 1 ? 16 : 0, pageLength - hmacLength)
  const hmac = createHmac('sha512', hmacKey).update(text).update(numberBytes).digest()
  return sameBytes(hmac, page.subarray(pageLength - hmacLength))
}

/**
 * Whether every frame that SQLite would replay from a WAL file was written with this vault's key. SQLite does not ask:
 * a WAL of another vault laid beside the database is copied over its pages, and what was there is lost. Frames behind
 * the first bad checksum (a write cut short) do not count; a file that is no WAL is harmless, SQLite starts it afresh.
 */
export const isWalOurs = (path: string, { key, salt }: DatabaseKey): boolean => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const header = new Uint8Array(headerLength)
    if (readSync(fd, header, 0, headerLength, 0) < headerLength) return true
    const head = new DataView(header.buffer)
    const magic = head.getUint32(0)
    if (magic !== 0x377f0682 && magic !== 0x377f0683) return true
    const isLittle = magic === 0x377f0682
    let sums = checksum(head, 0, 24, isLittle, [0, 0])
    if (sums[0] !== head.getUint32(24) || sums[1] !== head.getUint32(28)) return true
    if (head.getUint32(8) !== pageLength) return false
    const hmacSalt = salt.map((byte) => byte ^ 0x3a)
    const hmacKey = pbkdf2Sync(key, hmacSalt, 2, 32, 'sha512')
    const frame = new Uint8Array(frameLength)
    const view = new DataView(frame.buffer)
    for (let at = headerLength; readSync(fd, frame, 0, frameLength, at) === frameLength; at += frameLength) {
      if (!sameBytes(frame.subarray(8, 16), header.subarray(16, 24))) return true
      sums = checksum(view, frameHeaderLength, frameLength, isLittle, checksum(view, 0, 8, isLittle, sums))
      if (sums[0] !== view.getUint32(16) || sums[1] !== view.getUint32(20)) return true
      if (!isOurPage(hmacKey, frame.subarray(frameHeaderLength), view.getUint32(0))) return false
    }
    return true
  } finally {
    closeSync(fd)
  }
}
