import type { CommandInput } from '#shared/contract/commands'
import { dayOf, midnight } from './weekTime'

/** What is in the form of a shift; hours by this computer's clock. */
export type AssignDraft = {
  readonly committeeId: string | null
  readonly startDay: string | null
  readonly startHour: number
  readonly endDay: string | null
  readonly endHour: number
  readonly primary: string | null
  readonly backup: string | null
}

const hour = 3_600_000

/** The form as it opens: for hours that nobody holds, or for tomorrow from eight to eight. */
export const firstAssign = (committeeId: string | null, from?: number, to?: number): AssignDraft => {
  const isGiven = from !== undefined && to !== undefined && Number.isSafeInteger(from) && Number.isSafeInteger(to)
  const tomorrow = midnight(dayOf(new Date()), 1).getTime()
  // whole hours: what is missing begins at the minute that somebody looked
  const start = new Date(isGiven ? Math.floor(from / hour) * hour : tomorrow + 8 * hour)
  const end = new Date(isGiven ? Math.ceil(to / hour) * hour : tomorrow + 20 * hour)
  return {
    committeeId,
    startDay: dayOf(start),
    startHour: start.getHours(),
    endDay: dayOf(end),
    endHour: end.getHours(),
    primary: null,
    backup: null,
  }
}

const at = (day: string | null, hours: number): Date | null => {
  if (day === null) return null
  const when = midnight(day)
  when.setHours(hours)
  return when
}

/** The longest shift, in days. */
const longest = 31

/** What keeps a shift from being assigned, by field. */
export const wrongIn = (draft: AssignDraft) => {
  const { committeeId, startDay, startHour, endDay, endHour, primary, backup } = draft
  const [start, end] = [at(startDay, startHour)?.getTime(), at(endDay, endHour)?.getTime()]
  return {
    committeeId: committeeId === null,
    startDay: start === undefined,
    endDay: end === undefined || (start !== undefined && (end <= start || end - start > longest * 24 * hour)),
    primary: primary === null,
    backup: backup !== null && backup === primary,
  }
}

/** The form as the command takes it; null while something is missing. */
export const assignInput = (draft: AssignDraft): CommandInput<'shift.assign'> | null => {
  const { committeeId, primary, backup } = draft
  const [start, end] = [at(draft.startDay, draft.startHour), at(draft.endDay, draft.endHour)]
  if (Object.values(wrongIn(draft)).some(Boolean) || !committeeId || !primary || !start || !end) return null
  return {
    committeeId,
    primary,
    start: start.toISOString(),
    end: end.toISOString(),
    ...(backup !== null && { backup }),
  }
}
