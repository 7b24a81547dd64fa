import { fromHex } from '#core/crypto/bytes'
import { requireWriter, transactEverywhere } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { eraseDue } from '#core/documents/eraseSpaces'
import { sealDocuments } from '#core/documents/sealDocuments'
import { cutNow, sayInRoot } from '#core/envelopes/say'
import type { Ledger } from '#core/envelopes/ledger'
import { halfKey, halfOf } from '#core/spaces/judged'
import type { Half } from '#core/spaces/judged'
import type { OpFields, OpType } from '#core/spaces/op'
import { withdrawals } from '#core/spaces/pairs'
import { isFull, isHere, memberOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { Signed } from '#shared/contract/operation'
import type { Role } from '#shared/rules/role'
import { fail, ok } from '#shared/result'
import type { FailureType } from '#shared/errors'
import type { Result } from '#shared/result'

/** How many people have said these words and not taken them back. */
export const signatures = (ledger: Ledger, half: Half): number => {
  const isWithdrawn = withdrawals(ledger.root().standing())
  const nowhere = { chain: '', seq: Infinity }
  const said = ledger
    .root()
    .standing()
    .filter(
      (judged) =>
        judged.judgement.half &&
        halfKey(judged.judgement.half) === halfKey(half) &&
        !isWithdrawn(judged, nowhere) &&
        !ledger.state().voided.has(judged.entry.id),
    )
  return new Set(said.map(({ judgement }) => judgement.by)).size
}

type Act<T extends OpType> = {
  readonly type: T
  readonly fields: (on: Member) => OpFields<T>
  /** Why it cannot be done, by the state before. */
  readonly refused: (on: Member) => FailureType | undefined
  /** What two must say; one is enough when `needsTwo` is false. */
  readonly half: (state: RootState) => Half
  readonly needsTwo: (state: RootState) => boolean
  readonly isDone: (state: RootState) => boolean
}

/** Says an op that changes who is in, and whether that is done or waits for a second. */
export const sayOne = async <T extends OpType>(context: Context, act: Act<T>): Promise<Result<Signed>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents, root } = who.value
  const refused = act.refused(who.value)
  if (refused) return fail(refused)
  // R1: what was written before it was known keeps its place in the past
  await sealDocuments(documents)
  const needed = act.needsTwo(root) ? 2 : 1
  const said = transactEverywhere(ledger, () => sayInRoot(ledger, act.type, act.fields(who.value)))
  if (!said.ok) return said
  await eraseDue(documents, { spoke: true })
  await applyBatches(documents, context.taster, inQueue)
  const done = act.isDone(ledger.state())
  // one said before its second could say it does not pair: it is said again, and counts as none until then
  const signed = done ? needed : Math.max(1, Math.min(needed - 1, signatures(ledger, act.half(root))))
  return ok({ done, signatures: signed, needed })
}

/** Failures of whoever acts on another member. */
const onOther = ({ root, memberId }: Member, member: string): FailureType | undefined =>
  !root.members.has(member)
    ? 'UnknownMember'
    : !isFull(root, memberId) || member === memberId
      ? 'NotAllowed'
      : !isHere(root, member)
        ? 'AlreadyOut'
        : undefined

const setRole = (context: Context, member: string, role: Role): Promise<Result<Signed>> => {
  const roleOf = (state: RootState): Role | undefined => state.full.get(member)?.role
  return sayOne(context, {
    type: 'set-role',
    fields: ({ ledger }) => ({
      member: fromHex(member),
      role,
      cut: role === 'member' ? cutNow(ledger, member) : [],
    }),
    refused: (on) =>
      onOther(on, member) ??
      (roleOf(on.root) === role || (role === 'member' && on.root.members.get(member)?.role === 'member')
        ? 'AlreadySo'
        : undefined),
    half: (state) =>
      role === 'member'
        ? halfOf('unmake', member)
        : role === 'facilitator' && roleOf(state) === 'coordinator'
          ? halfOf('lower', member)
          : halfOf('make', member, role),
    needsTwo: (state) => (role === 'member' ? state.wasFull.has(member) : state.full.size > 1),
    isDone: (state) => (role === 'member' ? state.members.get(member)?.role === 'member' : roleOf(state) === role),
  })
}

const suspend = (context: Context, member: string, reason: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'suspend',
    fields: ({ ledger }) => ({ member: fromHex(member), cut: cutNow(ledger, member), reason }),
    refused: (on) => onOther(on, member),
    half: () => halfOf('lift', member),
    needsTwo: () => false,
    isDone: (state) => state.suspended.has(member),
  })

/** Ends a suspension: her own at once; one by others when two say it. */
const lift = (context: Context, member: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'lift',
    fields: () => ({ member: fromHex(member) }),
    refused: (on) => onOther(on, member) ?? (on.root.suspended.has(member) ? undefined : 'NotSuspended'),
    half: () => halfOf('lift', member),
    needsTwo: (state) => {
      const me = context.network()
      const by = me && memberOf(state, me.ledger.device.deviceId)
      return [...(state.suspended.get(member) ?? [])].some((one) => one !== by)
    },
    isDone: (state) => !state.suspended.has(member),
  })

/** Expels for good. Who was ever full is expelled by two, and suspended by the first. She may accuse who alone suspended her. */
const expel = (context: Context, member: string, reason: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'expel',
    fields: ({ ledger }) => ({ member: fromHex(member), cut: cutNow(ledger, member), reason }),
    refused: (on) => onOther(on, member),
    half: () => halfOf('expel', member),
    needsTwo: (state) => state.wasFull.has(member),
    isDone: (state) => state.gone.has(member),
  })

const revokeDevice = (context: Context, device: string, reason: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'revoke-device',
    fields: ({ ledger, root }) => ({
      device: fromHex(device),
      cut: cutNow(ledger, memberOf(root, device) ?? '', device),
      reason,
    }),
    refused: ({ root, memberId, ledger }) => {
      const owner = memberOf(root, device) ?? root.backups.get(device)
      if (owner === undefined) return 'UnknownDevice'
      if (root.goneDevices.has(device)) return 'AlreadyOut'
      if (device === ledger.device.deviceId || root.backups.get(device) === memberId) return undefined
      return isFull(root, memberId) ? undefined : 'NotAllowed'
    },
    half: () => halfOf('revoke', device),
    needsTwo: (state) => {
      const by = memberOf(state, context.network()?.ledger.device.deviceId ?? '')
      const own = context.network()?.ledger.device.deviceId === device || state.backups.get(device) === by
      return !own && state.wasFull.has(memberOf(state, device) ?? state.backups.get(device) ?? '')
    },
    isDone: (state) => state.goneDevices.has(device),
  })

/** R5: which branch of a forked laptop's chain counts, up to its last piece. The laptop stays out. */
const chooseBranch = (context: Context, device: string, envelope: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'lift',
    fields: () => ({ device: fromHex(device), branch: fromHex(envelope) }),
    refused: ({ ledger, root, memberId }) => {
      if (!isFull(root, memberId)) return 'NotAllowed'
      if (ledger.chains.endsOf(device).length < 2) return 'UnknownDevice'
      const held = ledger.chains.byId(envelope)
      return held?.device === device && held.past ? undefined : 'UnknownPiece'
    },
    half: () => halfOf('lift fork', device, envelope),
    needsTwo: () => true,
    isDone: (state) => state.branches.has(device),
  })

/** Takes back one's own signature that waits for a second. */
const withdraw = (context: Context, op: string): Promise<Result<Signed>> =>
  sayOne(context, {
    type: 'lift',
    // of an expulsion the suspension goes with it
    fields: ({ ledger, root, memberId }) => {
      const said = ledger.root().judgedOf(op)?.entry.op
      return said?.type === 'expel' && isFull(root, memberId) ? { member: fromHex(said.member) } : { half: fromHex(op) }
    },
    refused: ({ ledger, memberId }) =>
      ledger.root().judgedOf(op)?.judgement.by === memberId ? undefined : 'NotAllowed',
    half: () => halfOf('lift', op),
    needsTwo: () => false,
    isDone: () => true,
  })

const setGuardians = (context: Context, needed: number, members: readonly string[]): Promise<Result<Signed>> => {
  const sorted = members.toSorted()
  return sayOne(context, {
    type: 'guardians',
    fields: () => ({ needed, members: sorted.map(fromHex) }),
    refused: ({ root, memberId }) =>
      !isFull(root, memberId)
        ? 'NotAllowed'
        : sorted.every((one) => isHere(root, one))
          ? needed > sorted.length || new Set(sorted).size !== sorted.length
            ? 'TooFewGuardians'
            : undefined
          : 'UnknownMember',
    half: () => halfOf('guardians', String(needed), sorted.join()),
    needsTwo: () => true,
    isDone: (state) => state.guardians?.needed === needed && state.guardians.members.join() === sorted.join(),
  })
}

/** R6: a guardian's word that these are the facilitators, while no two are left who could act. */
const recoverFacilitators = async (context: Context, full: readonly string[]): Promise<Result<Signed>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { root } = who.value
  const sorted = full.toSorted()
  const needed = root.guardians?.needed ?? 2
  const said = await sayOne(context, {
    type: 'recover',
    fields: ({ ledger }) => ({
      full: sorted.map(fromHex),
      cut: [...root.wasFull].filter((one) => !sorted.includes(one)).flatMap((one) => cutNow(ledger, one)),
    }),
    refused: ({ root: state, memberId }) =>
      !state.guardians?.members.includes(memberId)
        ? 'NotGuardian'
        : [...state.full.keys()].filter((one) => !state.suspended.has(one) && isHere(state, one)).length >= 2
          ? 'FacilitatorsStand'
          : sorted.every((one) => isHere(state, one))
            ? undefined
            : 'UnknownMember',
    half: () => halfOf('guardians', 'recover'),
    needsTwo: () => true,
    isDone: (state) => sorted.every((one) => state.full.has(one) && !state.suspended.has(one)),
  })
  if (!said.ok) return said
  const network = context.network()
  const voters = network?.ledger
    .root()
    .standing()
    .filter(({ entry: { op } }) => op.type === 'recover' && op.full.toSorted().join() === sorted.join())
  const count = new Set(voters?.map(({ judgement }) => judgement.by)).size
  return ok({ ...said.value, signatures: Math.min(needed, count), needed })
}

/** Lets what was written late, past a cut, count after all. */
const admitLate = async (context: Context, envelopes: readonly string[]): Promise<Result<{ readonly ok: true }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents, root, memberId } = who.value
  if (!isFull(root, memberId)) return fail('NotAllowed')
  if (!envelopes.every((id) => ledger.chains.byId(id))) return fail('UnknownPiece')
  await sealDocuments(documents)
  const done = transactEverywhere(ledger, () => sayInRoot(ledger, 'admit-late', { envelopes: envelopes.map(fromHex) }))
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  return ok({ ok: true as const })
}

/** Commands that change who is in: roles, suspension, expulsion, devices, guardians. */
export const membershipCommands = {
  'member.setRole': (context, { memberId, role }) => setRole(context, memberId, role),
  'member.suspend': (context, { memberId, reason }) => suspend(context, memberId, reason),
  'member.lift': (context, { memberId }) => lift(context, memberId),
  'member.expel': (context, { memberId, reason }) => expel(context, memberId, reason),
  'device.revoke': (context, { deviceId, reason }) => revokeDevice(context, deviceId, reason),
  'fork.choose': (context, { deviceId, envelopeId }) => chooseBranch(context, deviceId, envelopeId),
  'signature.withdraw': (context, { signatureId }) => withdraw(context, signatureId),
  'guardians.set': (context, { needed, members }) => setGuardians(context, needed, members),
  'guardians.recover': (context, { facilitators }) => recoverFacilitators(context, facilitators),
  'quarantine.admit': (context, { envelopeIds }) => admitLate(context, envelopeIds),
} satisfies Partial<CommandHandlers>
