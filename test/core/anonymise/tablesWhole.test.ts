import { describe, expect, test } from 'vitest'
import { entryRows } from '#core/anonymise/entryRows'
import type { CountedEntry } from '#core/anonymise/entryRows'
import type { Row } from '#core/anonymise/dimension'
import { protectTables } from '#core/anonymise/protectTables'
import type { Protected, ProtectInput } from '#core/anonymise/protectTables'
import { alertRows } from '#core/anonymise/alertRows'
import { requestRows, stayRows } from '#core/anonymise/shelterRows'
import type { CountedFigure } from '#core/anonymise/shelterRows'
import { entryRules } from '#core/anonymise/entryRules'
import { fixedSet } from '#core/anonymise/fixedSet'
import type { Table } from '#shared/rules/publication'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { madeEntries, madeEntry } from '../../support/anonymise/madeEntries'
import { publishTiny } from '../../support/anonymise/tiny'
import { randomOf, seedsOf } from '../../support/random'

const spec = (more: Partial<ReleaseSpec> = {}): ReleaseSpec => ({
  period: '2023',
  audience: 'public',
  sections: ['registry'],
  tables: [],
  country: null,
  ...more,
})
const publish = async (rows: ProtectInput['rows'], more: Partial<ProtectInput> = {}): Promise<Protected> => {
  const done = await protectTables({
    rows,
    spec: spec(),
    countries: ['HN'],
    thresholds: { public: 5, grave: 10 },
    earlier: [],
    refused: 0,
    version: 1,
    ...more,
  })
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}
const numbersOf = (one: Table | undefined): Record<string, number | null> =>
  Object.fromEntries((one?.cells ?? []).map(({ at, value }) => [at.map((code) => code ?? 'all').join(' '), value]))
const table = ({ publication }: Protected, subject: string): Record<string, number | null> =>
  numbersOf(publication.tables.find((one) => one.subject === subject))
/** So many entries like one that is made up, each of another woman. */
const alike = (count: number, like: Partial<CountedEntry>, name: string): CountedEntry[] => {
  const entry = madeEntry(randomOf(1), 0, { years: [2023], countries: ['HN'], people: 1 })
  return Array.from({ length: count }, (_, no) => ({
    ...entry,
    ...like,
    id: `${name} ${no}`,
    personKey: `${name} ${no}`,
  }))
}

test('the totals of 2023 that were published elsewhere come out of as many records: 2,087 + 3,828 + 299 = 6,214', async () => {
  const rows = entryRows(
    [
      ...alike(2087, { target: 'personal' }, 'a'),
      ...alike(3828, { target: 'collective' }, 'b'),
      ...alike(299, { target: 'organisation' }, 'c'),
    ],
    [],
  )
  const drafts = fixedSet({ time: '2023' }, 'month', ['HN']).filter(({ subject }) => subject === 'targetByCountry')
  const { tables } = await publishTiny(rows, drafts, { rules: entryRules, grave: 10 })
  expect(numbersOf(tables[0])).toMatchObject({
    'all all': 6214,
    'personal all': 2087,
    'collective all': 3828,
    'organisation all': 299,
    'personal HN': 2087,
    'other all': 0,
  })
})

describe('a release', () => {
  test('is the same to the byte in whatever order records came, and another laptop adds nothing', async () => {
    for (const seed of seedsOf('same bytes', 1)) {
      const random = randomOf(seed)
      const rows = entryRows(madeEntries(random, 90, { years: [2023], countries: ['HN', 'GT'] }), [])
      const ofOne = { spec: spec({ country: 'HN' }) }
      const one = await publish({ aggressions: rows }, ofOne)
      const turned = (row: Row): Row => ({
        ...row,
        at: Object.fromEntries(
          Object.entries(row.at)
            .reverse()
            .map(([name, paths]) => [name, [...paths].reverse()]),
        ),
      })
      const other = await publish({ aggressions: random.shuffle(rows).map(turned) }, ofOne)
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    }
  })

  test('of fewer than twenty records says their number and no more, of fewer than five nothing', async () => {
    const some = await publish({ aggressions: entryRows(alike(19, {}, 'a'), []) })
    expect(some.publication.tables).toEqual([
      {
        id: 'cuadro-01',
        subject: 'total',
        unit: 'aggressions',
        of: { time: '2023' },
        axes: [],
        cells: [{ at: [], value: 19 }],
      },
    ])
    const few = await publish({ aggressions: entryRows(alike(4, {}, 'a'), []) })
    expect(few.publication.tables).toEqual([])
    const none = await publish({ aggressions: [] })
    expect(none.publication.hidden.left).toEqual([{ subject: 'aggressions', reason: 'empty' }])
    const unread = await publish({})
    expect(unread.publication.hidden.left).toEqual([{ subject: 'aggressions', reason: 'notRead' }])
  })

  test('shows months and countries together only where that leaves something to see', async () => {
    const axisOf = async (count: number): Promise<string[]> => {
      const rows = entryRows(madeEntries(randomOf(5), count, { years: [2023], countries: ['HN', 'GT'] }), [])
      const { publication } = await publish({ aggressions: rows }, { thresholds: { public: 3, grave: 5 } })
      const found = publication.tables.find(({ subject }) => subject === 'monthByCountry')
      return found?.axes.flatMap(({ nodes }) => nodes.map(({ code }) => code)) ?? []
    }
    expect(await axisOf(600)).toContain('2023-07')
    const fewer = await axisOf(40)
    expect(fewer).not.toContain('2023-07')
    expect(fewer).toContain('HN')
  })

  test('does not say how many refused where they were few, and leaves them out', async () => {
    const refusing = { consent: { registry: 'given', aggregateStats: 'refused' } }
    const rows = entryRows([...alike(19, {}, 'a'), ...alike(3, refusing, 'b')], [])
    expect(rows).toHaveLength(19)
    const said = async (refused: number) => (await publish({ aggressions: rows }, { refused })).publication.refused
    expect([await said(0), await said(3), await said(5)]).toEqual([0, null, 5])
  })

  test('stops soon after it is told to', async () => {
    const rows = entryRows(madeEntries(randomOf(3), 300, { years: [2023], countries: ['HN', 'GT', 'MX'] }), [])
    const stop = new AbortController()
    let toldAt = 0
    setTimeout(() => {
      toldAt = performance.now()
      stop.abort()
    }, 700)
    const done = await protectTables({
      rows: { aggressions: rows },
      spec: spec(),
      countries: ['HN'],
      thresholds: { public: 5, grave: 10 },
      earlier: [],
      refused: 0,
      version: 1,
      signal: stop.signal,
    })
    expect(done).toEqual({ ok: false, error: { type: 'Cancelled' } })
    expect(performance.now() - toldAt).toBeLessThan(300)
  })

  test('of one country has no country in it, and its departments all the same', async () => {
    const rows = entryRows(madeEntries(randomOf(9), 200, { years: [2023], countries: ['HN', 'GT'] }), [])
    const { publication } = await publish({ aggressions: rows }, { spec: spec({ country: 'HN' }) })
    for (const { of, axes } of publication.tables) {
      expect(of).toMatchObject({ time: '2023', place: 'HN' })
      for (const { nodes } of axes) expect(nodes.map(({ code }) => code)).not.toContain('GT')
    }
    expect(publication.tables.map(({ subject }) => subject)).toContain('departments')
  })

  test('does not say what was verified where that leaves few who were not, though it stands in another table', async () => {
    const kidnapped = {
      types: ['kidnapping'],
      perpetrators: [{ category: 'gang', level2: null, involvement: null, number: null }],
    }
    const entries = [
      ...alike(28, { ...kidnapped, status: 'verified' }, 'a'),
      ...alike(2, { ...kidnapped, status: 'submitted' }, 'b'),
      ...madeEntries(randomOf(2), 200, { years: [2023], countries: ['HN', 'GT'] }).map((entry) => ({
        ...entry,
        types: entry.types.filter((code) => code !== 'kidnapping').concat('surveillance'),
      })),
    ]
    const found = await publish({ aggressions: entryRows(entries, []) })
    const verified = table(found, 'sdgByAge')['kidnapping all']
    const all = table(found, 'types').kidnapping
    expect([verified, all]).toContain(null)
    expect([28, null]).toContain(verified)
    expect([30, null]).toContain(all)
  })

  test('is refused where a table of one’s own has more cells than anybody reads', async () => {
    const rows = entryRows(madeEntries(randomOf(9), 30, { years: [2023], countries: ['HN'] }), [])
    const tables: ReleaseSpec['tables'] = [
      [
        { dimension: 'type', level: 'term' },
        { dimension: 'place', level: 'department' },
        { dimension: 'time', level: 'month' },
      ],
    ]
    const done = await protectTables({
      rows: { aggressions: rows },
      spec: spec({ tables }),
      countries: ['HN'],
      thresholds: { public: 5, grave: 10 },
      earlier: [],
      refused: 0,
      version: 1,
    })
    expect(done).toEqual({ ok: false, error: { type: 'TooManyCrossings' } })
  })
})

test('how fast somebody answers, what became of requests and how long stays were is counted like everything else', async () => {
  const at = (day: number, hour = 0) =>
    `2023-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`
  const alerts = Array.from({ length: 40 }, (_, i) => ({
    id: `a${i}`,
    contributor: `a${i}`,
    level: i % 2 === 0 ? 'emergency' : 'info',
    raisedAt: at(1),
    firstAckAt: i < 20 ? at(1, 2) : at(2, 3),
  }))
  const requests = Array.from({ length: 60 }, (_, i) => ({
    id: `r${i}`,
    contributor: `r${i}`,
    month: '2023-03',
    country: i < 30 ? 'GT' : 'MX',
    outcome: i % 3 === 0 ? 'declined' : 'accepted',
    reason: i % 3 === 0 ? 'full' : null,
    length: null,
    departureKind: null,
  }))
  const stays = Array.from({ length: 60 }, (_, i) => ({
    id: `s${i}`,
    contributor: `s${i}`,
    month: i < 30 ? '2023-02' : '2023-05',
    country: i % 2 === 0 ? 'GT' : 'MX',
    outcome: null,
    reason: null,
    length: i % 3 === 0 ? 'week' : 'quarter',
    departureKind: i % 4 < 2 ? 'return' : 'relocation',
  }))
  const rows = { alerts: alertRows(alerts), requests: requestRows(requests), stays: stayRows(stays) }
  const found = await publish(rows, { spec: spec({ sections: ['response', 'shelter'] }) })
  expect(table(found, 'responseTime')).toMatchObject({ 'all all': 40, 'h1_6 all': 20, 'd1_3 all': 20, 'h1_6 info': 10 })
  expect(table(found, 'requests')).toMatchObject({
    'all all': 60,
    'declined all': 20,
    'full all': 20,
    'declined GT': 10,
  })
  const ofStays = found.publication.tables.filter(({ unit }) => unit === 'stays')
  expect(ofStays.map(({ axes }) => axes.map(({ dimension }) => dimension).join())).toEqual([
    'stayLength,place',
    'time,stayLength',
    'departureKind,place',
  ])
  const valueAt = (table: number, ...at: (string | null)[]) =>
    ofStays[table]?.cells.find((cell) => JSON.stringify(cell.at) === JSON.stringify(at))?.value
  expect([valueAt(0, null, null), valueAt(0, 'week', null), valueAt(0, 'quarter', 'MX')]).toEqual([60, 20, 20])
  expect([valueAt(1, '2023-T1', null), valueAt(1, '2023-T2', 'week')]).toEqual([30, 10])
  expect(valueAt(2, 'return', null)).toBe(30)
})

test('of a stay or a request what is no code, no month or no country is not known, and one woman is one, however often she asks', async () => {
  const figure = (i: number, more: Partial<CountedFigure>): CountedFigure => ({
    ...{ id: `r${i}`, contributor: `r${i}`, month: '2023-03', country: 'GT', outcome: 'accepted', reason: null },
    ...{ length: null, departureKind: null, ...more },
  })
  for (const outcome of ['constructor', 'full', 'waiting'])
    expect(requestRows([figure(0, { month: '2023-S1', country: 'XX', outcome })])[0]?.at).toEqual({
      time: [],
      place: [['other']],
      outcome: [],
    })
  const [stay] = stayRows([figure(0, { country: '', length: 'mucho', departureKind: 'return' })])
  expect(stay?.at).toMatchObject({ place: [], stayLength: [], departureKind: [['return']] })
  const ofWomen = (many: number) =>
    requestRows(Array.from({ length: 60 }, (_, i) => figure(i, { contributor: `c${i % many}` })))
  const shelter = { spec: spec({ sections: ['shelter'] }) }
  expect((await publish({ requests: ofWomen(4), stays: [] }, shelter)).publication.hidden.left).toContainEqual({
    subject: 'requests',
    reason: 'tooFew',
  })
  expect(table(await publish({ requests: ofWomen(40), stays: [] }, shelter), 'requests')).toMatchObject({
    'all all': 60,
  })
})
