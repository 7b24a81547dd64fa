import { commonWords, particles } from '#core/anonymise/narrative/commonWords'
import { findingAt, isCapitalAt } from '#core/anonymise/narrative/finding'
import type { Finding, FindingKind } from '#core/anonymise/narrative/finding'
import { fold } from '#core/anonymise/narrative/fold'
import type { Folded } from '#core/anonymise/narrative/fold'

/** Names of one kind that are known here. */
export type Names = {
  readonly kind: FindingKind
  readonly list: readonly string[]
  /** Whether each word of a name names somebody as well: first names and family names. Of other names only the whole does. */
  readonly isByWord: boolean
}

/** A word of a text, or several letters that are read as one. `from` and `to` in the folded text. */
type Word = { readonly text: string; readonly from: number; readonly to: number }

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))

/** Figures and signs as the letters for which they stand in: "M4r1a". Small l is one of them. */
const figures: Readonly<Record<string, string>> = { l: 'i', '1': 'i', '|': 'i', '!': 'i', '0': 'o', '3': 'e', '4': 'a', '@': 'a', '5': 's', $: 's', '7': 't' } // prettier-ignore
const plainFigures = (text: string): string => Array.from(text, (one) => figures[one] ?? one).join('')

/** Words that are written so as not to be read: with figures in them, or letter by letter. */
const disguised = (text: string): (Word & { readonly isSpelt: boolean })[] => {
  const withFigures = [...text.matchAll(/[\p{L}0-9@$!|]+/gu)].filter(
    ([one]) => /[0-9@$!|]/.test(one) && /\p{L}/u.test(one),
  )
  const spelt = [...text.matchAll(/(?<![\p{L}\p{N}])\p{L}([ .\-_*·/]{1,2})\p{L}(?:\1\p{L}){1,40}(?![\p{L}\p{N}])/gu)]
  return [
    ...withFigures.map((match) => ({ match, isSpelt: false })),
    ...spelt.map((match) => ({ match, isSpelt: true })),
  ].map(({ match, isSpelt }) => ({
    text: isSpelt ? match[0].replace(/[^\p{L}]/gu, '') : plainFigures(match[0].replace(/!+$/, '')),
    from: match.index,
    to: match.index + match[0].length,
    isSpelt,
  }))
}

/** A name, and what it goes by: "Asociación X (Las Dignas)" is two. */
const aliasesOf = (name: string): string[][] =>
  name
    .split(/[(),;/"«»“”]+/u)
    .map((alias) => wordsOf(fold(alias).text).map(({ text }) => text))
    .filter((words) => words.join('').length >= 2)

const isPlain = (word: string): boolean => commonWords.has(word) || particles.has(word)

/** A name as words that follow each other. */
export type Pattern = { readonly words: readonly string[]; readonly kind: FindingKind }

/** What to look for of some names. */
export const patternsOf = ({ kind, list, isByWord }: Names): Pattern[] =>
  list.flatMap((name) => {
    const aliases = aliasesOf(name)
    const single = isByWord ? aliases.flat().filter((word) => word.length >= 3 && !particles.has(word)) : []
    return [...aliases.map((words) => ({ words, kind })), ...single.map((word) => ({ words: [word], kind }))]
  })

/** Whether a word begins a sentence, where every word has a capital. */
const isFirst = (folded: Folded, at: number): boolean =>
  /(?:^|[.!?:\n"¿¡-])[\s"'¿¡(-]*$/u.test(folded.text.slice(Math.max(0, at - 8), at))

/**
 * How sure a name is. A name of common words is one where they have their capitals, and nothing tells that they might have
 * them for another reason; in small letters it is one to look at where it may be a person, and a common word elsewhere.
 */
const sureness = (folded: Folded, words: readonly Word[], { kind }: Pattern): boolean | undefined => {
  const said = words.filter(({ text }) => !particles.has(text))
  if (said.some(({ text }) => !isPlain(text)) && words.map(({ text }) => text).join('').length >= 3) return true
  const capitals = (said.length === 0 ? words : said).map(({ from }) => isCapitalAt(folded, from))
  if (capitals.every(Boolean)) return words.length > 1 || !isFirst(folded, words[0]?.from ?? 0)
  return kind === 'place' || words.every(({ text }) => text.length < 3) ? undefined : false
}

/** Names that are known here, wherever a text has them: in any spelling, joined, letter by letter, with figures in them. */
export const findNames = (folded: Folded, patterns: readonly Pattern[]): Finding[] => {
  const byFirst = new Map<string, Pattern[]>()
  const joined = new Map<string, Pattern>()
  for (const pattern of patterns) {
    const [first = ''] = pattern.words
    byFirst.set(first, [...(byFirst.get(first) ?? []), pattern])
    const whole = pattern.words.join('')
    if (whole.length >= 4 && !joined.has(whole)) joined.set(whole, pattern)
  }
  const words = wordsOf(folded.text)
  const found: Finding[] = []
  for (const [i, word] of words.entries()) {
    for (const pattern of byFirst.get(word.text) ?? []) {
      const here = words.slice(i, i + pattern.words.length)
      const isHere = here.length === pattern.words.length && here.every(({ text }, n) => text === pattern.words[n])
      const gaps = here.slice(1).map(({ from }, n) => from - (here[n]?.to ?? 0))
      if (!isHere || gaps.some((gap) => gap > 3)) continue
      const isSure = sureness(folded, here, pattern)
      if (isSure !== undefined)
        found.push(findingAt(folded, word.from, here.at(-1)?.to ?? word.to, pattern.kind, isSure))
    }
    const run = joined.get(word.text)
    if (run && run.words.length > 1) found.push(findingAt(folded, word.from, word.to, run.kind, true))
  }
  const inFigures = new Map([...joined].map(([whole, pattern]) => [plainFigures(whole), pattern]))
  for (const { text, from, to, isSpelt } of disguised(folded.text)) {
    // single letters beside it may be words of their own: "a", "y"
    const pattern = isSpelt ? [...joined].find(([whole]) => text.includes(whole))?.[1] : inFigures.get(text)
    if (pattern) found.push(findingAt(folded, from, to, pattern.kind, true))
  }
  return found
}
