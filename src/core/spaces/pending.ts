import { includes } from '#core/spaces/vector'
import type { Judged } from '#core/spaces/judged'
import type { RootLog } from '#core/spaces/rootLog'
import { withdrawals } from '#core/spaces/pairs'
import { memberOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'

const isDone = (state: RootState, { judgement }: Judged): boolean => {
  const { act = 'lift', who = '', more = '' } = judgement.half ?? {}
  switch (act) {
    case 'make':
      return state.full.get(who)?.role === 'coordinator' || state.full.get(who)?.role === more
    case 'unmake':
    case 'lower':
      return !state.full.has(who)
    case 'expel':
      return state.gone.has(who)
    case 'revoke':
      return state.goneDevices.has(who)
    case 'bind':
      return memberOf(state, who) !== undefined
    case 'erase':
      return state.erased.has(who)
    case 'guardians':
    case 'lift':
    case 'lift fork':
      return false
  }
}

/**
 * Halves that wait for a second person: said, not taken back, and not done. They are shown, since an honest half left
 * lying can be completed by a seized laptop.
 */
export const pendingHalves = (log: RootLog): Judged[] => {
  const state = log.state()
  const isWithdrawn = withdrawals(log.standing())
  const nowhere = { chain: '', seq: Infinity }
  const pairs = log.pairs()
  return log.standing().filter((judged) => {
    const { judgement, entry } = judged
    if (!judgement.half || judgement.half.act === 'lift' || state.voided.has(entry.id)) return false
    if (!includes(log.all(), entry) || isDone(state, judged) || isWithdrawn(judged, nowhere)) return false
    return !pairs.some(({ first, second }) => first === judged || second === judged)
  })
}
