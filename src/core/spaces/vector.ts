/**
 * How far each device's chain is in a past: deviceId → highest seq. A chain has no holes, so one number stands for
 * all that the device had said up to it. An absent device has said nothing in that past.
 */
export type Vector = ReadonlyMap<string, number>

/** A past that holds nothing. */
export const emptyVector: Vector = new Map()

/** Whether `at` (a place on a device's chain) lies in the past that `vector` describes. */
export const includes = (vector: Vector, at: { readonly device: string; readonly seq: number }): boolean =>
  (vector.get(at.device) ?? 0) >= at.seq

/** The union of several pasts. */
export const join = (...vectors: readonly Vector[]): Vector => {
  const [first, ...rest] = vectors.filter((vector) => vector.size > 0)
  if (!first) return emptyVector
  if (rest.length === 0) return first
  const all = new Map(first)
  for (const vector of rest) for (const [device, seq] of vector) if (seq > (all.get(device) ?? 0)) all.set(device, seq)
  return all
}

/** A past with one more place in it (and all before that place on its chain). */
export const withPlace = (vector: Vector, at: { readonly device: string; readonly seq: number }): Vector =>
  includes(vector, at) ? vector : new Map(vector).set(at.device, at.seq)

/** Whether every place of `inner` is in `outer`. */
export const covers = (outer: Vector, inner: Vector): boolean =>
  [...inner].every(([device, seq]) => (outer.get(device) ?? 0) >= seq)
