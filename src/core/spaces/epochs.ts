import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import { includes } from '#core/spaces/vector'

/** Box keys that a counted op says it hands its key to. */
const handedBy = ({ op }: Entry): readonly string[] => ('to' in op ? op.to : [])

/** All box keys that were handed the key `key` by ops that count. */
const handed = (counted: readonly Entry[], key: string): Set<string> =>
  new Set(counted.filter((entry) => entry.key === key).flatMap(handedBy))

/**
 * R4: the epochs that may be written under, best first: those whose key was handed to nobody who is out now.
 * `due`: box keys of every device that may read now. Best = no later usable one has heard of it, then the least id.
 */
export const usableEpochs = (counted: readonly Entry[], due: readonly string[]): Entry[] => {
  const inNow = new Set(due)
  const good = counted.filter(
    (entry) => entry.op.type === 'epoch' && [...handed(counted, entry.key)].every((box) => inNow.has(box)),
  )
  const isSuperseded = (entry: Entry): boolean => good.some((other) => includes(other.past, entry))
  return good.toSorted((a, b) => Number(isSuperseded(a)) - Number(isSuperseded(b)) || (a.id < b.id ? -1 : byPast(a, b)))
}

/** Devices that may read now and were not handed this epoch's key: somebody owes them a `box`. */
export const withoutKey = (counted: readonly Entry[], epoch: Entry, due: readonly string[]): string[] => {
  const have = handed(counted, epoch.key)
  return due.filter((box) => !have.has(box))
}
