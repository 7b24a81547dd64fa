import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { advertLength, bytesIn, nameOf, newBoot, noise, openAdvert, sealAdvert } from '#core/sync/lan/advert'
import { callsOf } from '#core/sync/lan/calls'
import { createEars } from '#core/sync/lan/ears'
import type { AdvertKey, Ears } from '#core/sync/lan/ears'
import { isOnWay } from '#core/sync/lan/interfaces'

const ip = '192.168.1.7'
const epoch = (newer = false): AdvertKey => ({
  advert: randomBytes(32),
  session: { kind: 'network', psk: randomBytes(32), newer },
})
const invitation = (): AdvertKey => ({
  advert: randomBytes(32),
  session: { kind: 'invitation', psk: randomBytes(32), invite: 'i' },
})
const member = { port: 41_234, boot: newBoot(), seeks: false }
const newcomer = { port: 41_235, boot: newBoot(), seeks: true }

test('a call opens with its key, from its address, and in no other way', () => {
  const [key, other] = [randomBytes(32), randomBytes(32)]
  const call = sealAdvert(key, ip, member)
  expect(call).toHaveLength(advertLength)
  expect(openAdvert(key, ip, call)).toEqual(member)
  expect(openAdvert(key, '192.168.1.8', call)).toBeUndefined()
  expect(openAdvert(other, ip, call)).toBeUndefined()
  for (let at = 0; at < call.length; at++) {
    const bent = Uint8Array.from(call, (byte, n) => (n === at ? byte ^ 1 : byte))
    expect(openAdvert(key, ip, bent)).toBeUndefined()
  }
  for (const bytes of [call.subarray(1), new Uint8Array(), randomBytes(advertLength + 1)])
    expect(openAdvert(key, ip, bytes)).toBeUndefined()
})

test('a call is spelt as a name and read again; no other name is one', () => {
  const call = noise()
  expect(nameOf(call)).toMatch(/^[a-z2-7]{48}\.[a-z2-7]{48}\.local$/)
  expect(toHex(bytesIn(nameOf(call)) ?? new Uint8Array())).toBe(toHex(call))
  expect(toHex(bytesIn(nameOf(call).toUpperCase().replace('.LOCAL', '.local')) ?? new Uint8Array())).toBe(toHex(call))
  fc.assert(fc.property(fc.string(), (name) => bytesIn(name) === undefined))
  expect(bytesIn(`${'1'.repeat(48)}.${'a'.repeat(48)}.local`)).toBeUndefined()
})

test('under every epoch held a member is heard, whichever she has; newer ones are offered no older key', () => {
  const keys = [epoch(), epoch(true), epoch(true)]
  const ears = createEars(
    () => keys,
    () => false,
  )
  for (const key of keys) expect(ears.hear(sealAdvert(key.advert, ip, member), ip)).toMatchObject({ ...member, key })
  expect(ears.hear(sealAdvert(epoch().advert, ip, member), ip)).toBeUndefined()
  expect(ears.hear(sealAdvert(keys[0]?.advert ?? noise(), ip, newcomer), ip)).toBeUndefined()
})

test('under an open invitation a member heeds who seeks, and who seeks heeds members; two of a kind do not', () => {
  const code = invitation()
  const heeds = (seeks: boolean, advert: typeof member): boolean =>
    createEars(
      () => [code],
      () => seeks,
    ).hear(sealAdvert(code.advert, ip, advert), ip) !== undefined
  expect([heeds(false, newcomer), heeds(true, member), heeds(false, member), heeds(true, newcomer)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('a call that comes by two ways is heard once, an own one not at all', () => {
  const key = epoch()
  const ears = createEars(
    () => [key],
    () => false,
  )
  const call = sealAdvert(key.advert, ip, member)
  expect([ears.hear(call, ip) === undefined, ears.hear(call, ip) === undefined]).toEqual([false, true])
  const own = sealAdvert(key.advert, ip, member)
  ears.ignore(own)
  expect(ears.hear(own, ip)).toBeUndefined()
})

test('a flood from one address keeps nobody else from being heard, and ends with the second', () => {
  const keys = [epoch(), ...Array.from({ length: 199 }, invitation)]
  let time = 5_000
  const ears: Ears = createEars(
    () => keys,
    () => false,
    () => time,
  )
  const [key] = keys
  const from = (address: string): boolean =>
    ears.hear(sealAdvert(key?.advert ?? noise(), address, member), address) !== undefined
  for (let n = 0; n < 2_000; n++) ears.hear(noise(), '10.0.0.66')
  expect(from('10.0.0.66')).toBe(false)
  expect(from(ip)).toBe(true)
  // from many made-up addresses at once nobody is heard for the rest of the second
  for (let n = 0; n < 200; n++) ears.hear(noise(), `10.1.0.${n}`)
  expect(from(ip)).toBe(false)
  time += 1_000
  expect(from(ip)).toBe(true)
})

test('a round is always two calls of one length, however many invitations are open', () => {
  const [current, old, one, other] = [epoch(), epoch(true), invitation(), invitation()]
  const opensWith = (keys: AdvertKey[], round: number): (AdvertKey | undefined)[] =>
    callsOf(keys, ip, member, round).map((call) => {
      expect(call).toHaveLength(advertLength)
      return [current, old, one, other].find(({ advert }) => openAdvert(advert, ip, call))
    })
  expect(opensWith([current, old], 1)).toEqual([current, undefined])
  expect(opensWith([current, old, one, other], 2)).toEqual([current, one])
  expect(opensWith([current, old, one, other], 3)).toEqual([current, other])
  expect(opensWith([one], 1)).toEqual([one, undefined]) // a newcomer's code
})

test('an address is on a way when the mask says so', () => {
  const way = { ip: '10.0.5.1', netmask: '255.255.254.0', broadcast: '10.0.5.255' }
  expect([isOnWay(way, '10.0.4.200'), isOnWay(way, '10.0.6.1')]).toEqual([true, false])
})
