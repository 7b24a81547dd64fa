import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEnvelope } from '#core/envelopes/openEnvelope'
import { insidersLeave, turn } from '../../support/insider'
import { everybodyGoesHome, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { caseCode, cardOn, gather, holdOn, openHouse, party } from './support'
import type { Clocked } from './support'

// Ceiba and Luciérnaga look after a house; Jacaranda asks for places; Dora has nothing to do with it.

let ceiba: Person
let luz: Clocked
let jacaranda: Clocked
let dora: Clocked
let round: () => Promise<void>
beforeAll(async () => {
  ;({ ceiba, luz, jacaranda, dora, round } = await gather())
}, 120_000)
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const hour = 3_600_000

test('Ceiba offers a house, Jacaranda asks for two and a child, the house says yes, and they arrive', async () => {
  const { houseCardId } = await openHouse(ceiba, luz.person, [2, 3])
  await round()
  expect(await cardOn(jacaranda.person, houseCardId)).toMatchObject({
    alias: 'Casa Maíz',
    status: 'open',
    placesTotal: 5,
    placesFree: 5,
    freshness: 'confirmed',
    mine: false,
  })
  const before = Date.now()
  const asked = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(2, 1) })
  const length = Date.parse(asked.expiresAt) - before
  expect(length).toBeGreaterThan(24 * hour - 60_000) // the network is of another country
  expect(length).toBeLessThan(24 * hour + 60_000)
  await round()
  const seen = await holdOn(luz.person, asked.holdId)
  expect(seen).toMatchObject({ status: 'requested', people: 3, caseCode, mine: false, mayAnswer: true })
  expect(seen?.requestedBy?.alias).toBe('Jacaranda')
  await luz.person.call('hold.answer', { holdId: asked.holdId, answer: 'accepted' })
  expect(await cardOn(luz.person, houseCardId)).toMatchObject({ placesFree: 2, placesTotal: 5 })
  await round()
  expect(await holdOn(jacaranda.person, asked.holdId)).toMatchObject({
    status: 'accepted',
    mine: true,
    mayAnswer: false,
  })
  expect(await cardOn(dora.person, houseCardId)).toMatchObject({ placesFree: 2 })
  const { stayId } = await ceiba.call('stay.arrive', {
    houseCardId,
    holdId: asked.holdId,
    guestAlias: 'Las tres',
    partySize: 3,
  })
  await round()
  expect(await holdOn(jacaranda.person, asked.holdId)).toMatchObject({ status: 'converted' })
  expect(await cardOn(jacaranda.person, houseCardId)).toMatchObject({ placesFree: 2 }) // once, not twice
  expect((await luz.person.query('stay.list', { houseCardId })).stays).toMatchObject([
    { stayId, guestAlias: 'Las tres', status: 'arrived', holdId: asked.holdId },
  ])
  expect(
    await luz.person.tryCall('stay.arrive', { houseCardId, holdId: asked.holdId, guestAlias: 'x', partySize: 1 }),
  ).toBe('NoSuchMove')
}, 120_000)

test('two ask for the last place apart and both are accepted on two laptops: both are shown, and the house chooses', async () => {
  const { houseCardId } = await openHouse(ceiba, luz.person, [1])
  await round()
  const first = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(1) })
  const second = await dora.person.call('hold.request', { houseCardId, caseCode: 'A2B3C', party: party(1) })
  await meet(ceiba, jacaranda.person)
  await meet(luz.person, dora.person)
  await ceiba.call('hold.answer', { holdId: first.holdId, answer: 'accepted' })
  await luz.person.call('hold.answer', { holdId: second.holdId, answer: 'accepted' })
  expect((await holdOn(ceiba, first.holdId))?.status).toBe('accepted')
  await meet(ceiba, luz.person)
  for (const one of [ceiba, luz.person]) {
    expect((await holdOn(one, first.holdId))?.status).toBe('double_booked')
    expect((await holdOn(one, second.holdId))?.status).toBe('double_booked')
    const { calendar, holds } = await one.query('house.team', { houseCardId })
    expect(calendar[0]).toMatchObject({ total: 1, held: 2, free: 0, isOver: true })
    expect(holds.map(({ status }) => status)).toEqual(['double_booked', 'double_booked'])
  }
  expect(await ceiba.tryCall('hold.answer', { holdId: second.holdId, answer: 'declined' })).toBe('ReasonNeeded')
  await ceiba.call('hold.answer', { holdId: second.holdId, answer: 'declined', reason: 'full' })
  await round()
  expect((await holdOn(luz.person, first.holdId))?.status).toBe('accepted')
  expect(await holdOn(dora.person, second.holdId)).toMatchObject({ status: 'declined', reason: 'full' })
  const day = new Date().toISOString().slice(0, 10)
  expect((await dora.person.query('house.unmet', { from: day, to: day })).rows).toEqual([
    { outcome: 'declined', reason: 'full', country: 'GT', requests: 1, people: 1 },
  ])
  expect((await jacaranda.person.query('house.unmet', { from: day, to: day })).rows).toEqual([])
}, 120_000)

test('a yes and a no to the same request, said apart, are both seen until the house chooses', async () => {
  const { houseCardId } = await openHouse(ceiba, luz.person, [4])
  await round()
  const { holdId } = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(2) })
  await round()
  await ceiba.call('hold.answer', { holdId, answer: 'accepted' })
  await luz.person.call('hold.answer', { holdId, answer: 'declined', reason: 'security' })
  await meet(ceiba, luz.person)
  for (const one of [ceiba, luz.person]) {
    const hold = await holdOn(one, holdId)
    expect([...(hold?.versions ?? [])].sort()).toEqual(['accepted', 'declined'])
    expect(hold?.status).toBe('accepted')
  }
  await luz.person.call('hold.answer', { holdId, answer: 'declined', reason: 'security' })
  await round()
  expect(await holdOn(jacaranda.person, holdId)).toMatchObject({ status: 'declined', versions: [] })
  expect(await cardOn(jacaranda.person, houseCardId)).toMatchObject({ placesFree: 4 })
}, 120_000)

test('clocks two hours wrong on either side end no hold early; much later it has run out everywhere', async () => {
  const { houseCardId } = await openHouse(ceiba, luz.person, [3])
  await round()
  jacaranda.wrong.by = -2 * hour
  const { holdId } = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(1), hours: 1 })
  jacaranda.wrong.by = 0
  await round()
  // by the right clock its hour was over before it was asked for
  expect((await holdOn(ceiba, holdId))?.status).toBe('requested')
  await ceiba.call('hold.answer', { holdId, answer: 'accepted' })
  await round()
  luz.wrong.by = 2 * hour
  expect((await holdOn(jacaranda.person, holdId))?.status).toBe('accepted')
  expect((await holdOn(luz.person, holdId))?.status).toBe('expired') // both clocks are wrong, and not the same way
  luz.wrong.by = 0
  jacaranda.wrong.by = 30 * hour
  expect((await holdOn(jacaranda.person, holdId))?.status).toBe('expired')
  jacaranda.wrong.by = 0
  luz.wrong.by = 30 * hour
  const late = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(1), hours: 4 })
  await round()
  expect(await luz.person.tryCall('hold.answer', { holdId: late.holdId, answer: 'accepted' })).toBe('HoldExpired')
  expect(await cardOn(luz.person, houseCardId)).toMatchObject({ placesFree: 3 }) // counted again when she met the others
  luz.wrong.by = 0
}, 120_000)

test('who is no contact, asks nothing and is of no team sees no hold and no house, with every key she has', async () => {
  const { houseCardId, spaceId } = await openHouse(ceiba, luz.person, [2])
  await round()
  const { holdId } = await jacaranda.person.call('hold.request', { houseCardId, caseCode, party: party(1) })
  await round()
  expect(await holdOn(dora.person, holdId)).toBeUndefined()
  expect(await dora.person.tryCall('hold.answer', { holdId, answer: 'accepted' })).toBe('UnknownHold')
  expect(await dora.person.tryCall('hold.cancel', { holdId })).toBe('UnknownHold')
  expect(await dora.person.tryQuery('house.team', { houseCardId })).toBe('NotHouseTeam')
  expect(await dora.person.tryQuery('stay.list', { houseCardId })).toBe('NotHouseTeam')
  // Jacaranda, who asks, is no more of the house than Dora, and answers nothing
  expect(await jacaranda.person.tryCall('hold.answer', { holdId, answer: 'accepted' })).toBe('NotAllowed')
  expect(await jacaranda.person.tryQuery('house.team', { houseCardId })).toBe('NotHouseTeam')
  expect(await ceiba.tryCall('hold.cancel', { holdId })).toBe('NotAllowed')
  const spy = await turn(dora.person)
  expect(spy.ledger.space(holdId)).toBeUndefined()
  expect(spy.ledger.space(spaceId)).toBeUndefined()
  expect([spy.ledger.keyring.ofSpace(holdId), spy.ledger.keyring.ofSpace(spaceId)]).toEqual([[], []])
  for (const id of [holdId, spaceId]) {
    const held = spy.ledger.chains.byId(id)
    expect(held && openEnvelope(spy.ledger, held)).toBe('sealed')
  }
}, 120_000)
