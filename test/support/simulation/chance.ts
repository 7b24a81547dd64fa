import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'

/**
 * Random bytes that are none: each actor of a story draws from a stream of its own, so that who waits for whom changes
 * nothing. A stream goes on after a crash or a setting back, as chance does: nobody draws the same twice.
 */
const actors = new AsyncLocalStorage<string>()
let story = ''
const drawn = new Map<string, number>()

/** Begins the streams of a story anew. */
export const beginStory = (name: string): void => {
  story = name
  drawn.clear()
}

/** Does `work`, and all that follows from it, as one actor. */
export const actAs = <T>(actor: string, work: () => T): T => actors.run(actor, work)

/** In the place of the system's random source. */
export const drawBytes = (length: number): Uint8Array<ArrayBuffer> => {
  const actor = actors.getStore() ?? 'nobody'
  let count = drawn.get(actor) ?? 0
  const out = new Uint8Array(length)
  for (let at = 0; at < length; at += 32) {
    const bytes = createHash('sha256').update(`${story} ${actor} ${count++}`).digest()
    out.set(bytes.subarray(0, length - at), at)
  }
  drawn.set(actor, count)
  return out
}
