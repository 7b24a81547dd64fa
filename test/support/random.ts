/** Seeded randomness (mulberry32): the same seed gives the same story. */
export type Random = {
  next(): number
  whole(below: number): number
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
}

/** A generator for `seed`. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  return {
    next,
    whole,
    pick(list) {
      const found = list[whole(list.length)]
      if (found === undefined) throw new RangeError('empty list')
      return found
    },
    shuffle(list) {
      const all = [...list]
      for (let i = all.length - 1; i > 0; i--) {
        const j = whole(i + 1)
        const [a, b] = [all[i], all[j]]
        if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a]
      }
      return all
    },
  }
}

/** Seeds of a run: those that once failed, and fresh ones unless TEJIDO_SEED names one. Printed, so that a failure can be repeated. */
export const seedsOf = (name: string, count: number, kept: readonly number[] = []): number[] => {
  const named = process.env.TEJIDO_SEED
  const start = Math.floor(Math.random() * 1_000_000)
  const seeds = named === undefined ? [...kept, ...Array.from({ length: count }, (_, i) => start + i)] : [Number(named)]
  process.stdout.write(`${name}: seeds ${seeds.join(' ')}\n`)
  return seeds
}
