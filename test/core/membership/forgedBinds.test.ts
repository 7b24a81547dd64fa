import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex, toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { createBindRequest, parseBindRequest } from '#core/identity/bindRequest'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { invitationKeys, parseInvitationCode } from '#core/identity/invitationCode'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import type { MemberKeys } from '#core/identity/memberKeys'
import { deliver, insidersLeave, setApart, turn } from '../../support/insider'
import type { Insider } from '../../support/insider'
import { comparesAndAdmits, joinWithPaper, knockAt, newLaptop } from '../../support/laptops'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

// Carla, a plain member, and Bina, a facilitator, hang laptops on accounts; Dora is honest, has words on paper and a used pass.

let alma: Person
let carla: Insider
let bina: Insider
let dora: { memberId: string; words: string }
let ids: Record<'carla' | 'bina', string>
/** Dora's pass that bound her second laptop, and one that is open; with their codes' keys. */
let used: Given
let open: Given
/** One that Alma gave Carla; one of Dora's that was taken back. */
let carlas: Given
let revoked: Given
/** The request that used Dora's pass. */
let replayed: Uint8Array

type Given = { readonly id: string; readonly code: MemberKeys['sign'] }

const keysOf = (code: string): MemberKeys['sign'] => {
  const secret = parseInvitationCode(code)
  if (!secret.ok) throw new Error('own code')
  return invitationKeys(secret.value).code
}
const passIn = (insider: Insider, code: MemberKeys['sign']): Given => {
  const wanted = toHex(code.publicKey)
  const found = [...insider.ledger.root().passes().values()].find(({ codeKey }) => codeKey === wanted)
  return { id: found?.id ?? '', code }
}

beforeAll(async () => {
  alma = await foundNetwork()
  const people = [await joinNetwork(alma, 'Bina', 'facilitator'), await joinNetwork(alma, 'Carla')] as const
  ids = { bina: await people[0].id(), carla: await people[1].id() }
  const { person, words } = await joinWithPaper(alma, 'Dora')
  dora = { memberId: await person.id(), words }
  const first = (await person.call('device.invite', {})).code
  const second = await newLaptop(first)
  await knockAt(person, second, comparesAndAdmits(person, second))
  const next = (await person.call('device.invite', {})).code
  const back = (await person.call('device.invite', {})).code
  const { invitations } = await person.query('invitation.list')
  const backId = invitations.findLast(({ kind }) => kind === 'pass')?.invitationId ?? ''
  await person.call('invitation.revoke', { invitationId: backId })
  const hers = (await alma.call('device.invite', { memberId: ids.carla })).code
  await meet(alma, person)
  for (const one of people) await meet(alma, one)
  bina = await turn(people[0])
  carla = await turn(people[1])
  used = passIn(carla, keysOf(first))
  open = passIn(carla, keysOf(next))
  carlas = passIn(carla, keysOf(hers))
  revoked = { id: backId, code: keysOf(back) }
  expect([used, open, carlas, revoked].map(({ id }) => id.length)).toEqual([64, 64, 64, 64])
  const [bind] = carla.ledger.root().counting('bind')
  replayed = bind?.entry.op.request ?? new Uint8Array()
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const paperOf = (words: string): MemberKeys => {
  const keys = memberKeysFromWords(words)
  if (!keys) throw new Error('words')
  return keys
}
type Proof = Parameters<typeof createBindRequest>[2]
const asks = (member: string, by: Proof = {}, device: DeviceKeys = createDeviceKeys()) => ({
  request: createBindRequest({ network: carla.network, member, kind: 'laptop' }, device, by),
  box: device.box.publicKey,
})
const binds = (
  insider: Insider,
  { request, box }: { request: Uint8Array; box: Uint8Array },
  hands = true,
): Uint8Array =>
  insider.say({
    content: insider.op('bind', { request, to: hands ? [box] : [] }),
    recipients: hands ? [toHex(box)] : [],
  })

/** The words arrive at Alma's: nobody has another laptop, and she set them all apart. */
const areRefused = async (insider: Insider, ...wires: readonly Uint8Array[]): Promise<void> => {
  const before = await alma.query('device.list')
  const known = (await setApart(alma)).length
  await deliver(alma, insider, ...wires)
  expect(await alma.query('device.list')).toEqual(before)
  expect((await setApart(alma)).slice(known)).toEqual(wires.map(() => `${insider.alias}: NoRight`))
}

test("Carla hangs no laptop on Dora's account: not bare, not by Dora's open pass, not by one of her own", async () => {
  const { memberId } = dora
  const requests = [asks(memberId), asks(memberId, { pass: open }), asks(memberId, { pass: carlas })]
  await areRefused(carla, ...requests.map((one) => binds(carla, one)), binds(carla, asks(memberId), false))
})

test('a request signed by another root key is no request, and by no key of hers no proof', async () => {
  const stranger = paperOf(createRecoveryWords())
  const proof = { kind: 'root' as const, keys: stranger.sign }
  const forged = asks(dora.memberId, { proof, pass: open })
  expect(parseBindRequest(forged.request, carla.network)).toBe(undefined)
  await areRefused(carla, binds(carla, forged), binds(carla, asks(stranger.memberId, { proof })))
  const backup = { kind: 'backup' as const, keys: stranger.sign }
  await areRefused(carla, binds(carla, asks(dora.memberId, { proof: backup, pass: open })))
})

test("the request that used Dora's pass, said again, and a fresh one by the used or the revoked pass", async () => {
  const proof = { kind: 'root' as const, keys: paperOf(dora.words).sign }
  const box = parseBindRequest(replayed, carla.network)?.box ?? ''
  await areRefused(carla, binds(carla, { request: replayed, box: fromHex(box) }))
  await areRefused(carla, binds(carla, asks(dora.memberId, { pass: used, proof })))
  await areRefused(carla, binds(carla, asks(dora.memberId, { pass: revoked, proof })))
})

test('a pass under another code, for another member, of another network, or of an id that is none', async () => {
  const proof = { kind: 'root' as const, keys: paperOf(dora.words).sign }
  const other = keysOf((await alma.call('device.invite', {})).code)
  const requests = [
    asks(dora.memberId, { proof, pass: { id: open.id, code: other } }),
    asks(dora.memberId, { proof, pass: carlas }),
    asks(dora.memberId, { proof, pass: { id: toHex(randomBytes(32)), code: open.code } }),
    asks(ids.carla, { pass: open }),
  ]
  await areRefused(carla, ...requests.map((one) => binds(carla, one)))
  const keys = createDeviceKeys()
  const fields = { network: toHex(randomBytes(32)), member: dora.memberId, kind: 'laptop' as const }
  const elsewhere = createBindRequest(fields, keys, { proof, pass: open })
  await areRefused(carla, binds(carla, { request: elsewhere, box: keys.box.publicKey }))
})

test('a request whose pass, code or signature was taken off or changed is none', () => {
  const { request } = asks(dora.memberId, { pass: open })
  const outer = decodeCbor(request) as Record<string, Uint8Array | null>
  const inner = decodeCbor(outer.asks ?? new Uint8Array()) as Record<string, unknown>
  const changed = [
    { ...outer, byCode: null },
    { ...outer, byCode: randomBytes(64) },
    { ...outer, asks: encodeCbor({ ...inner, pass: null, code: null }) },
    { ...outer, asks: encodeCbor({ ...inner, pass: null }) },
    { ...outer, asks: encodeCbor({ ...inner, box: randomBytes(32) }) },
    { ...outer, more: 1 },
  ]
  expect(parseBindRequest(request, carla.network)).toMatchObject({ pass: { id: open.id } })
  for (const one of changed) expect(parseBindRequest(encodeCbor(one), carla.network)).toBe(undefined)
})

test('Carla gives no pass for Dora, and takes none of hers back', async () => {
  const fields = { codeKey: randomBytes(32), carrier: randomBytes(32), expiresAt: '2030-01-01T00:00:00.000Z' }
  const gives = carla.say({ content: carla.op('pass', { ...fields, member: fromHex(dora.memberId) }) })
  const takes = carla.say({ content: carla.op('revoke-invite', { invite: fromHex(open.id) }) })
  await areRefused(carla, gives, takes)
  expect((await alma.query('invitation.list')).invitations.map(({ invitationId }) => invitationId)).toContain(open.id)
})

test("one facilitator's half binds nothing, said once or twice, for one laptop or for two", async () => {
  const before = await alma.query('device.list')
  const keys = createDeviceKeys()
  const half = asks(dora.memberId, { pass: open }, keys)
  await deliver(alma, bina, binds(bina, half, false), binds(bina, half, false), binds(bina, asks(dora.memberId), false))
  expect(await alma.query('device.list')).toEqual(before)
  const { signatures } = await alma.query('signature.list')
  expect(signatures.filter(({ act, byAlias }) => act === 'bind' && byAlias === 'Bina')).toHaveLength(3)
})

test('with the proof of her paper anybody binds, once', async () => {
  const proof = { kind: 'root' as const, keys: paperOf(dora.words).sign }
  const device = createDeviceKeys()
  await deliver(alma, carla, binds(carla, asks(dora.memberId, { proof, pass: open }, device)))
  const { devices } = await alma.query('device.list')
  expect(devices.find(({ deviceId }) => deviceId === device.deviceId)).toMatchObject({ alias: 'Dora' })
  await areRefused(carla, binds(carla, asks(dora.memberId, { proof, pass: open })))
})
