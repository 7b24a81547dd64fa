import { moveShift, shiftById } from '#core/commands/committees/shifts'
import type { Shift } from '#core/commands/committees/shifts'
import { requireWriter } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { isFacilitator } from '#core/spaces/rootState'
import { committeeRecord } from '#shared/records/committee'
import { yearSpec } from '#shared/records/year'
import { fail, ok } from '#shared/result'

/** Members who are told that they are off a shift: those who were already, and others of `who` than she who says it. */
export const freedBy = (shift: Shift, { memberId }: Member, who: readonly string[]): string[] => [
  ...new Set([...shift.freed, ...who.filter((one) => one !== memberId)]),
]

/** Who was named to settle what a committee's members did apart; null: nobody. */
const coordinatorOf = (member: Member, committeeId: string | null): string | null =>
  rowsOf(member, committeeRecord, member.ledger.network).find(({ id }) => id === committeeId)?.values.coordinator ??
  null

/** Whether she may say who keeps any shift of a committee: its coordinator, and whoever facilitates in the network. */
export const settlesFor = (member: Member, committeeId: string | null): boolean =>
  coordinatorOf(member, committeeId) === member.memberId || isFacilitator(member.root, member.memberId)

/** Whether it is for her to settle: named for it, or where nobody was named, one of those who facilitate. */
export const isAskedToSettle = (member: Member, committeeId: string | null): boolean => {
  const coordinator = coordinatorOf(member, committeeId)
  return coordinator === null ? isFacilitator(member.root, member.memberId) : coordinator === member.memberId
}

/**
 * Who keeps a shift that several took apart. One of them may leave it to another; that she keeps it herself is said by
 * the other, or by who settles for the committee: nobody takes a colleague off. Who is off by somebody else's word is told.
 */
export const settleShift: CommandHandlers['shift.settle'] = (context, { shiftId, memberId: keeper }) =>
  moveShift(
    context,
    shiftId,
    'covered',
    (shift, member) => {
      const { takers, committeeId } = shift
      if (takers.length === 0) return fail('AlreadySo')
      if (!takers.includes(keeper)) return fail('UnknownMember')
      const leavesIt = takers.includes(member.memberId) && keeper !== member.memberId && takers.length === 2
      if (!leavesIt && !settlesFor(member, committeeId)) return fail('NotAllowed')
      const off = takers.filter((one) => one !== keeper)
      return ok({ coveredBy: keeper, swapWith: null, freed: freedBy(shift, member, off) })
    },
    true,
  )

/** She knows that she is off a shift. */
export const shiftNoted: CommandHandlers['shift.noted'] = async (context, { shiftId }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents, memberId } = who.value
  const shift = await shiftById(who.value, shiftId)
  if (!shift) return fail('UnknownShift')
  if (!shift.freed.includes(memberId)) return fail('AlreadySo')
  const freed = shift.freed.filter((one) => one !== memberId)
  const done = await documents.edit(shift.document, undefined, (doc) => {
    const row = rowIn(doc, 'shifts', shiftId)
    if (row) writeFields(row, yearSpec.parts.shifts, { freed })
  })
  return done.ok ? ok({ heads: done.value }) : done
}
