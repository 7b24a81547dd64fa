import { aliasOf, requireWriter, transactInSpace } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { putRow, rowIn, takeRow, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { newRowId } from '#core/commands/newIds'
import { letIn, openSpace } from '#core/commands/readers'
import { rosterKinds, spacesOf } from '#core/commands/spaceCommands'
import { isFacilitator, isLive } from '#core/spaces/rootState'
import { grantedIn } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import type { CommitteeRow } from '#shared/contract/committees'
import { committeeRecord, seatRecord } from '#shared/records/committee'
import { profileSpec } from '#shared/records/networkProfile'
import { ok } from '#shared/result'

const { committees, seats } = profileSpec.parts

/** When whoever owns spaces of a committee puts somebody on its roster she lets her into them as well. */
const enterCommittee = (context: Context, committeeId: string, memberId: string): void => {
  const who = requireWriter(context)
  if (!who.ok) return
  const { ledger, root } = who.value
  if (!isLive(root, memberId)) return
  for (const space of spacesOf(ledger, rosterKinds, committeeId)) {
    const state = ledger.spaceState(space)
    if (state?.owner !== who.value.memberId || grantedIn(root, state).has(memberId)) continue
    transactInSpace(ledger, space, () => letIn(ledger, space, memberId))
  }
}

/** Commands on committees and their rosters, in the network's document. */
export const rosterCommands = {
  'committee.create': async (context, given) => {
    const committeeId = newRowId()
    const who = requireWriter(context)
    if (!who.ok) return who
    const { ledger, root, memberId } = who.value
    // whoever facilitates opens the committee's space with it; a member's committee gets one when a facilitator opens it
    if (isFacilitator(root, memberId)) {
      const opened = transact(ledger, () => openSpace(ledger, 'committee', committeeId))
      if (!opened.ok) return opened
    }
    const done = await editProfile(context, (doc) => {
      putRow(doc, 'committees', committees, committeeId, given)
      return undefined
    })
    return done.ok ? ok({ committeeId }) : done
  },
  'committee.setCoordinator': (context, { committeeId, memberId }) =>
    editProfile(context, (doc, { root, memberId: me }) => {
      const committee = rowIn(doc, 'committees', committeeId)
      if (!committee) return 'UnknownCommittee'
      if (!isFacilitator(root, me)) return 'NotAllowed'
      if (memberId !== null && !isLive(root, memberId)) return 'UnknownMember'
      writeFields(committee, committees, { coordinator: memberId })
      return undefined
    }),
  'committee.addMember': async (context, { committeeId, memberId, role }) => {
    const done = await editProfile(context, (doc, { root }) => {
      if (!rowIn(doc, 'committees', committeeId)) return 'UnknownCommittee'
      if (!root.members.has(memberId)) return 'UnknownMember'
      const seat = rowIn(doc, 'seats', committeeId + memberId)
      // Who is there only gets another role: putting her in anew would win over a concurrent removal.
      if (seat) writeFields(seat, seats, { role })
      else putRow(doc, 'seats', seats, committeeId + memberId, { committeeId, memberId, role })
      return undefined
    })
    if (done.ok) enterCommittee(context, committeeId, memberId)
    return done
  },
  'committee.removeMember': (context, { committeeId, memberId }) =>
    editProfile(context, (doc) => {
      if (!rowIn(doc, 'committees', committeeId)) return 'UnknownCommittee'
      if (!rowIn(doc, 'seats', committeeId + memberId)) return 'UnknownMember'
      takeRow(doc, 'seats', committeeId + memberId)
      return undefined
    }),
} satisfies Partial<CommandHandlers>

/** Every committee with its roster. */
export const committeeRows = (member: Member): CommitteeRow[] => {
  const { network } = member.ledger
  const held = rowsOf(member, seatRecord, network)
  return rowsOf(member, committeeRecord, network).map(({ id, values: { type, name, coordinator } }) => {
    const roster = held.flatMap(({ values: { committeeId, memberId, role } }) =>
      committeeId === id && memberId !== null ? [{ memberId, alias: aliasOf(member.root, memberId), role }] : [],
    )
    return {
      committeeId: id,
      type: type ?? 'other',
      name,
      coordinator,
      members: roster.sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
    }
  })
}

/** Whether the network's document knows a committee. */
export const isCommittee = (member: Member, committeeId: string): boolean =>
  rowsOf(member, committeeRecord, member.ledger.network).some(({ id }) => id === committeeId)
