import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpOf, inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { formsOf } from '../../support/search'
import { wantsEntry as entry } from './support'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person
const round = async (): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of [bina, carla]) await meet(alma, one)
}

const day = (from: string) => ({ from, precision: 'exact' })

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  carla = await joinNetwork(alma, 'Carla')
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  await alma.call('space.grant', { spaceId, memberId: await bina.id() })
  await round()
}, 120_000)

test('what Alma enters Bina reads; Carla, who has no place in the registry, gets nothing and holds none of its words', async () => {
  const { entryId } = await alma.call('registry.submit', entry({ department: 'Olancho Escondido' }))
  await round()
  expect(await bina.query('registry.view', { entryId })).toMatchObject({
    status: 'submitted',
    country: 'HN',
    department: 'Olancho Escondido',
    period: '2023-05',
  })
  expect((await bina.query('registry.list', { text: 'olancho' })).entries.map((row) => row.entryId)).toEqual([entryId])
  expect(await carla.tryQuery('registry.view', { entryId })).toBe('UnknownSpace')
  for (const name of ['registry.list', 'registry.periods', 'registry.duplicates'] as const)
    expect(await carla.tryQuery(name)).toBe('UnknownSpace')
  expect(await carla.tryQuery('registry.tables', { period: '2023', rows: 'types' })).toBe('UnknownSpace')
  expect(await carla.tryQuery('registry.quality', { period: '2023' })).toBe('UnknownSpace')
  expect(await carla.tryCall('registry.submit', entry())).toBe('UnknownSpace')
  expect((await carla.query('search', { text: 'olancho' })).hits).toEqual([])
  const holds = (person: Person): Promise<boolean> =>
    inside(person, ({ db }) => {
      const dump = dumpOf(db)
      return formsOf('Olancho Escondido').some((form) => dump.includes(form))
    })
  expect(await holds(bina)).toBe(true)
  expect(await holds(carla)).toBe(false)
})

test('the name that makes her key is nowhere in the vault, and makes the same key however it is written', async () => {
  const name = 'Xochiquetzal Ixcamparij'
  const first = await alma.call('registry.submit', entry({ person: name, country: 'SV', date: day('2021-03-04') }))
  await round()
  const second = await bina.call(
    'registry.submit',
    entry({ person: 'IXCAMPARIJ, Xóchiquetzal', country: 'SV', date: day('2021-03-05') }),
  )
  await round()
  expect(await alma.query('registry.view', { entryId: first.entryId })).toMatchObject({ hasPerson: true })
  const { pairs } = await alma.query('registry.duplicates', { period: '2021' })
  expect(pairs.map(({ a, b }) => [a.entryId, b.entryId].sort())).toEqual([[first.entryId, second.entryId].sort()])
  expect(pairs[0]?.reasons).toContain('person')
  for (const one of [alma, bina]) {
    const dump = await inside(one, ({ db }) => dumpOf(db))
    for (const word of ['Xochiquetzal', 'xochiquetzal', 'Ixcamparij', 'ixcamparij', 'IXCAMPARIJ'])
      expect(formsOf(word).some((form) => dump.includes(form))).toBe(false)
  }
  expect(await alma.tryCall('registry.submit', entry({ person: ' ?! ' }))).toBe('BadInput')
})

test('Alma does not verify her own entry when others are on the team, and two sources are needed', async () => {
  const { entryId } = await alma.call('registry.submit', entry({ sources: ['media'] }))
  await round()
  expect(await alma.tryCall('registry.verify', { entryId, outcome: 'verified', sources: ['defender'] })).toBe(
    'NotByCoder',
  )
  expect(await bina.tryCall('registry.verify', { entryId, outcome: 'verified' })).toBe('TooFewSources')
  expect(await bina.tryCall('registry.verify', { entryId, outcome: 'verified', sources: ['unknown'] })).toBe(
    'TooFewSources',
  )
  expect(await bina.tryCall('registry.verify', { entryId, outcome: 'discarded' })).toBe('ReasonNeeded')
  expect(await bina.tryCall('registry.code', { entryId, types: ['harassment'] })).toBe('NoSuchMove')
  await bina.call('registry.verify', { entryId, outcome: 'verified', sources: ['organisation'] })
  const view = await bina.query('registry.view', { entryId })
  expect(view).toMatchObject({ status: 'verified', verifiedBy: await bina.id() })
  expect([...view.sources].sort()).toEqual(['media', 'organisation'])
})

test('a second coder says what she sees, and where she differs is shown, also after it was settled', async () => {
  const { entryId } = await alma.call(
    'registry.submit',
    entry({ types: ['harassment', 'death_threat'], sources: ['defender'] }),
  )
  await round()
  await bina.call('registry.verify', { entryId, outcome: 'verified' })
  await round()
  expect(await alma.tryCall('registry.code', { entryId, target: 'personal' })).toBe('NotByCoder')
  expect(await bina.tryCall('registry.code', { entryId })).toBe('BadInput')
  const said = await bina.call('registry.code', {
    entryId,
    types: ['death_threat', 'harassment'],
    target: 'collective',
    genderDimension: 'no',
  })
  expect({ agrees: said.agrees, differs: [...said.differs].sort() }).toEqual({
    agrees: ['types'],
    differs: ['genderDimension', 'target'],
  })
  await round()
  const view = await alma.query('registry.view', { entryId })
  expect(view).toMatchObject({ status: 'coded', target: 'personal', secondCoder: await bina.id() })
  expect(view.second.find(({ field }) => field === 'target')).toEqual({
    field: 'target',
    value: 'collective',
    agreed: false,
    agrees: false,
  })
  const { entries } = await alma.query('registry.list', { status: 'coded' })
  expect(entries.map(({ isSecondCoded, differs }) => [isSecondCoded, [...differs].sort()])).toEqual([
    [true, ['genderDimension', 'target']],
  ])
  await alma.call('registry.setField', { entryId, field: 'target', value: 'collective', basedOn: [...view.heads] })
  const settled = await alma.query('registry.view', { entryId })
  expect(settled.second.find(({ field }) => field === 'target')).toMatchObject({ agreed: false, agrees: true })
  expect((await alma.query('registry.quality', { period: '2023' })).agreement).toMatchObject({
    target: { agrees: 0, differs: 1 },
    types: { agrees: 1, differs: 0 },
  })
  expect(JSON.stringify(await alma.query('registry.quality', { period: '2023' }))).not.toContain(await bina.id())
})

test('two who mark one entry apart see both versions, of its state and of what it counts as', async () => {
  const { entryId } = await alma.call('registry.submit', entry({ sources: ['defender'] }))
  const other = await alma.call('registry.submit', entry({ sources: ['defender'] }))
  await round()
  await alma.call('registry.markDuplicate', { entryId, of: other.entryId })
  await alma.call('registry.setField', { entryId, field: 'target', value: 'organisation' })
  await bina.call('registry.verify', { entryId, outcome: 'verified' })
  await bina.call('registry.setField', { entryId, field: 'target', value: 'collective' })
  await round()
  const { conflicts } = await bina.query('registry.view', { entryId })
  expect(
    Object.fromEntries(conflicts.map(({ path, versions }) => [path, versions.map(({ value }) => value).sort()])),
  ).toEqual({
    [`entries.${entryId}.status`]: ['duplicate', 'verified'],
    [`entries.${entryId}.target`]: ['collective', 'organisation'],
  })
  await bina.call('registry.setStatus', { entryId, status: 'verified' })
  await bina.call('registry.setField', { entryId, field: 'target', value: 'collective' })
  await round()
  expect(await alma.query('registry.view', { entryId })).toMatchObject({ status: 'verified', conflicts: [] })
})

test('two laptops enter the same month apart, each for the first time, and all entries are there after they meet', async () => {
  const at = { date: day('2019-11-11') }
  const mine = await alma.call('registry.submitMany', { entries: [entry(at), entry(at), entry(at)] })
  const hers = await bina.call('registry.submitMany', { entries: [entry(at), entry(at)] })
  await round()
  for (const one of [alma, bina]) {
    const { entries, total } = await one.query('registry.list', { period: '2019-11' })
    expect(total).toBe(5)
    expect(entries.map((row) => row.entryId).sort()).toEqual([...mine.entryIds, ...hers.entryIds].sort())
    expect(await one.engine().check()).toMatchObject({ value: { ok: true } })
  }
})
