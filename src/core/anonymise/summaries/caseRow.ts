import { departmentNamed } from '#shared/vocabulary/departments'
import { severityOrder } from '#shared/vocabulary/aggression'
import { currentOf, topOf } from '#shared/vocabulary/terms'
import type { Extension } from '#shared/vocabulary/terms'
import type { ConsentEvent } from '#shared/rules/consent'
import { sortOfDate } from '#shared/rules/period'
import type { CodedDate } from '#shared/rules/period'
import type { Path } from '#core/anonymise/dimension'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import {
  agePath,
  causesPath,
  groupedPath,
  perpetratorOrder,
  placePath,
  termIn,
} from '#core/anonymise/summaries/hierarchies'
import { timePath } from '#core/anonymise/summaries/time'

/** What a summary may look at of a person of a case: codes alone. */
export type PersonCodes = {
  readonly id: string
  readonly relationToCase: string | null
  readonly ageBand: string | null
  readonly genderIdentity: string | null
  readonly ethnicIdentity: string | null
  readonly role: string | null
  readonly causes: readonly string[]
}

/** What a summary may look at of an aggression. */
type AggressionCodes = {
  readonly id: string
  readonly date: CodedDate
  readonly country: string
  readonly department: string
  readonly setting: string | null
  readonly types: readonly string[]
  readonly target: string | null
  readonly perpetrators: readonly { readonly category: string | null; readonly level2: string | null }[]
  readonly causes: readonly string[]
}

/** What a summary may look at of a case. Nobody's name or words are in it, and no place finer than a department is looked at. */
export type CaseCodes = {
  readonly id: string
  /** Whose case it is, where that is known: cases of one woman count as one in every class. */
  readonly contributor: string
  /** ISO 8601 UTC. */
  readonly openedOn: string | null
  readonly country: string
  readonly department: string
  readonly sphere: string | null
  readonly persons: readonly PersonCodes[]
  readonly aggressions: readonly AggressionCodes[]
  readonly consents: readonly ConsentEvent[]
}

/** A case as it can be told: for each column a path into its tree, as far as it is known. */
export type CaseRow = {
  readonly id: string
  readonly contributor: string
  readonly at: Readonly<Record<SummaryColumn, Path>>
}

/** The persons whom a case is about. */
export const defendersOf = ({ persons }: CaseCodes): readonly PersonCodes[] =>
  persons.filter(({ relationToCase }) => relationToCase === 'defender')

const last = severityOrder.length
/** A type's place in the order of severity, by its own code first, then by its family. */
const severity = (type: string, extensions: readonly Extension[]): number => {
  const own = severityOrder.findIndex((code) => code === currentOf('aggressionType', type))
  if (own >= 0) return own
  const family = topOf('aggressionType', type, extensions)
  const found = severityOrder.findIndex((code) => code === family)
  return found < 0 ? last : found
}

const ranked = (aggression: AggressionCodes, extensions: readonly Extension[]) => ({
  aggression,
  rank: Math.min(last, ...aggression.types.map((type) => severity(type, extensions))),
  sort: `${sortOfDate(aggression.date) || '9'} ${aggression.id}`,
})

/** The aggression that stands for the case: the gravest, of several the first. */
const gravest = ({ aggressions }: CaseCodes, extensions: readonly Extension[]) =>
  aggressions
    .map((one) => ranked(one, extensions))
    .sort((a, b) => a.rank - b.rank || (a.sort < b.sort ? -1 : 1))
    .at(0)

/** What all have in common; null where they differ. */
const common = (values: readonly (string | null)[]): string | null =>
  new Set(values).size === 1 ? (values[0] ?? null) : null

/** The day in UTC: a row must be the same on laptops in different zones. */
const openedAs = (openedOn: string | null): CodedDate => ({
  from: openedOn?.slice(0, 10) ?? null,
  to: null,
  precision: 'exact',
})

/**
 * A case in one row: when, where and to whom its gravest aggression was, and who she is, where several are in one file only
 * what they have in common. A case without aggressions is told by when it was opened and where.
 */
export const caseRow = (source: CaseCodes, extensions: readonly Extension[]): CaseRow => {
  const found = gravest(source, extensions)
  const { country, department, date, setting, target, perpetrators } = found?.aggression ?? {
    ...source,
    date: openedAs(source.openedOn),
    setting: null,
    target: null,
    perpetrators: [],
  }
  const people = defendersOf(source)
  const term = (list: 'setting' | 'target' | 'sphere', code: string | null): Path => {
    const top = termIn(list, code, extensions)
    return top === undefined ? [] : [top]
  }
  const oneOf = (column: 'role' | 'genderIdentity' | 'ethnicIdentity'): Path =>
    groupedPath(column, common(people.map((one) => one[column])), extensions)
  const told = people.some(({ causes }) => causes.length > 0) ? people : source.aggressions
  const causes = told.flatMap((one) => one.causes).flatMap((code) => termIn('cause', code, extensions) ?? [])
  const families = perpetrators.map(
    ({ category, level2 }) => termIn('perpetrator', category, extensions) ?? termIn('perpetrator', level2, extensions),
  )
  const kind = severityOrder[found?.rank ?? last]
  return {
    id: source.id,
    contributor: source.contributor,
    at: {
      period: timePath(date),
      place: placePath(country, departmentNamed(country, department)),
      ageBand: agePath(common(people.map(({ ageBand }) => ageBand))),
      role: oneOf('role'),
      setting: term('setting', setting),
      target: term('target', target),
      ethnicIdentity: oneOf('ethnicIdentity'),
      genderIdentity: oneOf('genderIdentity'),
      causes: causesPath(causes),
      aggression: kind === undefined || kind === 'unknown' ? [] : [kind],
      perpetrator: perpetratorOrder.filter((family) => families.includes(family)).slice(0, 1),
      sphere: term('sphere', source.sphere),
    },
  }
}
