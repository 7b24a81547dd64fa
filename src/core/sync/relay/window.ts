/** How many are under way at a time. */
const width = 16

/** Does `work` for each, several at a time, and gives what comes of it in order. */
export async function* inWindow<T, R>(all: Iterable<T>, work: (one: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = []
  for (const one of all) {
    const next = work(one)
    next.catch(() => undefined) // awaited below, in its turn
    running.push(next)
    const first = running.length < width ? undefined : running.shift()
    if (first) yield await first
  }
  for (const next of running) yield await next
}
