/** A phrase as the engine reads it: accents, capitals and repeated spaces do not count. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Whether a phrase of her own is long enough: six words, or twenty letters. The engine decides; this says it in time. */
export const isLongPhrase = (text: string): boolean =>
  folded(text).split(' ').length >= 6 || Array.from(folded(text)).length >= 20

/** Two different places of `count`, by chance, in order. */
export const twoPlaces = (count: number): readonly [number, number] => {
  const [first = 0, step = 0] = crypto.getRandomValues(new Uint32Array(2))
  const a = first % count
  const b = (a + 1 + (step % (count - 1))) % count
  return a < b ? [a, b] : [b, a]
}
