/**
 * A text as it is looked through: small letters without accents, look-alikes of other alphabets as the letters they look
 * like, nothing of what is not seen. So no spelling hides a name. Each place knows where it was in the text that was written.
 */
export type Folded = {
  readonly text: string
  readonly original: string
  /** By unit of `text`: where in `original` it begins and ends. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const pairs = (from: string, to: string): [string, string][] => Array.from(from, (letter, i) => [letter, to[i] ?? ''])

/** Letters that look like others, capitals first: what looks like an H is one, and as a small letter may look like an n. */
const looksLike = new Map<string, string>([
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
  ...pairs('АВЕЅІЈКМНОРСТУХ', 'ABESIJKMHOPCTYX'),
  ...pairs('αβεικνορτυχ', 'abeikvoptux'),
  ...pairs('авеѕіјкмнорстухһԁԛԝӏ', 'abesijkmhopctyxhdqwl'),
  ...pairs('ıłøđħɑɡɩʟʀɴʙɪƒßŁØĐ', 'ilodhagilrnbifsLOD'),
  ...pairs('–—‒―−‐‑﹣', '--------'),
  ...pairs('“”„‟«»‹›〝〞', '""""""""""'),
  ...pairs('‘’‚‛ʼ′`´ʻ', "'''''''''"),
])

/** First digits of alphabets whose digits are not folded by compatibility. */
const zeros = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20]
const digit = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? letter : String(code - zero)
}

/** Marks, controls and fillers: on a screen there is nothing. */
const unseen = /[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0]/u

const foldedLetter = (letter: string): string => {
  if (unseen.test(letter)) return ''
  if (/\s/u.test(letter)) return letter === '\n' ? '\n' : ' '
  const plain = looksLike.get(letter) ?? letter.normalize('NFKD').replace(/\p{M}/gu, '')
  return Array.from(plain, (one) => digit(looksLike.get(one) ?? one).toLowerCase())
    .join('')
    .replace(/\p{M}/gu, '')
}

/** A text as it is looked through. */
export const fold = (original: string): Folded => {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const letter of original) {
    const plain = foldedLetter(letter)
    const end = at + letter.length
    starts.push(...Array.from({ length: plain.length }, () => at))
    ends.push(...Array.from({ length: plain.length }, () => end))
    text += plain
    at = end
  }
  return { text, original, starts, ends }
}
