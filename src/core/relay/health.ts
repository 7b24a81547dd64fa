import type { Relay } from '#core/relay/relay'

/** How long it says the same, ms: it adds up a table. */
const lasts = 2_000

/**
 * Whether all is well, as text: `ok` and counters, in whole MiB, since the difference of two answers must not tell one blob.
 * Rejects when the store does not answer.
 */
export const healthOf = (relay: Relay): (() => Promise<string>) => {
  let [last, at] = ['', -Infinity]
  return async () => {
    const time = performance.now()
    if (time - at < lasts) return last
    const { blobs, bytes } = await relay.store.usage(null)
    const { connections, puts, refused } = relay.counters
    const counters = { connections, blobs, mebibytes: Math.ceil(bytes / 1_048_576), puts, refused }
    const lines = Object.entries(counters).map(([name, value]) => `${name} ${value}\n`)
    ;[last, at] = [`ok\n${lines.join('')}`, time]
    return last
  }
}
