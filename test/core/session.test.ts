/* oxlint-disable max-lines -- one network is founded once for all its attacks, each a few lines */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import Noise from 'noise-handshake'
import { fromHex, toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { randomBytes } from '#core/crypto/randomBytes'
import { sign } from '#core/crypto/signing'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import { encodeCbor } from '#core/identity/encode'
import { encodeMessage, parseMessage } from '#core/sync/messages'
import { openSession } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import { converse, expectKind, insidersLeave, setApart, turn, untilEnvelopes, whileListening } from '../support/insider'
import type { Insider } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork } from '../support/people'
import type { Person } from '../support/people'

// Alma listens in a meeting; whoever is on the same Wi-Fi may knock. Bina is honest, Carla has a member's keys.

let alma: Person
let bina: Person
let carla: Insider

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  carla = await turn(await joinNetwork(alma, 'Carla'))
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const patience = 3_000

type Line = { readonly socket: Socket; readonly heard: () => Buffer; readonly closed: Promise<void> }
const dial = (port: number): Promise<Line> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port })
    socket.on('data', (data) => parts.push(data))
    socket.on('error', () => undefined)
    const closed = new Promise<void>((done) => socket.once('close', () => done()))
    const line = { socket, heard: () => Buffer.concat(parts), closed }
    socket.once('connect', () => resolve(line))
    void closed.then(() => resolve(line))
  })

/** Resolves true when `work` is done in time. */
const soon = async (work: Promise<unknown>, ms = patience): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  const done = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return done
}

const frame = (bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(bytes.length)
  return Buffer.concat([head, bytes])
}

/** Bina comes to the same listener. */
const binaIsServed = async (port: number, wait = 5_000): Promise<void> => {
  const met = await bina.engine().exchange({
    carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port } }],
    wait,
    signal: new AbortController().signal,
  })
  expect(met).toMatchObject({ ok: true })
}

const networkPsk = (): Uint8Array => derive(carla.key(), 'lan psk', fromHex(carla.network))

/** The first message of a handshake under a key. */
const firstMessage = (psk: Uint8Array): Buffer => {
  const noise = new Noise('NNpsk0', true, undefined, { psk: Buffer.from(psk) })
  noise.initialise(Buffer.from('tejido/1'))
  return Buffer.from(noise.send(Buffer.of(0)))
}

test('junk, fragments and low-order keys are hung up on without one byte of answer', async () => {
  const low = [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), new Uint8Array(32).fill(255)]
  const junk = [
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.padEnd(70_000, 'x')),
    Buffer.from([0, 0]),
    frame(randomBytes(49)),
    frame(randomBytes(48)),
    frame(randomBytes(50)),
    frame(new Uint8Array(49)),
    ...low.map((key) => frame(Buffer.concat([key, randomBytes(17)]))),
    frame(randomBytes(65_535)),
    Buffer.from([0x16, 3, 1, 2, 0, 1, ...randomBytes(6_000)]), // TLS
  ]
  await whileListening(alma, async (port) => {
    for (const bytes of junk) {
      const { socket, heard, closed } = await dial(port)
      socket.write(bytes)
      expect(await soon(closed), 'hung up').toBe(true)
      expect(heard()).toHaveLength(0)
    }
    await binaIsServed(port)
  })
})

test('a stranger with another key is refused in one word and hears nothing; the same for one who replays', async () => {
  await whileListening(alma, async (port) => {
    const refused = await openSession((await dial(port)).socket, true, [
      { kind: 'network', psk: randomBytes(32), newer: false },
    ]).catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'HandshakeRefused' })
    const { socket, heard, closed } = await dial(port)
    socket.write(frame(firstMessage(randomBytes(32))))
    await closed
    expect(heard()).toHaveLength(0)
  })
})

test('a first message with a key of zeros, sealed under the true key, makes no session', async () => {
  await whileListening(alma, async (port) => {
    const first = firstMessage(networkPsk())
    const { socket, heard, closed } = await dial(port)
    socket.write(frame(Buffer.concat([new Uint8Array(32), first.subarray(32)])))
    expect(await soon(closed)).toBe(true)
    expect(heard()).toHaveLength(0)
  })
})

test("until the dialler has proved herself Alma's laptop sends its half of the handshake and no more", async () => {
  await whileListening(alma, async (port) => {
    const { socket, heard } = await dial(port)
    socket.write(frame(firstMessage(networkPsk())))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(heard()).toHaveLength(2 + 49)
    // what replays the recorded first message gets as much, and cannot go on
    socket.write(frame(randomBytes(272)))
    await new Promise((resolve) => socket.once('close', resolve))
    expect(heard()).toHaveLength(2 + 49)
  })
})

test('a dialler with a key and a device that nobody admitted learns only that she is unknown', async () => {
  await whileListening(alma, async (port) => {
    const { socket, heard } = await dial(port)
    const session = await openSession(socket, true, [{ kind: 'network', psk: networkPsk(), newer: false }])
    const device = createDeviceKeys()
    const network = fromHex(carla.network)
    const signature = sign('session dialler', network, session.hash, device.sign.secretKey)
    await session.send({ t: 'prove', device: fromHex(device.deviceId), signature })
    expect(await session.receive()).toEqual({ t: 'known', known: false, yours: [] })
    await session.send({ t: 'end' }) // her whole log
    expect(await session.receive()).toEqual({ t: 'known', known: false, yours: [] })
    expect(await session.receive()).toEqual({ t: 'end' })
    const before = heard().length
    await expect(session.receive()).rejects.toMatchObject({ name: 'SessionError' })
    expect(heard().length).toBe(before)
  })
})

test("nobody proves herself with another's signature, with the wrong role's, with Alma's own, or by reflection", async () => {
  const network = fromHex(carla.network)
  const almas = (await alma.query('me')).deviceId ?? ''
  const binas = (await bina.query('me')).deviceId ?? ''
  const own = carla.device.deviceId
  const proofs: ((session: Session) => { device: string; signature: Uint8Array })[] = [
    ({ hash }) => ({ device: binas, signature: sign('session dialler', network, hash, carla.device.sign.secretKey) }),
    ({ hash }) => ({ device: almas, signature: sign('session dialler', network, hash, carla.device.sign.secretKey) }),
    ({ hash }) => ({ device: own, signature: sign('session listener', network, hash, carla.device.sign.secretKey) }),
    () => ({ device: own, signature: sign('session dialler', network, randomBytes(32), carla.device.sign.secretKey) }),
    ({ hash }) => ({
      device: own,
      signature: sign('session dialler', new Uint8Array(32), hash, carla.device.sign.secretKey),
    }),
    () => ({ device: own, signature: new Uint8Array(64) }),
    () => ({ device: toHex(new Uint8Array(32)), signature: new Uint8Array(64) }),
    () => ({ device: `01${'0'.repeat(62)}`, signature: Uint8Array.of(1, ...new Uint8Array(63)) }), // low order: S = 0
  ]
  await whileListening(alma, async (port) => {
    for (const proof of proofs) {
      const session = await openSession((await dial(port)).socket, true, [
        { kind: 'network', psk: networkPsk(), newer: false },
      ])
      const { device, signature } = proof(session)
      await session.send({ t: 'prove', device: fromHex(device), signature })
      await expect(session.receive()).rejects.toMatchObject({ name: 'SessionError' })
    }
    await binaIsServed(port)
  })
})

const untilHungUp = async (session: Session): Promise<never> => {
  for (;;) await session.receive()
}

test('messages of no shape after a good handshake end that conversation and no other', async () => {
  const shapes: unknown[] = [
    { t: 'prove' },
    { t: 'digest', digest: new Uint8Array(31) },
    { t: '__proto__' },
    { t: 'envelopes', list: [] },
    { t: 'buckets', buckets: Array.from({ length: 17 }, () => new Uint8Array(16)) },
    { t: 'ends', ends: [[new Uint8Array(32), -1, new Uint8Array(32)]], requests: [] },
    { t: 'digest', digest: new Uint8Array(32), more: true },
    [],
    0,
  ]
  await whileListening(alma, async (port) => {
    for (const shape of shapes) {
      const session = await converse(carla, port)
      await session.send(shape as never)
      await expect(untilHungUp(session)).rejects.toMatchObject({ name: 'SessionError' })
    }
    await binaIsServed(port)
  })
})

test('bytes that are no message are none: depth, lengths, tails, twice a key', () => {
  const good = encodeMessage({ t: 'end' })
  const bad = [
    new Uint8Array(0),
    new Uint8Array(60_000).fill(0x81),
    Uint8Array.of(...good, 0),
    good.slice(0, -1),
    Uint8Array.of(0xbf, 0x61, 0x74, 0x63, 0x65, 0x6e, 0x64, 0xff),
    Uint8Array.of(0x9b, 255, 255, 255, 255, 255, 255, 255, 255),
    Uint8Array.of(0x5b, 255, 255, 255, 255, 255, 255, 255, 255),
    Uint8Array.of(0xa2, 0x61, 0x74, 0x63, 0x65, 0x6e, 0x64, 0x61, 0x74, 0x63, 0x65, 0x6e, 0x64),
    encodeCbor({ t: 'envelopes', list: Array.from({ length: 1_025 }, () => new Uint8Array(1)) }),
    encodeCbor({ t: 'envelopes', list: [new Uint8Array(1_048_577)] }),
    encodeCbor({
      t: 'ends',
      ends: Array.from({ length: 8_193 }, () => [new Uint8Array(32), 1, new Uint8Array(32)]),
      requests: [],
    }),
  ]
  for (const bytes of bad) expect(parseMessage(bytes)).toBeUndefined()
  expect(parseMessage(good)).toEqual({ t: 'end' })
})

test('envelopes of garbage from a proved laptop are counted and set apart, and the exchange goes on', async () => {
  const known = (await setApart(alma)).length
  await whileListening(alma, async (port) => {
    const session = await converse(carla, port)
    await untilEnvelopes(session)
    await session.send({
      t: 'envelopes',
      list: [new Uint8Array(0), randomBytes(1), randomBytes(300), new Uint8Array(1_048_576)],
    })
    await session.send({ t: 'envelopes', list: [randomBytes(1_024), Uint8Array.of(0xff, 0xff, 1, 2)] })
    await session.send({ t: 'end' })
    while ((await session.receive()).t !== 'end');
    await session.send({ t: 'stored' })
    await expectKind(session, 'stored')
    session.close()
    await binaIsServed(port)
  })
  const fresh = (await setApart(alma)).slice(known)
  expect(fresh).toHaveLength(6)
  expect(fresh.every((item) => item === ': Malformed')).toBe(true)
  expect(await alma.query('member.list')).toMatchObject({ members: expect.arrayContaining([]) as unknown[] })
})

test('a message without an end, in frames that always say that more follows, is cut off', async () => {
  await whileListening(alma, async (port) => {
    const session = await converse(carla, port)
    const huge = { t: 'envelopes', list: [new Uint8Array(1_048_576), new Uint8Array(200_000)] }
    await session.send(huge as never).catch(() => undefined)
    await expect(untilHungUp(session)).rejects.toMatchObject({ name: 'SessionError' })
    const { socket, closed } = await dial(port) // a stream before any handshake
    socket.write(Buffer.concat([Buffer.from([0xff, 0xff]), Buffer.alloc(200_000)]))
    expect(await soon(closed)).toBe(true)
    await binaIsServed(port)
  })
})

// Undecided: what a proved laptop says it holds is believed as it stands.
test("holdings that Carla invents are not told to Alma as missing pieces of her colleagues'", async () => {
  const binas = fromHex((await bina.query('me')).deviceId ?? '')
  await whileListening(alma, async (port) => {
    const session = await converse(carla, port)
    await session.send({ t: 'digest', digest: randomBytes(32) })
    await expectKind(session, 'digest')
    await session.send({ t: 'buckets', buckets: Array.from({ length: 16 }, () => randomBytes(16)) })
    await expectKind(session, 'buckets')
    const ends = Array.from({ length: 50 }, (): [Uint8Array, number, Uint8Array] => [
      randomBytes(32),
      2 ** 50,
      randomBytes(32),
    ])
    await session.send({ t: 'ends', ends: [...ends, [binas, 2 ** 52, randomBytes(32)]], requests: [randomBytes(64)] })
    await session.send({ t: 'end' })
    while ((await session.receive()).t !== 'end');
    await session.send({ t: 'stored' })
    await expectKind(session, 'stored')
    session.close()
    await binaIsServed(port)
  })
  const { missing } = await alma.query('sync.status')
  expect(
    missing.filter(({ alias }) => alias === ''),
    'laptops nobody admitted',
  ).toEqual([])
})

test('two hundred connect at once and go: the listener still serves Bina', async () => {
  await whileListening(alma, async (port) => {
    const lines = await Promise.all(Array.from({ length: 200 }, () => dial(port)))
    for (const { socket } of lines) socket.destroy()
    await binaIsServed(port)
  })
})

test('twenty who say nothing, or a byte at a time, do not keep Bina out', async () => {
  await whileListening(alma, async (port) => {
    const lines = await Promise.all(Array.from({ length: 20 }, () => dial(port)))
    for (const { socket } of lines.slice(0, 10)) socket.write(Buffer.from([0]))
    await binaIsServed(port)
    for (const { socket } of lines) socket.destroy()
  })
})

// Undecided: 32 silent lines fill the listener for 30 s each, and who comes then is told HandshakeRefused, not to wait.
test.fails('sixty who say nothing do not keep Bina out for as long as they like', async () => {
  await whileListening(alma, async (port) => {
    const lines = await Promise.all(Array.from({ length: 60 }, () => dial(port)))
    try {
      await binaIsServed(port, 8_000)
    } finally {
      for (const { socket } of lines) socket.destroy()
    }
  })
})
