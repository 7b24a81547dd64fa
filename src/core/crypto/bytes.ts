import sodium from 'sodium-native'

const encoder = new TextEncoder()

/** Lower-case hex, two characters a byte. */
export const toHex = (b: Uint8Array): string => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('hex')

/** The bytes of a hex string of either case. Throws RangeError on an odd length or another character. */
export const fromHex = (s: string): Uint8Array<ArrayBuffer> => {
  if (s.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(s)) throw new RangeError('not hex')
  return Uint8Array.from(Buffer.from(s, 'hex'))
}

/** All parts one after another, in a new array. */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** The UTF-8 bytes of a string. A lone surrogate becomes U+FFFD. */
export const utf8 = (s: string): Uint8Array<ArrayBuffer> => Uint8Array.from(encoder.encode(s))

/** Whether both hold the same bytes, in a time that depends on the length only. Other lengths: false. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && (a.length === 0 || sodium.sodium_memcmp(a, b))

/** Order by the first different byte, then by length: negative, zero or positive, as `Array.sort` wants it. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b)

/** A whole number from 0 to 2^53 - 1 as 8 bytes, big endian. Throws RangeError on any other number. */
export const u64 = (n: number): Uint8Array<ArrayBuffer> => {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('not a whole number of 53 bits')
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, BigInt(n))
  return out
}
