import { byPast } from '#core/spaces/entry'
import { halfKey } from '#core/spaces/judged'
import type { Half, Judged } from '#core/spaces/judged'
import { includes } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'

/** R2: the same said by two, each of whom could say it in the past of both; the smaller past first. */
export type Pair = { readonly half: Half; readonly first: Judged; readonly second: Judged }

/**
 * Whether `member` was a live full facilitator (to erase: coordinator) in the past of `at`. For an expulsion she may be
 * suspended there, by its target alone: who is about to be expelled must not silence the second first.
 */
const stoodAt = ({ full }: Judged, { act, who }: Half, member: string): boolean => {
  const standing = full.get(member)
  if (!standing || (act === 'erase' && standing.role !== 'coordinator')) return false
  return standing.suspendedBy.length === 0 || (act === 'expel' && standing.suspendedBy.every((by) => by === who))
}

/** Pairs of one log, found as halves come. */
export type PairIndex = {
  add(judged: Judged): void
  /** Pairs that lie in a past, in the order of their later halves: of two that name different things the last wins. */
  within(past: Vector): Pair[]
}

/** An empty index. */
export const createPairIndex = (): PairIndex => {
  const sayings = new Map<string, Judged[]>()
  const pairs: Pair[] = []
  return {
    add(judged) {
      const { half, by } = judged.judgement
      if (!half) return
      const key = halfKey(half)
      const same = sayings.get(key) ?? []
      for (const other of same) {
        if (other.judgement.by === by) continue
        const both = [by, other.judgement.by]
        if (![judged, other].every((at) => both.every((member) => stoodAt(at, half, member)))) continue
        const [first, second] = byPast(other.entry, judged.entry) < 0 ? [other, judged] : [judged, other]
        pairs.push({ half, first, second })
        pairs.sort((a, b) => byPast(a.second.entry, b.second.entry) || byPast(a.first.entry, b.first.entry))
      }
      sayings.set(key, [...same, judged])
    },
    within: (past) => pairs.filter(({ first, second }) => includes(past, first.entry) && includes(past, second.entry)),
  }
}

/**
 * Halves that their authors took back: by a lift of the half itself or (an expulsion) of its target. It has no effect
 * when the pair was done in the lift's past.
 */
export const withdrawals = (standing: readonly Judged[]): ((half: Judged, other: Place) => boolean) => {
  const lifts = new Map<string, Judged[]>()
  for (const judged of standing) {
    const { op } = judged.entry
    if (op.type !== 'lift' || 'branch' in op) continue
    const key = 'half' in op ? op.half : `expel ${op.member} ${judged.judgement.by}`
    lifts.set(key, [...(lifts.get(key) ?? []), judged])
  }
  return ({ entry, judgement }, other) => {
    if (lifts.size === 0) return false
    const { op, id } = entry
    const mine = [
      ...(lifts.get(id) ?? []),
      ...(op.type === 'expel' ? (lifts.get(`expel ${op.member} ${judgement.by}`) ?? []) : []),
    ]
    return mine.some(
      (lift) =>
        lift.judgement.by === judgement.by && includes(lift.entry.past, entry) && !includes(lift.entry.past, other),
    )
  }
}
