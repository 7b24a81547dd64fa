import type { FailureType } from '#shared/errors'
import { addDays, dayOf, isDay } from '#shared/rules/days'
import { allAnswer, hoursOf, isHers, overlaps } from '#shared/rules/shift'
import type { ShiftFacts, Span } from '#shared/rules/shift'

/** Days on end that somebody may be on shift. A proposal until the network decides otherwise. */
const mostDaysInRow = 7
/** Days free that follow them. */
const leastRestDays = 14

/** Days in which somebody rests, both included; days of UTC. */
export type RestPeriod = { readonly from: string | null; readonly to: string | null }

/** A period of rest as a stretch of time; undefined where its days are none. */
const spanOf = ({ from, to }: RestPeriod): Span | undefined =>
  isDay(from) && isDay(to) && from <= to
    ? { start: `${from}T00:00:00.000Z`, end: `${addDays(to, 1)}T00:00:00.000Z` }
    : undefined

/** Whether a stretch falls into somebody's rest. */
export const restsDuring = (rests: readonly RestPeriod[], span: Span): boolean =>
  rests.some((rest) => {
    const resting = spanOf(rest)
    return resting !== undefined && overlaps(resting, span)
  })

/** The days that a stretch touches. No more than a hundred: what came from elsewhere may be of any length. */
const daysOf = ({ start, end }: Span): string[] => {
  if (hoursOf({ start, end }) === 0) return []
  const last = dayOf(new Date(Date.parse(end) - 1).toISOString())
  const days: string[] = []
  let day = dayOf(new Date(start).toISOString())
  for (; isDay(day) && day <= last && days.length < 100; day = addDays(day, 1)) days.push(day)
  return days
}

type Run = { readonly first: string; readonly last: string; readonly length: number }

/** Days on end, in their order. */
const runsOf = (spans: readonly Span[]): Run[] => {
  const runs: Run[] = []
  for (const day of [...new Set(spans.flatMap(daysOf))].sort()) {
    const run = runs.at(-1)
    if (run && addDays(run.last, 1) === day) runs[runs.length - 1] = { ...run, last: day, length: run.length + 1 }
    else runs.push({ first: day, last: day, length: 1 })
  }
  return runs
}

/** Whether `next` begins before the rest is over that a full run of days is followed by. */
const isTooSoon = (before: Run | undefined, next: Run | undefined): boolean =>
  before !== undefined &&
  next !== undefined &&
  before.length >= mostDaysInRow &&
  next.first <= addDays(before.last, leastRestDays)

/**
 * Why she should not have one more shift; undefined when she may. `shifts`: those that are hers, first or as backup.
 * Failures: OnRest · OverlapsOwn · TooManyDays (in a row) · RestDue (after a full run of days, or before the next).
 */
export const refusedShift = (
  span: Span,
  shifts: readonly Span[],
  rests: readonly RestPeriod[],
): Extract<FailureType, 'OnRest' | 'OverlapsOwn' | 'TooManyDays' | 'RestDue'> | undefined => {
  if (restsDuring(rests, span)) return 'OnRest'
  if (shifts.some((shift) => overlaps(shift, span))) return 'OverlapsOwn'
  const added = new Set(daysOf(span))
  const runs = runsOf([...shifts, span])
  const at = runs.findIndex(({ first, last }) => [...added].some((day) => first <= day && day <= last))
  const run = runs[at]
  if (!run) return undefined
  if (run.length > mostDaysInRow) return 'TooManyDays'
  return isTooSoon(runs[at - 1], run) || isTooSoon(run, runs[at + 1]) ? 'RestDue' : undefined
}

/** How much somebody carried. */
export type Load = {
  /** Hours in which she answered, in the last 30 and 90 days. */
  readonly hours30: number
  readonly hours90: number
  /** The same, each shift heavier by half for each alert that she went to in it. */
  readonly weighted30: number
  readonly weighted90: number
  /** Days on end with a shift, up to today. */
  readonly daysInRow: number
  /** The last day of rest that is due to her; null when none is. */
  readonly restUntil: string | null
}

/** What one alert that she goes to adds to the weight of its shift. */
const weightOfAlert = 0.5

/**
 * What she carried until `now`, from her own shifts and the moments at which she went to an alert. For herself alone:
 * nobody's load is computed for anybody else.
 */
export const loadOf = (member: string, shifts: readonly ShiftFacts[], wentAt: readonly string[], now: string): Load => {
  const worked = shifts
    .filter((shift) => allAnswer(shift).includes(member) && shift.status !== 'proposed' && shift.start < now)
    .map(({ start, end }) => {
      const went = wentAt.filter((at) => start <= at && at < end).length
      return { start, end: end < now ? end : now, weight: 1 + went * weightOfAlert }
    })
  const sum = (days: number, isWeighted: boolean): number => {
    const since = new Date(Date.parse(now) - days * 86_400_000).toISOString()
    const hours = worked.reduce(
      (all, { start, end, weight }) =>
        all + hoursOf({ start: start < since ? since : start, end }) * (isWeighted ? weight : 1),
      0,
    )
    return Math.round(hours * 10) / 10
  }
  const today = dayOf(now)
  const runs = runsOf([
    ...worked,
    ...shifts.filter((shift) => isHers(shift, member) && dayOf(shift.start) <= today && shift.start < now),
  ])
  const last = runs.findLast(({ first }) => first <= today)
  const isOn = last !== undefined && last.last >= addDays(today, -1)
  const full = runs.findLast(({ first, length }) => first <= today && length >= mostDaysInRow)
  const until = full && addDays(full.last, leastRestDays)
  return {
    hours30: sum(30, false),
    hours90: sum(90, false),
    weighted30: sum(30, true),
    weighted90: sum(90, true),
    daysInRow: isOn ? last.length : 0,
    restUntil: until !== undefined && until >= today ? until : null,
  }
}
