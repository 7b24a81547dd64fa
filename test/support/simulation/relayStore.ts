import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { openToAll } from '#core/relay/admission'
import { converse } from '#core/relay/conversation'
import { createHalves } from '#core/relay/halves'
import { createRoom } from '#core/relay/limits'
import type { Relay } from '#core/relay/relay'
import type { NewBlob, RelayStore } from '#core/relay/store'
import { createWatchers } from '#core/relay/watchers'
import { answerSockets } from './webSocket'
import type { FrameFault, SimulatedSocket } from './webSocket'

type Row = { readonly seq: number; readonly hash: Uint8Array; readonly blob: Uint8Array; readonly day: number }
type Boxes = Map<string, { last: number; rows: Row[] }>

const copyOf = (boxes: Boxes): Boxes =>
  new Map([...boxes].map(([id, { last, rows }]) => [id, { last, rows: [...rows] }]))

/** A relay whose store is memory; the conversation with it is the product's own. */
export const simulateRelay = () => {
  let boxes: Boxes = new Map()
  let instance = randomBytes(16)
  const kept: Boxes[] = []
  const boxOf = (box: Uint8Array) => boxes.get(toHex(box)) ?? { last: 0, rows: [] }
  const append = ({ box, hash, blob, day }: NewBlob) => {
    const here = boxOf(box)
    const there = here.rows.find((row) => toHex(row.hash) === toHex(hash))
    if (there) return Promise.resolve({ seq: there.seq, isNew: false })
    here.last += 1
    here.rows.push({ seq: here.last, hash, blob, day })
    boxes.set(toHex(box), here)
    return Promise.resolve({ seq: here.last, isNew: true })
  }
  const store: RelayStore = {
    get instance() {
      return instance
    },
    append,
    list: (box, from, most) =>
      Promise.resolve(
        boxOf(box)
          .rows.filter(({ seq }) => seq > from)
          .slice(0, most)
          .map(({ seq, hash }) => ({ seq, hash: hash.subarray(0, 16) })),
      ),
    get(box, seq, at, length) {
      const row = boxOf(box).rows.find((one) => one.seq === seq)
      return Promise.resolve(row && { size: row.blob.length, part: row.blob.slice(at, at + length) })
    },
    usage: () => Promise.resolve({ blobs: 0, bytes: 0 }),
    expire: () => Promise.resolve(0),
    keep: (_name, made) => Promise.resolve(made()),
    onElsewhere: () => undefined,
    tell: () => undefined,
    close: () => Promise.resolve(),
  }
  const noPace = { wait: () => 0, charge: () => undefined }
  const relay: Relay = {
    store,
    halves: createHalves(createRoom(1e9, 1e9), () => 0),
    room: createRoom(1e9, 1e9),
    paces: { address: noPace, line: noPace },
    watchers: createWatchers(),
    counters: { connections: 0, puts: 0, refused: 0 },
    quota: 1e12,
    days: 400,
    source: '',
    now: () => 0,
    admission: () => openToAll,
  }
  return {
    /** From now on it answers, and a connection breaks where `fault` says so. */
    up: (fault: FrameFault) =>
      answerSockets({
        take: (socket: SimulatedSocket) => void converse(socket as never, undefined, relay, () => undefined),
        fault,
      }),
    down: () => answerSockets(undefined),
    /** Keeps its store as it is, to be set back to. */
    keep: () => void kept.push(copyOf(boxes)),
    /** The same store, as it was once. */
    setBack(which: number) {
      const before = kept[which % Math.max(1, kept.length)]
      if (before) boxes = copyOf(before)
    },
    /** Another store, empty. */
    wipe() {
      boxes = new Map()
      kept.length = 0
      instance = randomBytes(16)
    },
    /** Some blobs go by their age. */
    drop(isOld: () => boolean) {
      for (const box of boxes.values()) box.rows = box.rows.filter(() => !isOld())
    },
    size: () => [...boxes.values()].reduce((sum, { rows }) => sum + rows.length, 0),
  }
}

/** A simulated relay. */
export type SimulatedRelay = ReturnType<typeof simulateRelay>
