/** A number of things at once, or of bytes in hand: in all, and for each owner. */
export type Room = {
  /** Takes so much; false, and nothing is taken, where it is more than there is. */
  take(owner: string, amount: number): boolean
  give(owner: string, amount: number): void
}

/** Room for `inAll`, of which no owner has more than `each`. */
export const createRoom = (inAll: number, each: number): Room => {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take: (owner, amount) => {
      const own = (taken.get(owner) ?? 0) + amount
      if (own > each || all + amount > inAll) return false
      taken.set(owner, own)
      all += amount
      return true
    },
    give: (owner, amount) => {
      const own = (taken.get(owner) ?? 0) - amount
      all -= amount
      if (own <= 0) taken.delete(owner)
      else taken.set(owner, own)
    },
  }
}

/** How fast somebody may ask: a store of tokens that fills up again. */
export type Pace = {
  /** ms to wait before this is allowed; 0: it is, and its cost was taken. */
  wait(owner: string, cost: number): number
  /** Takes what something turned out to cost, also more than there is. */
  charge(owner: string, cost: number): void
}

/** Owners remembered at most; those heard of longest ago are forgotten, which gives them full tokens again. */
const mostOwners = 50_000

/**
 * A pace of `perSecond` tokens, of which `most` gather. `now`: ms, from a clock that only goes forward. Owners live in
 * memory alone, until their tokens are full again.
 */
export const createPace = (perSecond: number, most: number, now: () => number): Pace => {
  const owners = new Map<string, { tokens: number; at: number }>()
  const tokensOf = (owner: string): number => {
    const known = owners.get(owner)
    return known ? Math.min(most, known.tokens + ((now() - known.at) / 1_000) * perSecond) : most
  }
  const note = (owner: string, tokens: number): void => {
    const time = now()
    owners.delete(owner) // so that those heard of longest ago come first
    owners.set(owner, { tokens, at: time })
    for (const [oldest, known] of owners) {
      const isFull = known.tokens + ((time - known.at) / 1_000) * perSecond >= most
      if (owners.size <= mostOwners && !isFull) break
      owners.delete(oldest)
    }
  }
  return {
    wait: (owner, cost) => {
      const tokens = tokensOf(owner)
      note(owner, tokens >= cost ? tokens - cost : tokens)
      return tokens >= cost ? 0 : Math.ceil(((cost - tokens) / perSecond) * 1_000)
    },
    charge: (owner, cost) => note(owner, Math.max(-most, tokensOf(owner) - cost)),
  }
}
