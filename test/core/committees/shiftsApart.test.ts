import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { everybodyGoesHome } from '../../support/people'
import type { Person } from '../../support/people'
import type { ShiftRow } from '#shared/contract/shifts'
import type { TodayItem } from '#shared/contract/today'
import { allMeet, foundByClock, inDays, inHours, itIs, joinByClock } from './clock'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person
let b: string, c: string
let committeeId: string
const team = (): Promise<void> => allMeet(alma, bina, carla)

beforeAll(async () => {
  alma = await foundByClock('Alma')
  bina = await joinByClock(alma, 'Bina')
  carla = await joinByClock(alma, 'Carla')
  ;[b, c] = [await bina.id(), await carla.id()]
  committeeId = (await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })).committeeId
  await team()
}, 60_000)

/** Each test has weeks of its own, so that rest after another's shifts is not in its way. */
let week = 0
beforeEach(() => {
  week += 1
  itIs(new Date(Date.UTC(2026, 2, 2 + week * 60, 9)).toISOString())
})

const calendar = (who: Person) => who.query('shift.calendar', { from: inHours(-48), to: inHours(24 * 20) })
const shiftOf = async (who: Person, shiftId: string): Promise<ShiftRow> => {
  const found = (await calendar(who)).shifts.find((one) => one.shiftId === shiftId)
  if (!found) throw new Error('no such shift')
  return found
}
const waits = async (who: Person, kind: TodayItem['kind'], id: string): Promise<TodayItem | undefined> =>
  (await who.query('today')).items.find((item) => item.kind === kind && item.id === id)
const takers = async (who: Person, shiftId: string): Promise<string[]> =>
  (await shiftOf(who, shiftId)).takers.map(({ alias }) => alias).sort()

/** A gap that Bina and Carla both took, each without having heard of the other, and all have met since. */
const takenApart = async (): Promise<string> => {
  const { shiftId } = await alma.call('shift.assign', {
    committeeId,
    start: inHours(24),
    end: inHours(32),
    primary: await alma.id(),
  })
  await alma.call('shift.release', { shiftId })
  await team()
  await bina.call('shift.take', { shiftId })
  await carla.call('shift.take', { shiftId })
  await team()
  return shiftId
}

test('two took a gap apart: both hold it, both and who coordinates are told, until one leaves it to the other', async () => {
  const shiftId = await takenApart()
  for (const one of [alma, bina, carla]) expect(await takers(one, shiftId)).toEqual(['Bina', 'Carla'])
  expect(await calendar(carla)).toMatchObject({
    shifts: (await calendar(bina)).shifts.map(({ takers }) => ({ takers })),
  })
  expect(await waits(bina, 'shift_apart', shiftId)).toMatchObject({ alias: 'Carla' })
  expect(await waits(carla, 'shift_apart', shiftId)).toMatchObject({ alias: 'Bina' })
  expect(await waits(alma, 'shift_apart', shiftId)).toMatchObject({ committeeId })
  // neither is given another shift at that hour, whichever laptop's word is shown
  for (const primary of [b, c])
    expect(await alma.tryCall('shift.assign', { committeeId, start: inHours(26), end: inHours(28), primary })).toBe(
      'OverlapsOwn',
    )
  itIs(inHours(25))
  expect((await alma.query('today')).onDuty.map(({ alias }) => alias).sort()).toEqual(['Bina', 'Carla'])
  itIs(inHours(-25))
  for (const name of ['shift.release', 'shift.swap', 'shift.take'] as const)
    expect(await bina.tryCall(name, { shiftId })).toBe('TakenApart')
  expect(await bina.tryCall('shift.settle', { shiftId, memberId: b })).toBe('NotAllowed')
  expect(await bina.tryCall('shift.settle', { shiftId, memberId: await alma.id() })).toBe('UnknownMember')

  await bina.call('shift.settle', { shiftId, memberId: c })
  await team()
  for (const one of [alma, bina, carla]) {
    expect(await shiftOf(one, shiftId)).toMatchObject({ takers: [], coveredByAlias: 'Carla', conflicts: [] })
    expect(await waits(one, 'shift_apart', shiftId)).toBeUndefined()
  }
  expect(await waits(bina, 'shift_freed', shiftId)).toBeUndefined()
  expect(await waits(carla, 'shift_mine', shiftId)).toBeDefined()
  expect(await carla.tryCall('shift.settle', { shiftId, memberId: c })).toBe('AlreadySo')
})

test('who coordinates the committee says who keeps it; who is off it by her word is told, until she says that she knows', async () => {
  const shiftId = await takenApart()
  await alma.call('shift.settle', { shiftId, memberId: b })
  await team()
  expect(await waits(carla, 'shift_freed', shiftId)).toMatchObject({ alias: 'Bina', due: inHours(24) })
  expect(await shiftOf(carla, shiftId)).toMatchObject({ wasFreed: true, coveredByAlias: 'Bina' })
  expect(await waits(bina, 'shift_freed', shiftId)).toBeUndefined()
  expect(await bina.tryCall('shift.noted', { shiftId })).toBe('AlreadySo')
  await carla.call('shift.noted', { shiftId })
  expect(await waits(carla, 'shift_freed', shiftId)).toBeUndefined()
  await team()
  expect(await shiftOf(carla, shiftId)).toMatchObject({ wasFreed: false })
})

test('a coordinator of the committee who does not facilitate settles it, and then facilitators are not asked', async () => {
  expect(await bina.tryCall('committee.setCoordinator', { committeeId, memberId: c })).toBe('NotAllowed')
  await alma.call('committee.setCoordinator', { committeeId, memberId: c })
  await team()
  expect((await bina.query('committee.list')).committees).toMatchObject([{ coordinator: c }])
  const shiftId = await takenApart()
  expect(await waits(alma, 'shift_apart', shiftId)).toBeUndefined()
  expect(await shiftOf(carla, shiftId)).toMatchObject({ settles: true })
  await carla.call('shift.settle', { shiftId, memberId: c })
  await team()
  expect(await waits(bina, 'shift_freed', shiftId)).toMatchObject({ alias: 'Carla' })
  await alma.call('committee.setCoordinator', { committeeId, memberId: null })
})

test('two settle it apart and differently: both hold it again, and it is settled once more', async () => {
  const shiftId = await takenApart()
  await bina.call('shift.settle', { shiftId, memberId: c })
  await carla.call('shift.settle', { shiftId, memberId: b })
  await team()
  for (const one of [alma, bina, carla]) expect(await takers(one, shiftId)).toEqual(['Bina', 'Carla'])
  await alma.call('shift.settle', { shiftId, memberId: b })
  await team()
  expect(await shiftOf(carla, shiftId)).toMatchObject({ takers: [], coveredByAlias: 'Bina' })
})

test('she stays after asking for a swap while another takes it: both hold it', async () => {
  const { shiftId } = await alma.call('shift.assign', {
    committeeId,
    start: inHours(24),
    end: inHours(32),
    primary: b,
  })
  await team()
  await bina.call('shift.swap', { shiftId })
  await team()
  await bina.call('shift.confirm', { shiftId })
  await carla.call('shift.take', { shiftId })
  await team()
  for (const one of [alma, bina, carla]) expect(await takers(one, shiftId)).toEqual(['Bina', 'Carla'])
  await carla.call('shift.settle', { shiftId, memberId: b })
  await team()
  expect(await shiftOf(alma, shiftId)).toMatchObject({ coveredBy: null, primaryAlias: 'Bina' })
})

test('what is given up and confirmed at the same time stays hers; and who was taken off by a facilitator is told', async () => {
  const { shiftId } = await alma.call('shift.assign', {
    committeeId,
    start: inHours(24),
    end: inHours(32),
    primary: b,
  })
  await team()
  await bina.call('shift.confirm', { shiftId })
  await alma.call('shift.release', { shiftId })
  await team()
  for (const one of [alma, bina, carla]) expect(await shiftOf(one, shiftId)).toMatchObject({ status: 'confirmed' })
  expect((await shiftOf(alma, shiftId)).conflicts).toHaveLength(1)
  await alma.call('shift.release', { shiftId })
  await team()
  expect(await shiftOf(bina, shiftId)).toMatchObject({ status: 'gap', conflicts: [] })
  expect(await waits(bina, 'shift_freed', shiftId)).toBeDefined()
})

test('one of the two rests, or is suspended: the other has it, and nobody has to settle anything', async () => {
  const first = await takenApart()
  await bina.call('care.timeOut', { from: inDays(0), to: inDays(3) })
  await team()
  expect(await shiftOf(carla, first)).toMatchObject({ takers: [], coveredByAlias: 'Carla', status: 'covered' })
  await bina.call('card.set', { restPeriods: [] })
  itIs(inHours(24 * 40))
  const second = await takenApart()
  await alma.call('member.suspend', { memberId: c })
  expect(await shiftOf(alma, second)).toMatchObject({ takers: [], coveredBy: b, status: 'covered' })
})
