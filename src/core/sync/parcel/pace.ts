import { blockLength } from '#core/sync/parcel/block'
import { ParcelFault } from '#core/sync/parcel/fault'
import type { Visit } from '#core/sync/place'

/** Blocks read or written before others get their turn: 1 MiB. */
const blocksInTurn = 16

/** How far a long piece of work is, in blocks of so many. */
export type Pace = {
  /** One more block was read or written. */
  step(): void
  /** Now and then tells how far it is and gives others their turn. Throws ParcelFault Cancelled. */
  turn(): Promise<void>
}

/** The pace of a visit: told in bytes. */
export const createPace = (visit: Visit, of: number): Pace => {
  let done = 0
  let told = 0
  return {
    step: () => void (done += 1),
    async turn() {
      if (done - told < blocksInTurn) return
      told = done
      visit.onProgress?.(Math.min(done, of) * blockLength, of * blockLength)
      await new Promise((resolve) => setImmediate(resolve))
      if (visit.signal.aborted) throw new ParcelFault('Cancelled')
    },
  }
}
