import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseRelayUrl } from '#core/relay/relayUrl'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newPerson } from '../support/people'
import type { Person } from '../support/people'
import { goTo, openRelay, relaysStop, visitRelay } from '../support/relays'
import type { TestRelay } from '../support/relays'

let alma: Person
let bina: Person
let relay: TestRelay

beforeAll(async () => {
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
})
beforeEach(async () => {
  relay = await openRelay()
})
afterAll(async () => {
  await relaysStop()
  await everybodyGoesHome()
})

let houses = 0
const offer = async (person: Person): Promise<string> => {
  const alias = `Casa ${String((houses += 1))}`
  await person.call('house.offer', { alias, country: 'GT', type: 'safe_house', placesTotal: 3 })
  return alias
}
const board = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias).sort()
const peer = async (person: Person) => (await person.query('sync.status')).peers.find(({ kind }) => kind === 'relay')

describe('A relay between two who are never online together', () => {
  test('what Alma leaves Bina finds the day after, and the other way round', async () => {
    const [hers, theirs] = [await offer(alma), await offer(bina)]
    await visitRelay(alma, relay)
    await visitRelay(bina, relay)
    await visitRelay(alma, relay)
    expect(await board(alma)).toEqual(expect.arrayContaining([hers, theirs]))
    expect(await board(bina)).toEqual(await board(alma))
    expect(await peer(alma)).toMatchObject({ lacks: 0 })
    expect(await alma.query('sync.status')).toMatchObject({ onlyHere: 0 })
  })

  test('who has nothing new sends a few short questions and gets no blob', async () => {
    await visitRelay(alma, relay)
    await visitRelay(alma, relay)
    expect(await visitRelay(alma, relay)).toMatchObject({ sent: 0, received: 0, bytesSent: 0, bytesReceived: 0 })
  })

  test('what another relay holds already is not fetched from this one', async () => {
    const second = await openRelay()
    await offer(alma)
    await visitRelay(alma, relay)
    await visitRelay(alma, second)
    const first = await visitRelay(bina, relay)
    expect(first.bytesReceived).toBeGreaterThan(0)
    expect(await visitRelay(bina, second)).toMatchObject({ received: 0, bytesReceived: 0, bytesSent: 0 })
  })

  test('Carla joins by it: Alma lets her in, and they were never there at the same time', async () => {
    const { code } = await alma.call('invitation.create', { role: 'member' })
    const carla = await newPerson('Carla')
    await carla.call('network.join', { code, alias: 'Carla' })
    expect((await goTo(carla, [relay])).ok).toBe(true) // there is no card yet
    await visitRelay(alma, relay)
    await visitRelay(carla, relay)
    expect(await carla.query('me')).toMatchObject({ pending: true })
    await visitRelay(alma, relay, { admit: true })
    await visitRelay(carla, relay)
    await visitRelay(carla, relay)
    expect(await carla.query('me')).toMatchObject({ pending: false, alias: 'Carla' })
    expect(await board(carla)).toEqual(await board(alma))
  })

  test('a wiped relay is filled again by who comes next, without anybody noticing', async () => {
    const alias = await offer(alma)
    await visitRelay(alma, relay)
    await relay.restart({ wiped: true })
    expect((await visitRelay(alma, relay)).sent).toBeGreaterThan(0)
    await visitRelay(bina, relay)
    expect(await board(bina)).toContain(alias)
  })

  test('a relay that stops and comes back has all that it acknowledged', async () => {
    const alias = await offer(alma)
    await visitRelay(alma, relay)
    await relay.restart()
    expect(await visitRelay(alma, relay)).toMatchObject({ sent: 0, bytesSent: 0 })
    await visitRelay(bina, relay)
    expect(await board(bina)).toContain(alias)
  })

  test('an attachment goes by it, and only to who asked for it', async () => {
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    const { uploadId } = await alma.call('attachment.begin', {})
    await alma.call('attachment.append', { uploadId, bytes: Buffer.alloc(300_000, 'acta').toString('base64') })
    const { attachmentId } = await alma.call('case.addAttachment', { caseId, uploadId, name: 'acta.txt' })
    await visitRelay(alma, relay)
    expect((await visitRelay(bina, relay)).bytesReceived).toBeLessThan(300_000)
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    await visitRelay(alma, relay)
    expect((await visitRelay(bina, relay)).bytesReceived).toBeGreaterThan(300_000)
    expect(await bina.query('attachment.read', { caseId, attachmentId })).toMatchObject({ missing: 0 })
  })
})

describe('Who may not', () => {
  test('without the line of admission nobody enters, and it is said so', async () => {
    const closed = await openRelay({ withLine: true })
    await offer(alma)
    await visitRelay(alma, closed)
    const url = parseRelayUrl(closed.address.replace(/,.*$/, ''))
    if (!url.ok) throw new Error('no address')
    expect(await goTo(bina, [{ url: url.value }])).toMatchObject({ error: { type: 'RelayNotAdmitted' } })
  })

  test('a machine that poses as the relay is found out by its key, and gets nothing', async () => {
    const other = await openRelay()
    const url = { ...relay.url, port: other.url.port, origin: other.url.origin }
    expect(await goTo(alma, [{ url }])).toMatchObject({ error: { type: 'RelayPinWrong' } })
  })

  test('a relay that is not there is Unreachable', async () => {
    await relay.stop()
    expect(await goTo(alma, [relay])).toMatchObject({ error: { type: 'Unreachable' } })
    await relay.restart()
  })

  test('a full quota says so, and what was left before stays', async () => {
    const small = await openRelay({ quota: 40_000 })
    expect(await goTo(alma, [small])).toMatchObject({ error: { type: 'RelayQuotaFull' } })
    expect(await alma.query('sync.status')).toMatchObject({ held: expect.any(Number) as number })
  })

  test('who was put out finds that keys have changed, and none for her; the others go on', async () => {
    const dora = await joinNetwork(alma, 'Dora')
    await visitRelay(dora, relay)
    await alma.call('member.expel', { memberId: await dora.id(), reason: 'prueba' })
    const alias = await offer(alma)
    await visitRelay(alma, relay)
    await visitRelay(bina, relay)
    expect(await board(bina)).toContain(alias)
    await visitRelay(dora, relay)
    expect(await board(dora)).not.toContain(alias)
    expect((await dora.query('sync.status')).held).toBeLessThan((await bina.query('sync.status')).held)
  })
})

describe('Through a proxy', () => {
  /** A SOCKS5 proxy that asks for a name and password, and notes the names. */
  const openSocks = (names: string[], hosts: string[]): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        let step = 0
        socket.on('error', () => undefined)
        socket.on('data', (data: Buffer) => {
          if (step === 0) {
            step = 1
            socket.write(Buffer.of(5, data.includes(2) ? 2 : 0xff))
          } else if (step === 1) {
            step = 2
            names.push(data.subarray(2, 2 + (data[1] ?? 0)).toString())
            socket.write(Buffer.of(1, 0))
          } else if (step === 2) {
            step = 3
            socket.pause()
            const isName = data[3] === 3
            hosts.push(isName ? data.subarray(5, 5 + (data[4] ?? 0)).toString() : 'ip')
            const port = data.readUInt16BE(data.length - 2)
            void import('node:net').then(({ connect }) => {
              const on = connect(port, '127.0.0.1', () => {
                socket.removeAllListeners('data')
                socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
                socket.pipe(on).pipe(socket)
              })
              on.on('error', () => socket.destroy())
            })
          }
        })
      }).listen(0, '127.0.0.1', () => resolve(server))
    })

  test('each connection is another circuit, and the proxy finds the name, not this laptop', async () => {
    const [names, hosts]: [string[], string[]] = [[], []]
    const proxy = await openSocks(names, hosts)
    const at = proxy.address()
    if (typeof at !== 'object' || !at) throw new Error('no port')
    const socks = { host: '127.0.0.1', port: at.port }
    const alias = await offer(alma)
    await visitRelay(alma, relay, { socks })
    await visitRelay(bina, relay, { socks })
    expect(await board(bina)).toContain(alias)
    expect(new Set(names).size).toBe(2)
    proxy.close()
  })
})

test('who keeps watch hears at once of what is left, and leaves what she writes', async () => {
  const end = new AbortController()
  const watching = [alma, bina].map((person) =>
    person
      .engine()
      .exchange({ carriers: [{ kind: 'relay', url: relay.url }], wait: 0, signal: end.signal, watch: true }),
  )
  const alias = await offer(alma)
  await expect.poll(() => board(bina), { timeout: 20_000 }).toContain(alias)
  const back = await offer(bina)
  await expect.poll(() => board(alma), { timeout: 20_000 }).toContain(back)
  end.abort()
  for (const met of await Promise.all(watching)) expect(met.ok).toBe(true)
})

test('the network remembers its relays, and only who facilitates changes them', async () => {
  expect(await bina.tryCall('relay.add', { url: relay.address })).toBe('NotAllowed')
  expect(await alma.tryCall('relay.add', { url: 'http://x' })).toBe('RelayAddressWrong')
  const { relayId } = await alma.call('relay.add', { url: relay.address })
  expect(await alma.tryCall('relay.add', { url: relay.address })).toBe('AlreadySo')
  await visitRelay(alma, relay)
  await visitRelay(bina, relay)
  expect(await bina.query('relay.list')).toMatchObject({
    mayChange: false,
    relays: [{ relayId, isPinned: true, lacks: 0 }],
  })
  expect(bina.engine().relays()).toEqual([relay.url])
  await alma.call('relay.remove', { relayId })
  expect((await alma.query('relay.list')).relays).toEqual([])
})
