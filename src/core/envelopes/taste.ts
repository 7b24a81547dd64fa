import { createHash } from 'node:crypto'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { sameBytes } from '#core/crypto/bytes'
import type { TasteRequest, Tasted } from '#core/envelopes/tasteBatches'

/** Automerge's magic bytes, and the chunk type of a bundle (Automerge binary format, chunk header). */
const magic = [0x85, 0x6f, 0x4a, 0x83]
const bundleChunk = 3
/** CPU time of the process that one batch may take while the engine waits, in ms; and wall time, for a machine that sleeps. */
const cpuLimit = 1_000
const wallLimit = 20_000
/** Memory that tasting may add to the process, in bytes. */
const memoryLimit = 256 * 1024 * 1024
/** How often limits are looked at, in ms. */
const pace = 25

/** Whether bytes are exactly one bundle chunk with a right checksum: anything after it would be applied unseen. */
export const isOneBundle = (bytes: Uint8Array): boolean => {
  if (bytes.length < 11 || magic.some((byte, i) => bytes[i] !== byte) || bytes[8] !== bundleChunk) return false
  let [length, at] = [0, 9]
  for (let shift = 0; shift <= 28; shift += 7) {
    const byte = bytes[at++] ?? 0
    length += (byte & 127) * 2 ** shift
    if (byte < 128) break
  }
  const checksum = createHash('sha256').update(bytes.subarray(8)).digest().subarray(0, 4)
  return at + length === bytes.length && sameBytes(checksum, bytes.subarray(4, 8))
}

/** A thread that tastes foreign bytes, kept between calls and ended when one does not pass its limits. */
export type Taster = { taste(request: TasteRequest): Promise<Tasted>; close(): Promise<void> }

/** `worker`: the built entry of tasteWorker.ts. One request at a time. */
export const createTaster = (worker: URL): Taster => {
  let thread: Worker | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const end = async (): Promise<void> => {
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }
  const run = (request: TasteRequest): Promise<Tasted> =>
    new Promise((resolve) => {
      const mine = (thread ??= new Worker(worker))
      mine.unref()
      const cpu = process.cpuUsage()
      const start = Date.now()
      const memory = process.memoryUsage.rss()
      const finish = (tasted: Tasted, keep: boolean): void => {
        clearInterval(watch)
        mine.removeAllListeners()
        if (keep) resolve(tasted)
        else void end().then(() => resolve(tasted))
      }
      const watch = setInterval(() => {
        const { user, system } = process.cpuUsage(cpu)
        const allowed = cpuLimit + 100 * (request.batches.length - 1)
        if ((user + system) / 1_000 > allowed || Date.now() - start > wallLimit)
          finish({ ok: false, reason: 'TooSlow' }, false)
        else if (process.memoryUsage.rss() - memory > memoryLimit) finish({ ok: false, reason: 'TooMuchMemory' }, false)
      }, pace)
      mine.once('message', (tasted: Tasted) => finish(tasted, tasted.ok))
      mine.once('error', () => finish({ ok: false, reason: 'BrokenChanges' }, false))
      mine.postMessage(request)
    })
  return {
    taste(request) {
      const next = queue.then(() => run(request))
      queue = next
      return next
    },
    close: end,
  }
}
