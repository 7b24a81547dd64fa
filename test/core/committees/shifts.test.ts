import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { everybodyGoesHome } from '../../support/people'
import type { Person } from '../../support/people'
import type { ShiftRow } from '#shared/contract/shifts'
import { allMeet, foundByClock, inDays, inHours, itIs, joinByClock } from './clock'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person
let a: string, b: string, c: string
let committeeId: string
const team = (): Promise<void> => allMeet(alma, bina, carla)

beforeAll(async () => {
  alma = await foundByClock('Alma')
  bina = await joinByClock(alma, 'Bina')
  carla = await joinByClock(alma, 'Carla')
  ;[a, b, c] = [await alma.id(), await bina.id(), await carla.id()]
  committeeId = (await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })).committeeId
  for (const memberId of [a, b]) await alma.call('committee.addMember', { committeeId, memberId, role: 'guardia' })
  await team()
}, 60_000)

/** Each test has weeks of its own, so that rest after another's shifts is not in its way. */
let week = 0
beforeEach(() => {
  week += 1
  itIs(new Date(Date.UTC(2026, 2, 2 + week * 60, 9)).toISOString())
})

const assign = async (who: Person, from: number, to: number, primary: string, more: object = {}): Promise<string> =>
  (await who.call('shift.assign', { committeeId, start: inHours(from), end: inHours(to), primary, ...more })).shiftId
const calendar = (who: Person) => who.query('shift.calendar', { from: inHours(-48), to: inHours(24 * 20) })
const shiftOf = async (who: Person, shiftId: string): Promise<ShiftRow> => {
  const found = (await calendar(who)).shifts.find((one) => one.shiftId === shiftId)
  if (!found) throw new Error('no such shift')
  return found
}

test('two laptops assign different women for the same hours apart: both shifts are shown to all, each with the other', async () => {
  const mine = await assign(alma, 24, 32, b)
  const hers = await assign(bina, 26, 34, c)
  await team()
  for (const one of [alma, bina, carla]) {
    expect((await shiftOf(one, mine)).clashes).toEqual([hers])
    expect((await shiftOf(one, hers)).clashes).toEqual([mine])
  }
  expect(await calendar(carla)).toEqual(await calendar(alma))
  expect((await shiftOf(carla, mine)).primaryAlias).toBe('Bina')
})

test('the first shifts of a year are written apart on two laptops, and none is lost', async () => {
  itIs('2029-01-01T09:00:00.000Z')
  const ids = [await assign(alma, 24, 26, a), await assign(bina, 30, 32, b), await assign(carla, 40, 42, c)]
  await team()
  for (const one of [alma, bina, carla]) expect((await calendar(one)).shifts.map(({ shiftId }) => shiftId)).toEqual(ids)
  for (const one of [alma, bina, carla]) {
    await one.reopen()
    expect(await one.engine().check()).toMatchObject({ value: { ok: true } })
  }
})

test('Bina asks to swap and Carla, who heard of it, takes the shift: all see who answers', async () => {
  const shiftId = await assign(alma, 24, 32, b)
  await team()
  expect(await carla.tryCall('shift.swap', { shiftId })).toBe('NotHerShift')
  expect(await carla.tryCall('shift.confirm', { shiftId })).toBe('NotHerShift')
  expect(await carla.tryCall('shift.take', { shiftId })).toBe('NoSuchMove')
  await bina.call('shift.confirm', { shiftId })
  await bina.call('shift.swap', { shiftId, with: c })
  await team()
  expect(await shiftOf(carla, shiftId)).toMatchObject({ status: 'swap_requested', primary: b, swapWith: c })
  expect((await carla.query('today')).items).toContainEqual(
    expect.objectContaining({ kind: 'shift_swap', id: shiftId, alias: 'Bina', committeeId }),
  )
  await carla.call('shift.take', { shiftId })
  await team()
  for (const one of [alma, bina, carla])
    expect(await shiftOf(one, shiftId)).toMatchObject({ status: 'covered', coveredByAlias: 'Carla', swapWith: null })
  itIs(inHours(28))
  expect((await alma.query('today')).onDuty).toMatchObject([{ shiftId, alias: 'Carla' }])
  itIs(inHours(10))
  expect((await shiftOf(alma, shiftId)).status).toBe('done')
  expect(await carla.tryCall('shift.release', { shiftId })).toBe('NoSuchMove')
})

test('Carla takes what Bina gives up at the same time: both versions are shown, and taking it again settles it', async () => {
  const shiftId = await assign(alma, 24, 32, b)
  await team()
  await bina.call('shift.swap', { shiftId })
  await team()
  await bina.call('shift.release', { shiftId })
  await carla.call('shift.take', { shiftId })
  await team()
  const { conflicts } = await shiftOf(alma, shiftId)
  expect(conflicts.map(({ path, versions }) => [path, versions.map(({ value }) => value).sort()])).toEqual([
    [`shifts.${shiftId}.status`, ['covered', 'gap']],
  ])
  expect(await calendar(bina)).toEqual(await calendar(alma))
  await carla.call('shift.take', { shiftId })
  await team()
  expect(await shiftOf(bina, shiftId)).toMatchObject({ status: 'covered', coveredBy: c, conflicts: [] })
})

test('two women take one gap apart: both are shown', async () => {
  const shiftId = await assign(alma, 24, 32, b)
  await team()
  await bina.call('shift.release', { shiftId })
  await team()
  await alma.call('shift.take', { shiftId })
  await carla.call('shift.take', { shiftId })
  await team()
  const { conflicts, status } = await shiftOf(bina, shiftId)
  expect(status).toBe('covered')
  expect(
    conflicts
      .find(({ path }) => path.endsWith('coveredBy'))
      ?.versions.map(({ value }) => value)
      .sort(),
  ).toEqual([a, c].sort())
})

test('nobody is given a shift in her rest, over another of hers, nor an eighth day; who asks is told why', async () => {
  await bina.call('card.set', { restPeriods: [{ from: inDays(3), to: inDays(4) }] })
  await team()
  const refusal = (from: number, to: number, more: object = {}): Promise<string> =>
    alma.tryCall('shift.assign', { committeeId, start: inHours(from), end: inHours(to), primary: b, ...more })
  expect(await refusal(3 * 24, 3 * 24 + 8)).toBe('OnRest')
  expect(await refusal(3 * 24, 3 * 24 + 8, { primary: a, backup: b })).toBe('OnRest')
  await assign(alma, 24, 32, b)
  expect(await refusal(30, 40)).toBe('OverlapsOwn')
  for (let day = 5; day < 12; day++) await assign(alma, day * 24, day * 24 + 8, b)
  expect(await refusal(12 * 24, 12 * 24 + 8)).toBe('TooManyDays')
  expect(await refusal(14 * 24, 14 * 24 + 8)).toBe('RestDue')
  expect(await refusal(26 * 24, 26 * 24 + 8)).toBe('ok')
  expect(await refusal(40, 40)).toBe('BadInput')
  expect(await refusal(40, 40 + 32 * 24)).toBe('BadInput')
  expect(await refusal(200 * 24, 201 * 24, { backup: b })).toBe('BadInput')
  expect(await refusal(200 * 24, 201 * 24, { areaId: 'ab'.repeat(16) })).toBe('BadInput')
  expect(await refusal(200 * 24, 201 * 24, { primary: 'ab'.repeat(32) })).toBe('UnknownMember')
  expect(await refusal(200 * 24, 201 * 24, { committeeId: 'ab'.repeat(16) })).toBe('UnknownCommittee')
  expect(await alma.tryCall('shift.confirm', { shiftId: 'ab'.repeat(16) })).toBe('UnknownShift')
  await bina.call('card.set', { restPeriods: [] })
  await team()
})

test('hours that nobody holds in the next seven days are told, to the committee on its first screen', async () => {
  await assign(alma, 0, 48, b)
  await assign(alma, 60, 24 * 6, a)
  await team()
  const { gaps } = await calendar(carla)
  expect(gaps).toEqual([
    { committeeId, start: inHours(48), end: inHours(60) },
    { committeeId, start: inHours(24 * 6), end: inHours(24 * 7) },
  ])
  const waits = async (who: Person) => (await who.query('today')).items.filter(({ kind }) => kind === 'shift_gap')
  expect(await waits(alma)).toMatchObject([{ id: committeeId, due: inHours(48), about: '36' }])
  expect(await waits(carla)).toEqual([])
})

test('Bina takes time for herself: Carla covers what she can, the rest are gaps, and nothing says why', async () => {
  const [first, second, third, outside] = [
    await assign(alma, 24, 32, b),
    await assign(alma, 48, 56, b),
    await assign(alma, 72, 80, a, { backup: b }),
    await assign(alma, 24 * 12, 24 * 12 + 8, b),
  ]
  await assign(alma, 50, 52, c)
  await team()
  expect(await bina.call('care.timeOut', { from: inDays(1), to: inDays(5), cover: c })).toMatchObject({
    covered: 1,
    gaps: 1,
  })
  await team()
  expect(await shiftOf(alma, first)).toMatchObject({ status: 'covered', coveredBy: c })
  expect(await shiftOf(alma, second)).toMatchObject({ status: 'gap' })
  expect(await shiftOf(alma, third)).toMatchObject({ status: 'proposed', primary: a, backup: null })
  expect(await shiftOf(alma, outside)).toMatchObject({ status: 'proposed', primary: b })
  const { cards } = await alma.query('card.list')
  expect(cards.find(({ memberId }) => memberId === b)?.restPeriods).toEqual([{ from: inDays(1), to: inDays(5) }])
  expect(await alma.tryCall('shift.assign', { committeeId, start: inHours(100), end: inHours(101), primary: b })).toBe(
    'OnRest',
  )
  expect(await bina.tryCall('care.timeOut', { from: inDays(5), to: inDays(1) })).toBe('BadInput')
  expect(await bina.tryCall('care.timeOut', { from: inDays(1), to: inDays(2), cover: b })).toBe('UnknownMember')
})

test('she sees what she carried herself, and no answer to anybody else holds it', async () => {
  const shiftId = await assign(alma, 0, 10, c)
  await team()
  await carla.call('shift.confirm', { shiftId })
  itIs(inHours(4))
  expect(await carla.query('care.mine')).toMatchObject({ hours30: 4, weighted30: 4, daysInRow: 1, restUntil: null })
  const { alertId } = await alma.call('alert.raise', {
    level: 'prevention',
    text: 'Cateos en la zona',
    audience: 'all',
    confirm: 'prevention',
  })
  await team()
  await carla.call('alert.ack', { alertId, action: 'going' })
  expect(await carla.query('care.mine')).toMatchObject({ hours30: 4, weighted30: 6 })
  expect(await alma.query('care.mine')).toMatchObject({ hours30: 0 })
  await team()
  expect(JSON.stringify(await calendar(alma))).not.toContain('hours')
  await alma.call('alert.setStatus', { alertId, status: 'false_alarm' })
})

test('who is suspended answers nobody: her shift is a gap that another takes', async () => {
  const shiftId = await assign(alma, 24, 32, c)
  await team()
  await alma.call('member.suspend', { memberId: c })
  expect(await shiftOf(alma, shiftId)).toMatchObject({ status: 'gap', primaryAlias: 'Carla' })
  await allMeet(alma, bina)
  expect((await bina.query('today')).items).toContainEqual(expect.objectContaining({ kind: 'shift_gap', id: shiftId }))
  await bina.call('shift.take', { shiftId })
  await allMeet(alma, bina)
  expect(await shiftOf(alma, shiftId)).toMatchObject({ status: 'covered', coveredBy: b })
})
