import { writeOwnCard } from '#core/commands/committees/directory'
import { daysFrom, longestShift, refusedFor, shiftsFrom } from '#core/commands/committees/shifts'
import type { Shift } from '#core/commands/committees/shifts'
import { requireWriter } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { isLive } from '#core/spaces/rootState'
import { memberCardRecord } from '#shared/records/memberCard'
import { readRecord } from '#shared/records/record'
import { yearSpec } from '#shared/records/year'
import { addDays } from '#shared/rules/days'
import { allAnswer, isHers, overlaps } from '#shared/rules/shift'
import type { Span } from '#shared/rules/shift'
import { fail, ok } from '#shared/result'

/** The longest rest that is said at once, in days. */
const longestRest = 366

/** What becomes of each of her shifts: covered where the cover may take it, a gap otherwise; as backup she is taken off. */
const whatBecomes = async (
  member: Member,
  shifts: readonly Shift[],
  cover: string | undefined,
): Promise<Map<Shift, object>> => {
  const taken: Span[] = []
  const ofOne = async (shift: Shift): Promise<object> => {
    if (!allAnswer(shift).includes(member.memberId)) return { backup: null }
    // another took it as well, apart from her: it is hers now
    const other = shift.takers.find((taker) => taker !== member.memberId)
    if (other !== undefined) return { status: 'covered', coveredBy: other, swapWith: null }
    const mayCover =
      cover !== undefined && (await refusedFor(member, cover, shift, { except: shift.id, others: taken })) === undefined
    if (!mayCover) return { status: 'gap', swapWith: null }
    taken.push(shift)
    return { status: 'covered', coveredBy: cover, swapWith: null, ...(shift.backup === cover ? { backup: null } : {}) }
  }
  const becomes = new Map<Shift, object>()
  for (const shift of shifts) becomes.set(shift, await ofOne(shift))
  return becomes
}

/** Writes her rest on her card and takes her off the shifts in it. Nothing says why. */
export const timeOut: CommandHandlers['care.timeOut'] = async (context, { from, to, cover }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const member = who.value
  const { documents, memberId, root } = member
  if (to < from || addDays(from, longestRest) < to) return fail('BadInput', { field: 'to' })
  if (cover !== undefined && (!isLive(root, cover) || cover === memberId)) return fail('UnknownMember')
  const card = await writeOwnCard(context, (written) => ({
    restPeriods: [...readRecord(memberCardRecord, written).restPeriods.slice(-49), { from, to }],
  }))
  if (!card.ok) return card
  const now = context.now().toISOString()
  const rest = { start: `${from}T00:00:00.000Z`, end: `${addDays(to, 1)}T00:00:00.000Z` }
  const hers = (await shiftsFrom(member, daysFrom(rest.start, -longestShift), rest.end)).filter(
    (shift) => isHers(shift, memberId) && overlaps(shift, rest) && shift.end > now,
  )
  const becomes = await whatBecomes(member, hers, cover)
  for (const document of new Set(hers.map((shift) => shift.document))) {
    const done = await documents.edit(document, undefined, (doc) => {
      for (const [{ id, document: at }, said] of becomes) {
        const row = at === document ? rowIn(doc, 'shifts', id) : undefined
        if (row) writeFields(row, yearSpec.parts.shifts, said)
      }
    })
    if (!done.ok) return done
  }
  const count = (status: string): number =>
    [...becomes.values()].filter((said) => 'status' in said && said.status === status).length
  return ok({ heads: card.value.heads, covered: count('covered'), gaps: count('gap') })
}
