/**
 * How far each chain is in a past: chain → highest seq. A chain has no holes, so one number stands for all that its
 * device had said up to it; an absent chain has said nothing in that past. The chain of a device has its id; a second
 * branch of it (a fork, R5) has a name of this laptop's own, and stands in a past beside what it grew from.
 */
export type Vector = ReadonlyMap<string, number>

/** A place on a chain. */
export type Place = { readonly chain: string; readonly seq: number }

/** A past that holds nothing. */
export const emptyVector: Vector = new Map()

/** Whether `at` lies in the past that `vector` describes. */
export const includes = (vector: Vector, at: Place): boolean => (vector.get(at.chain) ?? 0) >= at.seq

/** The union of several pasts. */
export const join = (...vectors: readonly Vector[]): Vector => {
  const [first, ...rest] = vectors.filter((vector) => vector.size > 0)
  if (!first) return emptyVector
  if (rest.length === 0) return first
  const all = new Map(first)
  for (const vector of rest) for (const [chain, seq] of vector) if (seq > (all.get(chain) ?? 0)) all.set(chain, seq)
  return all
}

/** A past with one more place in it (and all before that place on its chain). */
export const withPlace = (vector: Vector, at: Place): Vector =>
  includes(vector, at) ? vector : new Map(vector).set(at.chain, at.seq)

/** Whether every place of `inner` is in `outer`. */
export const covers = (outer: Vector, inner: Vector): boolean =>
  [...inner].every(([chain, seq]) => (outer.get(chain) ?? 0) >= seq)
