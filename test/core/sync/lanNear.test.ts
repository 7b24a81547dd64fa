import { beforeEach, expect, test } from 'vitest'
import type { Heard } from '#core/sync/lan/ears'
import { createNear } from '#core/sync/lan/near'
import type { Near, Neighbour } from '#core/sync/lan/near'

// Alma's laptop hears others on the local network. Whom does it dial, and when?

const boots = { least: '0000000000000001', alma: '8000000000000000', greatest: 'ffffffffffffffff' }
let time = 0
let near: Near

const heard = (boot: string, ip = '10.0.0.2', kind: 'network' | 'invitation' = 'network'): Heard => {
  const psk = new Uint8Array(32)
  const session = kind === 'network' ? { kind, psk, newer: false } : { kind, psk, invite: '' }
  return { boot, ip, port: 4_000, seeks: false, key: { advert: psk, session } }
}
const due = (held = 'a'): string[] => near.due(held).map(({ boot }) => boot)
const first = (): Neighbour => {
  const [one] = near.all()
  if (!one) throw new Error('nobody')
  return one
}
/** Time passes, and she goes on calling. */
const after = (ms: number, boot = boots.greatest): void => {
  time += ms
  near.hear(heard(boot))
}

beforeEach(() => {
  time = 1_000_000
  near = createNear(boots.alma, () => time)
})

test('of two who hear each other at once, one dials and the other waits a little', () => {
  near.hear(heard(boots.greatest))
  expect(due()).toEqual([boots.greatest])
  near.hear(heard(boots.least, '10.0.0.3'))
  expect(due()).toEqual([boots.greatest])
  time += 700
  expect(due()).toContain(boots.least)
})

test('she who is being visited does not dial her visitor, and has met her after', () => {
  near.hear(heard(boots.greatest))
  const leave = near.visited('10.0.0.2')
  expect(due()).toEqual([])
  leave({ held: 'a', device: 'd' })
  after(5_000)
  expect(due('a')).toEqual([])
  expect(due('b')).toEqual([boots.greatest])
})

test('a visit that came to nothing leaves her to be dialled', () => {
  near.hear(heard(boots.greatest))
  near.visited('10.0.0.2')(undefined)
  expect(due()).toEqual([boots.greatest])
})

test('who was met is met again when something changed here, or after a pause, and not before', () => {
  near.hear(heard(boots.greatest))
  near.dialled(first(), 'met', 'a', 'd')
  expect(due('b')).toEqual([]) // not in the same moment
  after(1_500)
  expect(due('a')).toEqual([])
  expect(due('b')).toEqual([boots.greatest])
  after(12_000)
  expect(due('a')).toEqual([])
  after(6_500)
  expect(due('a')).toEqual([boots.greatest])
})

test.each(['unreachable', 'refused'] as const)(
  'who is %s is tried less and less often, and at once after a silence',
  (outcome) => {
    near.hear(heard(boots.greatest))
    const waits: number[] = []
    for (let n = 0; n < 7; n++) {
      near.dialled(first(), outcome, '')
      let waited = 0
      for (; due().length === 0; waited += 500) after(500)
      waits.push(waited)
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000])
    near.dialled(first(), outcome, '')
    time += 16_000
    near.hear(heard(boots.greatest))
    expect(due()).toEqual([boots.greatest])
  },
)

test('who fell silent is not dialled', () => {
  near.hear(heard(boots.greatest))
  time += 16_000
  expect(due()).toEqual([])
})

test('own calls, heard back, are nobody’s', () => {
  expect(near.hear(heard(boots.alma))).toBe(false)
  expect(near.all()).toEqual([])
})

test('however many somebody makes up, only so many are remembered: of one address, and of all', () => {
  const boot = (n: number): string => n.toString(16).padStart(16, 'e')
  for (let n = 0; n < 100; n++) near.hear(heard(boot(n), '10.0.0.9'))
  expect(near.all()).toHaveLength(16)
  for (let n = 0; n < 1_000; n++) near.hear(heard(boot(1_000 + n), `10.0.${n >> 8}.${n & 255}`))
  expect(near.all()).toHaveLength(256)
  time += 121_000
  expect(near.hear(heard(boots.greatest))).toBe(true)
  expect(near.all()).toHaveLength(1)
})
