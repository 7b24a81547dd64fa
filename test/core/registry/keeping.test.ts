import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandInput } from '#shared/contract/commands'
import { tableFields } from '#shared/rules/registryTable'
import { dumpOf, inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { formsOf } from '../../support/search'
import { wantsEntry as entry } from './support'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person
const day = (from: string) => ({ from, precision: 'exact' })

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  await alma.call('space.grant', { spaceId, memberId: await bina.id() })
  await meet(alma, bina)
}, 120_000)

const refusal = async (person: Person, name: string, input: unknown): Promise<unknown> => {
  const done = await person.engine().call(name, input)
  return done.ok ? 'ok' : done.error
}

test('of a withdrawn entry nothing coded stays, on both laptops, also where a colleague wrote into it meanwhile', async () => {
  const { entryId } = await alma.call(
    'registry.submit',
    entry({ country: 'NI', department: 'Retirada del Norte', person: 'Una Persona', sources: ['defender'] }),
  )
  await meet(alma, bina)
  await bina.call('registry.verify', { entryId, outcome: 'verified' })
  await meet(alma, bina)
  await alma.call('registry.withdraw', { entryId })
  await bina.call('registry.code', { entryId, department: 'Retirada del Norte', target: 'collective' })
  await bina.call('registry.setField', { entryId, field: 'municipality', value: 'Pueblo Retirado' })
  await meet(alma, bina)
  for (const one of [alma, bina]) {
    const view = await one.query('registry.view', { entryId })
    expect(view).toMatchObject({
      status: 'withdrawn',
      country: '',
      types: [],
      coder: null,
      hasPerson: false,
      period: null,
    })
    expect(view.second).toEqual([])
    expect((await one.query('search', { text: 'retirada' })).hits).toEqual([])
    expect((await one.query('registry.list', { text: 'retirado' })).total).toBe(0)
    expect(await one.tryCall('registry.setField', { entryId, field: 'country', value: 'NI' })).toBe('NoSuchMove')
    // of the document as it is now: the rows and views that are read from it. Its history in the log keeps what was
    // written, as of everything: only a new space, and the end of this one's keys, takes that away.
    const states = await inside(one, ({ db }) =>
      db.prepare('SELECT state FROM document_view', { pluck: true }).all<string>().join(),
    )
    const rows = await inside(one, ({ db }) =>
      db.prepare('SELECT data FROM record', { pluck: true }).all<string>().join(),
    )
    for (const text of [states, rows]) expect(text).not.toContain('Retirad')
    const dump = await inside(one, ({ db }) => dumpOf(db))
    expect(formsOf('Una Persona').some((form) => dump.includes(form))).toBe(false)
  }
  const row = { id: entryId, status: 'withdrawn' }
  expect((await alma.query('registry.list', { status: 'withdrawn' })).entries).toMatchObject([
    { entryId: row.id, status: row.status, country: '', date: { from: null }, types: [] },
  ])
})

test('a grid of entries goes in as a whole or not at all, and a refusal says which row', async () => {
  const before = (await alma.query('registry.list')).total
  const rows: unknown[] = [entry(), entry(), entry()]
  const many = (bad: unknown): Promise<unknown> =>
    refusal(alma, 'registry.submitMany', { entries: [...rows, bad, ...rows] })
  expect(await many({ ...entry(), country: 'Honduras' })).toEqual({
    type: 'BadInput',
    detail: { field: 'country', index: 3 },
  })
  expect(await many({ ...entry(), narrative: 'Lo que pasó' })).toEqual({
    type: 'BadInput',
    detail: { field: '', index: 3 },
  })
  expect(await many(entry({ indicators: [] }))).toEqual({ type: 'BadInput', detail: { field: 'indicators', index: 3 } })
  expect(await many(entry({ types: [] }))).toEqual({ type: 'BadInput', detail: { field: 'types', index: 3 } })
  expect(await many(entry({ period: '2023' }))).toEqual({ type: 'BadInput', detail: { field: 'date', index: 3 } })
  expect(await many(entry({ consent: { registry: 'refused' } }))).toEqual({
    type: 'ConsentRefused',
    detail: { index: 3 },
  })
  expect(await many(7)).toMatchObject({ type: 'BadInput', detail: { index: 3 } })
  expect(
    await refusal(alma, 'registry.submitMany', { entries: Array.from({ length: 201 }, () => entry()) }),
  ).toMatchObject({ type: 'BadInput' })
  expect((await alma.query('registry.list')).total).toBe(before)
  const { entryIds } = await alma.call('registry.submitMany', {
    entries: [entry(), entry({ date: day('2020-02-29') })],
  })
  expect(new Set(entryIds).size).toBe(2)
  expect((await alma.query('registry.list')).total).toBe(before + 2)
})

test('of an entry of which only the year or the month is known, the period is that, and follows a corrected date', async () => {
  const undated = { ...entry(), date: undefined }
  const { entryId } = await alma.call('registry.submit', { ...undated, period: '2018' })
  const month = await alma.call('registry.submit', { ...undated, period: '2018-02' })
  const in2018 = async (period: string): Promise<number> => (await alma.query('registry.list', { period })).total
  expect([await in2018('2018'), await in2018('2018-01'), await in2018('2018-02')]).toEqual([2, 0, 1])
  await alma.call('registry.setField', { entryId, field: 'date', value: day('2017-12-31') })
  expect(await alma.query('registry.view', { entryId })).toMatchObject({ period: '2017-12' })
  expect([await in2018('2018'), await in2018('2017')]).toEqual([1, 1])
  expect(
    await refusal(alma, 'registry.setField', { entryId, field: 'date', value: { from: null, precision: 'exact' } }),
  ).toEqual({ type: 'BadInput', detail: { field: 'date.from' } })
  expect(await refusal(alma, 'registry.submit', { ...undated, period: '2018-13' })).toMatchObject({ type: 'BadInput' })
  expect(await alma.tryCall('registry.setField', { entryId: month.entryId, field: 'personKey', value: 'x' })).toBe(
    'UnknownField',
  )
})

test('a closed period refuses changes; a coordinator makes them with a reason, and counts another version', async () => {
  const { entryId } = await bina.call('registry.submit', entry({ date: day('2016-06-01'), sources: ['defender'] }))
  await meet(alma, bina)
  expect(await bina.tryCall('registry.closePeriod', { period: '2016' })).toBe('NotAllowed')
  expect(await alma.call('registry.closePeriod', { period: '2016' })).toEqual({ version: 1 })
  expect(await alma.tryCall('registry.closePeriod', { period: '2016' })).toBe('AlreadySo')
  await meet(alma, bina)
  const late = (lateReason?: string): CommandInput<'registry.submit'> => ({
    ...entry({ date: day('2016-07-01') }),
    ...(lateReason === undefined ? {} : { lateReason }),
  })
  expect(await bina.tryCall('registry.submit', late('llegó tarde'))).toBe('PeriodClosed')
  expect(await bina.tryCall('registry.setField', { entryId, field: 'date', value: day('2015-06-01') })).toBe(
    'PeriodClosed',
  )
  expect(await bina.tryCall('registry.submit', entry({ date: day('2015-07-01') }))).toBe('ok')
  expect(await alma.tryCall('registry.submit', late())).toBe('ReasonNeeded')
  await alma.call('registry.submit', late('llegó tarde'))
  const stateOf = async (person: Person): Promise<unknown> =>
    (await person.query('registry.periods')).periods.find(({ period }) => period === '2016')
  expect(await stateOf(alma)).toEqual({ period: '2016', entries: 2, closed: true, version: 2 })
  expect(await alma.query('registry.tables', { period: '2016', rows: 'month' })).toMatchObject({
    version: 2,
    total: { aggressions: 2 },
  })
  // her agreement is withdrawn: that waits for nobody, and is another version
  expect(await bina.tryCall('registry.withdraw', { entryId })).toBe('ok')
  await meet(alma, bina)
  expect(await stateOf(alma)).toMatchObject({ entries: 1, closed: true, version: 3 })
  await alma.call('registry.openPeriod', { period: '2016', reason: 'faltaba un mes' })
  await meet(alma, bina)
  expect(await stateOf(bina)).toMatchObject({ closed: false, version: 3 })
  expect(await bina.tryCall('registry.submit', late())).toBe('ok')
  expect(await alma.call('registry.closePeriod', { period: '2016' })).toEqual({ version: 4 })
})

test('a draft is not counted; who works alone verifies her own', async () => {
  const sola = await foundNetwork('Sola', 'Red Sola')
  await sola.call('space.open', { kind: 'registry' })
  const { entryId } = await sola.call('registry.submit', entry({ draft: true, sources: ['defender'] }))
  const counted = async (): Promise<number> =>
    (await sola.query('registry.tables', { period: '2023', rows: 'country' })).total.aggressions
  expect(await counted()).toBe(0)
  expect(await sola.tryCall('registry.verify', { entryId, outcome: 'verified' })).toBe('NoSuchMove')
  await sola.call('registry.setStatus', { entryId, status: 'submitted' })
  expect(await counted()).toBe(1)
  await sola.call('registry.verify', { entryId, outcome: 'verified' })
  expect(await sola.tryCall('registry.code', { entryId, target: 'personal' })).toBe('NotByCoder')
  expect(await sola.tryCall('registry.setStatus', { entryId, status: 'published_in' })).toBe('NoSuchMove')
})

test('two laptops that make a secret apart hold to one of them once they have met', async () => {
  const eva = await foundNetwork('Eva', 'Red de Eva')
  const flor = await joinNetwork(eva, 'Flor')
  const { spaceId } = await eva.call('space.open', { kind: 'registry' })
  await eva.call('space.grant', { spaceId, memberId: await flor.id() })
  await meet(eva, flor)
  const said = (from: string) => entry({ person: 'Luz del Alba', date: day(from), country: 'GT' })
  for (const one of [eva, flor]) await one.call('registry.submit', said('2022-01-01'))
  await meet(eva, flor)
  const after = []
  for (const one of [eva, flor]) after.push((await one.call('registry.submit', said('2022-09-09'))).entryId)
  await meet(eva, flor)
  const { pairs } = await flor.query('registry.duplicates', { period: '2022-09' })
  expect(pairs.map(({ a, b }) => [a.entryId, b.entryId].sort())).toEqual([after.sort()])
})

test('a table counts an entry once in each family of types, also under a term that the network added, and events apart', async () => {
  const ines = await foundNetwork('Inés', 'Red de Inés')
  await ines.call('space.open', { kind: 'registry' })
  await ines.call('term.add', { list: 'aggressionType', code: 'x-ines-drones', parent: 'threat', labelEs: 'Drones' })
  const eventId = 'ab'.repeat(16)
  await ines.call('registry.submitMany', {
    entries: [
      entry({ types: ['harassment', 'death_threat', 'x-ines-drones', 'rape'], eventId }),
      entry({ types: ['harassment'], eventId, target: 'organisation', perpetrators: [] }),
      entry({
        types: ['killing'],
        perpetrators: [{ category: 'police_local' }, { category: 'military' }, { category: 'gang' }],
        consent: { aggregateStats: 'refused' },
      }),
    ],
  })
  const table = await ines.query('registry.tables', { period: '2023-05', rows: 'typeFamily' })
  expect(table.cells).toEqual([
    { row: 'life', column: null, aggressions: 1, events: 1, personal: 1, collective: 0, organisation: 0 },
    { row: 'sexual', column: null, aggressions: 1, events: 1, personal: 1, collective: 0, organisation: 0 },
    { row: 'threat', column: null, aggressions: 2, events: 1, personal: 1, collective: 0, organisation: 1 },
  ])
  expect(table.total).toEqual({ aggressions: 3, events: 2, personal: 2, collective: 0, organisation: 1 })
  expect(table.refusedStatistics).toBe(1)
  const crossed = await ines.query('registry.tables', {
    period: '2023',
    rows: 'perpetratorFamily',
    columns: 'typeFamily',
    country: 'HN',
  })
  expect(crossed.cells.map(({ row, column, aggressions }) => [row, column, aggressions])).toEqual([
    [null, 'sexual', 1],
    [null, 'threat', 2],
    ['armed', 'life', 1],
    ['state', 'life', 1],
  ])
  for (const rows of tableFields) {
    const { cells, total } = await ines.query('registry.tables', { period: '2023', rows, columns: 'quarter' })
    expect(total.aggressions, rows).toBe(3)
    expect(new Set(cells.map(({ column }) => column)), rows).toEqual(new Set(['2023-q2']))
    expect(Math.max(...cells.map(({ aggressions }) => aggressions)), rows).toBeLessThanOrEqual(3)
  }
  expect(await ines.query('registry.quality', { period: '2023' })).toMatchObject({
    total: 3,
    unverified: 3,
    missing: { perpetrators: 2, genderDimension: 0, ageBand: 3, consent: 2 },
  })
  expect((await ines.query('registry.tables', { period: '2022', rows: 'types' })).total).toEqual({
    aggressions: 0,
    events: 0,
    personal: 0,
    collective: 0,
    organisation: 0,
  })
})
