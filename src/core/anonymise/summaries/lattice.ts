import { levelsOf, losses, yielding } from '#core/anonymise/summaries/columns'
import type { Yielding } from '#core/anonymise/summaries/columns'
import { deepest, leastDepth, lossOf } from '#core/anonymise/summaries/coded'
import type { Coded, Depths } from '#core/anonymise/summaries/coded'
import type { Demands } from '#core/anonymise/summaries/holds'
import { suppress } from '#core/anonymise/summaries/suppress'
import type { Suppressed } from '#core/anonymise/summaries/suppress'

/** Long work that somebody waits for. */
export type Waiting = {
  /** How much of it is done at most, 0 to 1. */
  readonly onShare?: (share: number) => void
  readonly signal?: AbortSignal
}

/** The rows as they may be published with the least loss. */
export type Found = Suppressed & { readonly depths: Depths }

/** Work goes on so long (ms) before others get their turn, and a cancel is heard. */
const turn = 40

/** More than a tree is deep: depths are digits to this base. */
const base = 5
const numbers = base ** yielding.length

/**
 * All depths that columns can have together as numbers in their order: those first that lose least, and of two that lose as
 * much the one that keeps more of what yields last. There may be sixty thousand, most of which are never looked at.
 */
const allDepths = (of: Coded, most: Depths): Float64Array => {
  let all: { loss: number; rank: number }[] = [{ loss: 0, rank: 0 }]
  for (const column of [...yielding].reverse()) {
    const steps = levelsOf[column].length
    const each = Array.from({ length: most[column] - leastDepth(column, of.scope) + 1 }, (_, i) => most[column] - i)
    all = all.flatMap(({ loss, rank }) =>
      each.map((depth) => ({
        loss: loss + (losses[column] * 12 * (steps - depth)) / steps,
        rank: rank * base + base - 1 - depth,
      })),
    )
  }
  return Float64Array.from(all, ({ loss, rank }) => loss * numbers + rank).sort()
}

const depthsIn = (number: number): Depths => {
  let rank = number % numbers
  const digit = (): number => {
    const least = rank % base
    rank = (rank - least) / base
    return base - 1 - least
  }
  return Object.fromEntries(yielding.map((column) => [column, digit()])) as Depths
}

/** The way from some depths to saying nothing, by what is lost most lightly, one step at a time. */
const wayUp = (of: Coded, from: Depths): Depths[] => {
  const way = [from]
  const step = (column: Yielding): number => losses[column] / levelsOf[column].length
  for (const column of [...yielding].sort((a, b) => step(a) - step(b)))
    for (let depth = from[column] - 1; depth >= leastDepth(column, of.scope); depth--)
      way.push({ ...(way.at(-1) ?? from), [column]: depth })
  return way
}

const saysNoLess = (a: Depths, b: Depths): boolean => yielding.every((column) => a[column] >= b[column])

/**
 * The depths with the least loss at which the rows hold with few cells hidden; undefined where they do not even when
 * nothing is told of anybody. 'cancelled' when the signal came.
 *
 * Depths that say no less than some that failed are taken to fail as well. From the lightest that is left a way leads up to saying
 * nothing; on it the lowest that holds is found by halving. What is published was tried and holds in any case.
 */
export const search = async (
  of: Coded,
  demands: Demands,
  waiting: Waiting,
): Promise<Found | undefined | 'cancelled'> => {
  const all = allDepths(of, deepest(of))
  const failed: Depths[] = []
  let best: Found | undefined
  let since = Date.now()
  const attempt = (depths: Depths): boolean => {
    const found = suppress(of, depths, demands)
    if (!found) failed.push(depths)
    else if (!best || lossOf(depths) < lossOf(best.depths)) best = { ...found, depths }
    return found !== undefined
  }
  for (const [i, number] of all.entries()) {
    const depths = depthsIn(number)
    if (best && lossOf(depths) >= lossOf(best.depths)) break
    if (failed.some((one) => saysNoLess(depths, one))) continue
    const way = wayUp(of, depths)
    let [low, high] = [0, way.length - 1]
    while (low <= high) {
      if (Date.now() - since > turn) {
        waiting.onShare?.(i / all.length)
        await new Promise((resolve) => setImmediate(resolve))
        if (waiting.signal?.aborted === true) return 'cancelled'
        since = Date.now()
      }
      const middle = (low + high) >> 1
      const tried = way[middle]
      if (tried && attempt(tried)) high = middle - 1
      else low = middle + 1
    }
  }
  return best
}
