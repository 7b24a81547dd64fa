import { describe, expect, test } from 'vitest'
import { caseRow } from '#core/anonymise/summaries/caseRow'
import { summaryColumns, traits } from '#core/anonymise/summaries/columns'
import { countedAs } from '#core/anonymise/summaries/coded'
import { summaryClashes } from '#core/anonymise/summaries/earlierSummaries'
import { demandsOf, summarise } from '#core/anonymise/summaries/summarise'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { verifySummary } from '#core/anonymise/summaries/verifySummary'
import { randomOf, seedsOf } from '../../support/random'
import { randomCases, summaryCase, summaryRequest } from '../../support/summaryCases'

const demands = demandsOf(5)
const published = async (...args: Parameters<typeof summarise>): Promise<SummaryPublication> => {
  const result = await summarise(...args)
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
const cell = (row: readonly (string | null)[], column: (typeof summaryColumns)[number]): string | null =>
  row[summaryColumns.indexOf(column) + 1] ?? null

const grave = ['life', 'liberty', 'sexual', 'torture', 'family_sphere']

/** The rules anew, from the printed rows alone and by other means than the product's. */
const expectToHold = ({ rows, hiddenShare, undercount }: SummaryPublication): void => {
  const name = (row: readonly (string | null)[]): string => traits.map((trait) => cell(row, trait) ?? '*').join(' · ')
  for (const one of new Set(rows.map(name))) {
    const same = rows.filter((row) => name(row) === one)
    expect(same.length).toBeGreaterThanOrEqual(5)
    const isGrave = same.some((row) => grave.includes(cell(row, 'aggression') ?? ''))
    for (const matter of ['aggression', 'perpetrator', 'sphere'] as const) {
      const known = same.flatMap((row) => cell(row, matter) ?? [])
      const different = new Set(known.map((code) => (code === 'torture' ? 'physical' : code))).size
      if (known.length > 0) expect(different).toBeGreaterThanOrEqual(isGrave ? 3 : 2)
    }
  }
  expect(rows.length).toBeGreaterThanOrEqual(20)
  expect(hiddenShare).toBeLessThanOrEqual(0.1)
  expect(undercount === null || undercount === 0 || undercount >= 5).toBe(true)
}

describe('somebody who knows a woman is in the summaries', () => {
  test.each(seedsOf('summaries', 6, [1, 2, 3, 4]))('finds at least five rows, not alike (seed %i)', async (seed) => {
    const random = randomOf(seed)
    const cases = randomCases(random, 25 + random.whole(random.pick([30, 250])), random.pick([0.5, 0.8, 0.95]))
    const result = await summarise(cases, summaryRequest())
    if (!result.ok) {
      expect(['TooFewCases', 'ProfilesTooRare']).toContain(result.error.type)
      return
    }
    expectToHold(result.value)
    expect(verifySummary(result.value, demands)).toEqual([])
    const again = await summarise(random.shuffle(cases), summaryRequest())
    expect(again).toEqual(result)
    for (const { at } of cases.map((one) => caseRow(one, []))) {
      const hers = result.value.rows.filter((row) =>
        traits.every((trait) => {
          const said = cell(row, trait)
          return said === null || at[trait].includes(said) || at[trait].length === 0
        }),
      )
      // none where she was left out and nobody is like her
      if (hers.length === 0) continue
      expect(hers.length).toBeGreaterThanOrEqual(5)
      const known = hers.flatMap((row) => cell(row, 'aggression') ?? []).map((code) => countedAs('aggression', code))
      if (known.length > 0) expect(new Set(known).size).toBeGreaterThanOrEqual(2)
    }
  })

  test('reads nothing in them but codes of the trees', async () => {
    const canary = (text: string): string => `canary-${text}`
    const cases = randomCases(randomOf(8), 120, 0.95).map((one) => ({
      ...one,
      id: canary(one.id),
      contributor: canary(one.contributor),
      department: canary('department'),
      municipality: canary('town'),
      alias: canary('alias'),
      persons: one.persons.map((person) => ({ ...person, chosenName: canary('name'), role: canary('role') })),
      aggressions: one.aggressions.map((aggression) => ({
        ...aggression,
        department: canary('department'),
        narrative: canary('story'),
        perpetrators: [...aggression.perpetrators, { category: canary('who'), level2: canary('who') }],
      })),
    }))
    expect(JSON.stringify(await published(cases, summaryRequest()))).not.toContain('canary')
  })
})

describe('who approves summaries', () => {
  let made: Promise<SummaryPublication> | undefined
  const changed = async (change: (publication: SummaryPublication) => unknown): Promise<unknown> => {
    made ??= published(randomCases(randomOf(21), 200, 0.95), summaryRequest())
    expect(verifySummary(await made, demands)).toEqual([])
    return change(structuredClone(await made))
  }
  const withCell = (of: SummaryPublication, column: (typeof summaryColumns)[number], code: string | null) => ({
    ...of,
    rows: of.rows.map((row, i) =>
      i === 0 ? row.map((old, c) => (c === summaryColumns.indexOf(column) + 1 ? code : old)) : row,
    ),
  })

  test('sees a row that stands alone', async () => {
    const faults = verifySummary(await changed((of) => ({ ...of, rows: of.rows.slice(0, 30) })), demands)
    expect(faults).toContain('figures')
    const alone = await changed((of) =>
      withCell(of, 'setting', cell(of.rows[0] ?? [], 'setting') === 'urban' ? 'rural' : 'urban'),
    )
    expect(verifySummary(alone, demands)).toContain('class')
  })

  test('sees what is no code, or finer than it is said to be', async () => {
    expect(verifySummary(await changed((of) => withCell(of, 'role', 'Berta')), demands)).toContain('code')
    expect(verifySummary(await changed((of) => withCell(of, 'period', '2013-01')), demands)).toContain('code')
    expect(verifySummary(await changed((of) => withCell(of, 'period', null)), demands)).toContain('code')
    expect(verifySummary(await changed((of) => ({ ...of, levels: { ...of.levels, place: null } })), demands)).toContain(
      'code',
    )
  })

  test('sees lower thresholds than the network has, and figures that are not so', async () => {
    expect(verifySummary(await changed((of) => ({ ...of, k: 3 })), demands)).toContain('demands')
    expect(verifySummary(await changed((of) => of), demandsOf(300))).toEqual(['demands', 'class'])
    expect(verifySummary(await changed((of) => ({ ...of, undercount: 2 })), demands)).toContain('figures')
    expect(verifySummary(await changed((of) => ({ ...of, classes: { ...of.classes, count: 1 } })), demands)).toContain(
      'figures',
    )
  })

  test('is not troubled by what is no summary at all', async () => {
    for (const written of [null, 5, 'x', [], {}, { rows: [] }, { format: 1, rows: [[null]] }])
      expect(verifySummary(written, demands)).toEqual(['shape'])
    expect(verifySummary(await changed((of) => ({ ...of, note: 'Berta' })), demands)).toEqual(['shape'])
    expect(
      verifySummary(
        await changed((of) => ({ ...of, rows: of.rows.map((row) => ['r0001', ...row.slice(1)]) })),
        demands,
      ),
    ).toEqual(['shape'])
  })
})

describe('summaries beside earlier ones', () => {
  const kinds = ['death_threat', 'raid_home', 'smear_campaign', 'physical_attack']
  const plain = (from: number, to: number, day = '2012-05-14') =>
    Array.from({ length: to - from }, (_, n) => {
      const i = from + n
      return summaryCase(`case ${String(i).padStart(3, '0')}`, {
        sphere: i % 2 === 0 ? 'political' : 'community',
        aggression: {
          date: { from: day, to: null, precision: 'exact' },
          types: [kinds[i % 4] ?? ''],
          perpetrators: [{ category: ['military', 'gang', 'landowner'][i % 3] ?? '', level2: null }],
        },
      })
    })
  const reasons = (now: SummaryPublication, ...before: SummaryPublication[]) => summaryClashes(now, before, demands)

  test('of the same cases tell nothing, whatever their order and key', async () => {
    const first = await published(plain(0, 40), summaryRequest())
    const second = await published(
      plain(0, 40),
      summaryRequest({ shuffledBy: (id) => Array.from(id).reverse().join('') }),
    )
    expect(second.rows).not.toEqual(first.rows)
    expect(reasons(second, first)).toEqual([])
  })

  test('must not differ by one to four cases, more or fewer; five that differ among themselves may come', async () => {
    const first = await published(plain(0, 40), summaryRequest())
    for (const [to, clashes] of [
      [41, 1],
      [44, 1],
      [48, 0],
      [38, 1],
      [32, 0],
    ] as const)
      expect(reasons(await published(plain(0, to), summaryRequest()), first), `${to}`).toHaveLength(clashes)
  })

  test('must not show that somebody came when somebody else went, nor what was coded anew', async () => {
    const first = await published(plain(0, 40), summaryRequest())
    const other = [...plain(1, 40), ...plain(41, 42)]
    expect(reasons(await published(other, summaryRequest()), first)).toEqual([{ earlier: 0, reason: 'difference' }])
  })

  test('must not add five who all had the same done to them', async () => {
    const first = await published(plain(0, 40), summaryRequest())
    const alike = plain(40, 80).filter((_, i) => i % 4 === 0)
    const second = await published([...plain(0, 40), ...alike], summaryRequest())
    expect(reasons(second, first)).toEqual([{ earlier: 0, reason: 'difference' }])
  })

  test('of a half beside its year must not leave a handful for the other half', async () => {
    const half = await published(plain(0, 20), summaryRequest({ period: '2012-S1' }))
    const year = await published([...plain(0, 20), ...plain(20, 23, '2012-10-02')], summaryRequest())
    expect([year.levels.period, year.rows.length]).toEqual(['year', 23])
    expect(reasons(year, half)).toEqual([{ earlier: 0, reason: 'difference' }])
    const many = await published([...plain(0, 20), ...plain(20, 40, '2012-10-02')], summaryRequest())
    expect(reasons(many, half)).toEqual([])
    const after = await published(plain(20, 40, '2012-10-02'), summaryRequest({ period: '2012-S2' }))
    expect(reasons(after, half)).toEqual([])
  })

  test('of one country beside all must not leave a handful for the others', async () => {
    const abroad = (to: number) =>
      plain(20, to).map((one) => ({
        ...one,
        aggressions: one.aggressions.map((aggression) => ({ ...aggression, country: 'MX', department: '' })),
      }))
    const honduras = await published(plain(0, 20), summaryRequest({ country: 'HN' }))
    const all = await published([...plain(0, 20), ...abroad(23)], summaryRequest())
    expect([all.levels.place, all.rows.length]).toEqual([null, 23])
    expect(reasons(honduras, all)).toEqual([{ earlier: 0, reason: 'difference' }])
    const both = await published([...plain(0, 20), ...abroad(40)], summaryRequest())
    expect(reasons(honduras, both)).toEqual([])
  })

  test('at other levels must not have one thing in common for those who may be in both', async () => {
    // in May all of Cortés were raided or smeared; read by department first, then by month
    const row = (i: number, month: string, department: string, kind: string) =>
      summaryCase(`case ${String(i).padStart(3, '0')}`, {
        sphere: i % 8 < 4 ? 'political' : 'community',
        department,
        aggression: {
          department,
          date: { from: `2012-${month}-03`, to: null, precision: 'exact' },
          types: [kind],
          perpetrators: [{ category: ['military', 'gang', 'landowner'][i % 3] ?? '', level2: null }],
        },
      })
    const cases = Array.from({ length: 48 }, (_, i) => {
      const inMay = i % 2 === 0
      const inCortes = i % 4 < 2
      return row(
        i,
        inMay ? '05' : '11',
        inCortes ? 'Cortés' : 'Yoro',
        inMay ? (inCortes ? 'raid_home' : 'smear_campaign') : inCortes ? 'death_threat' : 'physical_attack',
      )
    })
    const strip = (one: (typeof cases)[number], change: object) => ({
      ...one,
      aggressions: one.aggressions.map((aggression) => ({ ...aggression, ...change })),
    })
    const byPlace = await published(
      cases.map((one) => strip(one, { date: { from: '2012-01-01', to: null, precision: 'year' } })),
      summaryRequest(),
    )
    const byMonth = await published(
      cases.map((one) => strip(one, { department: '' })),
      summaryRequest(),
    )
    expect(reasons(byMonth, byPlace)).toContainEqual({ earlier: 0, reason: 'overlap' })
  })
})
