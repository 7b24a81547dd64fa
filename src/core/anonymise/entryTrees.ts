import { causeGroups, identityGroups, roleGroups } from '#core/anonymise/groups'
import { timeTree } from '#core/anonymise/time'
import { fixedTree } from '#core/anonymise/tree'
import type { Tree } from '#core/anonymise/tree'
import { departments, departmentsOf } from '#shared/vocabulary/departments'
import { vocabularies } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'
import type { SdgCategory, Term } from '#shared/vocabulary/vocabulary'

/** Countries that are told apart. Any other is `other`. */
export const countriesTold: readonly string[] = Object.keys(departments.byCountry)

type Given = string | readonly [string, readonly string[]]
const termsOf = (list: VocabularyName): readonly Term[] => vocabularies[list].terms
/** Answers that say nothing are no nodes: who gave them is in the rest, where nobody asked is as well. */
const says = ({ code, special, deprecated }: Term): boolean => !deprecated && (!special || code === 'other')
const tops = (list: VocabularyName): readonly Term[] => termsOf(list).filter((term) => !term.parent && !term.deprecated)
const codesUnder = (list: VocabularyName, parent: string): readonly string[] =>
  termsOf(list).flatMap((term) => (term.parent === parent && !term.deprecated ? [term.code] : []))
const withUnder = (code: string, under: readonly string[]): Given => (under.length === 0 ? code : [code, under])

const told = { tellsOfAll: true }
const many = { isMany: true, ...told }
const single = { isMany: false, ...told }
const flat = (list: VocabularyName): readonly string[] =>
  tops(list)
    .filter(says)
    .map(({ code }) => code)
/** A group that one term alone is in is not divided. */
const grouped = (groups: Readonly<Record<string, readonly string[]>>): Given[] =>
  Object.entries(groups).map(([group, codes]) => withUnder(group, codes.length === 1 ? [] : codes))

/** Departments have their country before them: two countries have one of the same name. */
export const departmentNode = (country: string, name: string): string => `${country}:${name}`
const place = fixedTree({ name: 'place', levels: ['country', 'department'], isMany: false, tellsOfAll: false }, [
  ...countriesTold.map((code): Given => [code, departmentsOf(code).map((name) => departmentNode(code, name))]),
  'other',
])

const type = fixedTree(
  { name: 'type', levels: ['family', 'term'], ...many },
  tops('aggressionType')
    .filter(says)
    .map(({ code }) => withUnder(code, codesUnder('aggressionType', code))),
)

const sides = ['state', 'non_state', 'unknown'] as const
/** The side of a family of perpetrators. */
const sideOf = (rollUp: Term['rollUp']): string => `side:${rollUp ?? 'unknown'}`
/** Three levels, and "unknown" is an answer: nobody knows who did it. */
const perpetratorTree = (): Tree => {
  const families = tops('perpetrator')
  const ofFamilies = fixedTree(
    { name: 'perpetrator', levels: ['family', 'term'], ...many },
    families.map(({ code }) => withUnder(code, codesUnder('perpetrator', code))),
  )
  const sideNodes = sides.map(sideOf)
  return {
    name: 'perpetrator',
    levels: ['side', 'family', 'term'],
    ...many,
    under: (node) => {
      if (node === null) return sideNodes
      if (!sideNodes.includes(node)) return ofFamilies.under(node)
      return families.filter(({ rollUp }) => sideOf(rollUp) === node).map(({ code }) => code)
    },
    // nobody is coded by a side alone
    hasRest: (node) => node === null || !sideNodes.includes(node),
    find: (code) => {
      if (sideNodes.includes(code)) return { level: 0, parent: null }
      const found = ofFamilies.find(code)
      if (!found) return undefined
      const family = families.find((one) => one.code === code)
      return { level: found.level + 1, parent: family ? sideOf(family.rollUp) : found.parent }
    },
  }
}

const sdgCodes: readonly SdgCategory[] = [
  'killing',
  'disappearance',
  'torture',
  'detention',
  'kidnapping',
  'other_harmful',
]

const trees: readonly Tree[] = [
  timeTree,
  place,
  type,
  perpetratorTree(),
  fixedTree({ name: 'gender', levels: ['answer'], ...single }, flat('genderDimension')),
  fixedTree({ name: 'indicator', levels: ['term'], ...many }, flat('genderIndicator')),
  fixedTree({ name: 'cause', levels: ['group', 'term'], ...many }, grouped(causeGroups), true),
  fixedTree({ name: 'target', levels: ['term'], isMany: false, tellsOfAll: false }, flat('target')),
  fixedTree({ name: 'setting', levels: ['term'], isMany: false, tellsOfAll: false }, flat('setting')),
  fixedTree(
    { name: 'ageBand', levels: ['adult', 'group'], ...single },
    ['minor', ['adult', ['age_18_34', 'age_35_59', 'age_60']]],
    true,
  ),
  fixedTree({ name: 'genderIdentity', levels: ['group', 'term'], ...single }, grouped(identityGroups), true),
  fixedTree({ name: 'ethnicIdentity', levels: ['group'], ...single }, ['indigenous', 'afro', 'other']),
  fixedTree({ name: 'role', levels: ['group', 'term'], ...single }, grouped(roleGroups), true),
  fixedTree({ name: 'sdg', levels: ['category'], ...many }, sdgCodes),
  fixedTree({ name: 'verified', levels: ['answer'], isMany: false, tellsOfAll: false }, ['yes', 'no']),
]

/** By what entries of the registry are told apart. */
export const entryTrees: Readonly<Record<string, Tree>> = Object.fromEntries(trees.map((tree) => [tree.name, tree]))
