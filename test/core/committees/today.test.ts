import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodyGoesHome, meet } from '../../support/people'
import { knockAt } from '../../support/laptops'
import { newPerson } from '../../support/people'
import type { Person } from '../../support/people'
import type { TodayItem, TodayKind } from '#shared/contract/today'
import { allMeet, foundByClock, inDays, inHours, itIs, joinByClock } from './clock'

afterAll(everybodyGoesHome)

/** Alma coordinates, Bina and Eva facilitate, Carla is a member. */
let alma: Person, bina: Person, eva: Person, carla: Person
const team = (): Promise<void> => allMeet(alma, bina, eva, carla)
const items = async (who: Person, kind: TodayKind): Promise<readonly TodayItem[]> =>
  (await who.query('today')).items.filter((one) => one.kind === kind)

beforeAll(async () => {
  itIs('2026-05-04T09:00:00.000Z')
  alma = await foundByClock('Alma')
  bina = await joinByClock(alma, 'Bina', 'facilitator')
  eva = await joinByClock(alma, 'Eva', 'facilitator')
  carla = await joinByClock(alma, 'Carla')
  await team()
}, 120_000)

test('on the first day nothing waits for a member, and her screen says how the network stands', async () => {
  expect(await carla.query('today')).toMatchObject({
    items: [],
    onDuty: [],
    placesFree: 0,
    quarantined: 0,
    onlyHere: 0,
    recovery: { staleShares: 0, guardians: false, fewFacilitators: true },
  })
})

test('before she is in, there is no today', async () => {
  const dora = await newPerson('Dora')
  expect(await dora.tryQuery('today')).toBe('NoNetwork')
})

test('who facilitates sees who asks to come in, until she is; a member does not', async () => {
  const { code } = await alma.call('invitation.create', { role: 'member' })
  const dora = await newPerson('Dora')
  await dora.call('network.join', { code, alias: 'Dora' })
  await knockAt(alma, dora)
  const [request] = await items(alma, 'request')
  expect(request).toMatchObject({ about: 'join', alias: 'Dora' })
  await allMeet(alma, carla)
  expect(await items(carla, 'request')).toEqual([])
  await alma.call('request.admit', { requestId: request?.id ?? '' })
  expect(await items(alma, 'request')).toEqual([])
})

test('a signature waits for who may give the second, not for who gave the first nor for whom it is about', async () => {
  const [b, e] = [await bina.id(), await eva.id()]
  // the founder alone made Bina full when she let her in; Eva is so only when a second says it
  const about = async (who: Person) => (await items(who, 'signature')).map(({ alias, memberId }) => [alias, memberId])
  expect(await about(bina)).toEqual([['Alma', e]])
  expect(await about(alma)).toEqual([])
  expect(await about(eva)).toEqual([])
  await bina.call('member.setRole', { memberId: e, role: 'facilitator' })
  // said before Alma hears of it: Eva's would be no second to that
  await alma.call('member.setRole', { memberId: b, role: 'coordinator' })
  await team()
  expect(await about(eva)).toEqual([])
  await alma.call('member.setRole', { memberId: b, role: 'coordinator' })
  await team()
  expect(await about(alma)).toEqual([])
  expect(await about(bina)).toEqual([])
  expect(await about(eva)).toEqual([['Alma', b]])
  expect(await about(carla)).toEqual([])
  await eva.call('member.setRole', { memberId: b, role: 'coordinator' })
  expect(await about(eva)).toEqual([])
  await team()
})

test('a case of hers is to be reviewed: three days before, and first when it is late; nobody else hears of it', async () => {
  const { caseId, caseCode } = await bina.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    nextReview: inDays(2),
  })
  const later = await bina.call('case.open', { kindOfSubject: 'family', country: 'MX', nextReview: inDays(9) })
  expect(await items(bina, 'case_review')).toEqual([
    { kind: 'case_review', id: caseId, due: inDays(2), overdue: false, about: caseCode, alias: '', spaceId: caseId },
  ])
  itIs(inHours(24 * 7))
  expect((await items(bina, 'case_review')).map(({ id, overdue }) => [id, overdue])).toEqual([
    [caseId, true],
    [later.caseId, false],
  ])
  await allMeet(alma, bina, carla)
  for (const one of [alma, carla]) expect(await items(one, 'case_review')).toEqual([])
  await bina.call('case.setField', { caseId, path: 'nextReview', value: inDays(30) })
  expect((await items(bina, 'case_review')).map(({ id }) => id)).toEqual([later.caseId])
})

test('shifts: to confirm, coming, now; a swap and a gap in her committee', async () => {
  const { committeeId } = await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })
  for (const one of [carla, bina])
    await alma.call('committee.addMember', { committeeId, memberId: await one.id(), role: 'guardia' })
  const assign = async (who: Person, from: number, to: number): Promise<string> =>
    (
      await alma.call('shift.assign', {
        committeeId,
        start: inHours(from),
        end: inHours(to),
        primary: await who.id(),
      })
    ).shiftId
  const [hers, far, binas, eves] = [
    await assign(carla, 2, 10),
    await assign(carla, 24 * 9, 24 * 9 + 8),
    await assign(bina, 12, 20),
    await assign(eva, 22, 30),
  ]
  await team()
  expect((await items(carla, 'shift_confirm')).map(({ id }) => id)).toEqual([hers])
  await carla.call('shift.confirm', { shiftId: hers })
  await bina.call('shift.swap', { shiftId: binas })
  await eva.call('shift.release', { shiftId: eves })
  await team()
  const { items: waits, onDuty } = await carla.query('today')
  expect(waits.filter(({ id }) => id === far)).toEqual([])
  expect(onDuty).toEqual([])
  expect(waits.map(({ kind, id }) => [kind, id])).toEqual([
    ['shift_gap', committeeId],
    ['shift_swap', binas],
    ['shift_gap', eves],
    ['shift_mine', hers],
  ])
  expect(await items(eva, 'shift_swap')).toEqual([]) // not of the committee
  itIs(inHours(3))
  expect((await carla.query('today')).items[0]).toMatchObject({ kind: 'shift_now', id: hers })
  for (const one of [alma, eva])
    expect((await one.query('today')).onDuty).toMatchObject([{ shiftId: hers, committeeId, alias: 'Carla' }])
})

test('an emergency goes before everything else', async () => {
  await eva.call('alert.raise', { level: 'info', text: 'Reunión', audience: 'all', confirm: 'info' })
  await eva.call('alert.raise', { level: 'emergency', text: 'Cateo', audience: 'all', confirm: 'emergency' })
  await team()
  const kinds = (await carla.query('today')).items.map(({ kind, about }) => (kind === 'alert' ? about : kind))
  expect(kinds[0]).toBe('emergency')
  expect(kinds.indexOf('info')).toBeGreaterThan(kinds.indexOf('shift_gap'))
})

test('a request for a place waits for the house that is asked, and free places are told to all', async () => {
  const { houseCardId } = await bina.call('house.offer', {
    alias: 'Ceiba',
    country: 'MX',
    type: 'safe_house',
    placesTotal: 6,
    contacts: [await bina.id()],
  })
  await team()
  expect((await carla.query('today')).placesFree).toBe(6)
  await alma.call('hold.request', { houseCardId, caseCode: 'AB2CD', party: { adults: 1 } })
  await meet(alma, bina)
  await meet(alma, bina)
  expect(await items(bina, 'hold')).toMatchObject([{ about: 'AB2CD', alias: 'Alma', houseCardId }])
  expect(await items(alma, 'hold')).toEqual([])
  expect(await items(carla, 'hold')).toEqual([])
  itIs(inHours(48))
  expect(await items(bina, 'hold')).toEqual([])
  itIs(inHours(24 * 10))
  expect((await carla.query('today')).placesFree).toBe(0)
})

test('what is on this laptop alone is counted, until somebody else has it', async () => {
  await carla.call('card.set', { pronoun: 'ella' })
  const { unsealed } = await carla.query('today')
  expect(unsealed).toBeGreaterThan(0)
  await allMeet(alma, carla)
  expect(await carla.query('today')).toMatchObject({ unsealed: 0, onlyHere: 0 })
})
