/**
 * Which dimensions of published tables have to be looked at together. Tables that share dimensions in a ring say more of
 * the records than each two of them do; without a ring, bounds over their cells are all that anybody can find. A ring is cut
 * by looking at some dimensions jointly, so that what is looked at has none.
 */

/** Whether all of one set is in another. */
export const isWithin = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((one) => outer.has(one))

/**
 * Sets of names that, beside the given ones, are to be looked at together; none where the given ones have no ring. Names
 * are taken out one by one, each time the one whose neighbours lack fewest links: what is linked then is a set.
 */
export const joinedSets = (given: readonly ReadonlySet<string>[]): readonly ReadonlySet<string>[] => {
  const links = new Map<string, Set<string>>()
  for (const set of given)
    for (const name of set) {
      const own = links.get(name) ?? new Set()
      for (const other of set) if (other !== name) own.add(other)
      links.set(name, own)
    }
  const missing = (name: string): [string, string][] => {
    const near = [...(links.get(name) ?? [])].sort()
    return near.flatMap((a, i) =>
      near.slice(i + 1).flatMap((b): [string, string][] => (links.get(a)?.has(b) ? [] : [[a, b]])),
    )
  }
  const found: ReadonlySet<string>[] = []
  while (links.size > 0) {
    const least = [...links.keys()]
      .sort()
      .map((name) => ({ name, lacks: missing(name) }))
      .reduce((best, one) => (one.lacks.length < best.lacks.length ? one : best))
    for (const [a, b] of least.lacks) {
      links.get(a)?.add(b)
      links.get(b)?.add(a)
    }
    const set = new Set([least.name, ...(links.get(least.name) ?? [])])
    if (![...given, ...found].some((other) => isWithin(set, other))) found.push(set)
    for (const near of links.get(least.name) ?? []) links.get(near)?.delete(least.name)
    links.delete(least.name)
  }
  return found.filter((set) => !found.some((other) => other !== set && isWithin(set, other)))
}
