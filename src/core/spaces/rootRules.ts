import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { isFacilitator, isFull, isLive, isLiveDevice, memberOf, recipientsOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { JoinRequest } from '#core/identity/joinRequest'
import { memberIdOf } from '#core/identity/memberKeys'
import { isFounderBinding, parseJoinRequest } from '#core/identity/joinRequest'

/**
 * What an op may do, judged once and for ever in its own past. undefined = it may nothing and counts nowhere.
 * `half`: the signature is one of the two that a standing needs (R2); the string says what for, so that two
 * halves pair when their strings are equal. `alone`: her past holds one full facilitator, herself.
 */
export type Judgement = {
  readonly by: string
  readonly half?: string
  readonly alone?: true
  /** An `admit`'s request, checked: who comes in with which device. */
  readonly request?: JoinRequest
}

const making = (state: RootState, by: string, member: string, role: string): Pick<Judgement, 'half' | 'alone'> => ({
  half: `make ${member} ${role}`,
  ...(state.full.size === 1 && state.full.has(by) ? { alone: true as const } : {}),
})

/** `found` is the network's first word, signed by the founder's root key for her device. */
const judgeFound = (entry: Entry<OpOf<'found'>>): Judgement | undefined =>
  entry.seq === 1 && entry.rootPast.size === 0 && isFounderBinding(entry.op, entry.device)
    ? { by: memberIdOf(entry.op.root) }
    : undefined

/** Who opens cases invites; a facilitator is invited only by a full one, since the invitation leads to half a making. */
const judgeInvite = (state: RootState, by: string, op: OpOf<'invite'>): Judgement | undefined =>
  isFacilitator(state, by) && (op.role === 'member' || isFull(state, by)) ? { by } : undefined

/** An admission answers a request made with an invitation that was open in its past; a known person or device is not admitted again. */
const judgeAdmit = (state: RootState, by: string, op: OpOf<'admit'>): Judgement | undefined => {
  if (!isFacilitator(state, by) || !state.network) return undefined
  const request = parseJoinRequest(op.request, state.network.id)
  if (!request) return undefined
  const invite = state.invites.get(request.invite)
  if (invite?.codeKey !== request.codeKey || state.usedInvites.has(request.invite)) return undefined
  if (state.members.has(request.member) || state.devices.has(request.device)) return undefined
  if (op.to.length !== 1 || op.to[0] !== request.box) return undefined
  if (invite.role === 'member') return { by, request }
  return isFull(state, by) ? { by, request, ...making(state, by, request.member, invite.role) } : undefined
}

/** Making a facilitator or coordinator: one signature of the two. Unmaking comes with the rules of removal. */
const judgeSetRole = (state: RootState, by: string, op: OpOf<'set-role'>): Judgement | undefined =>
  isFull(state, by) && isLive(state, op.member) && op.member !== by && op.role !== 'member'
    ? { by, ...making(state, by, op.member, op.role) }
    : undefined

/** R4: an epoch names exactly the live devices of its own past. */
const judgeEpoch = (state: RootState, by: string, op: OpOf<'epoch'>): Judgement | undefined => {
  const due = recipientsOf(state)
  return op.to.length === due.length && [...op.to].sort().every((box, i) => box === due[i]) ? { by } : undefined
}

/** A key is handed only to live devices of this past. */
const judgeBox = (state: RootState, by: string, op: OpOf<'box'>): Judgement | undefined => {
  const due = new Set(recipientsOf(state))
  return op.to.every((box) => due.has(box)) ? { by } : undefined
}

/** Judges one root op in the state of its own past. `network`: the id of the founding envelope. */
export const judgeRootOp = (entry: Entry, state: RootState, network: string): Judgement | undefined => {
  const { op } = entry
  // A fresh chain has an empty past, where no network is founded yet: only its own id makes an envelope the founding one.
  if (op.type === 'found') return entry.id === network ? judgeFound(entry as Entry<OpOf<'found'>>) : undefined
  const by = memberOf(state, entry.device)
  if (by === undefined || !isLiveDevice(state, entry.device) || !isLive(state, by)) return undefined
  switch (op.type) {
    case 'invite':
      return judgeInvite(state, by, op)
    case 'admit':
      return judgeAdmit(state, by, op)
    case 'set-role':
      return judgeSetRole(state, by, op)
    case 'epoch':
      return judgeEpoch(state, by, op)
    case 'box':
      return judgeBox(state, by, op)
    case 'unknown':
    case 'create':
    case 'grant':
    case 'revoke':
      return undefined
  }
}
