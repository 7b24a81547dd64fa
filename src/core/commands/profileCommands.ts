import { newRowId } from '#core/commands/newIds'
import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { ImmutableString, mapIn, writeOnce } from '#core/documents/writeOnce'
import { documentIdOf } from '#core/envelopes/batches'
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
    const done = await editProfile(context, ({ committees }) => {
      committees[committeeId] = writeOnce({ type, name, members: {} })
      return undefined
    })
    return done.ok ? ok({ committeeId }) : done
  },
  'committee.addMember': (context, { committeeId, memberId, role }) =>
    editProfile(context, ({ committees }, { root }) => {
      const committee = committees[committeeId] as AnyDocument | undefined
      if (!committee) return 'UnknownCommittee'
      if (!root.members.has(memberId)) return 'UnknownMember'
      const members = mapIn(committee, 'members')
      const there = members[memberId] as AnyDocument | undefined
      // Who is there only gets another role: putting her in anew would win over a concurrent removal.
      if (there) there.role = new ImmutableString(role)
      else members[memberId] = writeOnce({ role })
      return undefined
    }),
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
