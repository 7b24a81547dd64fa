import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEnvelope } from '#core/envelopes/openEnvelope'
import { insidersLeave, turn } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person, bina: Person, carla: Person, dora: Person
const round = async (): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of [bina, carla, dora]) await meet(alma, one)
}
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  carla = await joinNetwork(alma, 'Carla')
  dora = await joinNetwork(alma, 'Dora')
  await round()
}, 60_000)

const readersOf = async (person: Person, kind: string): Promise<string[] | undefined> =>
  (await person.query('space.list')).spaces
    .find((space) => space.kind === kind)
    ?.readers.map(({ alias }) => alias)
    .sort()

test('the protection space is opened by a coordinator, once, and read by coordinators alone', async () => {
  expect(await bina.tryCall('space.open', { kind: 'protection' })).toBe('NotAllowed')
  await alma.call('space.open', { kind: 'protection' })
  expect(await alma.tryCall('space.open', { kind: 'protection' })).toBe('SpaceExists')
  await round()
  expect(await readersOf(alma, 'protection')).toEqual(['Alma'])
  expect(await readersOf(bina, 'protection')).toBeUndefined()
})

test('Bina is made coordinator: she reads it as soon as a coordinator hears, and no longer when she is lowered', async () => {
  const eva = await joinNetwork(alma, 'Eva', 'facilitator')
  await round()
  await bina.call('member.setRole', { memberId: await eva.id(), role: 'facilitator' })
  await meet(alma, bina)
  expect(await alma.call('member.setRole', { memberId: await bina.id(), role: 'coordinator' })).toEqual({
    done: false,
    signatures: 1,
    needed: 2,
  })
  await meet(alma, eva)
  expect(await eva.call('member.setRole', { memberId: await bina.id(), role: 'coordinator' })).toMatchObject({
    done: true,
  })
  await meet(alma, eva)
  await round()
  expect(await readersOf(bina, 'protection')).toEqual(['Alma', 'Bina'])
  await alma.call('member.setRole', { memberId: await bina.id(), role: 'facilitator' })
  await meet(alma, eva)
  expect(await eva.call('member.setRole', { memberId: await bina.id(), role: 'facilitator' })).toMatchObject({
    done: true,
  })
  await meet(alma, eva)
  await round()
  expect(await readersOf(bina, 'protection')).toBeUndefined()
  expect(await readersOf(alma, 'protection')).toEqual(['Alma'])
})

test("a committee's space opens with it; whom its owner puts on the roster reads it, and whoever is off the roster does not", async () => {
  const { committeeId } = await alma.call('committee.create', { type: 'security', name: 'Seguridad' })
  for (const one of [bina, carla])
    await alma.call('committee.addMember', { committeeId, memberId: await one.id(), role: 'vocal' })
  await round()
  expect(await readersOf(carla, 'committee')).toEqual(['Alma', 'Bina', 'Carla'])
  // every member may write the roster: that lets nobody in
  await bina.call('committee.addMember', { committeeId, memberId: await dora.id(), role: 'vocal' })
  await round()
  expect(await readersOf(dora, 'committee')).toBeUndefined()
  // but who is taken off it by anybody goes out
  await bina.call('committee.removeMember', { committeeId, memberId: await carla.id() })
  await round()
  expect(await readersOf(alma, 'committee')).toEqual(['Alma', 'Bina'])
  expect(await readersOf(carla, 'committee')).toBeUndefined()
})

test("a house's team reads its space; the others carry it and open none of it, with every key they have", async () => {
  const { houseCardId } = await alma.call('house.offer', {
    alias: 'Ceiba',
    country: 'GT',
    type: 'safe_house',
    placesTotal: 3,
  })
  const { spaceId } = await alma.call('house.openTeam', { houseCardId })
  await alma.call('space.grant', { spaceId, memberId: await bina.id() })
  await round()
  expect(await readersOf(bina, 'house')).toEqual(['Alma', 'Bina'])
  const spy = await turn(dora)
  const almas = (await alma.query('me')).deviceId ?? ''
  const end = spy.ledger.chains.end(almas)
  const hers = Array.from(
    { length: end?.seq ?? 0 },
    (_, i) => spy.ledger.chains.at({ chain: almas, seq: i + 1 }) ?? [],
  ).flat()
  const sealed = hers.filter(({ state }) => state === 'sealed')
  expect(sealed.length).toBeGreaterThan(3)
  expect(sealed.filter((held) => openEnvelope(spy.ledger, held) !== 'sealed')).toEqual([])
  expect(spy.ledger.space(spaceId)).toBeUndefined()
})
