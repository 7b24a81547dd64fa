import { newRowId } from '#core/commands/newIds'
import { requireWriter, transactInSpace } from '#core/commands/context'
import { letIn, openSpace } from '#core/commands/readers'
import { spaceOfRow } from '#core/commands/spaceCommands'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { ImmutableString, mapIn, writeOnce } from '#core/documents/writeOnce'
import { documentIdOf } from '#core/envelopes/batches'
import { isFacilitator, isLive } from '#core/spaces/rootState'
import { grantedIn } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { profileDocument } from '#shared/records/networkProfile'
import { fail, ok } from '#shared/result'
import type { FailureType } from '#shared/errors'
import type { Result } from '#shared/result'

/** What an edit of the network's document does: nothing to say, or why not. Looks before it writes. */
type Change = (part: { houses: AnyDocument; committees: AnyDocument }, who: Member) => FailureType | undefined

/** Edits the network's document, which every member may. A change that says why not leaves the document as it was. */
const editProfile = async (context: Context, change: Change): Promise<Result<{ heads: string[] }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents, ledger } = who.value
  let refused: FailureType | undefined
  const done = await documents.edit(documentIdOf(ledger.network, profileDocument), undefined, (doc) => {
    refused = change({ houses: mapIn(doc, 'houses'), committees: mapIn(doc, 'committees') }, who.value)
  })
  if (refused) return fail(refused)
  return done.ok ? ok({ heads: done.value }) : done
}

const offer: CommandHandlers['house.offer'] = async (context, { houseCardId = newRowId(), validHours, ...given }) => {
  if (given.placesFree !== undefined && given.placesFree > given.placesTotal)
    return fail('BadInput', { field: 'placesFree' })
  const now = context.now()
  const done = await editProfile(context, ({ houses }) => {
    const known = houses[houseCardId] as AnyDocument | undefined
    const card = writeOnce({
      ...given,
      placesFree: given.placesFree ?? given.placesTotal,
      updatedAt: now.toISOString(),
      validUntil: new Date(now.getTime() + validHours * 3_600_000).toISOString(),
    })
    if (known) Object.assign(known, card)
    else houses[houseCardId] = { status: new ImmutableString('open'), ...card }
    return undefined
  })
  return done.ok ? ok({ houseCardId, ...done.value }) : done
}

/** When the space's owner puts somebody on the roster she lets her into the space as well. */
const enterCommittee = (context: Context, committeeId: string, memberId: string): void => {
  const who = requireWriter(context)
  if (!who.ok) return
  const { ledger, root } = who.value
  const space = spaceOfRow(ledger, committeeId)
  const state = space === undefined ? undefined : ledger.spaceState(space)
  if (space === undefined || state?.owner !== who.value.memberId || grantedIn(root, state).has(memberId)) return
  if (isLive(root, memberId)) transactInSpace(ledger, space, () => letIn(ledger, space, memberId))
}

/** Commands on the network's own document: house cards and committees. */
export const profileCommands = {
  'house.offer': offer,
  'house.setStatus': (context, { houseCardId, status }) =>
    editProfile(context, ({ houses }) => {
      const card = houses[houseCardId] as AnyDocument | undefined
      if (!card) return 'UnknownHouse'
      card.status = new ImmutableString(status)
      return undefined
    }),
  'committee.create': async (context, { type, name }) => {
    const committeeId = newRowId()
    const who = requireWriter(context)
    if (!who.ok) return who
    const { ledger, root, memberId } = who.value
    // whoever facilitates opens the committee's space with it; a member's committee gets one when a facilitator opens it
    if (isFacilitator(root, memberId)) {
      const opened = transact(ledger, () => openSpace(ledger, 'committee', committeeId))
      if (!opened.ok) return opened
    }
    const done = await editProfile(context, ({ committees }) => {
      committees[committeeId] = writeOnce({ type, name, members: {} })
      return undefined
    })
    return done.ok ? ok({ committeeId }) : done
  },
  'committee.addMember': async (context, { committeeId, memberId, role }) => {
    const done = await editProfile(context, ({ committees }, { root }) => {
      const committee = committees[committeeId] as AnyDocument | undefined
      if (!committee) return 'UnknownCommittee'
      if (!root.members.has(memberId)) return 'UnknownMember'
      const members = mapIn(committee, 'members')
      const there = members[memberId] as AnyDocument | undefined
      // Who is there only gets another role: putting her in anew would win over a concurrent removal.
      if (there) there.role = new ImmutableString(role)
      else members[memberId] = writeOnce({ role })
      return undefined
    })
    if (done.ok) enterCommittee(context, committeeId, memberId)
    return done
  },
  'committee.removeMember': (context, { committeeId, memberId }) =>
    editProfile(context, ({ committees }) => {
      const committee = committees[committeeId] as AnyDocument | undefined
      if (!committee) return 'UnknownCommittee'
      const members = mapIn(committee, 'members')
      if (!members[memberId]) return 'UnknownMember'
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- how Automerge takes a key out of a map
      delete members[memberId]
      return undefined
    }),
} satisfies Partial<CommandHandlers>
