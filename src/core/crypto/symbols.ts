import { base32crockford } from '@scure/base'

/** Crockford's base 32: no letter that is taken for a digit, and no U, of which words are made. */
export const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What a person typed or pasted, as symbols: case, spaces and dashes do not matter, O is 0, I and L are 1. */
export const symbolsTyped = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** Bytes as symbols, five bits each; the last is filled up with zeros. */
export const toSymbols = (bytes: Uint8Array): string => base32crockford.encode(bytes)

/** The bytes of symbols; undefined for what are none, or for symbols that no bytes give. */
export const fromSymbols = (text: string): Uint8Array | undefined => {
  try {
    return base32crockford.decode(text)
  } catch {
    return undefined
  }
}

/** The symbol that five bits of a byte stand for: 32 divides 256, so random bytes give each alike. */
export const symbolOf = (byte: number): string => symbols.charAt(byte & 31)
