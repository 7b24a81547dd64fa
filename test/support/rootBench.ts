import { parseBindRequest } from '#core/identity/bindRequest'
import { isFounderBinding, parseJoinRequest } from '#core/identity/joinRequest'
import { memberIdOf } from '#core/identity/memberKeys'
import { createRootLog } from '#core/spaces/rootLog'
import type { RootBench } from '#core/spaces/rootLog'
import type { RootState } from '#core/spaces/rootState'

/** What a root log of `network` needs to judge, as `openLedger` has it: with all signatures checked. */
export const rootBenchOf = (network: string): RootBench => ({
  network,
  founder: ({ op, device, seq, rootPast }) =>
    seq === 1 && rootPast.size === 0 && isFounderBinding(op, device) ? memberIdOf(op.root) : undefined,
  join: (request) => parseJoinRequest(request, network),
  bind: (request) => parseBindRequest(request, network),
})

/** Who is in before anybody spoke: nobody. */
export const emptyRoot: RootState = createRootLog(rootBenchOf('')).state()
