import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connections, until } from '../support/lan/counts'
import { stopAll, tejido } from '../support/lan/terminal'
import { openTown, packets, whyNoFirewall } from '../support/lan/town'
import type { Laptop, Plug, Town } from '../support/lan/town'
import { everybodyGoesHome, foundNetwork, joinNetwork, newPerson } from '../support/people'
import type { Person } from '../support/people'

// Alma, Bina and Carla are in one network, Vera and Wanda in another. Each laptop is in a namespace of its own, with the
// built program, and nobody has a default route. `once` ends with the first meeting.

const noFirewall = await whyNoFirewall()
if (noFirewall !== null) process.stdout.write(`skipped: lan: ${noFirewall}\n`)

const once = ['sync', '--lan', '--once', '--wait', '20']
const watch = ['sync', '--lan', '--watch']
let alma: Person
let bina: Person
let carla: Person
let vera: Person
let wanda: Person
let town: Town
let networks = 0

/** A network with as many laptops on it. */
const gather = async (many: number): Promise<{ name: string; laptops: Laptop[]; plugs: Plug[] }> => {
  const name = `lan${networks++}`
  town.network(name)
  const laptops: Laptop[] = []
  const plugs: Plug[] = []
  for (let n = 1; n <= many; n++) {
    const laptop = await town.laptop()
    plugs.push(laptop.plug(name, `10.80.${networks}.${n}`))
    laptops.push(laptop)
  }
  return { name, laptops, plugs }
}
const two = async (): Promise<{ a: Laptop; b: Laptop; plugs: Plug[]; name: string }> => {
  const { laptops, ...more } = await gather(2)
  const [a, b] = laptops
  if (!a || !b) throw new Error('two laptops')
  return { a, b, ...more }
}
const plugOf = (plugs: readonly Plug[], n: number): Plug => {
  const plug = plugs[n]
  if (!plug) throw new Error('no such plug')
  return plug
}
const seconds = (many: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, many * 1_000))
/** A case is opened by somebody who sits alone. */
const writes = async (person: Person): Promise<void> => {
  await person.reopen()
  await person.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await person.lock()
}
describe.skipIf(noFirewall !== null)('On the same local network', () => {
  beforeAll(async () => {
    alma = await foundNetwork('Alma')
    bina = await joinNetwork(alma, 'Bina')
    carla = await joinNetwork(alma, 'Carla', 'facilitator')
    vera = await foundNetwork('Vera', 'Red de la Costa')
    wanda = await joinNetwork(vera, 'Wanda')
    for (const person of [alma, bina, carla, vera, wanda]) await person.lock()
    town = await openTown()
  })
  afterEach(stopAll)
  afterAll(async () => {
    await town.close()
    await everybodyGoesHome()
  })

  test('two who are joined by a cable, with addresses that nobody gave out and no route, find each other', async () => {
    await writes(alma)
    town.network('cable')
    const [a, b] = [await town.laptop(), await town.laptop()]
    a.plug('cable', '169.254.7.1')
    b.plug('cable', '169.254.7.2')
    const [one, other] = await Promise.all([tejido(a, alma, once).done, tejido(b, bina, once).done])
    expect(one).toMatchObject({ code: 0, value: { peers: [expect.any(String)] } })
    expect(one.value.sent).toBeGreaterThan(0)
    expect(other.value.received).toBe(one.value.sent)
  })

  test('three find each other, all of them meet, and nobody dials more than there is to tell', async () => {
    await writes(carla)
    const { laptops } = await gather(3)
    const [a, b, c] = laptops
    if (!a || !b || !c) throw new Error('three laptops')
    const commands = [tejido(a, alma, watch), tejido(b, bina, watch), tejido(c, carla, watch)]
    const dialled = (): number => laptops.reduce((sum, laptop) => sum + connections(laptop).dialled, 0)
    const taken = (): number => laptops.reduce((sum, laptop) => sum + connections(laptop).taken, 0)
    expect(await until(() => taken() >= 3, 15_000)).toBe(true)
    await seconds(4) // what one learned of another is passed on to the third
    const settled = dialled()
    await seconds(3)
    expect(dialled() - settled, 'nothing is new, and nobody dials').toBe(0)
    expect(settled, 'three pairs, and each once more').toBeLessThanOrEqual(9)
    const reports = await Promise.all(commands.map((command) => command.stop()))
    for (const { code, value } of reports) {
      expect(code).toBe(0)
      expect(new Set(value.peers).size).toBe(2)
    }
  })

  test('a laptop on two networks meets who is on each, and carries from one to the other', async () => {
    await writes(alma)
    const { a, b, name } = await two()
    const c = await town.laptop()
    town.network(`${name}more`)
    b.plug(`${name}more`, '10.81.0.2')
    c.plug(`${name}more`, '10.81.0.3')
    const between = tejido(b, bina, watch)
    const first = await tejido(a, alma, once).done
    const second = await tejido(c, carla, once).done
    const { value } = await between.stop()
    expect(first.value.sent).toBeGreaterThan(0)
    expect(second.value.received).toBeGreaterThanOrEqual(first.value.sent)
    expect(new Set(value.peers).size).toBe(2)
  })

  test('where what goes to many by multicast is dropped, broadcasts find', async () => {
    const { a, b, plugs } = await two()
    a.drop(plugOf(plugs, 0), ...packets.multicast)
    b.drop(plugOf(plugs, 1), ...packets.multicast)
    const done = await Promise.all([tejido(a, alma, once).done, tejido(b, bina, once).done])
    expect(done.map(({ code, value }) => [code, value.peers.length])).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  test('where both are dropped it is said what helps, and the address that is typed or pasted works', async () => {
    const { a, b, plugs } = await two()
    for (const [laptop, plug] of [[a, plugOf(plugs, 0)] as const, [b, plugOf(plugs, 1)] as const])
      for (const port of [5353, 21_530]) laptop.drop(plug, ...packets.udp(port))
    const port = '41234'
    const alone = [
      tejido(a, alma, ['sync', '--lan', '--listen', `0.0.0.0:${port}`, '--watch']),
      tejido(b, bina, ['sync', '--lan', '--once', '--wait', '4']),
    ] as const
    const nobody = await alone[1].done
    expect(nobody).toMatchObject({ code: 4, failure: 'LanNobody' })
    expect(nobody.said).toMatch(/wifi de un teléfono.*cable.*dirección.*memoria/)
    const byHand = await tejido(b, bina, ['sync', '--connect', `tejido:lan?a=${plugOf(plugs, 0).ip}:${port}`]).done
    expect(byHand).toMatchObject({ code: 0 })
    expect(byHand.value.peers).toHaveLength(1)
    expect((await alone[0].stop()).value.peers).toHaveLength(1)
  })

  test('behind a firewall that lets nobody in, she who can dial does', async () => {
    const { a, b, plugs } = await two()
    for (const match of [packets.asking, packets.udp(21_530)]) b.drop(plugOf(plugs, 1), ...match)
    const done = await Promise.all([tejido(a, alma, once).done, tejido(b, bina, once).done])
    expect(done.map(({ code, failure }) => [code, failure])).toEqual([
      [0, undefined],
      [0, undefined],
    ])
    expect([connections(a).taken, connections(b).taken]).toEqual([1, 0])
  })

  test('with such a firewall before both they hear each other, and it is said why they cannot meet', async () => {
    const { a, b, plugs } = await two()
    for (const [laptop, plug] of [[a, plugOf(plugs, 0)] as const, [b, plugOf(plugs, 1)] as const])
      laptop.drop(plug, ...packets.asking)
    const shut = [...once.slice(0, 3), '--wait', '6']
    const done = await Promise.all([tejido(a, alma, shut).done, tejido(b, bina, shut).done])
    for (const { code, failure, said } of done) {
      expect([code, failure]).toEqual([4, 'LanShut'])
      expect(said).toMatch(/cortafuegos/)
    }
  })

  test('without any network it is said at once what is missing', async () => {
    const { code, failure } = await tejido(await town.laptop(), alma, ['sync', '--lan', '--once', '--wait', '1']).done
    expect([code, failure]).toEqual([4, 'LanNoNetwork'])
  })

  test('a cable that is pulled out and put in again: what came meanwhile reaches her', async () => {
    const { laptops, plugs } = await gather(3)
    const [a, b, c] = laptops
    if (!a || !b || !c) throw new Error('three laptops')
    const [one, other] = [tejido(a, alma, watch), tejido(b, bina, watch)]
    const met = (): number => connections(a).taken + connections(b).taken
    expect(await until(() => met() > 0, 10_000)).toBe(true)
    await seconds(1)
    town.link(plugOf(plugs, 0), false)
    await writes(carla)
    const brought = await tejido(c, carla, once).done
    expect(brought.value.sent).toBeGreaterThan(0)
    const before = met()
    town.link(plugOf(plugs, 0), true)
    expect(await until(() => met() > before, 15_000)).toBe(true)
    await seconds(1)
    const [here] = await Promise.all([one.stop(), other.stop()])
    expect(here.value.received).toBeGreaterThanOrEqual(brought.value.sent)
  })

  test('a clock that is two hours ahead is no obstacle', async () => {
    const { a, b } = await two()
    const ahead = join(import.meta.dirname, '../support/lan/twoHoursAhead.mjs')
    const done = await Promise.all([tejido(a, alma, once).done, tejido(b, bina, once, ahead).done])
    expect(done.map(({ code, value }) => [code, value.peers.length])).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  test('two networks with a notebook each on one laptop do not get into each other’s way', async () => {
    const { a, b } = await two()
    const done = await Promise.all([
      tejido(a, alma, once).done,
      tejido(a, vera, once).done,
      tejido(b, bina, once).done,
      tejido(b, wanda, once).done,
    ])
    expect(done.map(({ code, value }) => [code, value.peers.length])).toEqual(done.map(() => [0, 1]))
  })

  test('a newcomer with a code is found by who invited her, and comes in', async () => {
    await alma.reopen()
    const { code } = await alma.call('invitation.create', { role: 'member' })
    await alma.lock()
    const dora = await newPerson('Dora')
    await dora.lock()
    const { a, b } = await two()
    const admitting = tejido<{ requests: { alias: string; admitted: boolean }[] }>(a, alma, [
      'admit',
      '--auto',
      '--lan',
    ])
    const joining = tejido<{ pending: boolean }>(b, dora, ['join', code, '--as', 'Dora', '--lan', '--wait', '20'])
    const [admitted, joined] = await Promise.all([admitting.done, joining.done])
    expect(joined).toMatchObject({ code: 0, value: { pending: false } })
    expect(admitted.value.requests.at(-1)).toMatchObject({ alias: 'Dora', admitted: true })
  })
})
