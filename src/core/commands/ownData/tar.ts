import { utf8 } from '#core/crypto/bytes'

/**
 * What is inside a file of own data is a tar archive (POSIX ustar) of regular files, so that whoever has unsealed it needs no
 * program of ours. Nothing of the machine is in it: no owner, no time.
 */
const headerLength = 512
const nameLength = 100
const sumAt = 148
const sumLength = 8

/** The name of a file in the archive: small letters, digits and a few marks, no way out of the folder. */
const isName = (name: string): boolean =>
  name.length <= nameLength && /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*){0,3}$/.test(name)

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`

/** The sum over a header, with blanks where it stands itself. */
const sumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, i) => sum + (i >= sumAt && i < sumAt + sumLength ? 0x20 : byte), 0)

/** The header of a regular file of at most 8 GiB. A name that is none of ours is a bug and throws. */
export const tarHeader = (name: string, size: number): Uint8Array => {
  if (!isName(name)) throw new RangeError('no name for an archive')
  const header = new Uint8Array(headerLength)
  const put = (at: number, text: string): void => header.set(utf8(text), at)
  put(0, name)
  put(100, octal(0o600, 8))
  put(108, octal(0, 8))
  put(116, octal(0, 8))
  put(124, octal(size, 12))
  put(136, octal(0, 12))
  put(156, '0')
  put(257, 'ustar\0' + '00')
  put(sumAt, `${octal(sumOf(header), sumLength - 1)} `)
  return header
}

/** Zeros behind a file of this size. */
export const tarPadding = (size: number): number => (headerLength - (size % headerLength)) % headerLength

/** The two empty headers that end an archive. */
export const tarEnd = new Uint8Array(2 * headerLength)
export const tarHeaderLength = headerLength

const textAt = (header: Uint8Array, at: number, length: number): string => {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1')
}

/** The name and size in a header of foreign bytes; `end` of an empty one; undefined where it is no regular file of ours. */
export const readTarHeader = (header: Uint8Array): { name: string; size: number } | 'end' | undefined => {
  if (header.every((byte) => byte === 0)) return 'end'
  const [name, size, sum] = [textAt(header, 0, nameLength), textAt(header, 124, 12), textAt(header, sumAt, sumLength)]
  const isWhole = /^[0-7]{11}$/.test(size) && Number.parseInt(sum, 8) === sumOf(header)
  const isFile = textAt(header, 156, 1) === '0' && textAt(header, 257, 6) === 'ustar'
  return isWhole && isFile && isName(name) ? { name, size: Number.parseInt(size, 8) } : undefined
}
