import { includes } from '#core/spaces/vector'
import { needsRole } from '#core/spaces/judged'
import type { Full, Judged } from '#core/spaces/judged'
import type { Fork } from '#core/spaces/rootState'
import { aimedAt, isHeardBy, knows, lastCounting, saidBy } from '#core/spaces/takings'
import type { Taking } from '#core/spaces/takings'
import type { Vector } from '#core/spaces/vector'

/** The ops of one set that a rule is asked about, and what may never be void. */
export type Strata = {
  /** Standing ops, smallest past first. */
  readonly standing: readonly Judged[]
  /** Every judged op of the set: whoever was full when she said one may vouch by it. Asked for only when something needs it. */
  readonly all: () => readonly Judged[]
  /** What two said, founding, makings, and the admission of who was made. */
  readonly fixed: ReadonlySet<Judged>
  readonly full: ReadonlyMap<string, Full['role']>
  readonly wasFull: ReadonlySet<string>
  readonly forks: readonly Fork[]
  readonly branches: ReadonlyMap<string, Vector>
}

/** The ids of ops that are void. */
export type Void = ReadonlySet<string>

const isFromVoid = (judged: Judged, dead: Void, full: Strata['full']): boolean => {
  const { deviceFrom, roleFrom, judgement } = judged
  if (deviceFrom.length > 0 && deviceFrom.every((id) => dead.has(id))) return true
  const { by, half } = judgement
  const isOwn = !needsRole(judged) && !half
  if (roleFrom.length === 0 || isOwn || full.has(by) || judged.full.has(by)) return false
  return roleFrom.every((id) => dead.has(id))
}

/** Ops that `isReached` says are void, with all that rests on them alone: a device or standing that only void ops gave. */
const closure = ({ standing, fixed, full }: Strata, isReached: (judged: Judged) => boolean): Set<string> => {
  const dead = new Set<string>()
  for (const judged of standing)
    if (!fixed.has(judged) && (isReached(judged) || isFromVoid(judged, dead, full))) dead.add(judged.entry.id)
  return dead
}

/**
 * R1: what two have taken reaches all past their cuts that had not heard of it. A backup key has no chain to be cut: of
 * what was bound by it counts what they had heard of.
 */
const isPastCutOfTwo = (taking: Taking, judged: Judged): boolean => {
  const { entry } = judged
  if (knows(entry.past, taking) || entry.seq <= lastCounting(taking, entry.device)) return false
  const isOfBackup = taking.takes === 'device' && taking.device !== entry.device
  return !isOfBackup || !isHeardBy(taking, saidBy(judged))
}

/** Somebody else, full when she said it, has built on `judged` without having heard of what would undo it. */
const isBuiltOn = (judged: Judged, vouchers: readonly Judged[], hadHeard: (voucher: Judged) => boolean): boolean =>
  vouchers.some(
    (voucher) =>
      voucher.judgement.by !== judged.judgement.by &&
      voucher.full.has(voucher.judgement.by) &&
      includes(voucher.entry.past, judged.entry) &&
      !hadHeard(voucher),
  )

/** R5: from the seq of a fork on nothing of the device counts, but what a pair's lift names, and what others have built on. */
const isBeyondFork = (strata: Strata, judged: Judged, vouchers: () => readonly Judged[]): boolean => {
  const { device, seq } = judged.entry
  const branch = strata.branches.get(device)
  return strata.forks.some((fork) => {
    if (fork.device !== device || seq < fork.seq || (branch && includes(branch, judged.entry))) return false
    const hadHeard = ({ entry }: Judged): boolean => includes(entry.past, fork.a) && includes(entry.past, fork.b)
    return !isBuiltOn(judged, vouchers(), hadHeard)
  })
}

/** Vouchers: every judged op of the set that is not itself void by what two have said. */
const vouchersOf = (strata: Strata, takings: readonly Taking[], dead: Void): (() => readonly Judged[]) => {
  let found: readonly Judged[] | undefined
  const aimed = aimedAt(takings, strata.wasFull)
  return () =>
    (found ??= strata
      .all()
      .filter(
        (judged) =>
          strata.fixed.has(judged) ||
          (!dead.has(judged.entry.id) &&
            !isFromVoid(judged, dead, strata.full) &&
            !aimed(judged).some((taking) => isPastCutOfTwo(taking, judged))),
      ))
}

/** Stratum 0: what two have said, with founding and making alone, voids what lies past its cuts; then forks. */
export const voidByTwo = (
  strata: Strata,
  takings: readonly Taking[],
): { readonly dead: Set<string>; readonly vouchers: () => readonly Judged[] } => {
  const aimed = aimedAt(takings, strata.wasFull)
  const byCut = (judged: Judged): boolean => aimed(judged).some((taking) => isPastCutOfTwo(taking, judged))
  const first = closure(strata, byCut)
  if (strata.forks.length === 0) return { dead: first, vouchers: vouchersOf(strata, takings, first) }
  const early = vouchersOf(strata, takings, first)
  const dead = closure(strata, (judged) => byCut(judged) || isBeyondFork(strata, judged, early))
  return { dead, vouchers: vouchersOf(strata, takings, dead) }
}

/**
 * R1, one signature: it reaches what its target said without knowing, but takes nothing back that its signer, or another
 * full facilitator who had not heard, already had.
 */
const isTakenByOne = (taking: Taking, judged: Judged, vouchers: () => readonly Judged[]): boolean =>
  !taking.signers.includes(judged) &&
  !knows(judged.entry.past, taking) &&
  !isHeardBy(taking, saidBy(judged)) &&
  !isBuiltOn(judged, vouchers(), (voucher) => taking.signers.some(({ entry }) => includes(voucher.entry.past, entry)))

/** Strata 1 and 2: what one signature each has taken, on top of what is void already. `keep`: what is not asked again. */
export const voidByOne = (
  strata: Strata,
  takings: readonly Taking[],
  dead: Void,
  vouchers: () => readonly Judged[],
  keep: ReadonlySet<Judged> = new Set(),
): Set<string> => {
  const aimed = aimedAt(takings, strata.wasFull)
  const all = closure(
    strata,
    (judged) =>
      !keep.has(judged) &&
      (dead.has(judged.entry.id) || aimed(judged).some((taking) => isTakenByOne(taking, judged, vouchers))),
  )
  for (const { entry } of keep) all.delete(entry.id)
  return all
}

/** Whether an op that decides no standing (`invite`, `epoch` …) is void in this set. */
export const isVoidHere = (
  strata: Strata,
  judged: Judged,
  takings: readonly Taking[],
  vouchers: () => readonly Judged[],
): boolean =>
  isBeyondFork(strata, judged, vouchers) ||
  aimedAt(
    takings,
    strata.wasFull,
  )(judged).some((taking) => (taking.byTwo ? isPastCutOfTwo(taking, judged) : isTakenByOne(taking, judged, vouchers)))
