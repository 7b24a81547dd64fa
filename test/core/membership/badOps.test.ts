import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { deliver, deliverOverTcp, insidersLeave, setApart, turn } from '../../support/insider'
import type { Insider } from '../../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person
let bina: Insider
let dora: Uint8Array
let device: Uint8Array
let before: unknown
beforeAll(async () => {
  alma = await foundNetwork()
  const person = await joinNetwork(alma, 'Bina', 'facilitator')
  const other = await joinNetwork(alma, 'Dora')
  await meet(alma, other)
  await meet(alma, person)
  dora = fromHex(await other.id())
  device = fromHex((await other.query('me')).deviceId ?? '')
  bina = await turn(person)
  before = await alma.query('member.list')
}, 60_000)

const id = (): Uint8Array => randomBytes(32)
const place = (): Record<string, unknown> => ({ device, seq: 1, id: id() })

/** Bina may do all of these to Dora; each is written wrongly in one point. */
const wrong: Record<string, () => [string, Record<string, unknown>]> = {
  'a field is missing': () => ['suspend', { member: dora, reason: '' }],
  'a field is too many': () => ['suspend', { member: dora, cut: [], reason: '', and: 1 }],
  'an id is one byte short': () => ['expel', { member: dora.subarray(1), cut: [], reason: '' }],
  'an id is text': () => ['expel', { member: 'Dora', cut: [], reason: '' }],
  'the reason has 501 characters': () => ['expel', { member: dora, cut: [], reason: 'x'.repeat(501) }],
  'the cut has 257 places': () => ['expel', { member: dora, cut: Array.from({ length: 257 }, place), reason: '' }],
  'a place of the cut is before the first': () => [
    'expel',
    { member: dora, cut: [{ ...place(), seq: 0 }], reason: '' },
  ],
  'a place of the cut is half an envelope': () => [
    'expel',
    { member: dora, cut: [{ ...place(), seq: 1.5 }], reason: '' },
  ],
  'the role is no role': () => ['set-role', { member: dora, role: 'queen', cut: [] }],
  'the device is two': () => ['revoke-device', { device: [device, device], cut: [], reason: '' }],
  'a lift is two lifts': () => ['lift', { member: dora, half: id() }],
  'a lift lifts nothing': () => ['lift', {}],
  'one guardian is needed': () => ['guardians', { needed: 1, members: [dora, id()] }],
  'sixty-five guardians': () => ['guardians', { needed: 2, members: Array.from({ length: 65 }, id) }],
  'a recovery names nobody': () => ['recover', { full: [], cut: [] }],
  'nothing is admitted late': () => ['admit-late', { envelopes: [] }],
  'too much is admitted late': () => ['admit-late', { envelopes: Array.from({ length: 4_097 }, id) }],
  'a paper opens perhaps': () => ['paper', { opens: 'perhaps' }],
  'a box key has 31 bytes': () => ['rebox', { box: randomBytes(31) }],
  'who leaves takes something along': () => ['leave', { with: 1 }],
  'a request is 2,049 bytes': () => ['bind', { request: randomBytes(2_049), to: [] }],
}

test.each(Object.keys(wrong))(
  'where %s the op is set apart, from a folder and over TCP, and nothing changes',
  async (what) => {
    const [type, fields] = wrong[what]?.() ?? ['', {}]
    const wire = bina.say({ content: bina.op(type, fields) })
    if (Object.keys(wrong).indexOf(what) % 2 === 0) await deliver(alma, bina, wire)
    else await deliverOverTcp(alma, bina, wire)
    expect((await setApart(alma)).at(-1)).toBe('Bina: BadContent')
    expect(await alma.query('member.list')).toEqual(before)
  },
)

test('a request to bind that is noise is refused, and so is a cut that names an envelope in another place', async () => {
  const almas = bina.ledger.chains.end((await alma.query('me')).deviceId ?? '')
  const noise = bina.say({ content: bina.op('bind', { request: randomBytes(500), to: [] }) })
  const place = [{ device, seq: 1, id: fromHex(almas?.id ?? '') }]
  const elsewhere = bina.say({ content: bina.op('expel', { member: dora, cut: place, reason: '' }) })
  await deliver(alma, bina, noise, elsewhere)
  expect((await setApart(alma)).slice(-2)).toEqual(['Bina: NoRight', 'Bina: BadHeads'])
  expect(await alma.query('member.list')).toEqual(before)
})

test('a cut far in the future is waited for and never acted on; everybody else goes on', async () => {
  const far = [{ device, seq: Number.MAX_SAFE_INTEGER, id: id() }]
  await deliver(alma, bina, bina.say({ content: bina.op('expel', { member: dora, cut: far, reason: '' }) }))
  expect(await alma.query('member.list')).toEqual(before)
  expect((await alma.query('sync.status')).waiting).toBe(1)
  expect(await alma.tryCall('house.offer', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 2 })).toBe(
    'ok',
  )
  expect(await alma.tryCall('member.suspend', { memberId: Buffer.from(dora).toString('hex'), reason: '' })).toBe('ok')
})
