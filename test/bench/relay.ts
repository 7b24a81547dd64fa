import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writevSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { blobSizes } from '#core/relay/messages'
import { openSqliteStore } from '#core/relay/sqliteStore'
import { newBlob, newBox, openClient, putOf } from '../support/relayClient'
import type { Box, RelayClient } from '../support/relayClient'
import { startRelayProcess } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'
import { timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'

/** Content of 16 KiB, as a session of edits has it. */
const sizeClass = 4
const size = blobSizes[sizeClass] ?? 0

/** A pool of `many` doing `count` pieces of work. */
const inFlight = async (many: number, count: number, work: (i: number) => Promise<unknown>): Promise<void> => {
  let next = 0
  const go = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: many }, go))
}

const newPlace = (): string => mkdtempSync(join(tmpdir(), 'relay-'))

/** ms for each of `count` durable appends to the store. */
const appendsToStore = async (many: number, blobs: readonly Uint8Array[]): Promise<number> => {
  const place = newPlace()
  const store = openSqliteStore(place)
  if (!store.ok) throw new Error(store.error.type)
  const [box, line] = [randomBytes(16), new Uint8Array(16)]
  const more = { box, line, slot: null, day: 20_000, quota: 1e12 }
  const { wall } = await timeAsIs(() =>
    inFlight(many, blobs.length, async (i) => {
      const blob = blobs[i] ?? new Uint8Array()
      await store.value.append({ ...more, hash: hash(blob), blob })
    }),
  )
  await store.value.close()
  rmSync(place, { recursive: true })
  return (wall * 1_000) / blobs.length
}

/** The same, appended to a file with their hash and length before them, with one fdatasync for every `many`. */
const appendsToFile = async (many: number, blobs: readonly Uint8Array[]): Promise<number> => {
  const place = newPlace()
  const fd = openSync(join(place, 'log'), 'a')
  const { wall } = await timeAsIs(() => {
    for (let i = 0; i < blobs.length; i += many) {
      writevSync(
        fd,
        blobs.slice(i, i + many).flatMap((blob) => [Buffer.alloc(4, blob.length), hash(blob), blob]),
      )
      fdatasyncSync(fd)
    }
  })
  closeSync(fd)
  rmSync(place, { recursive: true })
  return (wall * 1_000) / blobs.length
}

/** CPU seconds that a process has used so far. */
const cpuOf = (pid: number): number => {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1])

type Capacity = Record<'puts' | 'putCpu' | 'gets' | 'getCpu' | 'list' | 'connection', number>

/** What a laptop would send for a blob, signed beforehand: signing is the laptop's work. */
type Signed = { readonly box: Box; readonly words: ReturnType<typeof putOf> }

/** A box with so many small blobs, put into a store that no relay has open yet. */
const fillBox = async (place: string, count: number): Promise<Box> => {
  const store = openSqliteStore(place)
  if (!store.ok) throw new Error(store.error.type)
  const box = newBox()
  await inFlight(256, count, async () => {
    const blob = newBlob()
    const more = { box: box.id, line: new Uint8Array(16), slot: null, day: 20_000, quota: 1e12 }
    await store.value.append({ ...more, hash: hash(blob), blob })
  })
  await store.value.close()
  return box
}

/** A relay with TLS in its own process, loaded by sixteen laptops with four requests each at a time. */
const load = async (
  relay: RelayProcess,
  signed: readonly Signed[],
  full: Box,
  connections: number,
): Promise<Capacity> => {
  // one address is slowed down at 400 requests a second, so these come from several
  const clients = await Promise.all(
    Array.from({ length: 16 }, (_, i) => openClient(relay.url, { from: `127.0.1.${String(i + 1)}` })),
  )
  const pick = (i: number): RelayClient => {
    const client = clients[i % clients.length]
    if (!client) throw new Error('no client')
    return client
  }
  const during = async (work: (client: RelayClient, one: Signed, i: number) => Promise<unknown>) => {
    const before = cpuOf(relay.pid)
    const { wall } = await timeAsIs(() =>
      inFlight(64, signed.length, async (i) => {
        const one = signed[i]
        if (one) await work(pick(i), one, i)
      }),
    )
    return { rate: signed.length / wall, cpu: ((cpuOf(relay.pid) - before) * 1_000) / signed.length }
  }
  const places: { readonly box: Box; readonly seq: number }[] = []
  const put = await during(async (client, { box, words }) => {
    const said = await client.ask(words)
    if (said.t !== 'stored') throw new Error(said.t)
    places.push({ box, seq: said.seq })
  })
  const got = await during(async (client, _one, i) => {
    const { box, seq } = places[i] ?? {}
    if (!box || typeof (await client.get(box, seq ?? 0)) === 'string') throw new Error('get')
  })
  const reader = pick(0)
  const { wall } = await timeAsIs(async () => {
    for (let from = 0, more = true; more;) {
      const items = await reader.list(full, from)
      more = items.length > 0
      from = items.at(-1)?.seq ?? 0
    }
  })
  const before = memoryOf(relay.pid)
  const crowd: RelayClient[] = []
  for (let at = 0; at < connections; at += 50)
    crowd.push(
      ...(await Promise.all(
        Array.from({ length: 50 }, (_, i) => openClient(relay.url, { from: `127.0.2.${String(1 + ((at + i) % 8))}` })),
      )),
    )
  const connection = (memoryOf(relay.pid) - before) / connections
  for (const { socket } of [...clients, ...crowd]) socket.terminate()
  return { puts: put.rate, putCpu: put.cpu, gets: got.rate, getCpu: got.cpu, list: wall * 1_000, connection }
}

/** The relay: its store beside a file, and what one process carries. */
export const relayPart: Part = {
  name: 'relay',
  run: async ({ quick, seed, progress }: Bench): Promise<Figure[]> => {
    const [runs, appends, puts, listed, connections] = quick ? [2, 100, 200, 1_000, 50] : [3, 1_000, 2_000, 10_000, 500]
    const blobs = Array.from({ length: appends }, () => randomBytes(size))
    const alone = { ours: [] as number[], peer: [] as number[] }
    const together = { ours: [] as number[], peer: [] as number[] }
    const capacities: Capacity[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      alone.peer.push(await appendsToFile(1, blobs))
      alone.ours.push(await appendsToStore(1, blobs))
      together.peer.push(await appendsToFile(1, blobs))
      together.ours.push(await appendsToStore(32, blobs))
      const place = newPlace()
      const full = await fillBox(place, listed)
      const boxes = Array.from({ length: 20 }, newBox)
      const signed = Array.from({ length: puts }, (_, i): Signed => {
        const box = boxes[i % boxes.length] ?? full
        return { box, words: putOf(box, newBlob(sizeClass)) }
      })
      const relay = await startRelayProcess(place, '--quota', '100000')
      capacities.push(await load(relay, signed, full, connections))
      await relay.stop()
      rmSync(place, { recursive: true })
    }
    const common = { seeds: [seed], data: `${appends} blobs of 16 KiB`, peerName: '', peer: [], budget: undefined }
    const filed = {
      ...common,
      unit: 'ms',
      peerName: 'file + fdatasync each',
      budget: { of: 'ratio', atMost: 2 } as const,
    }
    const of = (what: keyof Capacity): number[] => capacities.map((one) => one[what])
    const loaded = { ...common, data: `${puts} blobs of 16 KiB, TLS, 64 in flight` }
    return [
      { ...filed, name: 'relay: durable append, one in flight', ...alone },
      { ...filed, name: 'relay: durable append, 32 in flight', ...together },
      { ...loaded, name: 'relay: puts a second', unit: 'a second', ours: of('puts') },
      { ...loaded, name: 'relay: a put', unit: 'CPU ms', ours: of('putCpu') },
      { ...loaded, name: 'relay: gets a second', unit: 'a second', ours: of('gets') },
      { ...loaded, name: 'relay: a get', unit: 'CPU ms', ours: of('getCpu') },
      {
        ...common,
        data: `${listed} entries`,
        name: 'relay: a whole list, three questions',
        unit: 'ms',
        ours: of('list'),
      },
      {
        ...common,
        data: `${connections} with TLS`,
        name: 'relay: memory of a connection',
        unit: 'KiB',
        ours: of('connection'),
      },
    ]
  },
}
