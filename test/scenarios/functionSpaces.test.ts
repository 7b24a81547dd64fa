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

test('a fund is of a committee, which may have several; who is on the roster is let in by the owner, and goes out off it', async () => {
  const { committeeId } = await alma.call('committee.create', { type: 'funds', name: 'Fondos' })
  const open = async (person: Person) => person.call('space.open', { kind: 'fund', committeeId })
  await round()
  const first = await open(alma)
  const second = await open(bina)
  const readersIn = async (person: Person, spaceId: string): Promise<string[] | undefined> =>
    (await person.query('space.list')).spaces
      .find((space) => space.spaceId === spaceId)
      ?.readers.map(({ alias }) => alias)
      .sort()
  await round()
  expect((await alma.query('space.list')).spaces.find(({ spaceId }) => spaceId === first.spaceId)).toMatchObject({
    kind: 'fund',
    of: committeeId,
    owner: await alma.id(),
  })
  await alma.call('committee.addMember', { committeeId, memberId: await carla.id(), role: 'tesorera' })
  await round()
  // Alma owns one of the two, and the committee's own: Bina has not let Carla into the other
  expect(await readersIn(carla, first.spaceId)).toEqual(['Alma', 'Carla'])
  expect(await readersIn(carla, second.spaceId)).toBeUndefined()
  expect((await carla.query('space.list')).spaces.filter(({ of }) => of === committeeId).length).toBe(2)
  await bina.call('space.grant', { spaceId: second.spaceId, memberId: await carla.id() })
  await round()
  expect(await readersIn(carla, second.spaceId)).toEqual(['Bina', 'Carla'])
  // anybody takes her off the roster: each owner's laptop puts her out of what it owns
  await dora.call('committee.removeMember', { committeeId, memberId: await carla.id() })
  await round()
  await round()
  for (const { spaceId } of [first, second]) expect(await readersIn(carla, spaceId)).toBeUndefined()
  expect(await readersIn(alma, first.spaceId)).toEqual(['Alma'])
  expect(await readersIn(bina, second.spaceId)).toEqual(['Bina'])
})

test("a member's committee has no space until who facilitates opens it, once", async () => {
  const { committeeId } = await dora.call('committee.create', { type: 'training', name: 'Talleres' })
  await round()
  expect(await dora.tryCall('space.open', { kind: 'committee', committeeId })).toBe('NotAllowed')
  expect(await dora.tryCall('space.open', { kind: 'fund', committeeId })).toBe('NotAllowed')
  await bina.call('space.open', { kind: 'committee', committeeId })
  expect(await bina.tryCall('space.open', { kind: 'committee', committeeId })).toBe('SpaceExists')
  await bina.call('committee.addMember', { committeeId, memberId: await dora.id(), role: 'vocal' })
  await round()
  expect((await dora.query('space.list')).spaces.find(({ of }) => of === committeeId)?.kind).toBe('committee')
})

test('a space that is of no committee, or lacks one, is refused and says where', async () => {
  const committeeId = 'ab'.repeat(16)
  const refusal = async (input: unknown): Promise<unknown> => {
    const done = await alma.engine().call('space.open', input)
    return done.ok ? undefined : done.error
  }
  expect(await refusal({ kind: 'fund', committeeId })).toEqual({ type: 'UnknownCommittee' })
  expect(await refusal({ kind: 'fund' })).toEqual({ type: 'BadInput', detail: { field: 'committeeId' } })
  expect(await refusal({ kind: 'fund', committeeId: 'ab'.repeat(32) })).toEqual({
    type: 'BadInput',
    detail: { field: 'committeeId' },
  })
  for (const kind of ['case', 'hold', 'house', 'otro'])
    expect(await refusal({ kind, committeeId })).toEqual({ type: 'BadInput', detail: { field: 'kind' } })
  expect(await refusal({ kind: 'care', committeeId })).toMatchObject({ type: 'BadInput' })
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
