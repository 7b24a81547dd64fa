import type { Entry } from '#core/spaces/entry'
import { handedBy } from '#core/spaces/op'
import { includes } from '#core/spaces/vector'

/** The epochs of one space or of the network: those that count, and every op that handed a key to somebody. */
export type EpochView = {
  readonly epochs: readonly Entry[]
  readonly handing: readonly Entry[]
  /** Whether a box key is, or was, of who may read now. */
  readonly isIn: (box: string) => boolean
  /** Box keys of every device, and every paper that opens, that may read now. */
  readonly due: readonly string[]
}

/** All box keys that were handed the key `key`. */
const handed = (handing: readonly Entry[], key: string): Set<string> =>
  new Set(handing.filter((entry) => entry.key === key).flatMap(({ op }) => handedBy(op)))

/**
 * R4: the epochs that may be written under, best first: those that count and whose key was handed, by whichever op, to
 * nobody who is out now. Best = no later usable one has heard of it, then the least id.
 */
export const usableEpochs = ({ epochs, handing, isIn }: EpochView): Entry[] => {
  const good = epochs.filter((epoch) => [...handedBy(epoch.op), ...handed(handing, epoch.key)].every(isIn))
  const isSuperseded = (entry: Entry): boolean => good.some((other) => includes(other.past, entry))
  return good.toSorted((a, b) => Number(isSuperseded(a)) - Number(isSuperseded(b)) || (a.id < b.id ? -1 : 1))
}

/** Who may read now and was not handed this epoch's key: somebody owes them a `box`. */
export const withoutKey = ({ handing, due }: EpochView, epoch: Entry): string[] => {
  const have = handed(handing, epoch.key)
  return due.filter((box) => !have.has(box))
}
