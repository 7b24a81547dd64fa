import type { failureOf } from '#core/sync/conversation'
import type { Networks } from '#core/sync/networks'

/** What the product does behind its door, as a story has to see it. */
export const behindTheDoor: {
  /** The networks of the vault that was opened last. */
  opened: Networks | undefined
  /** Conversations under way. */
  talks: number
  /** What nothing in the product was made to expect. */
  readonly bugs: unknown[]
} = { opened: undefined, talks: 0, bugs: [] }

/** Counts a conversation while it lasts, and keeps what only a bug throws. */
export const counted =
  <A extends unknown[], T>(work: (...all: A) => Promise<T>, failure: typeof failureOf) =>
  async (...all: A): Promise<T> => {
    behindTheDoor.talks += 1
    try {
      return await work(...all)
    } catch (error) {
      if (failure(error) === 'Unexpected') behindTheDoor.bugs.push(error)
      throw error
    } finally {
      behindTheDoor.talks -= 1
    }
  }

/** Resolves when nobody talks any more. */
export const quiet = async (): Promise<void> => {
  for (let still = 0; still < 4;) {
    await new Promise((resolve) => setImmediate(resolve))
    still = behindTheDoor.talks === 0 ? still + 1 : 0
  }
}
