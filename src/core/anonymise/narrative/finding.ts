import type { Folded } from '#core/anonymise/narrative/fold'

/** What may lead to somebody. The key of its sentence in i18n (`narrative.<kind>`). */
export const findingKinds = [
  'name',
  'member',
  'organisation',
  'house',
  'place',
  'caseCode',
  'date',
  'phone',
  'email',
  'url',
  'handle',
  'address',
  'age',
  'coordinates',
  'idNumber',
  'plate',
  'quote',
] as const
/** One of these. */
export type FindingKind = (typeof findingKinds)[number]

/** A place in a text that may lead to somebody. */
export type Finding = {
  /** UTF-16 units of the text as it was written, the end not included. */
  readonly start: number
  readonly end: number
  readonly kind: FindingKind
  /** It has to go. Otherwise a person looks at it: it may be a common word. */
  readonly isSure: boolean
}

/** What a match says of itself: sure, to be looked at, or nothing. */
type Verdict = boolean | undefined
/** Looks at a match in its text. */
type Judge = (match: RegExpExecArray, folded: Folded) => Verdict

/** A shape of texts: what it shows, and how sure that is. */
export type Shape = { readonly kind: FindingKind; readonly pattern: RegExp; readonly judge?: Judge }

/** Stretches of a folded text as findings on the text that was written. */
export const findingAt = (folded: Folded, from: number, to: number, kind: FindingKind, isSure: boolean): Finding => ({
  start: folded.starts[from] ?? 0,
  end: folded.ends[to - 1] ?? 0,
  kind,
  isSure,
})

/** All that has one of these shapes. Patterns are global, and read the folded text: no accents, no capitals. */
export const findShapes = (folded: Folded, shapes: readonly Shape[]): Finding[] =>
  shapes.flatMap(({ kind, pattern, judge = () => true }) =>
    [...folded.text.matchAll(pattern)].flatMap((match) => {
      const verdict = judge(match, folded)
      return verdict === undefined ? [] : [findingAt(folded, match.index, match.index + match[0].length, kind, verdict)]
    }),
  )

/** Whether a letter was written as a capital. `at`: in the folded text. */
export const isCapitalAt = (folded: Folded, at: number): boolean =>
  /^\p{Lu}/u.test(folded.original.slice(folded.starts[at] ?? 0, folded.ends[at] ?? 0).normalize('NFKD'))

/** What was found, each place once: what lies within another that is as sure says nothing more. In the order of the text. */
export const withoutDoubles = (findings: readonly Finding[]): Finding[] => {
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end || Number(b.isSure) - Number(a.isSure))
  const kept: Finding[] = []
  for (const one of sorted) {
    const isWithin = kept.some(
      ({ start, end, isSure }) => start <= one.start && one.end <= end && (isSure || !one.isSure),
    )
    if (!isWithin) kept.push(one)
  }
  return kept
}
