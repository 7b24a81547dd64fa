import { departments, departmentsOf } from '#shared/vocabulary/departments'
import { contactShapes } from '#core/anonymise/narrative/contacts'
import { findCued } from '#core/anonymise/narrative/cues'
import { dateShapes } from '#core/anonymise/narrative/dates'
import { findShapes, withoutDoubles } from '#core/anonymise/narrative/finding'
import type { Finding } from '#core/anonymise/narrative/finding'
import { fold } from '#core/anonymise/narrative/fold'
import { markShapes } from '#core/anonymise/narrative/marks'
import { findNames, patternsOf } from '#core/anonymise/narrative/names'

/** What is known here and must not be in a public text. Departments are known anyway. */
export type NarrativeContext = {
  /** Chosen names, legal names and aliases of persons of the case; of those accused as well. */
  readonly people: readonly string[]
  /** Aliases of members. */
  readonly members: readonly string[]
  readonly organisations: readonly string[]
  /** Aliases of houses. */
  readonly houses: readonly string[]
  readonly municipalities: readonly string[]
  readonly caseCodes: readonly string[]
  /** How many here share her profile (`profileSize`). */
  readonly classSize: number
  /** The network's threshold. */
  readonly k: number
  /** She chose that her name is said: that is another way of working, with an agreement of its own. */
  readonly isNamedCall: boolean
}

/** What a text for the public shows. */
export type NarrativeCheck = {
  readonly findings: readonly Finding[]
  readonly classSize: number
  /** Why it cannot be published as it is: too few share her profile, or something in it leads to somebody for sure. */
  readonly blockedBy: readonly ('profile' | 'identifiers')[]
}

/** Countries whose name a department has too: alone it is the country, which may be told. */
const countries: readonly string[] = ['México', 'Guatemala', 'Panamá', 'Belize']
const departmentNames: readonly string[] = Object.keys(departments.byCountry)
  .flatMap((country) => departmentsOf(country))
  .filter((name) => !countries.includes(name))
const withWord: readonly string[] = [
  ...countries.flatMap((name) => [
    `departamento de ${name}`,
    `Estado de ${name}`,
    `Ciudad de ${name}`,
    `provincia de ${name}`,
  ]),
  'Guatemala City',
  'Mexico City',
  'Panama City',
  'CDMX',
]
const places = patternsOf({ kind: 'place', list: [...departmentNames, ...withWord], isByWord: false })

/**
 * Looks for what leads to somebody in a text that a person wrote for the public: names that are known here, exact days,
 * ways to reach her, addresses, ages, papers, her very words. Accents, capitals, look-alike letters and what is not seen
 * make no difference. It finds what has a shape or is known; what only her neighbours would recognise it cannot know.
 */
export const lintNarrative = (text: string, context: NarrativeContext): NarrativeCheck => {
  const folded = fold(text)
  const findings = withoutDoubles([
    ...findNames(folded, [
      ...places,
      ...[
        { kind: 'name' as const, list: context.people, isByWord: true },
        { kind: 'member' as const, list: context.members, isByWord: true },
        { kind: 'organisation' as const, list: context.organisations, isByWord: false },
        { kind: 'house' as const, list: context.houses, isByWord: false },
        { kind: 'place' as const, list: context.municipalities, isByWord: false },
        { kind: 'caseCode' as const, list: context.caseCodes, isByWord: false },
      ].flatMap(patternsOf),
    ]),
    ...findCued(folded),
    ...findShapes(folded, [...dateShapes, ...contactShapes, ...markShapes]),
  ])
  const { classSize, k, isNamedCall } = context
  const reasons = [
    { reason: 'profile' as const, is: classSize < k },
    { reason: 'identifiers' as const, is: findings.some(({ isSure }) => isSure) },
  ]
  return {
    findings,
    classSize,
    blockedBy: isNamedCall ? [] : reasons.filter(({ is }) => is).map(({ reason }) => reason),
  }
}
