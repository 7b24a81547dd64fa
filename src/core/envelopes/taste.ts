import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { sameBytes } from '#core/crypto/bytes'
import type { TasteRequest, Tasted } from '#core/envelopes/tasteBatches'

/** Automerge's magic bytes, and the chunk type of a bundle (Automerge binary format, chunk header). */
const magic = [0x85, 0x6f, 0x4a, 0x83]
const bundleChunk = 3
/** CPU time of the process, less the engine's own, that one batch may take, in ms, and what each more of a group adds. */
const cpuLimit = 1_000
const cpuForEachMore = 100
/** For a thread that waits for ever without working, ms. A machine that sleeps does not count. */
const wallLimit = 60_000
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

/** Starts the thread and waits until its code is loaded, so that no limit counts a slow laptop's start. */
const startThread = (worker: URL): Promise<Worker> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(worker)
    thread.unref()
    thread.once('error', reject)
    thread.once('message', () => {
      thread.off('error', reject)
      resolve(thread)
    })
  })

/** One request in a thread, within the limits. A thread that did not pass is ended: `isSpent`. */
const runIn = (thread: Worker, request: TasteRequest): Promise<{ tasted: Tasted; isSpent: boolean }> =>
  new Promise((resolve) => {
    const cpu = process.cpuUsage()
    const loop = performance.eventLoopUtilization()
    const start = performance.now()
    const memory = process.memoryUsage.rss()
    const finish = (tasted: Tasted, isSpent: boolean): void => {
      clearInterval(watch)
      thread.off('message', onMessage)
      thread.off('error', onError)
      thread.off('messageerror', onError)
      resolve({ tasted, isSpent })
    }
    const onMessage = (tasted: Tasted): void => finish(tasted, !tasted.ok)
    const onError = (): void => finish({ ok: false, reason: 'BrokenChanges' }, true)
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(cpu)
      // Screens, edits and exchanges go on meanwhile: what the engine's own loop was busy with is not the thread's doing.
      const spent = (user + system) / 1_000 - performance.eventLoopUtilization(loop).active
      const allowed = cpuLimit + cpuForEachMore * Math.max(0, request.batches.length - 1)
      if (spent > allowed || performance.now() - start > wallLimit) finish({ ok: false, reason: 'TooSlow' }, true)
      else if (process.memoryUsage.rss() - memory > memoryLimit) finish({ ok: false, reason: 'TooMuchMemory' }, true)
    }, pace)
    thread.on('message', onMessage)
    thread.on('error', onError)
    thread.on('messageerror', onError)
    thread.postMessage(request)
  })

/** `worker`: the built entry of tasteWorker.ts. One request at a time. */
export const createTaster = (worker: URL): Taster => {
  let thread: Promise<Worker> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const end = async (): Promise<void> => {
    const ending = thread
    thread = undefined
    await (await ending)?.terminate()
  }
  const run = async (request: TasteRequest): Promise<Tasted> => {
    thread ??= startThread(worker)
    const started = thread
    started.catch(() => (thread = undefined))
    const { tasted, isSpent } = await runIn(await started, request)
    if (isSpent) await end()
    return tasted
  }
  /** One batch that was too slow or too large is tried once more: another's work in the process may have been counted. */
  const runFairly = async (request: TasteRequest): Promise<Tasted> => {
    const tasted = await run(request)
    const isInDoubt = !tasted.ok && (tasted.reason === 'TooSlow' || tasted.reason === 'TooMuchMemory')
    return isInDoubt && request.batches.length <= 1 ? run(request) : tasted
  }
  return {
    taste(request) {
      const next = queue.then(() => runFairly(request))
      queue = next.catch(() => undefined)
      return next
    },
    close: end,
  }
}
