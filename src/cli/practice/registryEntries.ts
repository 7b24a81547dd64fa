import type { CommandInput } from '#shared/contract/commands'

/** How many entries of each kind to make; every number comes out exactly. */
export type RegistryMarginals = {
  /** Four digits. */
  readonly year: string
  readonly personal: number
  readonly collective: number
  readonly organisation: number
  /** Of all, those with a gender dimension. */
  readonly gendered: number
}

/** What the Initiative published of 2023. `gendered` is of nobody's count: it is there to have some. */
export const initiative2023: RegistryMarginals = {
  year: '2023',
  personal: 2_087,
  collective: 3_828,
  organisation: 299,
  gendered: 2_486,
}

type Entry = CommandInput<'registry.submit'>

/** Mulberry32: the same seed gives the same entries everywhere. */
const draws = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const countries = ['HN', 'HN', 'HN', 'MX', 'MX', 'MX', 'SV', 'SV', 'NI', 'GT']
const types = [
  ...['harassment', 'harassment', 'psychological', 'smear_campaign', 'smear_campaign', 'threat_other'],
  ...['death_threat', 'surveillance', 'excessive_force', 'online_harassment', 'unfounded_charges', 'physical_attack'],
  ...['arbitrary_detention', 'raid_office', 'forced_displacement', 'denial_justice'],
]
const perpetrators = [
  ...(['state', 'state', 'state', 'private', 'close', 'unknown'] as const),
  ...(['armed', 'state', 'private', 'unknown'] as const),
]
const level2: Readonly<Record<string, readonly string[]>> = {
  state: ['police_national', 'police_local', 'military', 'authority_local', 'judiciary_prosecution'],
  private: ['company_national', 'landowner', 'online_unknown', 'media'],
  close: ['community', 'own_organisation', 'family'],
  armed: ['organised_crime', 'gang'],
}
const causes = ['land_territory', 'life_free_violence', 'truth_justice', 'expression', 'lgbti', 'labour', 'migrants']
const indicators = ['sexist_language', 'gender_role', 'sexual_rumours', 'motherhood', 'leadership_devalued']

/**
 * Invented entries for practice and tests, in the order of their dates: the same for the same seed. People and places are
 * numbers; of a kind there are exactly as many as `marginals` says, all else is drawn.
 */
export const practiceEntries = (seed: number, marginals: RegistryMarginals): Entry[] => {
  const below = draws(seed)
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const shuffled = <T>(list: T[]): T[] => {
    for (let i = list.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[list[i], list[j]] = [list[j] as T, list[i] as T]
    }
    return list
  }
  const { year, personal, collective, organisation, gendered } = marginals
  const targets = shuffled([
    ...Array.from({ length: personal }, () => 'personal'),
    ...Array.from({ length: collective }, () => 'collective'),
    ...Array.from({ length: organisation }, () => 'organisation'),
  ])
  const isGendered = shuffled(targets.map((_, i) => i < gendered))
  const start = Date.parse(`${year}-01-01T00:00:00Z`)
  const entryOf = (target: string, i: number): Entry => {
    const country = one(countries)
    const category = one(perpetrators)
    const under = level2[category]
    const least = 3 + below(60)
    return {
      date: {
        from: new Date(start + below(365) * 86_400_000).toISOString().slice(0, 10),
        precision: below(12) === 0 ? 'month' : 'exact',
      },
      country,
      department: `Departamento ${below(18) + 1}`,
      municipality: `Municipio ${below(300) + 1}`,
      setting: one(['rural', 'urban', 'periurban']),
      types: [...new Set(Array.from({ length: 1 + below(3) }, () => one(types)))],
      target,
      ...(target === 'collective' ? { groupLeast: least, groupMost: least + below(40) } : {}),
      ...(target === 'personal' ? { person: `Persona de práctica ${below(900) + 1}` } : {}),
      genderDimension: isGendered[i] ? 'yes' : one(['no', 'not_determinable']),
      ...(isGendered[i] ? { indicators: [one(indicators)] } : {}),
      perpetrators: [{ category, ...(under ? { level2: one(under) } : {}) }],
      causes: [one(causes)],
      sources: [one(['defender', 'organisation', 'media', 'network_member'])],
      ...(target === 'personal' ? { ageBand: one(['age_18_24', 'age_25_34', 'age_35_44', 'age_45_59']) } : {}),
      consent: { registry: one(['given', 'not_asked']), aggregateStats: one(['given', 'given', 'given', 'not_asked']) },
    }
  }
  return targets.map(entryOf).sort((a, b) => ((a.date?.from ?? '') < (b.date?.from ?? '') ? -1 : 1))
}
