import { committeeSpace, workOf, yearIn } from '#core/commands/committees/documentIn'
import { isCommittee } from '#core/commands/committees/committees'
import { longestShift, moveShift, refusedFor, shiftById } from '#core/commands/committees/shifts'
import type { Shift } from '#core/commands/committees/shifts'
import { freedBy, settleShift, shiftNoted } from '#core/commands/committees/shiftApart'
import { timeOut } from '#core/commands/committees/timeOut'
import { requireWriter } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { addRow, putRow } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { rowsOf } from '#core/commands/listRows'
import { isFacilitator, isLive } from '#core/spaces/rootState'
import { areaRecord } from '#shared/records/area'
import { committeeDocument, committeeSpec } from '#shared/records/committeeWork'
import { yearSpec } from '#shared/records/year'
import { allAnswer, hoursOf, shiftMachine, whoAnswers } from '#shared/rules/shift'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const assign: CommandHandlers['shift.assign'] = async (context, { committeeId, primary, backup, areaId, ...given }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const member = who.value
  // written one way, so that moments compare as texts
  const [start, end] = [new Date(given.start).toISOString(), new Date(given.end).toISOString()]
  const span = { start, end }
  const hours = hoursOf(span)
  if (hours === 0 || hours > longestShift * 24) return fail('BadInput', { field: 'end' })
  if (backup === primary) return fail('BadInput', { field: 'backup' })
  if (!isCommittee(member, committeeId)) return fail('UnknownCommittee')
  const areas = areaId === undefined ? [] : rowsOf(member, areaRecord, member.ledger.network)
  if (areaId !== undefined && !areas.some(({ id }) => id === areaId)) return fail('BadInput', { field: 'areaId' })
  for (const one of [primary, ...(backup === undefined ? [] : [backup])]) {
    if (!isLive(member.root, one)) return fail('UnknownMember')
    const refused = await refusedFor(member, one, span)
    if (refused) return fail(refused)
  }
  const document = yearIn(member, start)
  if (!document.ok) return document
  const shiftId = newRowId()
  const done = await member.documents.edit(document.value, undefined, (doc) =>
    putRow(doc, 'shifts', yearSpec.parts.shifts, shiftId, {
      ...span,
      committeeId,
      primary,
      backup,
      areaId,
      status: shiftMachine.initial,
      assignedBy: member.memberId,
    }),
  )
  return done.ok ? ok({ shiftId, heads: done.value }) : done
}

const ifHers = (shift: Shift, { memberId }: Member, said: object): Result<object> =>
  whoAnswers(shift) === memberId ? ok(said) : fail('NotHerShift')

/** She takes a shift: what hinders her, and what is written when nothing does. */
const taken = async (shift: Shift, member: Member, standing: readonly string[]): Promise<Result<object>> => {
  const { memberId } = member
  if (!standing.includes('swap_requested') && !standing.includes('gap')) return fail('NoSuchMove')
  // where it was said apart that she took it and that nobody holds it, she may say it once more
  if (whoAnswers(shift) === memberId && standing.length === 1) return fail('AlreadySo')
  const refused = await refusedFor(member, memberId, shift, { except: shift.id })
  if (refused) return fail(refused)
  return ok({ coveredBy: memberId, swapWith: null, ...(shift.backup === memberId ? { backup: null } : {}) })
}

/** What who comes next has to know goes into the committee's own space, wherever the shift stands. */
const handOverShift: CommandHandlers['shift.handover'] = async (context, { shiftId, note }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const shift = await shiftById(who.value, shiftId)
  if (!shift) return fail('UnknownShift')
  const { committeeId } = shift
  if (committeeId === null || committeeSpace(who.value, committeeId) === undefined) return fail('NoCommitteeSpace')
  if (note.trim() === '') return fail('BadInput', { field: 'note' })
  const work = workOf(who.value, committeeId)
  if (!work.ok) return work
  const done = await addRow(
    who.value,
    { space: work.value.space, name: committeeDocument },
    ['handovers', committeeSpec.parts.handovers],
    { shiftId, note, by: who.value.memberId, at: context.now().toISOString() },
  )
  return done.ok ? ok({ handoverId: done.value.id, heads: done.value.heads }) : done
}

/**
 * Commands on shifts. Every member may assign, as every member may write a roster; what is said of a shift afterwards is
 * said by whose it is. That a laptop with changed software does not write more is not enforced: who wrote what is signed.
 */
export const shiftCommands = {
  'shift.assign': assign,
  'shift.confirm': (context, { shiftId }) =>
    moveShift(context, shiftId, 'confirmed', (shift, member, standing) =>
      // who stays after she asked for a swap says it as loudly as who takes it meanwhile
      ifHers(shift, member, {
        swapWith: null,
        ...(standing.includes('swap_requested') ? { coveredBy: member.memberId } : {}),
      }),
    ),
  'shift.swap': (context, { shiftId, with: other }) =>
    moveShift(context, shiftId, 'swap_requested', (shift, member) => {
      if (other !== undefined && (!isLive(member.root, other) || other === member.memberId))
        return fail('UnknownMember')
      return ifHers(shift, member, { swapWith: other ?? null })
    }),
  'shift.take': (context, { shiftId }) => moveShift(context, shiftId, 'covered', taken),
  'shift.release': (context, { shiftId }) =>
    moveShift(context, shiftId, 'gap', (shift, member) =>
      // she may be where nobody reaches her: then who facilitates says it, and she is told
      isFacilitator(member.root, member.memberId)
        ? ok({ swapWith: null, freed: freedBy(shift, member, allAnswer(shift)) })
        : ifHers(shift, member, { swapWith: null }),
    ),
  'shift.settle': settleShift,
  'shift.noted': shiftNoted,
  'shift.handover': handOverShift,
  'care.timeOut': timeOut,
} satisfies Partial<CommandHandlers>
