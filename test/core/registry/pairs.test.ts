import { afterAll, beforeAll, expect, test } from 'vitest'
import { inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { wantsEntry as entry } from './support'

// Alma and Bina keep the registry from its first day, and meet seldom.

afterAll(everybodyGoesHome)

let alma: Person, bina: Person
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  await alma.call('space.grant', { spaceId, memberId: await bina.id() })
  await meet(alma, bina)
}, 60_000)

const day = (from: string) => ({ from, precision: 'exact' })
const pairs = async (who: Person): Promise<string[]> =>
  (await who.query('registry.duplicates')).pairs.map(({ a, b }) => [a.entryId, b.entryId].sort().join()).sort()

test('what both note of one woman before they meet again is found to be of one woman', async () => {
  const first = await alma.call('registry.submit', entry({ person: 'Una Persona', date: day('2021-03-04') }))
  const second = await bina.call('registry.submit', entry({ person: 'una persona', date: day('2021-03-05') }))
  await meet(alma, bina)
  for (const who of [alma, bina]) expect(await pairs(who)).toEqual([[first.entryId, second.entryId].sort().join()])
})

test('a pair that one of them looked at is not proposed again, also when both said it apart', async () => {
  const [{ pairs: open }] = [await alma.query('registry.duplicates')]
  const [a = '', b = ''] = [open[0]?.a.entryId, open[0]?.b.entryId]
  await alma.call('registry.markDistinct', { a, b })
  await bina.call('registry.markDistinct', { a: b, b: a })
  for (const who of [alma, bina]) expect(await pairs(who)).toEqual([])
  await meet(alma, bina)
  await alma.reopen()
  for (const who of [alma, bina]) expect(await pairs(who)).toEqual([])
  const kept = await inside(alma, ({ db }) =>
    db.prepare("SELECT count(*) FROM record WHERE kind = 'registryDistinct'", { pluck: true }).get(),
  )
  expect(kept).toBe(1)
  // a third report of it is another pair
  const third = await alma.call('registry.submit', entry({ person: 'Una Persona', date: day('2021-03-05') }))
  expect(await pairs(alma)).toEqual([a, b].map((id) => [id, third.entryId].sort().join()).sort())
  expect(await alma.tryCall('registry.markDistinct', { a, b: a })).toBe('BadInput')
  expect(await alma.tryCall('registry.markDistinct', { a, b: 'ab'.repeat(16) })).toBe('UnknownRow')
})

test('entries of several months typed in one grid each stand in the document of their month', async () => {
  const dates = ['2019-01-31', '2019-02-01', '2019-01-02', '2019-12-31']
  const { entryIds } = await alma.call('registry.submitMany', {
    entries: dates.map((one) => entry({ date: day(one) })),
  })
  expect(entryIds).toHaveLength(4)
  const where = await inside(alma, ({ db }) =>
    entryIds.map((id) =>
      db
        .prepare('SELECT d.name FROM record r JOIN document d ON d.id = r.document WHERE r.id = ?', { pluck: true })
        .get<string>([id]),
    ),
  )
  expect(where).toEqual(['entries-2019-01', 'entries-2019-02', 'entries-2019-01', 'entries-2019-12'])
  await meet(alma, bina)
  expect((await bina.query('registry.list', { period: '2019' })).total).toBe(4)
  expect((await bina.engine().check()).ok).toBe(true)
})
