import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { advertLength, bytesIn } from '#core/sync/lan/advert'
import { capture, insideOf, textsOf, whyNoCapture } from '../support/lan/capture'
import { connections, until } from '../support/lan/counts'
import { formsOfId, formsOfName, found } from '../support/lan/identifiers'
import type { Form } from '../support/lan/identifiers'
import { stopAll, tejido } from '../support/lan/terminal'
import { openTown, whyNoTown } from '../support/lan/town'
import type { Laptop, Plug, Town } from '../support/lan/town'
import { everybodyGoesHome, foundNetwork, joinNetwork } from '../support/people'
import type { Person } from '../support/people'

// Alma and Bina meet in a café. At another table somebody keeps every packet; Vera, of another network, looks for hers.

const why = whyNoTown ?? whyNoCapture
if (why !== null) process.stdout.write(`skipped: lan observer: ${why}\n`)

const port = 21_530
const computer = 'computadora-de-citlali'
const names = ['Citlali', 'Xochiquetzal', 'Red de la Sierra Negra']
let [alma, bina, vera]: (Person | undefined)[] = []
let town: Town
let laptops: Laptop[]
let plugs: Plug[]
let forms: Form[]
let packets: Buffer[]

/** Tells every identifier in clear, by UDP and by TCP in two parts. */
const tell = `
const [texts, to] = [JSON.parse(process.argv[1]).map((hex) => Buffer.from(hex, 'hex')), process.argv[2]]
const udp = require('node:dgram').createSocket('udp4')
for (const text of texts) udp.send(text, 40000, to)
const server = require('node:net').createServer((socket) => socket.resume())
const all = Buffer.concat(texts.map((text) => Buffer.concat([text, Buffer.from('|')])))
const socket = require('node:net').connect(40001, to, () => {
  socket.setNoDelay(true)
  const next = (at) => at >= all.length ? socket.end(() => udp.close()) : socket.write(all.subarray(at, at + 7), () => setTimeout(next, 1, at + 7))
  next(0)
})
socket.on('error', () => udp.close())
`

/** The name that a question of mDNS asks for. */
const askedIn = (question: Buffer): string => {
  const labels: string[] = []
  for (let at = 12; (question[at] ?? 0) > 0; at += 1 + (question[at] ?? 0))
    labels.push(question.subarray(at + 1, at + 1 + (question[at] ?? 0)).toString('latin1'))
  return labels.join('.')
}

/** The longest run of bytes that two have in common, anywhere. */
const inCommon = (a: Uint8Array, b: Uint8Array): number => {
  let longest = 0
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) {
      let run = 0
      while (i + run < a.length && j + run < b.length && a[i + run] === b[j + run]) run++
      longest = Math.max(longest, run)
    }
  return longest
}

describe.skipIf(why !== null)('An observer of a local network', () => {
  beforeAll(async () => {
    const [first = '', second = '', name = ''] = names
    const one = (alma = await foundNetwork(first, name))
    const two = (bina = await joinNetwork(one, second))
    vera = await foundNetwork('Vera', 'Red de la Costa')
    await one.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    forms = [...names, computer, 'tejido', 'cuaderno'].flatMap(formsOfName)
    for (const person of [one, two]) {
      const { memberId, deviceId, networkId } = await person.query('me')
      for (const [what, id] of Object.entries({ memberId, deviceId, networkId }))
        forms.push(...formsOfId(what, id ?? ''))
    }
    for (const person of [one, two, vera]) await person.lock()
    town = await openTown()
    town.network('cafe')
    laptops = [await town.laptop(), await town.laptop(), await town.laptop()]
    plugs = laptops.map((laptop, n) => laptop.plug('cafe', `10.83.0.${n + 1}`))
  })
  afterEach(stopAll)
  afterAll(async () => {
    await town.close()
    await everybodyGoesHome()
  })

  test('sees that two meet, and an outsider with another network’s key hears only noise', async () => {
    const [a, b, c] = laptops
    const [plug] = plugs
    if (!a || !b || !c || !plug || !alma || !bina || !vera) throw new Error('three laptops')
    a.run('sh', '-c', `echo ${computer} > /proc/sys/kernel/hostname`)
    const stop = await capture(town, plug)
    const meeting = [tejido(a, alma, ['sync', '--lan', '--watch']), tejido(b, bina, ['sync', '--lan', '--watch'])]
    const outside = await tejido(c, vera, ['sync', '--lan', '--once', '--wait', '8']).done
    // on a busy machine the two may not even have begun by then
    const isConnected = (): boolean => [a, b].every((one) => Object.values(connections(one)).some((count) => count > 0))
    const haveConnected = await until(isConnected, 45_000)
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const met = await Promise.all(meeting.map((command) => command.stop()))
    packets = await stop()
    expect([haveConnected, ...met.map(({ code, said }) => [code, said])]).toEqual([true, [0, ''], [0, '']])
    expect(met.map(({ value }) => value.peers.length)).toEqual([1, 1])
    expect(outside).toMatchObject({ code: 4, failure: 'LanNobody' })
    expect(connections(c)).toEqual({ dialled: 0, taken: 0 })
  }, 90_000)

  test('finds no name and no id in what passed; the same look finds each of them once it is there', async () => {
    expect(textsOf(packets).length).toBeGreaterThan(packets.length) // connections were seen too
    expect(found(forms, textsOf(packets))).toEqual([])

    const [a, b] = laptops
    const [plug, other] = plugs
    if (!a || !b || !plug || !other) throw new Error('two laptops')
    const stop = await capture(town, plug)
    const listener = spawn(b.enter[0] ?? '', [
      ...b.enter.slice(1),
      process.execPath,
      '-e',
      "require('node:net').createServer((s) => s.resume()).listen(40001, () => console.log('up'))",
    ])
    await once(listener.stdout, 'data')
    const told = JSON.stringify(forms.map(({ bytes }) => bytes.toString('hex')))
    await once(
      spawn(a.enter[0] ?? '', [...a.enter.slice(1), process.execPath, '-e', tell, told, other.ip], {
        stdio: 'inherit',
      }),
      'exit',
    )
    listener.kill()
    const control = await stop()
    const all = forms.map(({ what }) => what)
    expect(found(forms, control), 'by UDP').toEqual(all)
    const streams = textsOf(control).slice(control.length)
    expect(found(forms, streams), 'in the bytes of a connection').toEqual(all)
    expect(
      found(
        forms,
        control.filter((packet) => insideOf(packet)?.protocol === 'tcp'),
      ),
    ).not.toEqual(all)
  })

  test('cannot tell two calls of one laptop from calls of two: all have one length, and nothing in common', () => {
    const calls = packets.flatMap((packet) => {
      const inside = insideOf(packet)
      if (inside?.protocol !== 'udp') return []
      if (inside.port === port) return [{ from: inside.from, bytes: new Uint8Array(inside.bytes) }]
      const bytes = inside.port === 5353 ? bytesIn(askedIn(inside.bytes)) : undefined
      return bytes ? [{ from: inside.from, bytes }] : []
    })
    const mine = calls.filter(({ from }) => from === plugs[0]?.ip).map(({ bytes }) => bytes)
    expect(mine.length).toBeGreaterThanOrEqual(12)
    expect(new Set(calls.map(({ bytes }) => bytes.length))).toEqual(new Set([advertLength]))
    // five equal bytes in a row come about by chance once in many thousand runs
    for (const [n, one] of mine.entries())
      for (const other of mine.slice(n + 1)) expect(inCommon(one, other)).toBeLessThan(5)
    // control: the same look at two sealed with one nonce would have found it
    const [one = new Uint8Array()] = mine
    expect(inCommon(one, Uint8Array.from([...one.subarray(0, 24), ...new Uint8Array(36)]))).toBeGreaterThanOrEqual(24)
  })
})
