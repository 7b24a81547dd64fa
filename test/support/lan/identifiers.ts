import { base32, base32crockford, base64, base64url } from '@scure/base'

/** A text or id in one of the ways in which it may stand somewhere. */
export type Form = { readonly what: string; readonly bytes: Buffer }

/** A name as it is, in small and in capital letters. */
export const formsOfName = (name: string): Form[] =>
  [...new Set([name, name.toLowerCase(), name.toUpperCase()])].map((text) => ({ what: text, bytes: Buffer.from(text) }))

/** An id of 32 bytes, given in hex: its bytes, and as hex, base 32 and base 64. Half of it is enough to know it by. */
export const formsOfId = (what: string, id: string): Form[] => {
  const half = Buffer.from(id, 'hex').subarray(0, 15)
  const texts = [
    half.toString('hex'),
    base32.encode(half),
    base32crockford.encode(half),
    base64.encode(half),
    base64url.encode(half),
  ]
  const forms = [...new Set(texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]))]
  return [
    { what: `${what} in bytes`, bytes: half },
    ...forms.map((text) => ({ what: `${what} as ${text}`, bytes: Buffer.from(text) })),
  ]
}

/** Which forms are in some of the texts. */
export const found = (forms: readonly Form[], texts: readonly Buffer[]): string[] =>
  forms.filter(({ bytes }) => texts.some((text) => text.includes(bytes))).map(({ what }) => what)
