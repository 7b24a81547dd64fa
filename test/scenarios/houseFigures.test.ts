import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idBlob } from '#core/vault/sql'
import type { Role } from '#shared/rules/role'
import { inside } from '../support/inside'
import { everybodyGoesHome, meet, newPerson } from '../support/people'
import type { Person } from '../support/people'
import { filesFor } from '../support/releases'

// Luz and Mara answer for a house; Jacaranda asks for places; Alma and Bina coordinate and are let into no house. It is 2013.

let now = new Date('2013-02-10T15:00:00.000Z')
const goTo = (moment: string): void => void (now = new Date(moment))

let alma: Person, bina: Person, luz: Person, mara: Person, jacaranda: Person
let house: string

const join2013 = async (alias: string, role: Role): Promise<Person> => {
  const guest = await newPerson(alias, () => now)
  const { code } = await alma.call('invitation.create', { role })
  await guest.call('network.join', { code, alias })
  await meet(alma, guest, { admit: true })
  return guest
}
/** All know the same. */
const round = async (): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of [bina, luz, mara, jacaranda]) await meet(alma, one)
}

beforeAll(async () => {
  alma = await newPerson('Alma', () => now)
  await alma.call('network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' })
  bina = await join2013('Bina', 'coordinator')
  luz = await join2013('Luz', 'facilitator')
  mara = await join2013('Mara', 'member')
  jacaranda = await join2013('Jacaranda', 'member')
  await round()
  const contacts = [await luz.id(), await mara.id()]
  const card = { alias: 'Casa Maíz', country: 'GT', type: 'safe_house', placesTotal: 9, contacts, validHours: 2_160 }
  house = (await luz.call('house.offer', card)).houseCardId
  const { spaceId } = await luz.call('house.openTeam', { houseCardId: house })
  await luz.call('space.grant', { spaceId, memberId: await mara.id() })
  await round()
}, 240_000)
afterAll(everybodyGoesHome)

const ask = async (caseCode: string, houseCardId = house): Promise<string> => {
  const asked = { houseCardId, caseCode, party: { adults: 1, childrenByBand: {} }, hours: 168 }
  return (await jacaranda.call('hold.request', asked)).holdId
}
const sayNo = (holdId: string): Promise<unknown> =>
  luz.call('hold.answer', { holdId, answer: 'declined', reason: 'full' })
const share = (who: Person, through: string, houseCardId = house): Promise<string> =>
  who.tryCall('house.shareFigures', { houseCardId, through })
const figuresOn = async (who: Person, houseCardId = house) => (await who.query('house.view', { houseCardId })).figures
const headsOn = async (who: Person) => (await who.query('house.view', { houseCardId: house })).heads
const spec = { period: '2013-T1', sections: ['shelter'] as 'shelter'[] }
const counted = (who: Person) => who.query('release.preview', { spec })

test('a house tells the network what became of its requests, once none of these months waits for an answer', async () => {
  const holds: string[] = []
  for (let i = 0; i < 5; i++) holds.push(await ask('K7M2Q'))
  await round()
  for (const holdId of holds) await sayNo(holdId)
  goTo('2013-02-28T18:00:00.000Z')
  const waiting = await ask('A2B3C')
  await round()
  goTo('2013-03-02T18:00:00.000Z')
  expect(await figuresOn(luz)).toEqual({
    through: null,
    mayShare: true,
    next: { through: '2013-02', stays: 0, requests: 5, unmet: 5, waiting: 1 },
  })
  expect([await share(luz, '2013-02'), await share(luz, '2013-03'), await share(luz, '2013-01')]).toEqual([
    'RequestsWait',
    'MonthNotOver',
    'ok',
  ])
  expect(await figuresOn(luz)).toMatchObject({ through: '2013-01', next: { requests: 5 } })
  await luz.call('hold.answer', { holdId: waiting, answer: 'accepted' })
  expect(await share(luz, '2013-02')).toBe('ok')
  expect(await figuresOn(luz)).toEqual({ through: '2013-02', mayShare: true, next: null })
}, 120_000)

test('sharing again writes nothing, nor does an earlier month take anything back; who does not answer for the house cannot', async () => {
  const before = await headsOn(luz)
  expect([await share(luz, '2013-02'), await share(luz, '2013-01')]).toEqual(['ok', 'ok'])
  expect([await headsOn(luz), (await figuresOn(luz)).through]).toEqual([before, '2013-02'])
  for (const one of [alma, bina, jacaranda]) {
    expect(await share(one, '2013-02')).toBe('NotHouseContact')
    expect(await figuresOn(one)).toMatchObject({ mayShare: false, next: null })
  }
  expect(await share(luz, '2013-02', 'ab'.repeat(16))).toBe('UnknownHouse')
})

test('both contacts share apart, and there are no double rows; who asked five times is one woman, and her number is not told', async () => {
  // she has not heard of what Luz shared, nor of the last answer
  expect([await share(mara, '2013-02'), await share(mara, '2013-01')]).toEqual(['RequestsWait', 'ok'])
  await round()
  expect(await share(mara, '2013-02')).toBe('ok')
  await round()
  goTo('2013-04-03T18:00:00.000Z')
  expect((await counted(alma)).publication).toMatchObject({
    tables: [],
    hidden: {
      left: [
        { subject: 'requests', reason: 'tooFew' },
        { subject: 'stays', reason: 'empty' },
      ],
    },
  })
  goTo('2013-03-20T18:00:00.000Z')
  const more: string[] = []
  for (const code of ['B3C4D', 'C4D5E', 'D5E6F']) more.push(await ask(code))
  await round()
  for (const holdId of more) await sayNo(holdId)
  await round()
  goTo('2013-04-03T18:00:00.000Z')
  expect([await share(mara, '2013-03'), await share(luz, '2013-03')]).toEqual(['ok', 'ok'])
  await round()
  // six requests of February by two women, three of March by three more: five women, nine requests
  const [total] = (await counted(alma)).publication.tables
  expect([total?.unit, total?.cells]).toEqual(['requests', [{ at: [], value: 9 }]])
}, 120_000)

test('two coordinators who read neither house nor requests count the same bytes, and the second approves', async () => {
  const stayIds: string[] = []
  const ids = [await luz.id(), await mara.id()]
  const holdIds = (await luz.query('hold.list')).holds.map(({ holdId }) => holdId)
  for (let i = 0; i < 24; i++) {
    const { stayId } = await luz.call('stay.arrive', {
      houseCardId: house,
      guestAlias: `Garza ${i}`,
      partySize: 1 + (i % 3),
      arrival: '2013-01-02',
    })
    stayIds.push(stayId)
    const left = { houseCardId: house, stayId, kind: 'return', date: i < 12 ? '2013-01-07' : '2013-03-09' } as const
    await luz.call('stay.depart', left)
  }
  expect((await figuresOn(luz)).next).toMatchObject({ through: '2013-03', stays: 24, requests: 0 })
  expect(await share(luz, '2013-03')).toBe('ok')
  await round()
  expect((await figuresOn(mara)).next).toBe(null)
  for (const one of [alma, bina]) {
    expect(await one.tryQuery('house.team', { houseCardId: house })).toBe('NotHouseTeam')
    expect((await one.query('hold.list')).holds).toEqual([])
  }
  const all = await inside(alma, ({ db, ledger }) =>
    db
      .prepare('SELECT data FROM record WHERE kind = ? AND space = ?', { pluck: true })
      .all<string>(['houseFigure', idBlob(ledger.network)]),
  )
  expect(all.length).toBe(33)
  for (const text of all) {
    // what members see of a house: nothing but these, and no id that anything else has
    const { party, by, at, ...rest } = JSON.parse(text) as Record<string, unknown>
    expect(Object.keys(rest).sort()).toEqual([
      'departureKind',
      'houseCardId',
      'length',
      'month',
      'of',
      'outcome',
      'reason',
    ])
    expect([typeof party, rest.month, ids.includes(String(by)), typeof at]).toEqual([
      'string',
      expect.stringMatching(/^2013-0[123]$/),
      true,
      'string',
    ])
  }
  for (const secret of [...stayIds, ...holdIds, 'K7M2Q', 'Garza', '2013-01-07', '2013-03-09'])
    expect(all.filter((text) => text.includes(secret))).toEqual([])
  const hers = await counted(alma)
  expect(await counted(bina)).toEqual(hers)
  const [byLength] = hers.publication.tables.filter(({ unit }) => unit === 'stays')
  expect(byLength?.cells).toEqual(
    expect.arrayContaining([
      { at: [null, null], value: 24 },
      { at: ['week', 'GT'], value: 12 },
      { at: ['quarter', 'GT'], value: 12 },
    ]),
  )
  const [a, b] = [await filesFor(alma, { spec }), await filesFor(bina, { spec })]
  const bytesIn = (folder: string) =>
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')])
  expect(bytesIn(b.folder)).toEqual(bytesIn(a.folder))
  const { releaseId } = await alma.call('release.lease', { spec })
  await round()
  expect(await bina.tryCall('release.approve', { releaseId })).toBe('ok')
}, 240_000)

test('a house without a team is its contacts’ to tell of, also that nothing was; until then who releases is told that it lacks', async () => {
  const contacts = [await mara.id()]
  const card = { alias: 'Casa Frijol', country: 'HN', type: 'rest', placesTotal: 2, contacts, validHours: 2_160 }
  const { houseCardId } = await mara.call('house.offer', card)
  await round()
  expect((await counted(alma)).houses).toEqual({ shared: 1, of: 2 })
  expect((await figuresOn(mara, houseCardId)).next).toEqual({
    through: '2013-03',
    ...{ stays: 0, requests: 0, unmet: 0, waiting: 0 },
  })
  expect(await share(mara, '2013-03', houseCardId)).toBe('ok')
  await round()
  expect((await counted(alma)).houses).toEqual({ shared: 2, of: 2 })
}, 60_000)

test('a contact who came later reads later requests only, and takes a woman apart for nobody', async () => {
  const card = { alias: 'Casa Chile', country: 'SV', type: 'rest', placesTotal: 2, validHours: 2_160 }
  const { houseCardId } = await luz.call('house.offer', { ...card, contacts: [await luz.id()] })
  await round()
  goTo('2013-04-10T18:00:00.000Z')
  const first = await ask('F6G7H', houseCardId)
  await round()
  await sayNo(first)
  const both = [await luz.id(), await mara.id()]
  await luz.call('house.setField', { houseCardId, path: 'contacts', value: both })
  await round()
  goTo('2013-04-12T18:00:00.000Z')
  const second = await ask('F6G7H', houseCardId)
  await round()
  await sayNo(second)
  await round()
  goTo('2013-05-02T18:00:00.000Z')
  expect((await figuresOn(mara, houseCardId)).next).toMatchObject({ requests: 1 })
  expect(await share(mara, '2013-04', houseCardId)).toBe('ok')
  await round()
  // Luz knows of the first, and that the second is of the same woman
  expect((await figuresOn(luz, houseCardId)).next).toMatchObject({ requests: 2, unmet: 2 })
  expect(await share(luz, '2013-04', houseCardId)).toBe('ok')
  await round()
  expect(await figuresOn(mara, houseCardId)).toEqual({ through: '2013-04', mayShare: true, next: null })
}, 120_000)
