import { join } from 'node:path'
import process from 'node:process'
import Database from '@signalapp/sqlcipher'
import { afterAll, expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { canMount, withSmallDisk } from '../core/vault/support'
import { everybodyGoesHome, newFolder } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import type { Random } from '../support/random'
import { newBlob, newBox, openClient } from '../support/relayClient'
import type { Box } from '../support/relayClient'
import { startRelayProcess, stopRelays } from '../support/relayProcess'

afterAll(async () => {
  await stopRelays()
  await everybodyGoesHome()
})

/** Kills of one run; TEJIDO_KILLS for more. Each is the start of a process. */
const kills = Number(process.env.TEJIDO_KILLS ?? 50)
/** Every blob is looked for after so many lives. */
const livesPerLook = 10
const [seed = 0] = seedsOf('relay kill', 1)

/** What the relay said is on its disk: box and seq of each blob by its hash. */
type Promised = Map<string, { readonly box: Box; readonly seq: number }>

/** Blobs put into one slot of a box, in the order in which they were sent, and how many of them were acknowledged. */
type Slot = { readonly box: Box; readonly slot: Uint8Array; readonly sent: string[]; acknowledged: number }

/** One life: laptops put many blobs at a time, until the relay is killed in the middle of it. */
const liveAndDie = async (store: string, random: Random, boxes: readonly Box[], promised: Promised, slots: Slot[]) => {
  const relay = await startRelayProcess(store, '--quota', '100000', '--behind-proxy')
  const clients = [await openClient(relay.url), await openClient(relay.url)]
  const enough = 5 + random.whole(40)
  let acknowledged = 0
  let isOver = false
  let reached: () => void = () => undefined
  const dying = new Promise<void>((resolve) => (reached = resolve))
  const count = (): void => {
    acknowledged += 1
    if (acknowledged >= enough) reached()
  }
  const putMany = async (client: (typeof clients)[number]): Promise<void> => {
    while (!isOver) {
      const [box, blob] = [random.pick(boxes), newBlob(random.next() < 0.1 ? 9 : random.whole(7))]
      const said = await client.put(box, blob)
      if (said.t !== 'stored') return
      promised.set(toHex(hash(blob)), { box, seq: said.seq })
      count()
    }
  }
  const replaceMany = async (client: (typeof clients)[number], { box, slot, sent }: Slot): Promise<number> => {
    while (!isOver) {
      const blob = newBlob(random.whole(4))
      sent.push(toHex(hash(blob)))
      const said = await client.put(box, blob, slot)
      if (said.t !== 'stored') break
      count()
      const own = slots.find((one) => one.slot === slot)
      if (own) own.acknowledged = sent.length
    }
    return sent.length
  }
  const working = clients.flatMap((client, i) => [
    ...Array.from({ length: 6 }, () => putMany(client)),
    ...slots.slice(i, i + 1).map((slot) => replaceMany(client, slot)),
  ])
  await dying
  await new Promise((resolve) => setTimeout(resolve, random.next() * 15))
  relay.signal('SIGKILL')
  isOver = true
  expect(await relay.gone).toBeNull()
  await Promise.all(working)
  expect(
    relay
      .said()
      .split('\n')
      .filter((line) => line !== '').length,
  ).toBe(2)
}

/** Whether all that was promised is there, byte for byte, and nothing else is wrong with the file. */
const look = async (
  store: string,
  boxes: readonly Box[],
  promised: Promised,
  slots: readonly Slot[],
): Promise<number> => {
  const relay = await startRelayProcess(store)
  const client = await openClient(relay.url)
  const there = new Map<string, Map<number, string>>()
  for (const box of boxes)
    there.set(toHex(box.id), new Map((await client.list(box)).map(({ seq, hash }) => [seq, toHex(hash)])))
  const lost = [...promised].filter(
    ([ofBlob, { box, seq }]) => !ofBlob.startsWith(there.get(toHex(box.id))?.get(seq) ?? '-'),
  )
  expect(lost, `seed ${String(seed)}`).toEqual([])
  for (const [ofBlob, { box, seq }] of [...promised].slice(-40)) {
    const blob = await client.get(box, seq)
    expect(typeof blob === 'string' ? blob : toHex(hash(blob)), `seed ${String(seed)}`).toBe(ofBlob)
  }
  // of a slot the last acknowledged is there, or one that was sent after it
  for (const { box, sent, acknowledged } of slots) {
    const held = [...(there.get(toHex(box.id))?.values() ?? [])]
    const last = sent.findLastIndex((one) => held.some((start) => one.startsWith(start)))
    expect(last, `seed ${String(seed)}`).toBeGreaterThanOrEqual(acknowledged - 1)
  }
  await client.close()
  expect(await relay.stop()).toBe(0)
  const db = new Database(join(store, 'relay.db'))
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const counted = db.prepare('SELECT count(*), sum(size) FROM blob').get()
  const used = db.prepare('SELECT sum(blobs), sum(bytes) FROM used').get()
  expect(Object.values(used ?? {})).toEqual(Object.values(counted ?? {}))
  db.close()
  return promised.size
}

test(
  `a relay killed ${String(kills)} times at random points has every blob that it acknowledged`,
  { timeout: 120_000 + kills * 3_000 },
  async () => {
    const random = randomOf(seed)
    const store = newFolder()
    const boxes = Array.from({ length: 4 }, newBox)
    const slots = boxes
      .slice(0, 2)
      .map((box): Slot => ({ box, slot: newBlob().slice(0, 16), sent: [], acknowledged: 0 }))
    const promised: Promised = new Map()
    for (let life = 1; life <= kills; life++) {
      await liveAndDie(store, random, boxes, promised, slots)
      if (life % livesPerLook === 0 || life === kills) await look(store, boxes, promised, slots)
    }
    process.stdout.write(`relay kill: ${String(kills)} lives, ${String(promised.size)} acknowledged blobs looked for\n`)
    expect(promised.size).toBeGreaterThan(kills * 4)
  },
)

test.skipIf(!canMount)(
  'a relay whose disk is full says so, keeps what it has, and takes on when there is room again',
  () =>
    withSmallDisk(30_000_000, async (place) => {
      const relay = await startRelayProcess(join(place, 'store'))
      const client = await openClient(relay.url)
      const box = newBox()
      const stored: number[] = []
      let said
      do {
        said = await client.put(box, newBlob(9))
        if (said.t === 'stored') stored.push(said.seq)
      } while (said.t === 'stored')
      expect(said).toMatchObject({ t: 'failed', code: 'RelayFull' })
      expect(stored.length).toBeGreaterThan(3)
      expect((await client.list(box)).map(({ seq }) => seq)).toEqual(stored)
      expect(await client.get(box, 1)).toBeInstanceOf(Uint8Array)
      await makeLarger(place, 60_000_000)
      expect(await client.put(box, newBlob(9))).toMatchObject({ t: 'stored', seq: stored.length + 1 })
      await client.close()
      expect(await relay.stop()).toBe(0)
    }),
)

const makeLarger = async (place: string, size: number): Promise<void> => {
  const { execFileSync } = await import('node:child_process')
  execFileSync('mount', ['-o', `remount,size=${String(size)}`, place])
}
