import { expect, test } from 'vitest'
import type { Neighbour } from '#core/sync/lan/near'
import { createPeople, troubleOf, unknownIn } from '#core/sync/lan/view'

const start = 1_000_000
const key = { advert: new Uint8Array(32), session: { kind: 'network', psk: new Uint8Array(32), newer: false } } as const
const neighbour = (more: Partial<Neighbour> = {}): Neighbour => ({
  boot: '0000000000000001',
  heard: { boot: '0000000000000001', port: 1, seeks: false, ip: '10.0.0.2', key },
  heardAt: start,
  notBefore: start,
  isDialled: false,
  failed: 0,
  isShut: false,
  metAt: undefined,
  held: '',
  device: undefined,
  ...more,
})
const trouble = (near: Neighbour[], after: number, { ways = 1, met = false } = {}): string | null =>
  troubleOf(ways, near, met, start, start + after)

test('without a network it is said at once', () => {
  expect(trouble([], 0, { ways: 0 })).toBe('LanNoNetwork')
})

test('that nobody is seen is said after twenty seconds, and not to who met somebody', () => {
  expect([trouble([], 20_000), trouble([], 20_001)]).toEqual([null, 'LanNobody'])
  expect(trouble([], 60_000, { met: true })).toBeNull()
  expect(trouble([neighbour()], 60_000)).toBeNull()
})

test('that somebody is near and cannot be reached is said once it was tried, as long as she is heard', () => {
  const shut = neighbour({ isShut: true, failed: 1 })
  expect([trouble([shut], 5_000), trouble([shut], 7_000)]).toEqual([null, 'LanShut'])
  expect(trouble([shut], 7_000, { met: true })).toBe('LanShut') // others are here; she is not
  expect(trouble([{ ...shut, metAt: start }], 7_000)).toBeNull() // she could dial us
  expect(trouble([shut], 25_000)).toBeNull() // gone
  expect(trouble([neighbour({ failed: 1 })], 7_000)).toBeNull() // refused, not shut off
})

test('what moved with each is added up over conversations; who falls silent is away, and who is not proved has no name', () => {
  let time = start
  const people = createPeople(
    (device) => (device === 'd1' ? 'Bina' : ''),
    () => time,
  )
  people.began('d1')
  people.moved('d1', 3, 0)
  expect(people.list([])).toEqual([{ deviceId: 'd1', alias: 'Bina', sent: 3, received: 0, state: 'passing' }])
  people.ended('d1')
  people.began('d1')
  people.moved('d1', 0, 2)
  people.ended('d1')
  expect(people.list([])).toMatchObject([{ sent: 3, received: 2, state: 'here' }])
  time += 30_000
  expect(people.list([])).toMatchObject([{ state: 'away' }])
  expect(people.list([neighbour({ device: 'd1', heardAt: time })])).toMatchObject([{ state: 'here' }])
  people.began('d2')
  expect(people.list([])[1]).toMatchObject({ alias: '', state: 'passing' })
  expect([unknownIn([neighbour()], start), unknownIn([neighbour({ device: 'd1' })], start)]).toEqual([1, 0])
})
