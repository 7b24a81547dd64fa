import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import process from 'node:process'
import { connect as connectSecure } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { sign } from '#core/crypto/signing'
import { boxContext, putMessage } from '#core/relay/boxes'
import { encodeRelayMessage, largestPart, largestRelayFrame, parseClientMessage } from '#core/relay/messages'
import type { ClientMessage, ServerMessage } from '#core/relay/messages'
import { everybodyGoesHome, newFolder } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import { newBlob, newBox, openClient, putOf } from '../support/relayClient'
import type { RelayClient } from '../support/relayClient'
import { getText, startRelayProcess, stopRelays } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelayProcess(newFolder())
})
afterAll(async () => {
  await stopRelays()
  await everybodyGoesHome()
})

const code = async (said: Promise<ServerMessage>): Promise<string> => {
  const message = await said
  return message.t === 'failed' ? message.code : message.t
}
const address = (url: string): { host: string; port: number } => {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
/** MiB of memory that a process has. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1_024

describe('a relay takes no harm from', () => {
  test('frames that are text, junk, cut, changed, or longer than one may be: the connection ends', async () => {
    const [seed = 0] = seedsOf('relay frames', 1)
    const random = randomOf(seed)
    const valid = encodeRelayMessage({ ...putOf(newBox(), newBlob()), n: 1 })
    const junk = (): Uint8Array => {
      const frame = Uint8Array.from(valid)
      const kind = random.whole(3)
      if (kind === 0) return randomBytes(1 + random.whole(2_000))
      if (kind === 1) return frame.subarray(0, random.whole(frame.length))
      frame[random.whole(40)] = random.whole(256) // its head: what is behind is bytes of the blob
      return parseClientMessage(frame) ? junk() : frame // the same again, or another number of the message
    }
    const codes: number[] = []
    for (let i = 0; i < 40; i++) {
      const client = await openClient(relay.url)
      client.socket.send(junk())
      const said = await Promise.race([client.pushed(), client.ended])
      expect(said, `seed ${seed}`).toMatchObject({ t: 'failed' })
      if (typeof said === 'object' && 'n' in said && said.n > 0) await client.close()
      else codes.push(await client.ended)
    }
    expect(new Set(codes)).toEqual(new Set([1008]))
    const [texting, long] = [await openClient(relay.url), await openClient(relay.url)]
    texting.socket.send('{"t":"list"}')
    expect(await code(texting.pushed())).toBe('BadMessage')
    long.socket.send(new Uint8Array(largestRelayFrame + 1))
    expect(await long.ended).toBe(1009)
  })

  test('words in the wrong order, and another version', async () => {
    const ask: ClientMessage = { t: 'list', n: 1, pub: randomBytes(32), token: randomBytes(32), from: 0, most: 1 }
    const first = async (message: ClientMessage): Promise<string> => {
      const client = await openClient(relay.url, { enters: false })
      client.socket.send(encodeRelayMessage(message))
      const said = await code(client.pushed())
      expect(await client.ended).toBe(1008)
      return said
    }
    expect(await first(ask)).toBe('BadMessage')
    expect(await first({ t: 'enter', v: 2, proof: null })).toBe('TooOld')
    const twice = await openClient(relay.url)
    twice.socket.send(encodeRelayMessage({ t: 'enter', v: 1, proof: null }))
    expect(await code(twice.pushed())).toBe('BadMessage')
  })

  test('blobs that are not signed, not of a size, or not what was signed: each is refused, and the connection stays', async () => {
    const client = await openClient(relay.url)
    const [box, blob, other] = [newBox(), newBlob(), newBox()]
    const words = putOf(box, blob)
    const flipped = Uint8Array.from(words.signature)
    flipped[5] = (flipped[5] ?? 0) ^ 1
    expect(await code(client.ask({ ...words, signature: flipped }))).toBe('BadSignature')
    expect(await code(client.ask({ ...words, signature: putOf(other, blob).signature }))).toBe('BadSignature')
    expect(await code(client.ask({ ...words, reader: randomBytes(32) }))).toBe('BadSignature')
    expect(await code(client.ask({ ...words, slot: randomBytes(16) }))).toBe('BadSignature')
    expect(await code(client.ask({ ...words, pub: new Uint8Array(32) }))).toBe('BadSignature')
    for (const size of [0, 1, 1_068, 1_070, 1_048_576, 2_097_198, Number.MAX_SAFE_INTEGER]) {
      const message = putMessage(words.hash, size, null)
      const signature = sign('relay put', boxContext(box.id), message, box.keys.secretKey)
      expect(await code(client.ask({ ...words, size, signature, part: new Uint8Array() }))).toBe('BadSize')
    }
    expect(await code(client.ask({ ...words, at: 1 }))).toBe('BadSize')
    expect(await code(client.ask({ ...words, part: newBlob() }))).toBe('BadMessage')
    const large = newBlob(9)
    const lie = { ...putOf(box, large), part: randomBytes(largestPart) }
    expect(await code(client.ask(lie))).toBe('part')
    expect(await code(client.ask({ ...lie, at: largestPart }))).toBe('part')
    expect(await code(client.ask({ ...lie, at: 2 * largestPart, part: large.subarray(2 * largestPart) }))).toBe(
      'BadMessage',
    )
    expect(await client.list(box)).toEqual([])
    expect(await code(client.put(box, large))).toBe('stored')
    await client.close()
  })

  test('half-sent blobs without end: there is room for some, and the others are told to wait', async () => {
    const client = await openClient(relay.url)
    const said: ServerMessage[] = []
    for (let i = 0; i < 10; i++) {
      const blob = newBlob(11)
      said.push(await client.ask({ ...putOf(newBox(), blob), part: blob.subarray(0, 1) }))
    }
    expect(said.filter(({ t }) => t === 'part').length).toBe(7) // of two MiB each, in sixteen
    expect(said.at(-1)).toMatchObject({ t: 'failed', code: 'TooMany' })
    expect(said.at(-1)).toHaveProperty('wait')
    expect(await code(client.put(newBox(), newBlob()))).toBe('stored')
    await client.close()
  })

  test('more questions at a time than were agreed, and a flood: the first ends, the second is slowed down and then ended', async () => {
    const box = newBox()
    const greedy = await openClient(relay.url, { from: '127.0.0.3' })
    for (let i = 0; i < 200; i++) void greedy.list(box).catch(() => undefined)
    expect(await greedy.ended).toBe(1008)
    const flooding = await openClient(relay.url, { from: '127.0.0.4' })
    const answers: Promise<ServerMessage>[] = []
    while (flooding.socket.readyState === WebSocket.OPEN) {
      for (let i = 0; i < 200; i++) answers.push(flooding.ask({ t: 'watch', boxes: [] }))
      await answers.at(-200)
    }
    expect(await flooding.ended).toBe(1008)
    const refused = (await Promise.all(answers)).filter((one) => one.t === 'failed' && one.code === 'TooMany')
    expect(refused.length).toBeGreaterThan(200)
    const calm = await openClient(relay.url, { from: '127.0.0.5' })
    expect(await calm.list(box)).toEqual([])
    await calm.close()
  })

  test('laptops that ask for much and read nothing: what waits for them stays small', async () => {
    const [box, blob] = [newBox(), newBlob(11)]
    const writer = await openClient(relay.url)
    await writer.put(box, blob)
    const before = memoryOf(relay.pid)
    const deaf: RelayClient[] = []
    for (let i = 0; i < 10; i++) {
      const client = await openClient(relay.url)
      client.socket.pause()
      for (let n = 1; n <= 60; n++)
        client.socket.send(
          encodeRelayMessage({ t: 'get', n, pub: box.keys.publicKey, token: box.token, seq: 1, at: 0 }),
        )
      deaf.push(client)
    }
    for (let i = 0; i < 20; i++) await writer.get(box, 1)
    expect(memoryOf(relay.pid) - before).toBeLessThan(120) // all their answers are 150 MiB
    for (const { socket } of deaf) socket.terminate()
    await writer.close()
  })
})

test('whoever says nothing, or too slowly, is sent away', { timeout: 30_000 }, async () => {
  const { host, port } = address(relay.url)
  const start = Date.now()
  const over = (socket: Socket): Promise<void> => {
    socket.on('error', () => undefined).resume()
    return new Promise((resolve) => socket.once('close', () => resolve()))
  }
  const junk = connect(port, host, () => junk.write(randomBytes(3_000)))
  const half = connectSecure({ port, host, rejectUnauthorized: false }, () =>
    half.write('GET / HTTP/1.1\r\nhost: x\r\n'),
  )
  const ends = [connect(port, host), junk, half].map(over)
  const drip = setInterval(() => half.write('x'), 500)
  const mute = await openClient(relay.url, { enters: false })
  await Promise.all([...ends, mute.ended])
  clearInterval(drip)
  const took = Date.now() - start
  process.stdout.write(`sent away after ${String(took)} ms\n`)
  expect(took).toBeGreaterThan(5_000)
  expect(took).toBeLessThan(16_000)
})

test(
  'five hundred laptops at a time are served behind a proxy; one address has no more than its share',
  { timeout: 60_000 },
  async () => {
    const proxied = await startRelayProcess(newFolder(), '--behind-proxy')
    const box = newBox()
    const from = (i: number): Record<string, string> => ({ 'x-forwarded-for': `spoofed, 203.0.113.${String(i % 4)}` })
    const all: RelayClient[] = []
    for (let at = 0; at < 500; at += 50)
      all.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, (_, i) => openClient(proxied.url, { headers: from(at + i) })),
        )),
      )
    const stored = await Promise.all(all.map((client) => client.put(box, newBlob())))
    expect(stored.every(({ t }) => t === 'stored')).toBe(true)
    expect(await getText(proxied.url, '/health')).toContain('connections 500\nblobs 500\n')
    const lists = await Promise.all(all.slice(0, 100).map((client) => client.list(box)))
    expect(lists.every((list) => list.length === 500)).toBe(true)
    process.stdout.write(`500 connections: ${String(Math.round(memoryOf(proxied.pid)))} MiB\n`)
    const more = await Promise.allSettled(
      Array.from({ length: 140 }, () => openClient(proxied.url, { headers: from(0) })),
    )
    expect(more.filter(({ status }) => status === 'fulfilled').length).toBe(256 - 125)
    for (const { socket } of all) socket.terminate()
    expect(await proxied.stop()).toBe(0)
  },
)

test('and after all of it the relay is the same process, serves, says nothing of it, and stops well', async () => {
  const [box, blob] = [newBox(), newBlob(4)]
  const client = await openClient(relay.url, { from: '127.0.0.9' })
  expect(await code(client.put(box, blob))).toBe('stored')
  expect(toHex((await client.get(box, 1)) as Uint8Array)).toBe(toHex(blob))
  await client.close()
  expect(relay.said().trim().split('\n').length).toBe(2)
  expect(await relay.stop()).toBe(0)
  expect(WebSocket.CLOSED).toBe(client.socket.readyState)
})
