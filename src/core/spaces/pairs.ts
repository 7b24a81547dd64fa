import { byPast } from '#core/spaces/entry'
import { halfKey, insertByPast } from '#core/spaces/judged'
import type { Half, Judged } from '#core/spaces/judged'
import { includes } from '#core/spaces/vector'
import type { Place } from '#core/spaces/vector'

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

/** Each half with those that pair with it: both could be said by both in the past of both. */
export type Partners = ReadonlyMap<Judged, readonly Judged[]>

/** An index that finds the partners of halves as they come. */
export const createPartners = (): { readonly partners: Partners; add(judged: Judged): void } => {
  const sayings = new Map<string, Judged[]>()
  const partners = new Map<Judged, Judged[]>()
  return {
    partners,
    add(judged) {
      const { half, by } = judged.judgement
      if (!half) return
      const same = sayings.get(halfKey(half)) ?? []
      const mine: Judged[] = []
      for (const other of same) {
        const both = [by, other.judgement.by]
        if (both[0] === both[1]) continue
        if (![judged, other].every((at) => both.every((member) => stoodAt(at, half, member)))) continue
        insertByPast(mine, other)
        insertByPast(partners.get(other) ?? [], judged)
      }
      partners.set(judged, mine)
      same.push(judged)
      sayings.set(halfKey(half), same)
    },
  }
}

/**
 * Pairs of a set of standing ops (smallest past first), in the order of their later halves: of two that name different
 * things the last wins. Of a lift one partner is enough, whoever it is; elsewhere each pair has cuts and a past of its own.
 */
export const pairsIn = (standing: readonly Judged[], partners: Partners, isIn: (place: Place) => boolean): Pair[] => {
  const isWithdrawn = withdrawals(standing)
  const stands = (a: Judged, b: Judged): boolean => !isWithdrawn(a, b.entry) && !isWithdrawn(b, a.entry)
  return standing.flatMap((judged): Pair[] => {
    const { half } = judged.judgement
    const found = partners.get(judged) ?? []
    if (!half || found.length === 0) return []
    const pairWith = (other: Judged): Pair =>
      byPast(other.entry, judged.entry) < 0
        ? { half, first: other, second: judged }
        : { half, first: judged, second: other }
    if (half.act === 'lift') {
      const other = found.find((one) => isIn(one.entry) && stands(judged, one))
      return other ? [pairWith(other)] : []
    }
    const earlier = found.filter((one) => isIn(one.entry) && byPast(one.entry, judged.entry) < 0)
    return earlier.filter((one) => stands(judged, one)).map(pairWith)
  })
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
    const same = lifts.get(key)
    if (same) same.push(judged)
    else lifts.set(key, [judged])
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
