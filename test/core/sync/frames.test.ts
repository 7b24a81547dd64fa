import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { framesOf } from '#core/sync/frames'
import { randomOf, seedsOf } from '../../support/random'

// Frames over real sockets, however the network cuts what was sent.

const open: Socket[] = []
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
})
const pair = async (): Promise<[Socket, Socket]> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepting = once(server, 'connection') as Promise<[Socket]>
  const dialled = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [accepted] = await accepting
  server.close()
  open.push(accepted, dialled)
  return [accepted, dialled]
}

test.each(seedsOf('frames', 4))(
  'frames come whole and in order, cut anywhere and sent byte by byte (seed %i)',
  async (seed) => {
    const random = randomOf(seed)
    const frames = Array.from({ length: 60 }, (_, i) =>
      Buffer.alloc([0, 1, 2, random.whole(300), random.whole(65_535), 65_535][i % 6] ?? 0, i + 1),
    )
    const [reader, writer] = await pair()
    writer.setNoDelay(true)
    const heads = frames.map((frame) => Buffer.from([frame.length >> 8, frame.length & 255]))
    const wire = Buffer.concat(frames.flatMap((frame, i) => [heads[i] ?? frame, frame]))
    const sending = (async () => {
      for (let at = 0; at < wire.length;) {
        const isSlow = random.next() < 0.2
        const length = isSlow ? 1 : 1 + random.whole(100_000)
        writer.write(wire.subarray(at, at + length))
        at += length
        if (random.next() < 0.3) await new Promise((soon) => setImmediate(soon))
      }
    })()
    const there = framesOf(reader, 5_000)
    for (const frame of frames) expect((await there.next()).equals(frame)).toBe(true)
    await sending
  },
)

test('what both ends of two wrapped sockets send comes, and what is cut off is no frame', async () => {
  const [reader, writer] = await pair()
  const [there, here] = [framesOf(reader, 5_000), framesOf(writer, 5_000)]
  for (const length of [0, 1, 256, 65_535]) {
    await Promise.all([here.send(Buffer.alloc(length, 7)), there.send(Buffer.alloc(length, 8))])
    expect((await there.next()).equals(Buffer.alloc(length, 7))).toBe(true)
    expect((await here.next()).equals(Buffer.alloc(length, 8))).toBe(true)
  }
  await expect(here.send(Buffer.alloc(65_536))).rejects.toThrow(RangeError)
  writer.end(Buffer.from([0, 9, 1, 2, 3]))
  await expect(there.next()).rejects.toMatchObject({ kind: 'closed' })
})

test('a thousand bytes that come one by one are one frame', async () => {
  const [reader, writer] = await pair()
  writer.setNoDelay(true)
  const there = framesOf(reader, 5_000)
  const frame = there.next()
  for (const byte of [3, 232, ...Array.from({ length: 1_000 }, (_, i) => i % 251)]) {
    writer.write(Buffer.of(byte))
    await new Promise((soon) => setImmediate(soon))
  }
  expect([...(await frame)]).toEqual(Array.from({ length: 1_000 }, (_, i) => i % 251))
})
