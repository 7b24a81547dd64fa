import { departmentsOf } from '#shared/vocabulary/departments'
import { vocabularies } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'
import type { CaseCodes } from '#core/anonymise/summaries/caseRow'
import type { SummaryRequest } from '#core/anonymise/summaries/summarise'
import type { Random } from './random'

/** When the summaries of these tests are made. */
const summaryNow = '2013-02-01T12:00:00.000Z'

/** Her yes to anonymised summaries, on a day. */
export const agreedOn = (on: string, state = 'given', person: string | null = null): CaseCodes['consents'][number] => ({
  id: `${state} ${on} ${person ?? ''}`,
  purpose: 'case_summary',
  state,
  person,
  to: '',
  on,
  expiresOn: null,
  after: [],
  at: `${on}T10:00:00.000Z`,
})

/** One case that says nothing special, with what is different about it. */
export const summaryCase = (
  id: string,
  {
    person = {},
    aggression = {},
    ...rest
  }: Partial<CaseCodes> & {
    person?: Partial<CaseCodes['persons'][number]>
    aggression?: Partial<CaseCodes['aggressions'][number]>
  } = {},
): CaseCodes => ({
  id,
  contributor: id,
  openedOn: '2012-05-20T10:00:00.000Z',
  country: 'HN',
  department: 'Cortés',
  sphere: 'political',
  persons: [
    {
      id: `${id} person`,
      relationToCase: 'defender',
      ageBand: 'age_25_34',
      genderIdentity: 'woman_cis',
      ethnicIdentity: 'mestiza',
      role: 'member',
      causes: ['land_territory'],
      ...person,
    },
  ],
  aggressions: [
    {
      id: `${id} aggression`,
      date: { from: '2012-05-14', to: null, precision: 'exact' },
      country: 'HN',
      department: 'Cortés',
      setting: 'rural',
      types: ['death_threat'],
      target: 'personal',
      perpetrators: [{ category: 'state', level2: 'military' }],
      causes: [],
      ...aggression,
    },
  ],
  consents: [agreedOn('2012-06-01')],
  ...rest,
})

const codesOf = (list: VocabularyName): string[] => vocabularies[list].terms.map(({ code }) => code)

/**
 * Cases of a network that nobody invented one by one. `sameness`, 0 to 1: how often a case is like most.
 */
export const randomCases = (random: Random, count: number, sameness: number): CaseCodes[] =>
  Array.from({ length: count }, (_, i) => {
    const id = `case ${String(i).padStart(5, '0')}`
    const usual = <T>(value: T, others: readonly T[]): T => (random.next() < sameness ? value : random.pick(others))
    const country = usual('HN', ['MX', 'GT', 'SV', 'NI', 'CR', 'XX', 'ES'])
    const some = (list: VocabularyName): string[] =>
      Array.from({ length: 1 + random.whole(3) }, () => random.pick(codesOf(list)))
    const two = (below: number): string => String(1 + random.whole(below)).padStart(2, '0')
    return summaryCase(id, {
      sphere: usual('political', codesOf('sphere')),
      contributor: random.next() < 0.9 ? id : `woman ${random.whole(40)}`,
      person: {
        ageBand: usual('age_25_34', codesOf('ageBand')),
        genderIdentity: usual('woman_cis', codesOf('genderIdentity')),
        ethnicIdentity: usual('indigenous', codesOf('ethnicIdentity')),
        role: usual('leader', codesOf('defenderRole')),
        causes: usual(['land_territory'], [some('cause'), some('cause'), []]),
      },
      aggression: {
        date: {
          from: `2012-${two(12)}-${two(28)}`,
          to: null,
          precision: usual('exact', ['month', 'quarter', 'year', 'approximate', 'range']),
        },
        country,
        department: usual(random.pick([...departmentsOf(country), '']), ['Nowhere', 'cortes']),
        setting: usual('rural', codesOf('setting')),
        target: usual('personal', codesOf('target')),
        types: usual([random.pick(codesOf('aggressionType'))], [some('aggressionType'), ['x-red-nobody'], []]),
        perpetrators: [{ category: random.pick(codesOf('perpetrator')), level2: null }],
      },
    })
  })

/** What these tests ask for; rows are shuffled by a plain hash that is no secret. */
export const summaryRequest = (more: Partial<SummaryRequest> = {}): SummaryRequest => ({
  period: '2012',
  country: null,
  k: 5,
  now: summaryNow,
  extensions: [],
  shuffledBy: (id) => {
    let hash = 2_166_136_261
    for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619)
    return (hash >>> 0).toString(16).padStart(8, '0')
  },
  ...more,
})
