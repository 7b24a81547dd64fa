import { basename } from 'node:path'
import { createFollowed } from '#core/hostState'
import type { Going } from '#core/vault/vault'
import type { WritingState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Why a writing ends that nobody cancelled. */
const locked = Symbol('locked')

/**
 * A file that takes its time to write, one of its kind at a time, and how it goes. `choose`: asks where in the system's own
 * box, null: nowhere; left out where there is no such box.
 */
export const createWriting = <T extends object>(choose: (() => Promise<string | null>) | undefined) => {
  type Write = (file: string, going: Required<Going>) => Promise<Result<T>>
  const state = createFollowed<WritingState<T>>({ phase: 'idle' })
  let underWay: { readonly cancel: AbortController; over: Promise<void> } | null = null

  type Tell = (next: WritingState<T>) => void
  /** Gives how it ends. */
  const run = async (place: string | null, write: Write, signal: AbortSignal, tell: Tell): Promise<WritingState<T>> => {
    if (place === null) tell({ phase: 'choosing' })
    const file = place ?? (await choose?.()) ?? null
    if (file === null || signal.aborted) return { phase: 'idle' }
    let told = 0
    const onShare = (share: number): void => {
      if (share < told + 0.01) return // each is a message to the window
      told = share
      tell({ phase: 'writing', share })
    }
    tell({ phase: 'writing', share: 0 })
    const written = await write(file, { onShare, signal })
    return { phase: 'over', result: written.ok ? ok({ name: basename(file), ...written.value }) : written }
  }

  return {
    state,
    /** Begins one. Failures: BadInput (no place, and no box to choose it in), AlreadySo (one is under way). */
    begin(place: string | null, write: Write): Result<null> {
      if (place === null && !choose) return fail('BadInput')
      if (underWay) return fail('AlreadySo')
      const cancel = new AbortController()
      const tell: Tell = (next) => {
        if (cancel.signal.reason !== locked) state.set(next)
      }
      const over = run(place, write, cancel.signal, tell)
        .catch((): WritingState<T> => ({ phase: 'over', result: fail('Unexpected') }))
        .then((last) => {
          underWay = null // before it is told: who hears of it may begin the next
          tell(last)
        })
      underWay = { cancel, over }
      return ok(null)
    },
    /** What was chosen until then is not written; what was written is taken away. */
    cancel: (): void => underWay?.cancel.abort(),
    /** Cancels because the vault closes, and waits until nothing of it is left; what becomes of it is told to nobody. */
    async end(): Promise<void> {
      underWay?.cancel.abort(locked)
      await underWay?.over
    },
  }
}
