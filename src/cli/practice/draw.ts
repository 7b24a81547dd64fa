/** Seeded choices (mulberry32): the same seed makes the same practice network. */
export type Draw = {
  /** A whole number from 0 on, below `below`. */
  whole(below: number): number
  one<T>(list: readonly T[]): T
  /** The same things in another order. */
  shuffled<T>(list: readonly T[]): T[]
}

/** Choices for a seed. */
export const drawOf = (seed: number): Draw => {
  let state = seed >>> 0
  const whole = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
  return {
    whole,
    one: (list) => list[whole(list.length)] as (typeof list)[number],
    shuffled(list) {
      const all = [...list]
      for (let i = all.length - 1; i > 0; i--) {
        const j = whole(i + 1)
        ;[all[i], all[j]] = [all[j] as (typeof all)[number], all[i] as (typeof all)[number]]
      }
      return all
    },
  }
}
