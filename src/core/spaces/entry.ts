import type { Op } from '#core/spaces/op'
import type { Vector } from '#core/spaces/vector'

/** A place on a device's chain that holds an op, with the pasts it was said in. */
export type Entry<O extends Op = Op> = {
  readonly id: string
  readonly device: string
  readonly seq: number
  readonly op: O
  /** Which epoch key its body is sealed with: the key that its lockboxes, if any, hand out. */
  readonly key: string
  /** The root ops its author had heard of (prev and root heads, followed to their ends). */
  readonly rootPast: Vector
  /** The ops of its own space its author had heard of; of a root op the same as `rootPast`. */
  readonly past: Vector
}

/** The order in which concurrent ops are looked at: the smallest past first, then the least id. Same at every member. */
export const byPast = (a: Entry, b: Entry): number => size(a.past) - size(b.past) || (a.id < b.id ? -1 : 1)

const size = (past: Vector): number => {
  let total = 0
  for (const seq of past.values()) total += seq
  return total
}
