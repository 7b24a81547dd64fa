import type { Path, Row } from '#core/anonymise/dimension'
import { departmentNode, entryTrees } from '#core/anonymise/entryTrees'
import { ageGroups, causeGroups, ethnicGroups, identityGroups, roleGroups } from '#core/anonymise/groups'
import { timeOfDate } from '#core/anonymise/time'
import { assertExportable } from '#shared/records/exportable'
import type { Exportable } from '#shared/records/exportable'
import type { ValueOf } from '#shared/records/record'
import { entryRecord } from '#shared/records/registryEntry'
import { countedStatuses } from '#shared/rules/registry'
import { departmentNamed, departmentsOf } from '#shared/vocabulary/departments'
import { currentOf, extensionOf, termOf } from '#shared/vocabulary/terms'
import type { Extension, VocabularyName } from '#shared/vocabulary/terms'

/** The fields of an entry that are counted: only such as may leave. */
const countedFields = [
  'date',
  'country',
  'department',
  'types',
  'perpetrators',
  'genderDimension',
  'indicators',
  'causes',
  'target',
  'setting',
  'ageBand',
  'genderIdentity',
  'ethnicIdentity',
  'role',
  'eventId',
  'status',
  'consent',
] as const satisfies readonly Exportable<typeof entryRecord>[]
assertExportable(entryRecord, countedFields)

/**
 * An entry as it is counted. `personKey` is of a class that may not leave: it says which records are of one person, and
 * goes into `contributor` alone, which no box and no number has.
 */
export type CountedEntry = { readonly id: string; readonly personKey: string } & Pick<
  ValueOf<typeof entryRecord>,
  (typeof countedFields)[number]
>

/** A code by what the built-in list has for it: what replaced it, the parent of what a network added, undefined for neither. */
const known = (list: VocabularyName, code: string | null, extensions: readonly Extension[]): string | undefined => {
  if (code === null) return undefined
  const current = currentOf(list, extensionOf(list, code, extensions)?.parent ?? code)
  return termOf(list, current) && current
}

/** The path of a node in its dimension; none for what is no node of it: nobody knows. */
const pathTo = (dimension: string, code: string | undefined): Path[] => {
  const tree = entryTrees[dimension]
  const path: string[] = []
  for (let at = code ?? null; at !== null;) {
    const node = tree?.find(at)
    if (!node) return []
    path.unshift(at)
    at = node.parent
  }
  return path.length === 0 ? [] : [path]
}

/** Some paths, each once, without those that another one goes on from. */
const finest = (paths: readonly Path[]): Path[] => {
  const byName = new Map(paths.map((path) => [path.join('/'), path]))
  return [...byName].flatMap(([name, path]) =>
    [...byName.keys()].some((other) => other.startsWith(`${name}/`)) ? [] : [path],
  )
}

const placeOf = ({ country, department }: CountedEntry): Path[] => {
  if (country === '') return []
  if (!entryTrees.place?.find(country)) return [['other']]
  const name = departmentNamed(country, department)
  return [departmentsOf(country).includes(name) ? [country, departmentNode(country, name)] : [country]]
}

const inGroup = (
  dimension: string,
  groups: Readonly<Record<string, readonly string[]>>,
  code: string | undefined,
): Path[] => {
  const group = Object.keys(groups).find((name) => code !== undefined && groups[name]?.includes(code))
  if (group === undefined || code === undefined) return []
  return [entryTrees[dimension]?.find(code) ? [group, code] : [group]]
}

const verifiedStatuses: readonly string[] = ['verified', 'coded', 'published_in']

/** Whether an entry is counted at all: not set aside, and she did not refuse. */
const isCounted = ({ status, consent }: Pick<CountedEntry, 'status' | 'consent'>): boolean =>
  (countedStatuses as readonly string[]).includes(status) && consent.aggregateStats !== 'refused'

/** Entries as rows. Codes that are not built in count under their parent, or as not known: none is ever printed. */
export const entryRows = (entries: readonly CountedEntry[], extensions: readonly Extension[]): Row[] =>
  entries.filter(isCounted).map((entry): Row => {
    const of = (list: VocabularyName, code: string | null) => known(list, code, extensions)
    const types = entry.types.flatMap((code) => of('aggressionType', code) ?? [])
    const age = of('ageBand', entry.ageBand)
    const ethnic = of('ethnicIdentity', entry.ethnicIdentity)
    const time = timeOfDate(entry.date)
    return {
      id: entry.id,
      contributor: entry.personKey !== '' ? `p ${entry.personKey}` : `e ${entry.eventId ?? entry.id}`,
      at: {
        time: time.length === 0 ? [] : [time],
        place: placeOf(entry),
        type: finest(types.flatMap((code) => pathTo('type', code))),
        perpetrator: finest(
          entry.perpetrators
            .flatMap(({ category, level2 }) => [of('perpetrator', category), of('perpetrator', level2)])
            .flatMap((code) => pathTo('perpetrator', code)),
        ),
        gender: pathTo('gender', of('genderDimension', entry.genderDimension)),
        indicator: finest(entry.indicators.flatMap((code) => pathTo('indicator', of('genderIndicator', code)))),
        cause: finest(entry.causes.flatMap((code) => inGroup('cause', causeGroups, of('cause', code)))),
        target: pathTo('target', of('target', entry.target)),
        setting: pathTo('setting', of('setting', entry.setting)),
        ageBand: age === undefined ? [] : [ageGroups[age] ?? []].flatMap((path) => (path.length ? [path as Path] : [])),
        genderIdentity: inGroup('genderIdentity', identityGroups, of('genderIdentity', entry.genderIdentity)),
        ethnicIdentity: pathTo('ethnicIdentity', ethnic === undefined ? undefined : ethnicGroups[ethnic]),
        role: inGroup('role', roleGroups, of('defenderRole', entry.role)),
        sdg: finest(types.flatMap((code) => pathTo('sdg', termOf('aggressionType', code)?.sdg))),
        verified: [[verifiedStatuses.includes(entry.status) ? 'yes' : 'no']],
      },
    }
  })
