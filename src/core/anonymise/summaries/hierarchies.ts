import { aggressionLists, severityOrder } from '#shared/vocabulary/aggression'
import { departmentsOf } from '#shared/vocabulary/departments'
import { topOf, vocabularies } from '#shared/vocabulary/terms'
import type { Extension, VocabularyName } from '#shared/vocabulary/terms'
import type { Path } from '#core/anonymise/dimension'
import { countriesTold, departmentNode } from '#core/anonymise/entryTrees'
import { ageGroups, causeGroups, ethnicGroups, identityGroups, roleGroups } from '#core/anonymise/groups'
import { levelsOf } from '#core/anonymise/summaries/columns'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import { monthsOf } from '#core/anonymise/summaries/time'

/** Families of perpetrators, the first that applies stands for all. */
export const perpetratorOrder = ['state', 'armed', 'private', 'close', 'other'] as const
/** What stands for causes of several groups. */
const severalCauses = 'several'

const silent: readonly string[] = ['unknown', 'not_asked', 'prefer_not']

/** A code as the built-in list has it; undefined where it says nothing, or nobody here knows what. */
export const termIn = (
  list: VocabularyName,
  code: string | null,
  extensions: readonly Extension[],
): string | undefined => {
  const top = code === null ? undefined : topOf(list, code, extensions)
  return top === undefined || silent.includes(top) ? undefined : top
}

/** Columns whose terms are in groups, and of which list. */
const lists = {
  role: 'defenderRole',
  ethnicIdentity: 'ethnicIdentity',
  genderIdentity: 'genderIdentity',
  causes: 'cause',
} as const
/** A column whose terms are in groups. */
export type Grouped = keyof typeof lists

const groups: Readonly<Record<Exclude<Grouped, 'ethnicIdentity'>, Readonly<Record<string, readonly string[]>>>> = {
  role: roleGroups,
  genderIdentity: identityGroups,
  causes: causeGroups,
}

/** The group that a term is said with, as in tables. */
const groupOf = (column: Grouped, term: string): string =>
  column === 'ethnicIdentity'
    ? (ethnicGroups[term] ?? 'other')
    : (Object.entries(groups[column]).find(([, terms]) => terms.includes(term))?.[0] ?? 'group:other')

/** What the built-in list has for a code of such a column, with its group. */
export const groupedPath = (column: Grouped, code: string | null, extensions: readonly Extension[]): Path => {
  const term = termIn(lists[column], code, extensions)
  return term === undefined ? [] : [groupOf(column, term), term]
}

/** A band of age in its group. Whoever is under age is told as that and no more. */
export const agePath = (band: string | null): Path => {
  const path = (band !== null && Object.hasOwn(ageGroups, band) ? (ageGroups[band] ?? []) : []).flatMap(
    (node) => node ?? [],
  )
  return path.length > 1 && band !== null ? [...path, band] : path
}

/** A country, and a department of it by its name. A municipality has no place here. */
export const placePath = (country: string, department: string): Path => {
  if (!/^[A-Z]{2}$/.test(country)) return []
  if (!countriesTold.includes(country)) return ['other']
  return departmentsOf(country).includes(department) ? [country, departmentNode(country, department)] : [country]
}

/** Causes as one value: the cause, the group that all of them are in, or that there are several. */
export const causesPath = (terms: readonly string[]): Path => {
  const found = new Set(terms.map((term) => groupOf('causes', term)))
  if (found.size > 1) return [severalCauses]
  return new Set(terms).size > 1 ? [...found] : [...found, ...new Set(terms)]
}

const spoken = (list: VocabularyName): string[] =>
  vocabularies[list].terms
    .filter(({ code, parent, deprecated }) => parent === undefined && !deprecated && !silent.includes(code))
    .map(({ code }) => code)

const grouped = (column: Grouped): Path[] => spoken(lists[column]).map((term) => groupedPath(column, term, []))
const flat = (codes: readonly string[]): Path[] => codes.map((code) => [code])

/** Every value that a column can have in a release of a period, with what it is said as at coarser levels. */
export const valuesOf = (column: SummaryColumn, period: string): readonly Path[] => {
  switch (column) {
    case 'period':
      return monthsOf(period)
    case 'place':
      return [
        ...countriesTold.flatMap((country) => departmentsOf(country).map((name) => placePath(country, name))),
        ['other'],
      ]
    case 'ageBand':
      return Object.keys(ageGroups).map(agePath)
    case 'causes':
      return [...grouped('causes'), [severalCauses]]
    case 'role':
    case 'ethnicIdentity':
    case 'genderIdentity':
      return grouped(column)
    case 'setting':
    case 'target':
    case 'sphere':
      return flat(spoken(column))
    case 'aggression':
      return flat(severityOrder.filter((code) => !silent.includes(code)))
    case 'perpetrator':
      return flat(perpetratorOrder)
  }
}

/**
 * A column's tree as the anonymisation tool ARX reads it, so that experts can check a release: a line for each value,
 * itself first, then what it is said as at coarser and coarser levels, `*` last; no line for what is not known.
 */
export const hierarchyCsv = (column: SummaryColumn, period: string): string => {
  const depth = levelsOf[column].length
  const lines = new Map<string, string>()
  for (const path of valuesOf(column, period))
    for (let known = 1; known <= path.length; known++) {
      const told = Array.from({ length: depth }, (_, i) => path[Math.min(known, depth - i) - 1] ?? '')
      if (!lines.has(told[0] ?? '')) lines.set(told[0] ?? '', [...told, '*'].join(';'))
    }
  return [...lines.values()].map((line) => `${line}\n`).join('')
}

/** Aggressions of which any shows a wrong of high severity: every term is grave, or it is itself such a term. */
const isGraveFamily = (code: string): boolean => {
  const { terms } = aggressionLists.aggressionType
  const own = terms.find((term) => term.code === code)
  const under = terms.filter(({ parent }) => parent === code)
  return own?.grave === true || (under.length > 0 && under.every(({ grave }) => grave === true))
}

/** Codes of the aggression column that take more different values in a class. */
export const graveAggressions: readonly string[] = severityOrder.filter(isGraveFamily)
