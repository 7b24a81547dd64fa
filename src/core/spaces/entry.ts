import type { Op } from '#core/spaces/op'
import type { Vector } from '#core/spaces/vector'

/** A place on a device's chain that holds an op, with the pasts it was said in. */
export type Entry<O extends Op = Op> = {
  readonly id: string
  readonly device: string
  /** The chain it stands on: the device's own, or a branch of it. */
  readonly chain: string
  readonly seq: number
  readonly op: O
  /** Which epoch key its body is sealed with: the key that its lockboxes, if any, hand out. */
  readonly key: string
  /**
   * What its author had heard: all that is reachable through `prev` and root heads. Headers say it, so it is the same
   * at every member, whatever she can open.
   */
  readonly rootPast: Vector
  /** What its author had heard of its space: space heads, and what she said there before. Of a root op `rootPast` itself. */
  readonly past: Vector
  /** How many envelopes are in `past`. */
  readonly size: number
  /** Of a lift that names a branch of a fork: all up to the envelope it names. */
  readonly branch?: Vector
}

/** The order in which ops are looked at: the smallest past first, then the least id. What is in a past comes before. */
export const byPast = (a: Pick<Entry, 'size' | 'id'>, b: Pick<Entry, 'size' | 'id'>): number =>
  a.size - b.size || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
