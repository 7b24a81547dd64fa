import { afterAll, beforeAll, expect, test } from 'vitest'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { dumpOf, inside } from '../../support/inside'
import { everybodyGoesHome, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { caseCode, cardOn, gather, holdOn, openHouse, party } from './support'

// Ceiba and Luciérnaga look after houses; Jacaranda and Dora are members.

let ceiba: Person
let luz: Person
let jacaranda: Person
let dora: Person
let round: () => Promise<void>
beforeAll(async () => {
  const all = await gather()
  ceiba = all.ceiba
  luz = all.luz.person
  jacaranda = all.jacaranda.person
  dora = all.dora.person
  round = all.round
}, 120_000)
afterAll(everybodyGoesHome)

const today = (plus = 0): string => new Date(Date.now() + plus * 86_400_000).toISOString().slice(0, 10)

test('free places are counted by the laptop of the team and published after each arrival and departure', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [2, 4])
  await round()
  const free = async (person: Person) => (await cardOn(person, houseCardId))?.placesFree
  const { stayId } = await luz.call('stay.arrive', {
    houseCardId,
    guestAlias: 'Colibrí',
    partySize: 4,
    plannedDeparture: today(10),
  })
  await round()
  expect(await free(jacaranda)).toBe(2)
  const { stayId: second } = await ceiba.call('stay.expect', {
    houseCardId,
    guestAlias: 'Tortuga',
    partySize: 2,
    arrival: today(),
    plannedDeparture: today(3),
  })
  await round()
  expect(await cardOn(dora, houseCardId)).toMatchObject({ placesFree: 0, status: 'full' })
  const { calendar } = await luz.query('house.team', { houseCardId })
  expect(calendar).toHaveLength(60)
  expect([0, 2, 3, 9, 10].map((day) => calendar[day]?.free)).toEqual([0, 0, 2, 2, 6])
  await ceiba.call('stay.setStatus', { houseCardId, stayId: second, status: 'no_show' })
  await ceiba.call('stay.extend', { houseCardId, stayId, until: today(20), reason: 'Falta el boleto.' })
  expect((await ceiba.query('house.team', { houseCardId })).extensions).toMatchObject([{ stayId, until: today(20) }])
  await ceiba.call('stay.depart', { houseCardId, stayId, kind: 'return', date: today(), planDone: true })
  expect(await ceiba.tryCall('stay.extend', { houseCardId, stayId, until: today(30) })).toBe('NoSuchMove')
  await ceiba.call('stay.setStatus', { houseCardId, stayId, status: 'followed_up' })
  await round()
  expect(await cardOn(dora, houseCardId)).toMatchObject({ placesFree: 6, placesTotal: 6, status: 'open' })
  expect((await luz.query('stay.list', { houseCardId })).stays).toMatchObject([
    { status: 'followed_up', departure: { kind: 'return', date: today(), planDone: true } },
    { status: 'no_show' },
  ])
}, 120_000)

test('numbers of a house that counts by its rooms are nobody’s to type; of one without rooms they stand', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [3])
  const offer = { houseCardId, alias: 'Casa Maíz', country: 'GT', type: 'safe_house', placesTotal: 9 } as const
  await ceiba.call('house.offer', { ...offer, placesFree: 9 })
  expect(await cardOn(ceiba, houseCardId)).toMatchObject({ placesTotal: 3, placesFree: 3 })
  for (const path of ['placesFree', 'placesTotal', 'placesFrom', 'status', 'offeredBy', 'no_hay', '__proto__'])
    expect(await ceiba.tryCall('house.setField', { houseCardId, path, value: 1 }), path).toBe('UnknownField')
  const { heads } = await ceiba.query('house.view', { houseCardId })
  await ceiba.call('house.setField', { houseCardId, path: 'zone', value: 'occidente', basedOn: [...heads] })
  expect(await cardOn(ceiba, houseCardId)).toMatchObject({ zone: 'occidente' })
  await ceiba.call('house.setField', { houseCardId, path: 'services', value: ['rest', 'legal'] })
  await ceiba.call('house.setField', { houseCardId, path: 'services', value: ['rest', 'legal', 'healing'] })
  expect(await ceiba.engine().check()).toMatchObject({ value: { problems: [] } }) // a set has one order on every laptop
  const bare = await jacaranda.call('house.offer', { ...offer, houseCardId: undefined, placesTotal: 4, placesFree: 1 })
  expect(await cardOn(jacaranda, bare.houseCardId)).toMatchObject({ placesTotal: 4, placesFree: 1, status: 'limited' })
}, 60_000)

test('a card is changed by who offered it, who answers for it, its team and who facilitates, and by nobody else', async () => {
  const { houseCardId } = await jacaranda.call('house.offer', {
    alias: 'Rincón',
    country: 'MX',
    type: 'rest',
    placesTotal: 2,
  })
  await round()
  const paused = { houseCardId, status: 'paused' } as const
  const renewed = { houseCardId, alias: 'Otra', country: 'MX', type: 'rest', placesTotal: 9 } as const
  expect(await dora.tryCall('house.setStatus', paused)).toBe('NotAllowed')
  expect(await dora.tryCall('house.offer', renewed)).toBe('NotAllowed')
  expect(await dora.tryCall('house.setField', { houseCardId, path: 'contacts', value: [await dora.id()] })).toBe(
    'NotAllowed',
  )
  expect((await dora.query('house.view', { houseCardId })).mayChange).toBe(false)
  expect(await dora.tryCall('house.setStatus', { ...paused, houseCardId: 'ab'.repeat(16) })).toBe('UnknownHouse')
  expect(await jacaranda.tryCall('house.setStatus', paused)).toBe('ok')
  expect(await dora.tryCall('hold.request', { houseCardId, caseCode, party: party(1) })).toBe('ok') // not heard yet
  await round()
  expect(await dora.tryCall('hold.request', { houseCardId, caseCode, party: party(1) })).toBe('HouseNotOpen')
  expect(await luz.tryCall('house.setStatus', { houseCardId, status: 'open' })).toBe('ok')
  expect(await jacaranda.tryCall('house.openTeam', { houseCardId })).toBe('NotAllowed')
  // nobody is named on the card: who offered it answers
  await round()
  const { holdId } = await dora.call('hold.request', { houseCardId, caseCode, party: party(1) })
  await round()
  expect(await holdOn(jacaranda, holdId)).toMatchObject({ mayAnswer: true })
  await jacaranda.call('hold.answer', { holdId, answer: 'accepted' })
  await round()
  expect(await holdOn(dora, holdId)).toMatchObject({ status: 'accepted' })
  await dora.call('hold.cancel', { holdId })
  expect(await dora.tryCall('hold.cancel', { holdId })).toBe('NoSuchMove')
}, 120_000)

test('an evacuation hides the house at once on every laptop after meeting, and who is on her way is told', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [3])
  await round()
  const { holdId } = await jacaranda.call('hold.request', { houseCardId, caseCode, party: party(1) })
  await round()
  await ceiba.call('hold.answer', { holdId, answer: 'accepted' })
  await round()
  // somebody of the team renews the card without having heard
  const evacuated = await luz.call('incident.add', {
    houseCardId,
    level: 'emergency',
    kind: 'location_known',
    action: 'Salieron todas por atrás.',
    decision: 'evacuate',
  })
  expect(evacuated.checklistId).toBe('evacuation')
  await ceiba.call('house.setStatus', { houseCardId, status: 'paused' })
  await round()
  for (const one of [jacaranda, dora]) expect(await cardOn(one, houseCardId)).toBeUndefined()
  for (const one of [ceiba, luz]) {
    expect(await cardOn(one, houseCardId)).toMatchObject({
      status: 'compromised',
      checklistId: 'evacuation',
      mine: true,
    })
    const team = await one.query('house.team', { houseCardId })
    expect(team.checklist?.steps.length).toBeGreaterThan(5)
    expect(team).toMatchObject({ securityStatus: 'compromised', incidents: [{ decision: 'evacuate' }] })
  }
  expect(await holdOn(jacaranda, holdId)).toMatchObject({ houseCompromised: true, status: 'accepted' })
  expect((await ceiba.query('house.view', { houseCardId })).conflicts).toMatchObject([{ path: 'status' }])
  expect((await ceiba.query('house.view', { houseCardId })).status).toBe((await cardOn(ceiba, houseCardId))?.status)
  expect(await dora.tryCall('hold.request', { houseCardId, caseCode, party: party(1) })).toBe('HouseNotOpen')
  await ceiba.call('house.setTeamField', { houseCardId, path: 'securityStatus', value: 'calm' })
  await ceiba.call('house.setStatus', { houseCardId, status: 'open' })
  await round()
  expect(await cardOn(dora, houseCardId)).toMatchObject({ status: 'open' })
}, 120_000)

test('a house that is noted as compromised in its own document is off the board too', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [1])
  await ceiba.call('house.setTeamField', { houseCardId, path: 'securityStatus', value: 'compromised' })
  await round()
  expect(await cardOn(jacaranda, houseCardId)).toBeUndefined()
  expect((await jacaranda.query('network.overview')).houses).toBe((await jacaranda.query('house.board')).houses.length)
}, 60_000)

test('whoever is taken off the card reads no later hold; who is put on it reads those that wait', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [5])
  await round()
  const first = await jacaranda.call('hold.request', { houseCardId, caseCode, party: party(1) })
  await round()
  expect(await holdOn(luz, first.holdId)).toBeDefined()
  await ceiba.call('house.setField', { houseCardId, path: 'contacts', value: [await ceiba.id(), await dora.id()] })
  await round()
  const second = await jacaranda.call('hold.request', { houseCardId, caseCode, party: party(2) })
  await round()
  for (const { holdId } of [first, second]) {
    expect(await holdOn(luz, holdId)).toBeUndefined()
    expect(await holdOn(dora, holdId)).toMatchObject({ status: 'requested', mayAnswer: true })
  }
  // Luciérnaga is still of the team: what Ceiba accepts counts for her, without the case
  await ceiba.call('hold.answer', { holdId: second.holdId, answer: 'accepted' })
  await meet(ceiba, luz)
  expect((await luz.query('house.team', { houseCardId })).calendar[0]).toMatchObject({ held: 2, free: 3 })
  await luz.call('stay.arrive', { houseCardId, holdId: second.holdId, guestAlias: 'Dos', partySize: 2 })
  await round()
  expect(await cardOn(dora, houseCardId)).toMatchObject({ placesFree: 3 })
}, 120_000)

test('the address, guests and incidents are in the house’s document and in nothing that others hold', async () => {
  const { houseCardId, spaceId } = await openHouse(ceiba, luz, [2])
  await ceiba.call('stay.arrive', { houseCardId, guestAlias: 'Quetzal Escondido', partySize: 1 })
  await ceiba.call('incident.add', {
    houseCardId,
    level: 'info',
    kind: 'strangers_near',
    action: 'Un coche gris dos noches.',
    decision: 'continue',
  })
  await round()
  const team = await luz.query('house.team', { houseCardId })
  expect(team).toMatchObject({ spaceId, address: 'Calle Escondida 7', alias: 'Casa Maíz', rooms: [{ beds: 2 }] })
  expect(team.team.map(({ alias }) => alias).sort()).toEqual(['Ceiba', 'Luciérnaga'])
  const secrets = ['Calle Escondida', 'Quetzal Escondido', 'coche gris', 'Cuarto 1']
  const found = await inside(luz, ({ db, ledger }) =>
    db
      .prepare('SELECT v.state, d.space FROM document_view v JOIN document d ON d.id = v.id')
      .all<{ state: string; space: Bytes }>()
      .map(({ state, space }) => ({ state, isHouse: idHex(space) !== ledger.network })),
  )
  const network = found.filter(({ isHouse }) => !isHouse)
  expect(network).toHaveLength(1)
  for (const secret of secrets) {
    expect(
      found.some(({ state, isHouse }) => isHouse && state.includes(secret)),
      secret,
    ).toBe(true)
    expect(
      network.some(({ state }) => state.includes(secret)),
      secret,
    ).toBe(false)
  }
  const dump = await inside(dora, ({ db }) => dumpOf(db))
  for (const secret of secrets) expect(dump.includes(secret), secret).toBe(false)
  expect((await luz.query('search', { text: 'quetzal' })).hits).toHaveLength(1)
  expect((await jacaranda.query('search', { text: 'quetzal escondida' })).hits).toEqual([])
  await ceiba.reopen()
  expect(await ceiba.engine().check()).toMatchObject({ value: { ok: true, problems: [] } })
}, 120_000)

test('what has the wrong shape is refused in words', async () => {
  const { houseCardId } = await openHouse(ceiba, luz, [2])
  const { stayId } = await ceiba.call('stay.arrive', {
    houseCardId,
    guestAlias: 'Nube',
    partySize: 1,
    arrival: today(),
  })
  const tries: [string, () => Promise<string>][] = [
    ['UnknownHouse', () => ceiba.tryCall('hold.request', { houseCardId: 'ab'.repeat(16), caseCode, party: party(1) })],
    ['BadInput', () => ceiba.tryCall('hold.request', { houseCardId, caseCode, party: party(-1) })],
    ['BadInput', () => ceiba.tryCall('hold.request', { houseCardId, caseCode, party: party(1), hours: 100_000 })],
    ['UnknownHold', () => ceiba.tryCall('hold.answer', { holdId: 'ab'.repeat(32), answer: 'accepted' })],
    [
      'UnknownHold',
      () => ceiba.tryCall('stay.arrive', { houseCardId, holdId: 'ab'.repeat(32), guestAlias: 'x', partySize: 1 }),
    ],
    ['UnknownStay', () => ceiba.tryCall('stay.setStatus', { houseCardId, stayId: 'ab'.repeat(16), status: 'in_stay' })],
    ['NoSuchMove', () => ceiba.tryCall('stay.setStatus', { houseCardId, stayId, status: 'no_show' })],
    ['BadInput', () => ceiba.tryCall('stay.depart', { houseCardId, stayId, kind: 'return', date: today(-9) })],
    ['BadInput', () => ceiba.tryCall('stay.extend', { houseCardId, stayId, until: today(-9) })],
    ['BadInput', () => ceiba.tryCall('stay.arrive', { houseCardId, guestAlias: 'x', partySize: 0 })],
    [
      'UnknownField',
      () => ceiba.tryCall('house.setTeamField', { houseCardId, path: `stays.${stayId}.status`, value: 'departed' }),
    ],
    ['UnknownRow', () => ceiba.tryCall('house.removeRoom', { houseCardId, roomId: 'ab'.repeat(16) })],
    ['SpaceExists', () => ceiba.tryCall('house.openTeam', { houseCardId })],
    ['UnknownHouse', () => ceiba.tryCall('house.openTeam', { houseCardId: 'ab'.repeat(16) })],
    ['NotHouseTeam', () => jacaranda.tryCall('stay.arrive', { houseCardId, guestAlias: 'x', partySize: 1 })],
  ]
  await round()
  for (const [failure, attempt] of tries) expect(await attempt()).toBe(failure)
}, 60_000)
