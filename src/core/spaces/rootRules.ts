import type { Entry } from '#core/spaces/entry'
import type { BindRequest } from '#core/identity/bindRequest'
import type { JoinRequest } from '#core/identity/joinRequest'
import { halfOf } from '#core/spaces/judged'
import type { Judgement } from '#core/spaces/judged'
import type { OpOf } from '#core/spaces/op'
import {
  fullAndLive,
  isCoordinator,
  isFacilitator,
  isFull,
  isHere,
  isKnownDevice,
  isLive,
  isLiveDevice,
  maySpeak,
  memberOf,
  recipientsOf,
  roleOf,
} from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { covers } from '#core/spaces/vector'

/** An invitation, as the op that made it says. */
export type Invitation = OpOf<'invite'> & { readonly id: string; readonly by: string }
/** A pass for another laptop of a member, as the op that made it says. */
export type Pass = OpOf<'pass'> & { readonly id: string; readonly by: string }

/** What judging needs besides the state of an op's past. */
export type Bench = {
  /** The id of the founding envelope. */
  readonly network: string
  /** Checks the signatures of a founding, of a request to join, of a request to bind. */
  readonly founder: (entry: Entry<OpOf<'found'>>) => string | undefined
  readonly join: (request: Uint8Array) => JoinRequest | undefined
  readonly bind: (request: Uint8Array) => BindRequest | undefined
  /** The invitation of this id, if it counts in the op's past and was not taken back there. */
  readonly invitation: (id: string) => Invitation | undefined
  /** The pass of this id, likewise. */
  readonly pass: (id: string) => Pass | undefined
  /** Who gave the invitation or pass of this id, if that is in the op's past, whether or not it still counts. */
  readonly inviter: (id: string) => { readonly by: string; readonly isPass: boolean } | undefined
}

type Case<O> = { readonly state: RootState; readonly by: string; readonly op: O; readonly bench: Bench }

/** R2: half a making, or the whole of it while her past holds one full facilitator, herself. */
const making = (state: RootState, by: string, member: string, role: string): Pick<Judgement, 'half' | 'alone'> => ({
  half: halfOf('make', member, role),
  ...(state.full.size === 1 && state.full.has(by) ? { alone: true as const } : {}),
})

/** Who opens cases invites; a facilitator is invited only by a full one, since the invitation leads to half a making. */
const judgeInvite = ({ state, by, op }: Case<OpOf<'invite'>>): Judgement | undefined =>
  isFacilitator(state, by) && (op.role === 'member' || isFull(state, by)) ? { by, single: true } : undefined

/** A pass is for a laptop of one's own, or, by a full facilitator, for somebody's who is in. */
const judgePass = ({ state, by, op }: Case<OpOf<'pass'>>): Judgement | undefined =>
  op.member === by || (isFull(state, by) && isHere(state, op.member)) ? { by, single: true } : undefined

/** An invitation or a pass is taken back by who gave it, or by a full facilitator. */
const judgeRevokeInvite = ({ state, by, op, bench }: Case<OpOf<'revoke-invite'>>): Judgement | undefined => {
  const given = bench.inviter(op.invite)
  const isGiver = given?.by === by && (given.isPass || isFacilitator(state, by))
  return isGiver || isFull(state, by) ? { by, single: true } : undefined
}

/**
 * An admission answers a request made with an invitation that was open in its past and whose giver was in; a known
 * person or device is not admitted again. Of concurrent admissions by one invitation all count, and are shown.
 */
const judgeAdmit = ({ state, by, op, bench }: Case<OpOf<'admit'>>): Judgement | undefined => {
  if (!isFacilitator(state, by)) return undefined
  const request = bench.join(op.request)
  if (!request) return undefined
  const invite = bench.invitation(request.invite)
  if (invite?.codeKey !== request.codeKey || state.usedInvites.has(request.invite)) return undefined
  if (!isLive(state, invite.by) || state.members.has(request.member) || isKnownDevice(state, request.device))
    return undefined
  if (op.to.length !== 1 || op.to[0] !== request.box) return undefined
  const join = { ...request, role: invite.role }
  if (invite.role === 'member') return { by, single: true, join }
  return isFull(state, by) ? { by, single: true, join, ...making(state, by, request.member, invite.role) } : undefined
}

/** Whether the pass that a request names, if it names one, was open in the op's past, for her, and its giver in. */
const isPassOpen = (state: RootState, { pass, member }: BindRequest, bench: Bench): boolean => {
  if (!pass) return true
  const open = bench.pass(pass.id)
  if (open?.codeKey !== pass.codeKey || open.member !== member) return false
  return isLive(state, open.by) && !state.usedPasses.has(pass.id)
}

/** Whether the request itself proves that it is the member's: signed by her root key, or by a backup key she bound. */
export const isProved = (state: RootState, { member, proof }: BindRequest): boolean =>
  proof !== undefined &&
  isHere(state, member) &&
  (proof.kind === 'root' || (state.backups.get(proof.key) === member && !state.goneDevices.has(proof.key)))

/**
 * A device is bound to its member by one of her own devices; by her paper or a backup key, whoever carries the request
 * (the new device itself as its first word, or any live one); or, else, by two facilitators.
 */
const judgeBind = (entry: Entry<OpOf<'bind'>>, state: RootState, bench: Bench): Judgement | undefined => {
  const bind = bench.bind(entry.op.request)
  if (!bind || isKnownDevice(state, bind.device)) return undefined
  if (entry.op.to.length > 0 && (entry.op.to.length !== 1 || entry.op.to[0] !== bind.box || bind.kind === 'backup'))
    return undefined
  if (entry.device === bind.device)
    return entry.seq === 1 && bind.kind === 'laptop' && !bind.pass && isProved(state, bind)
      ? { by: bind.member, single: true, bind }
      : undefined
  const by = memberOf(state, entry.device)
  if (by === undefined || !maySpeak(state, entry.device) || !isPassOpen(state, bind, bench)) return undefined
  if (by === bind.member) return { by, single: true, bind }
  if (bind.kind === 'backup' || !isHere(state, bind.member)) return undefined
  if (bind.proof) return isProved(state, bind) ? { by, single: true, bind } : undefined
  return isFull(state, by) ? { by, bind, half: halfOf('bind', bind.device, bind.member) } : undefined
}

/** R2: making, or unmaking, or lowering a coordinator; who was never full is unmade by one (R3). */
const judgeSetRole = ({ state, by, op }: Case<OpOf<'set-role'>>): Judgement | undefined => {
  const { member, role } = op
  if (!isFull(state, by) || !isHere(state, member) || member === by) return undefined
  const now = state.full.get(member)?.role
  if (role === 'facilitator' && now === 'coordinator') return { by, half: halfOf('lower', member) }
  if (role !== 'member') return { by, single: true, ...making(state, by, member, role) }
  if (now) return { by, half: halfOf('unmake', member) }
  return roleOf(state, member) === 'member'
    ? undefined
    : { by, half: halfOf('unmake', member), takes: 'role', target: member }
}

/** R3: a full facilitator suspends at once. */
const judgeSuspend = ({ state, by, op: { member } }: Case<OpOf<'suspend'>>): Judgement | undefined => {
  if (!isFull(state, by) || !isHere(state, member) || member === by) return undefined
  const ofFacilitator = roleOf(state, member) === 'member' ? {} : { ofFacilitator: true as const }
  return { by, takes: 'time', target: member, suspends: member, ...ofFacilitator }
}

/** R2, R3: who never was full is expelled by one; else two, and the first half suspends. The one she suspended may be the second. */
const judgeExpel = (entry: Entry<OpOf<'expel'>>, state: RootState): Judgement | undefined => {
  const { member } = entry.op
  const by = memberOf(state, entry.device)
  if (by === undefined || by === member || !isLiveDevice(state, entry.device)) return undefined
  const words = halfOf('expel', member)
  if (state.wasFull.has(member)) {
    if (isFull(state, by)) return { by, half: words, suspends: member, ofFacilitator: true }
    const suspendedBy = state.full.get(by)?.suspendedBy
    return suspendedBy?.every((who) => who === member) && !state.gone.has(by) ? { by, half: words } : undefined
  }
  if (!isFull(state, by) || !isHere(state, member)) return undefined
  return { by, half: words, takes: 'membership', target: member }
}

/** R2, R3: a device is taken by itself, a backup key by its owner, either by one facilitator from who never was full, by two from who was. */
const judgeRevokeDevice = (entry: Entry<OpOf<'revoke-device'>>, state: RootState): Judgement | undefined => {
  const { device } = entry.op
  const by = memberOf(state, entry.device)
  const owner = memberOf(state, device) ?? state.backups.get(device)
  if (by === undefined || owner === undefined || !maySpeak(state, entry.device)) return undefined
  if (device === entry.device) return { by, single: true }
  if (state.backups.get(device) === by) return { by, takes: 'device', target: by }
  const words = halfOf('revoke', device)
  if (!isFull(state, by)) return undefined
  return state.wasFull.has(owner) ? { by, half: words } : { by, half: words, takes: 'device', target: owner }
}

/** A lift takes her own half back, names the branch of a fork that counts (by two), or ends a suspension: her own, or by two any. */
const judgeLift = (entry: Entry<OpOf<'lift'>>, { state, by, op }: Case<OpOf<'lift'>>): Judgement | undefined => {
  if ('half' in op) return { by, single: true }
  if (!isFull(state, by)) return undefined
  if ('branch' in op && !(entry.branch && covers(entry.rootPast, entry.branch))) return undefined
  return 'branch' in op
    ? { by, half: halfOf('lift fork', op.device, op.branch) }
    : { by, single: true, half: halfOf('lift', op.member) }
}

const judgeGuardians = ({ state, by, op }: Case<OpOf<'guardians'>>): Judgement | undefined =>
  isFull(state, by) && op.needed <= op.members.length && new Set(op.members).size === op.members.length
    ? { by, half: halfOf('guardians', String(op.needed), op.members.toSorted().join()) }
    : undefined

/** R6: a guardian, while her past holds no live pair of full facilitators. */
const judgeRecover = ({ state, by }: Case<OpOf<'recover'>>): Judgement | undefined =>
  state.guardians?.members.includes(by) && fullAndLive(state).length < 2
    ? { by, guardians: state.guardians.needed }
    : undefined

/** R4: an epoch names exactly the live devices, and the papers that open, of its own past. */
const judgeEpoch = ({ state, by, op }: Case<OpOf<'epoch'>>): Judgement | undefined => {
  const due = recipientsOf(state)
  return op.to.length === due.length && op.to.toSorted().every((box, i) => box === due[i])
    ? { by, single: true }
    : undefined
}

/** A key is handed only to who may read in this past. */
const judgeBox = ({ state, by, op }: Case<OpOf<'box'>>): Judgement | undefined => {
  const due = new Set(recipientsOf(state))
  return op.to.every((box) => due.has(box)) ? { by, single: true } : undefined
}

/** Judges one root op in the state of its own past. undefined: it may nothing and counts nowhere. */
export const judgeRootOp = (entry: Entry, state: RootState, bench: Bench): Judgement | undefined => {
  const { op } = entry
  // A fresh chain has an empty past, where no network is founded yet: only its own id makes an envelope the founding one.
  if (op.type === 'found') {
    const by = entry.id === bench.network ? bench.founder(entry as Entry<OpOf<'found'>>) : undefined
    return by === undefined ? undefined : { by, single: true }
  }
  if (op.type === 'bind') return judgeBind(entry as Entry<OpOf<'bind'>>, state, bench)
  // the one place where a suspended woman has a say
  if (op.type === 'expel') return judgeExpel(entry as Entry<OpOf<'expel'>>, state)
  if (op.type === 'revoke-device') return judgeRevokeDevice(entry as Entry<OpOf<'revoke-device'>>, state)
  const by = memberOf(state, entry.device)
  if (by === undefined || !maySpeak(state, entry.device)) return undefined
  switch (op.type) {
    case 'invite':
      return judgeInvite({ state, by, op, bench })
    case 'pass':
      return judgePass({ state, by, op, bench })
    case 'revoke-invite':
      return judgeRevokeInvite({ state, by, op, bench })
    case 'admit':
      return judgeAdmit({ state, by, op, bench })
    case 'rebox':
    case 'paper':
    case 'leave':
    case 'share':
    case 'give-share':
      return { by, single: true }
    case 'set-role':
      return judgeSetRole({ state, by, op, bench })
    case 'suspend':
      return judgeSuspend({ state, by, op, bench })
    case 'lift':
      return judgeLift(entry as Entry<OpOf<'lift'>>, { state, by, op, bench })
    case 'admit-late':
      return isFull(state, by) ? { by, single: true } : undefined
    case 'guardians':
      return judgeGuardians({ state, by, op, bench })
    case 'recover':
      return judgeRecover({ state, by, op, bench })
    case 'ask-share':
      return isCoordinator(state, by) ? { by, single: true } : undefined
    case 'erase':
      return isCoordinator(state, by) ? { by, half: halfOf('erase', op.space) } : undefined
    case 'epoch':
      return judgeEpoch({ state, by, op, bench })
    case 'box':
      return judgeBox({ state, by, op, bench })
    case 'unknown':
    case 'create':
    case 'grant':
    case 'revoke':
    case 'owner':
    case 'shared':
      return undefined
  }
}
