import { aliasOf, asMember, requireMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { epochView } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'
import { pendingHalves } from '#core/spaces/pending'
import { isFull, isLive, isLiveDevice, maySpeak } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { isGranted } from '#core/spaces/spaceState'
import { includes } from '#core/spaces/vector'
import { listPeers } from '#core/sync/peers'
import type { DeviceStatus, Exposure, MemberStatus } from '#shared/contract/queries'
import { isFacilitating } from '#shared/rules/role'
import { fail, ok } from '#shared/result'

const statusOf = (state: RootState, member: string): MemberStatus =>
  state.left.has(member)
    ? 'left'
    : state.gone.has(member)
      ? 'expelled'
      : state.suspended.has(member)
        ? 'suspended'
        : 'active'

const deviceStatus = (state: RootState, device: string): DeviceStatus =>
  maySpeak(state, device) ? 'active' : isLiveDevice(state, device) ? 'suspended' : 'out'

const backupStatus = (state: RootState, key: string, member: string): DeviceStatus =>
  state.goneDevices.has(key) || state.gone.has(member) ? 'out' : isLive(state, member) ? 'active' : 'suspended'

/** Spaces in which she has, or had, a place, as far as this laptop can see into them. */
const spacesOf = ({ ledger, root }: Member, member: string): Exposure['spaces'] =>
  [...ledger.spaces()].flatMap(([spaceId, log]) => {
    const state = ledger.spaceState(spaceId)
    const [first] = log.places(member)
    const since = first?.op.type === 'create' || first?.op.type === 'grant' ? first.op.on : undefined
    if (!state?.created || since === undefined) return []
    const view = epochView(ledger, spaceId)
    const readsNow = isGranted(root, state, member) && !root.gone.has(member) && !root.suspended.has(member)
    return [
      { spaceId, kind: state.created.op.kind, since, readsNow, rotated: !readsNow && usableEpochs(view).length > 0 },
    ]
  })

/** Laptops not known to hold the words that put her out. */
const unheardOf = ({ ledger, root }: Member, member: string): Exposure['unheard'] => {
  const words = root.takings.filter((taking) => taking.member === member).flatMap(({ signers }) => signers)
  if (words.length === 0) return []
  const holds = new Map(listPeers(ledger).map((peer) => [peer.id, peer.holds]))
  return [...root.devices].flatMap(([deviceId, device]) => {
    if (!maySpeak(root, deviceId) || deviceId === ledger.device.deviceId) return []
    const end = ledger.chains.end(deviceId)
    const said = end && ledger.chains.at(end)?.past
    const heard = [holds.get(deviceId), said].some((past) => past && words.every(({ entry }) => includes(past, entry)))
    return heard ? [] : [{ deviceId, memberId: device.member, alias: aliasOf(root, device.member) }]
  })
}

/** Queries of who is in. */
export const membershipQueries = {
  'member.list': (context) =>
    asMember(context, ({ root }) => ({
      members: [...root.members].map(([memberId, { alias, role, unchecked }]) => ({
        memberId,
        alias,
        role,
        provisional: isFacilitating(role) && !root.full.has(memberId),
        status: statusOf(root, memberId),
        unchecked,
        devices: [...root.devices]
          .filter(([, { member }]) => member === memberId)
          .map(([deviceId]) => ({ deviceId, status: deviceStatus(root, deviceId) })),
      })),
    })),
  'member.exposure': (context, { memberId }) => {
    const who = requireMember(context)
    if (!who.ok) return Promise.resolve(who)
    const { root } = who.value
    if (!root.members.has(memberId)) return Promise.resolve(fail('UnknownMember'))
    return Promise.resolve(
      ok({
        memberId,
        status: statusOf(root, memberId),
        network: true,
        spaces: spacesOf(who.value, memberId),
        unheard: unheardOf(who.value, memberId),
      }),
    )
  },
  'device.list': (context) =>
    asMember(context, ({ root, ledger, memberId: me }) => ({
      devices: [...root.devices].map(([deviceId, { member }]) => ({
        deviceId,
        memberId: member,
        alias: aliasOf(root, member),
        status: deviceStatus(root, deviceId),
        here: deviceId === ledger.device.deviceId,
      })),
      backups: [...root.backups].map(([keyId, memberId]) => ({
        keyId,
        memberId,
        alias: aliasOf(root, memberId),
        mine: memberId === me,
        status: backupStatus(root, keyId, memberId),
      })),
    })),
  'fork.list': (context) =>
    asMember(context, ({ ledger, root }) => ({
      forks: [...new Set(root.forks.map(({ device }) => device))].map((deviceId) => {
        const memberId = root.devices.get(deviceId)?.member ?? null
        const chosen = root.branches.get(deviceId)
        return {
          deviceId,
          memberId,
          alias: aliasOf(root, memberId ?? undefined),
          branches: ledger.chains.endsOf(deviceId).map((end) => ({
            envelopeId: end.id,
            pieces: end.seq - (ledger.chains.branchOf(end.chain)?.base ?? 0),
            chosen: chosen !== undefined && includes(chosen, end),
          })),
        }
      }),
    })),
  'guardians.view': (context) =>
    asMember(context, ({ root, memberId }) => {
      const members = root.guardians?.members ?? []
      return {
        needed: root.guardians?.needed ?? null,
        members: members.map((one) => ({ memberId: one, alias: aliasOf(root, one) })),
        mine: members.includes(memberId),
        facilitatorsStand: [...root.full.keys()].filter((one) => isFull(root, one)).length >= 2,
      }
    }),
  'invitation.list': (context) =>
    asMember(context, ({ ledger, root, memberId }) => ({
      invitations: [...ledger.root().invitations().values(), ...ledger.root().passes().values()].map((given) => ({
        invitationId: given.id,
        kind: given.type === 'pass' ? ('pass' as const) : ('invitation' as const),
        role: given.type === 'pass' ? null : given.role,
        by: given.by,
        byAlias: aliasOf(root, given.by),
        expiresAt: given.expiresAt,
        used: root.usedInvites.has(given.id) || root.usedPasses.has(given.id),
        mine: given.by === memberId,
      })),
    })),
  'signature.list': (context) =>
    asMember(context, ({ ledger, root, memberId }) => ({
      signatures: pendingHalves(ledger.root()).map(({ entry, judgement }) => {
        const { act = 'lift', who = '' } = judgement.half ?? {}
        const about = root.devices.get(who)?.member ?? who
        return {
          signatureId: entry.id,
          act,
          about: who,
          alias: aliasOf(root, about),
          by: judgement.by,
          byAlias: aliasOf(root, judgement.by),
          mine: judgement.by === memberId,
        }
      }),
    })),
} satisfies Partial<QueryHandlers>
