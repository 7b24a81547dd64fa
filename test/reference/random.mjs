/** Random numbers from 0 up to 1 that a seed decides (mulberry32). */
export const randomFrom = (seed) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = (random, list) => list[Math.floor(random() * list.length)]

export const shuffle = (random, list) => {
  const shuffled = [...list]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const moved = shuffled[i]
    shuffled[i] = shuffled[j]
    shuffled[j] = moved
  }
  return shuffled
}

/** One of the acts of [[weight, act], ...]. */
export const pickWeighted = (random, weighted) => {
  let left = random() * weighted.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, act] of weighted) {
    left -= weight
    if (left < 0) return act
  }
  return weighted.at(-1)[1]
}
