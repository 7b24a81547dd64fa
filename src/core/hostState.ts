import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A value that windows follow: each is told it at once, and after each change. */
export const createFollowed = <T>(first: T) => {
  let now = first
  const listeners = new Set<() => void>()
  return {
    now: () => now,
    set: (next: T): void => {
      now = next
      for (const listen of listeners) listen()
    },
    follow: (listen: (view: Result<unknown>) => void): (() => void) => {
      const tell = (): void => listen(ok(now))
      listeners.add(tell)
      tell()
      return () => void listeners.delete(tell)
    },
  }
}
