import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** How the letters of a text file are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const marked = (bytes: Uint8Array): Encoding | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** What Windows-1252 has for the bytes 80 to 9f. Node's decoder of that name gives control characters there. */
const middle = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const decodeOld = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => middle[letter.charCodeAt(0) - 0x80] ?? letter)

/**
 * A file's letters: UTF-8 with or without its mark, UTF-16 with its mark, and Windows-1252, in which older Excel writes
 * Spanish, for what is no UTF-8. Line ends become `\n`. Failure: ImportNul (a zero letter, which no table holds: another
 * kind of file, or UTF-16 without its mark).
 */
export const decodeText = (bytes: Uint8Array): Result<{ readonly text: string; readonly encoding: Encoding }> => {
  let encoding: Encoding = marked(bytes) ?? 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes)
  } catch {
    encoding = 'windows-1252'
    text = decodeOld(bytes)
  }
  return text.includes('\0') ? fail('ImportNul') : ok({ text: text.replace(/\r\n?/g, '\n'), encoding })
}
