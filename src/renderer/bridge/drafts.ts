/** What the open forms hold that is not kept yet; each keeps its own. */
const unsaved = new Set<() => Promise<unknown>>()

/** How long a lock waits at most for forms to be kept, in milliseconds: to close at once comes first. */
const patience = 300

/** Has `keep` called before the notebook closes; gives the way to take it back. */
export const keepBeforeLock = (keep: () => Promise<unknown>): (() => void) => {
  unsaved.add(keep)
  return () => void unsaved.delete(keep)
}

/** Keeps what the open forms hold, then calls `lock`; at once where there is nothing to keep. */
export const keepAndLock = (lock: () => void): void => {
  if (unsaved.size === 0) lock()
  else {
    const late = new Promise((resolve) => setTimeout(resolve, patience))
    void Promise.race([Promise.allSettled([...unsaved].map((keep) => keep())), late]).then(lock)
  }
}
