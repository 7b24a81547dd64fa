// Whether an op that says nothing about who is in (a space op, an invitation, an epoch …) is void in a state.
import { isRootOp } from './envelope.mjs'
import { concerns, cutSeq, forksBefore, heard, isOfTheRole, knows, knowsFork } from './takings.mjs'

/**
 * @param by the author, as judged
 * @param spaceOps judged ops of the same space, which vouch like root ops do
 */
export const opVoid = (state, n, by, spaceOps = []) => {
  if (!state.devices.has(n.e.device)) return true
  const { forks, branches, takings, wasFull } = state.facts
  const isVouched = (isUnaware) =>
    state.vouchers().some((v) => isByOther(v, v.auth.by, by) && v.root.has(n.i) && isUnaware(v)) ||
    spaceOps.some((v) => isByOther(v, v.may.by, by) && v.past.has(n.i) && isUnaware(v))

  const isPastFork = forksBefore(n, forks, branches).some((fork) => !isVouched((v) => !knowsFork(v, fork)))
  if (isPastFork) return true

  return takings.some((t) => {
    if (!mayReach(t, n) || !concerns(t, n, by, wasFull) || knows(n, t)) return false
    if (t.level === 0) return n.e.seq > cutSeq(t, n.e.device)
    return !heard(t, n) && !isVouched((v) => !v.root.has(t.nodes[0].i))
  })
}

const isByOther = (voucher, voucherBy, by) => voucherBy !== by && voucher.before.isFull(voucherBy)

/** Takings of a role reach root ops of the role; nothing in a space. */
const mayReach = (taking, n) =>
  (taking.kind !== 'role' && taking.kind !== 'others') || (isRootOp(n.e) && isOfTheRole(n.e))
