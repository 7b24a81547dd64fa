import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { largestPiece } from '#core/documents/pieces'
import { openSession } from '#core/sync/session'
import type { SessionKey } from '#core/sync/session'
import { time } from './measure'
import type { Bench, Figure, Part } from './measure'

const socketPair = async (): Promise<[Socket, Socket]> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const dialled = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const pair: [Socket, Socket] = [await accepted, dialled]
  server.close()
  return pair
}

/** Megabytes that go over in a second of CPU of both sides, in messages of one piece: in a session, and over plain TCP. */
const throughput = async (megabytes: number): Promise<{ ours: number; plain: number }> => {
  const piece = new Uint8Array(largestPiece).fill(7)
  const count = Math.ceil((megabytes * 1e6) / piece.length)
  const moved = (count * piece.length) / 1e6
  const key: SessionKey = { kind: 'network', psk: new Uint8Array(32).fill(3), newer: false }
  const [a, b] = await socketPair()
  const [listener, dialler] = await Promise.all([openSession(a, false, [key]), openSession(b, true, [key])])
  const ours = await time(async () => {
    const sending = (async () => {
      for (let i = 0; i < count; i++) await dialler.send({ t: 'piece', bytes: piece })
    })()
    for (let i = 0; i < count; i++) await listener.receive()
    await sending
  })
  dialler.close()
  listener.close()
  const [c, d] = await socketPair()
  const plain = await time(async () => {
    const all = new Promise<void>((resolve) => {
      let rest = count * piece.length
      c.on('data', (data) => {
        rest -= data.length
        if (rest === 0) resolve()
      })
    })
    for (let i = 0; i < count; i++)
      if (!d.write(piece)) await new Promise<void>((resolve) => d.once('drain', () => resolve()))
    await all
  })
  for (const socket of [c, d]) socket.destroy()
  return { ours: moved / ours.cpu, plain: moved / plain.cpu }
}

/** What the encryption of a session costs beside plain TCP. Alone in its process: a heap with documents in it would be swept all the time. */
export const sessionPart: Part = {
  name: 'session',
  async run({ quick, progress }: Bench): Promise<Figure[]> {
    const speed = []
    for (let run = 0; run < (quick ? 2 : 5); run++) {
      progress(`run ${String(run + 1)}`)
      speed.push(await throughput(quick ? 20 : 200))
    }
    return [
      {
        name: 'session: a gigabyte through a session',
        unit: 'CPU s',
        data: 'messages of 256 KiB, both ends together',
        seeds: [],
        ours: speed.map(({ ours }) => 1_000 / ours),
        peerName: 'plain TCP',
        peer: speed.map(({ plain }) => 1_000 / plain),
        budget: { of: 'ratio', atMost: 4 },
      },
    ]
  },
}
