/** Letters that sound alike in the region are one letter here, on both sides of a comparison. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/[cz]/g, 's'],
  [/v/g, 'b'],
  [/[’'ʼꞌ`´-]/g, ''],
]

const folded = (text: string): string =>
  alike.reduce(
    (last, [letters, one]) => last.replace(letters, one),
    text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('es'),
  )

/**
 * Whether what somebody typed finds a text: every word of it somewhere in the text, without accents and case, with ñ as n,
 * c and z as s, v as b, and without saltillo.
 */
export const finds = (text: string, typed: string): boolean => {
  const within = folded(text)
  return folded(typed)
    .split(/\s+/)
    .every((word) => within.includes(word))
}
