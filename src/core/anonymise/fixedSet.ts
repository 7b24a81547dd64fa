import type { Box } from '#core/anonymise/dimension'
import { draftTable } from '#core/anonymise/draftTable'
import type { DraftTable, Reading } from '#core/anonymise/draftTable'
import type { Unit } from '#shared/rules/publication'
import { entryTrees } from '#core/anonymise/entryTrees'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'

/** What every release of the registry shows. Each has the country and one dimension beside it, or one alone. */
const subjects: readonly (readonly [subject: string, readings: readonly Reading[]])[] = [
  ['months', [['time', 'month']]],
  [
    'typeByCountry',
    [
      ['type', 'family'],
      ['place', 'country'],
    ],
  ],
  ['types', [['type', 'term']]],
  [
    'perpetratorByCountry',
    [
      ['perpetrator', 'family'],
      ['place', 'country'],
    ],
  ],
  ['perpetrators', [['perpetrator', 'term']]],
  [
    'genderByCountry',
    [
      ['gender', 'answer'],
      ['place', 'country'],
    ],
  ],
  [
    'genderByType',
    [
      ['gender', 'answer'],
      ['type', 'family'],
    ],
  ],
  [
    'causeByCountry',
    [
      ['cause', 'group'],
      ['place', 'country'],
    ],
  ],
  ['causes', [['cause', 'term']]],
  [
    'targetByCountry',
    [
      ['target', 'term'],
      ['place', 'country'],
    ],
  ],
]

/** SDG indicator 16.10.1: what is verified, by who it was done to and who is said to have done it. */
const sdg: readonly (readonly [subject: string, reading: Reading])[] = [
  ['sdgByIdentity', ['genderIdentity', 'group']],
  ['sdgByAge', ['ageBand', 'group']],
  ['sdgByPerpetrator', ['perpetrator', 'side']],
]

/** Of which records a release is. */
export const scopeOf = ({ period, country }: Pick<ReleaseSpec, 'period' | 'country'>): Box => ({
  time: period,
  ...(country === null ? {} : { place: country }),
})

/** The levels at which time and country can be shown together, finest first. */
export const timeLevels = ['month', 'quarter', 'half', 'year'] as const
/** One of these. */
export type TimeLevel = (typeof timeLevels)[number]

const unit: Unit = 'aggressions'

/** The tables of the registry that every release has. `countries`: those of which departments are told apart, never after records. */
export const fixedSet = (scope: Box, time: TimeLevel, countries: readonly string[]): DraftTable[] => {
  const draft = (subject: string, of: Box, readings: readonly Reading[]) =>
    draftTable(entryTrees, unit, subject, of, readings)
  const told = scope.place === undefined ? countries : [scope.place]
  const tables = [
    draft('monthByCountry', scope, [
      ['time', time],
      ['place', 'country'],
    ]),
    ...subjects.map(([subject, readings]) => draft(subject, scope, readings)),
    ...[...told].sort().map((place) => draft('departments', { ...scope, place }, [['place', 'department']])),
    ...sdg.map(([subject, reading]) => draft(subject, { ...scope, verified: 'yes' }, [['sdg', 'category'], reading])),
  ]
  // of one country a table by country is one that is there already, or a single number
  const names = new Set<string>()
  return tables.filter(({ subject, of, axes }) => {
    const name = JSON.stringify([of, axes.map(({ dimension, levels }) => [dimension, levels])])
    if (axes.length === 0 || names.has(name)) return false
    names.add(name)
    return subject !== ''
  })
}

/** A table that somebody asked for beside the fixed set. */
export const ownTable = (scope: Box, axes: ReleaseSpec['tables'][number]): DraftTable =>
  draftTable(
    entryTrees,
    unit,
    'own',
    scope,
    axes.map(({ dimension, level }): Reading => [dimension, level]),
  )
