import type { Judged } from '#core/spaces/judged'
import type { RootState } from '#core/spaces/rootState'
import { isAimedAt, isHeardBy, knows, lastCounting } from '#core/spaces/takings'
import type { Said, Taking } from '#core/spaces/takings'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** What the root's takings reach of what is said in spaces (R1): ops of a space, and batches. */

/** Something by which a full facilitator shows that she had built on an op of a space. */
export type Voucher = { readonly by: string; readonly rootPast: Vector; readonly past: Vector }

/** Ops of the root, said by who was full when she said them, as vouchers. */
export const rootVouchers = (judged: readonly Judged[]): Voucher[] =>
  judged.flatMap(({ entry, judgement, full }) =>
    full.has(judgement.by) ? [{ by: judgement.by, rootPast: entry.rootPast, past: entry.rootPast }] : [],
  )

/** Takings of membership, device or time that are aimed at who said this and that she had not heard of. A role's reach no space. */
export const unheardTakings = (state: RootState, said: Said): Taking[] =>
  state.takings.filter(
    (taking) =>
      (taking.takes === 'membership' || taking.takes === 'device' || taking.takes === 'time') &&
      isAimedAt(taking, said, state.wasFull) &&
      !knows(said.rootPast, taking),
  )

/** R5: forks from which on what this device said does not count, but for what a pair's lift named. */
export const forksBefore = ({ forks, branches }: RootState, said: Said): RootState['forks'] => {
  const branch = branches.get(said.device)
  return forks.filter(
    (fork) => fork.device === said.device && said.seq >= fork.seq && !(branch && includes(branch, said)),
  )
}

/** Whether an op of a space is void by what the root's log says of its author. */
export const isVoidByRoot = (state: RootState, said: Said, vouchers: () => readonly Voucher[]): boolean => {
  if (!state.devices.has(said.device)) return true
  const isBuiltOn = (hadHeard: (past: Vector) => boolean): boolean =>
    vouchers().some(({ by, rootPast, past }) => by !== said.by && includes(past, said) && !hadHeard(rootPast))
  const isBeyondFork = forksBefore(state, said).some(
    ({ a, b }) => !isBuiltOn((past) => includes(past, a) && includes(past, b)),
  )
  if (isBeyondFork) return true
  return unheardTakings(state, said).some((taking) =>
    taking.byTwo
      ? said.seq > lastCounting(taking, said.device)
      : !isHeardBy(taking, said) && !isBuiltOn((past) => taking.signers.some(({ entry }) => includes(past, entry))),
  )
}
