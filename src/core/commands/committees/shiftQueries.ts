import { settlesFor } from '#core/commands/committees/shiftApart'
import { daysFrom, longestShift, shiftsFrom } from '#core/commands/committees/shifts'
import type { Shift } from '#core/commands/committees/shifts'
import { conflictsIn } from '#core/commands/caseQueries'
import { aliasOf, requireMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import type { Conflict } from '#shared/contract/caseViews'
import type { GapRow, ShiftRow } from '#shared/contract/shifts'
import { ackRecord, committeeAckRecord } from '#shared/records/alert'
import { yearSpec } from '#shared/records/year'
import { loadOf } from '#shared/rules/rest'
import { clashesOf, overlaps, statusNow, uncovered } from '#shared/rules/shift'
import { fail, ok } from '#shared/result'

/** How far ahead a gap is warned of, in days; a committee whose last shift is over as long is no longer asked for any. */
export const gapDays = 7

/** Hours without anybody in the next days, of each committee that has shifts. */
export const gapsOf = (shifts: readonly Shift[], now: string): GapRow[] => {
  const [from, to] = [daysFrom(now, -gapDays), daysFrom(now, gapDays)]
  const byCommittee = new Map<string, Shift[]>()
  for (const shift of shifts) {
    const { committeeId } = shift
    if (committeeId === null || shift.end <= from) continue
    byCommittee.set(committeeId, [...(byCommittee.get(committeeId) ?? []), shift])
  }
  return [...byCommittee].flatMap(([committeeId, own]) =>
    uncovered(own, now, to).map((span) => ({ committeeId, ...span })),
  )
}

/** What was written apart of the shifts of some documents, by shift. */
const conflictsOf = async (member: Member, shifts: readonly Shift[]): Promise<Map<string, Conflict[]>> => {
  const found = new Map<string, Conflict[]>()
  for (const document of new Set(shifts.map((shift) => shift.document))) {
    const read = await member.documents.read(document)
    for (const conflict of conflictsIn(member, yearSpec, read?.conflicts ?? [])) {
      const [part, id = ''] = conflict.path.split('.')
      if (part === 'shifts') found.set(id, [...(found.get(id) ?? []), conflict])
    }
  }
  return found
}

const rowOf = (member: Member, shift: Shift, now: string): Omit<ShiftRow, 'clashes' | 'conflicts'> => {
  const { root, memberId } = member
  const { id, committeeId, areaId, start, end, primary, backup, swapWith, takers } = shift
  // who asked for a swap and then stayed took nothing over
  const coveredBy = shift.coveredBy === primary ? null : shift.coveredBy
  const alias = (one: string | null): string => aliasOf(root, one ?? undefined)
  return {
    shiftId: id,
    committeeId: committeeId ?? '',
    areaId,
    start,
    end,
    primary,
    primaryAlias: alias(primary),
    backup,
    backupAlias: alias(backup),
    coveredBy,
    coveredByAlias: alias(coveredBy),
    swapWith,
    status: statusNow(shift, now),
    takers: takers.map((taker) => ({ memberId: taker, alias: alias(taker) })),
    settles: takers.length > 0 && settlesFor(member, committeeId),
    wasFreed: shift.freed.includes(memberId),
  }
}

/** Moments at which she said that she goes to an alert. */
const wentAt = (member: Member): string[] =>
  [ackRecord, committeeAckRecord]
    .flatMap((record) => rowsOf(member, record))
    .filter(({ id, values }) => values.memberId === member.memberId && id.endsWith(member.memberId))
    .flatMap(({ values: { action, at } }) => (action === 'going' ? [at] : []))

/** Queries of shifts. */
export const shiftQueries = {
  'shift.calendar': async (context, { from, to, committeeId }) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const member = who.value
    const span = { start: new Date(from).toISOString(), end: new Date(to).toISOString() }
    if (span.end <= span.start) return fail('BadInput', { field: 'to' })
    const now = context.now().toISOString()
    const isAsked = (shift: Shift): boolean => committeeId === undefined || shift.committeeId === committeeId
    const shown = (await shiftsFrom(member, daysFrom(span.start, -longestShift), span.end)).filter(
      (shift) => isAsked(shift) && overlaps(shift, span),
    )
    const clashes = clashesOf(shown)
    const conflicts = await conflictsOf(member, shown)
    const near = (await shiftsFrom(member, daysFrom(now, -gapDays - longestShift), daysFrom(now, gapDays))).filter(
      isAsked,
    )
    return ok({
      shifts: shown.map((shift) => ({
        ...rowOf(member, shift, now),
        clashes: clashes.get(shift.id) ?? [],
        conflicts: conflicts.get(shift.id) ?? [],
      })),
      gaps: gapsOf(near, now),
    })
  },
  'care.mine': async (context) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const now = context.now().toISOString()
    const shifts = await shiftsFrom(who.value, daysFrom(now, -90 - longestShift), now)
    return ok(loadOf(who.value.memberId, shifts, wentAt(who.value), now))
  },
} satisfies Partial<QueryHandlers>
