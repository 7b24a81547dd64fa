import { describe, expect, test } from 'vitest'
import { summaryColumns } from '#core/anonymise/summaries/columns'
import { alikeOf, frequenciesOf } from '#core/anonymise/summaries/frequencies'
import { graveAggressions, hierarchyCsv, valuesOf } from '#core/anonymise/summaries/hierarchies'
import { profileSize } from '#core/anonymise/summaries/profile'
import { demandsOf, summarise } from '#core/anonymise/summaries/summarise'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { verifySummary } from '#core/anonymise/summaries/verifySummary'
import { randomOf } from '../../support/random'
import { individualRisk, weightedFrequencies } from '../../support/sdcRisk'
import { agreedOn, randomCases, summaryCase, summaryRequest } from '../../support/summaryCases'

const made = async (...args: Parameters<typeof summarise>): Promise<SummaryPublication> => {
  const result = await summarise(...args)
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
const column = (publication: SummaryPublication, name: (typeof summaryColumns)[number]): (string | null)[] =>
  publication.rows.map((row) => row[publication.columns.indexOf(name)] ?? null)

/** Forty cases, alike in all but what was done and by whom. */
const forty = (change: (i: number) => Parameters<typeof summaryCase>[1] = () => ({})) =>
  Array.from({ length: 40 }, (_, i) => {
    const more = change(i) ?? {}
    return summaryCase(`case ${String(i).padStart(2, '0')}`, {
      sphere: i % 2 === 0 ? 'political' : 'community',
      ...more,
      aggression: {
        types: [['death_threat', 'raid_home', 'smear_campaign', 'physical_attack'][i % 4] ?? ''],
        perpetrators: [{ category: ['military', 'gang', 'landowner'][i % 3] ?? '', level2: null }],
        ...more.aggression,
      },
    })
  })

describe('the frequencies of sdcMicro on its own example', () => {
  const keys = [
    [1, 2, 5, 1],
    [1, 2, 1, 1],
    [1, 2, 1, 1],
    [3, 3, 1, 5],
    [4, 3, 1, 4],
    [4, 3, 1, 1],
    [6, 2, 1, 5],
    [1, 2, 5, 1],
  ]
  const weights = [18, 45.5, 39, 17, 541, 8, 5, 92]

  test('fk, Fk and the individual risk are those that it prints', () => {
    const fk = frequenciesOf(keys)
    const Fk = weightedFrequencies(alikeOf(keys), weights)
    expect(fk).toEqual([2, 2, 2, 1, 1, 1, 1, 2])
    expect(Fk).toEqual([110, 84.5, 84.5, 17, 541, 8, 5, 110])
    expect(fk.map((f, i) => individualRisk(f, Fk[i] ?? 0).toFixed(6))).toEqual([
      '0.017144',
      '0.022042',
      '0.022042',
      '0.177076',
      '0.011654',
      '0.297063',
      '0.402359',
      '0.017144',
    ])
  })

  test('what is hidden is alike to nothing but what is hidden: it is no wildcard', () => {
    const hidden = [
      [1, null],
      [1, 2],
      [1, null],
    ]
    expect(frequenciesOf(hidden)).toEqual([2, 1, 2])
  })
})

describe('trees', () => {
  test('have every term of the lists once, said in the same words at each level', () => {
    for (const name of summaryColumns) {
      const lines = hierarchyCsv(name, '2012').trim().split('\n')
      const leaves = lines.map((line) => line.split(';')[0])
      expect(new Set(leaves).size, name).toBe(leaves.length)
      expect(
        lines.every((line) => line.endsWith(';*') && line.split(';').length === (lines[0]?.split(';').length ?? 0)),
        name,
      ).toBe(true)
    }
    expect(hierarchyCsv('ageBand', '2012')).toContain('age_18_24;age_18_34;adult;*\n')
    expect(hierarchyCsv('place', '2012')).toContain('HN:Cortés;HN;*\n')
    expect(hierarchyCsv('period', '2012-S1')).toContain('2012-05;2012-T2;2012-S1;2012;*\n')
    expect(hierarchyCsv('causes', '2012')).toContain('several;several;*\n')
    expect(valuesOf('period', '2012-T3').map((path) => path.at(-1))).toEqual(['2012-07', '2012-08', '2012-09'])
  })

  test('know which aggressions are grave as a family', () => {
    expect(graveAggressions).toEqual(['life', 'liberty', 'sexual', 'torture', 'family_sphere'])
  })
})

describe('summaries', () => {
  test('of cases that are alike say everything, and are numbered anew', async () => {
    const publication = await made(forty(), summaryRequest())
    expect(publication.rows[0]).toEqual([
      'r0001',
      '2012-05',
      'HN:Cortés',
      'age_25_34',
      'member',
      'rural',
      'personal',
      'mestiza',
      'woman_cis',
      'land_territory',
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ])
    expect(publication.rows).toHaveLength(40)
    expect(publication).toMatchObject({
      undercount: 0,
      hiddenShare: 0,
      classes: { count: 1, smallest: 40, largest: 40 },
      levels: { period: 'month', place: 'department', perpetrator: 'family' },
    })
    expect(verifySummary(publication, demandsOf(5))).toEqual([])
  })

  test('are the same from cases in another order, and in another order under another key', async () => {
    const cases = randomCases(randomOf(11), 150, 0.9)
    const first = await made(cases, summaryRequest())
    const again = await made([...randomOf(5).shuffle(cases), ...cases.slice(0, 9)], summaryRequest())
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    const other = await made(cases, summaryRequest({ shuffledBy: (id) => Array.from(id).reverse().join('') }))
    const said = ({ rows }: SummaryPublication): string[] => rows.map((row) => row.slice(1).join())
    expect(said(other)).not.toEqual(said(first))
    expect(said(other).sort()).toEqual(said(first).sort())
  })

  test('take only who agreed, and say how many are missing unless these are too few', async () => {
    const without = (count: number) =>
      forty((i) => (i < count ? { consents: i % 2 === 0 ? [] : [agreedOn('2012-06-01', 'refused')] } : {}))
    const three = await made(without(3), summaryRequest())
    expect([three.rows.length, three.undercount]).toEqual([37, null])
    const five = await made(without(5), summaryRequest())
    expect([five.rows.length, five.undercount]).toEqual([35, 5])
    const tooFew = await summarise(without(21), summaryRequest())
    expect(tooFew).toEqual({ ok: false, error: { type: 'TooFewCases', detail: { least: 20 } } })
  })

  test('leave out whose agreement lapsed, was taken back, or is refused by another whom the case is about', async () => {
    const yes = agreedOn('2012-06-01')
    const consents = [
      [agreedOn('2011-01-01')],
      [yes, { ...agreedOn('2012-07-01', 'withdrawn'), after: [yes.id] }],
      [yes, agreedOn('2012-06-01', 'refused', 'case 02 person')],
      [agreedOn('2012-06-01', 'given', 'somebody else')],
      [{ ...yes, purpose: 'aggregate_stats' }],
    ]
    const cases = forty((i) => (consents[i] ? { consents: consents[i] } : {}))
    const { rows, undercount } = await made(cases, summaryRequest())
    expect([rows.length, undercount]).toEqual([35, 5])
  })

  test('are of the cases of their period and country', async () => {
    const inApril = { date: { from: '2012-04-02', to: null, precision: 'exact' } }
    const elsewhere = { country: 'MX', department: 'Oaxaca' }
    const cases = forty((i) => ({ aggression: i < 6 ? inApril : i < 12 ? elsewhere : {} }))
    const whole = await made(cases, summaryRequest())
    expect(whole.rows).toHaveLength(40)
    const honduras = await made(cases, summaryRequest({ country: 'HN', period: '2012-T2' }))
    expect(honduras.rows).toHaveLength(34)
    expect(new Set(column(honduras, 'place'))).toEqual(new Set(['HN:Cortés']))
    expect((await summarise(cases, summaryRequest({ period: '2012-T3' }))).ok).toBe(false)
  })

  test('say less of all where a few would stand out, the date first', async () => {
    const cases = forty((i) => ({
      aggression: { date: { from: `2012-${String(1 + (i % 12)).padStart(2, '0')}-03`, to: null, precision: 'exact' } },
    }))
    const { levels, hiddenShare } = await made(cases, summaryRequest())
    expect(levels).toMatchObject({ period: 'quarter', place: 'department', ageBand: 'band', causes: 'term' })
    expect(hiddenShare).toBe(0)
  })

  test('hide the one thing in which one differs', async () => {
    const cases = forty((i) => (i < 2 ? { person: { role: 'student' } } : {}))
    const publication = await made(cases, summaryRequest())
    // two rows with their role hidden are too few by themselves: so are the role of all, or these two
    expect(publication.classes.smallest).toBeGreaterThanOrEqual(5)
    expect(column(publication, 'role')).not.toContain('student')
    expect(publication.rows.length).toBe(38)
    expect(publication.undercount).toBeNull()
  })

  test('put rows that each differ in one thing together by hiding it', async () => {
    const roles = ['student', 'lawyer', 'journalist', 'leader', 'relative_searcher', 'community_authority']
    const publication = await made(
      forty((i) => ({ person: { role: roles[i] ?? 'member' } })),
      summaryRequest(),
    )
    expect(publication).toMatchObject({ levels: { role: 'term' }, undercount: 0 })
    expect(publication.rows).toHaveLength(40)
    expect(column(publication, 'role').filter((role) => role === null)).toHaveLength(6)
    expect(publication.hiddenShare).toBe(0.02) // 6 of 9 × 40
  })

  test('are refused where all have the same to hide, and where all of a class do its rows are put with others', async () => {
    const sexual = { types: ['rape'] }
    const all = await summarise(
      forty(() => ({ aggression: sexual })),
      summaryRequest(),
    )
    expect(all).toMatchObject({ error: { type: 'ProfilesTooRare' } })
    const young = await made(
      forty((i) => (i < 20 ? { person: { ageBand: 'age_18_24' }, aggression: sexual } : {})),
      summaryRequest(),
    )
    expect(young.levels.ageBand).not.toBe('band')
  })

  test('say nothing of the sphere where it is the same in all, rather than what it is', async () => {
    const publication = await made(
      forty(() => ({ sphere: 'family' })),
      summaryRequest(),
    )
    expect(publication.levels.sphere).toBeNull()
    expect(new Set(column(publication, 'sphere'))).toEqual(new Set([null]))
  })

  test('ask for three different things where a grave one is among them; torture and a blow are one', async () => {
    const of = (types: readonly string[]) =>
      summarise(
        forty((i) => ({ aggression: { types: [types[i % types.length] ?? ''] } })),
        summaryRequest(),
      )
    expect((await of(['death_threat', 'raid_home'])).ok).toBe(true)
    expect((await of(['killing', 'raid_home'])).ok).toBe(false)
    expect((await of(['killing', 'raid_home', 'death_threat'])).ok).toBe(true)
    expect((await of(['torture', 'physical_attack', 'raid_home'])).ok).toBe(false)
  })

  test('count a woman with several cases once', async () => {
    const one = forty((i) => (i < 6 ? { contributor: 'alma', person: { role: 'lawyer' } } : {}))
    expect(column(await made(one, summaryRequest()), 'role')).not.toContain('lawyer')
    const six = forty((i) => (i < 6 ? { person: { role: 'lawyer' } } : {}))
    expect(column(await made(six, summaryRequest()), 'role')).toContain('lawyer')
  })

  test('tell a case by its gravest aggression, its several causes as several, what is unknown not at all', async () => {
    const types = ['x-red-golpe', 'threat_other', 'arbitrary_detention', '__proto__', 'unknown']
    const extensions = [{ list: 'aggressionType', code: 'x-red-golpe', parent: 'physical', labelEs: '', labelEn: '' }]
    const publication = await made(
      forty((i) => ({
        person: { causes: ['land_territory', 'labour'], ageBand: 'prefer_not', genderIdentity: '<script>' },
        aggression: { types: i % 2 === 0 ? types : ['raid_home', 'death_threat'] },
      })),
      summaryRequest({ extensions }),
    )
    expect(new Set(column(publication, 'aggression'))).toEqual(new Set(['physical', 'threat']))
    expect(new Set(column(publication, 'causes'))).toEqual(new Set(['several']))
    expect(new Set([...column(publication, 'ageBand'), ...column(publication, 'genderIdentity')])).toEqual(
      new Set([null]),
    )
  })

  test('stop when somebody does not want to wait', async () => {
    const stop = new AbortController()
    const going = summarise(randomCases(randomOf(3), 4000, 0.3), summaryRequest(), { signal: stop.signal })
    stop.abort()
    expect(await going).toEqual({ ok: false, error: { type: 'Cancelled' } })
  })
})

describe('the profile of a case', () => {
  test('is shared by women of her year, country and groups, each once, whatever they agreed to', () => {
    const cases = [
      summaryCase('hers', { person: { role: 'leader' } }),
      summaryCase('like her', { consents: [], person: { role: 'community_authority', ageBand: 'age_60_plus' } }),
      summaryCase('again', { contributor: 'like her', person: { role: 'leader' }, aggression: { setting: 'urban' } }),
      summaryCase('a member', { person: { role: 'member' } }),
      summaryCase('a girl', { person: { role: 'leader', ageBand: 'age_12_17' } }),
      summaryCase('later', {
        person: { role: 'leader' },
        aggression: { date: { from: '2013-01-02', to: null, precision: 'exact' } },
      }),
    ]
    expect(profileSize('hers', cases, [])).toBe(2)
    expect(profileSize('a girl', cases, [])).toBe(1)
    expect(profileSize('not here', cases, [])).toBe(0)
  })
})
