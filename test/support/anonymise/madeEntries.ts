import type { CountedEntry } from '#core/anonymise/entryRows'
import { readRecord } from '#shared/records/record'
import { entryRecord } from '#shared/records/registryEntry'
import { departmentsOf } from '#shared/vocabulary/departments'
import { vocabularies } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'
import type { Random } from '../random'

/** Earlier ones of a list more often than later ones, as in life. */
const often = <T>(random: Random, list: readonly T[]): T => {
  const at = Math.floor(list.length * random.next() ** 2.5)
  const found = list[Math.min(at, list.length - 1)]
  if (found === undefined) throw new RangeError('empty list')
  return found
}

const codes = (list: VocabularyName, isTerm: boolean): string[] =>
  vocabularies[list].terms.filter((term) => !isTerm || term.parent !== undefined).map(({ code }) => code)

/** An entry as the projection has it, of an invented event in one of these years. */
export const madeEntry = (
  random: Random,
  no: number,
  { years, countries, people }: { years: readonly number[]; countries: readonly string[]; people: number },
): CountedEntry => {
  const country = often(random, countries)
  const month = String(1 + random.whole(12)).padStart(2, '0')
  const precision = often(random, ['exact', 'exact', 'month', 'month', 'quarter', 'year'])
  const many = (list: VocabularyName, isTerm: boolean, most: number): string[] => [
    ...new Set(Array.from({ length: 1 + random.whole(most) }, () => often(random, codes(list, isTerm)))),
  ]
  const written = {
    date: { from: `${random.pick(years)}-${month}-${precision === 'exact' ? '14' : '01'}`, to: null, precision },
    country,
    department: random.next() < 0.8 && departmentsOf(country).length > 0 ? often(random, departmentsOf(country)) : '',
    types: many('aggressionType', true, 3),
    perpetrators: many('perpetrator', true, 2).map((category) => ({ category, level2: null })),
    genderDimension: often(random, ['no', 'yes', 'not_determinable', 'unknown']),
    indicators: [],
    causes: many('cause', false, 2),
    target: often(random, ['personal', 'collective', 'organisation', 'other']),
    setting: often(random, ['rural', 'urban', 'periurban', 'unknown']),
    ageBand: often(random, ['age_35_44', 'age_25_34', 'age_45_59', 'age_18_24', 'unknown', 'age_60_plus', 'age_12_17']),
    genderIdentity: often(random, ['woman_cis', 'unknown', 'woman_trans', 'non_binary', 'man']),
    ethnicIdentity: often(random, ['mestiza', 'indigenous', 'garifuna_afro', 'unknown']),
    role: often(random, codes('defenderRole', false)),
    eventId: null,
    status: often(random, ['verified', 'submitted', 'coded']),
    consent: { registry: 'given', aggregateStats: 'given' },
  }
  return {
    ...readRecord(entryRecord, written),
    id: `e${no}`,
    personKey: `${random.whole(people)}`,
  }
}

/** Some of them. */
export const madeEntries = (
  random: Random,
  count: number,
  of: { years: readonly number[]; countries: readonly string[]; people?: number },
): CountedEntry[] =>
  Array.from({ length: count }, (_, no) => madeEntry(random, no, { people: Math.ceil(count * 0.8), ...of }))
