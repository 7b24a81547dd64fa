import type { Machine } from '#shared/rules/machine'

/** States of a shift. `active` and `done` are also read from the clock: nobody has to say them. */
export type ShiftStatus = 'proposed' | 'confirmed' | 'active' | 'done' | 'swap_requested' | 'covered' | 'gap'

/** Where a shift may go from where it is (docs/glossary.md, shift). A gap is filled by whoever takes it. */
export const shiftMachine: Machine<ShiftStatus> = {
  initial: 'proposed',
  moves: {
    proposed: ['confirmed', 'swap_requested', 'covered', 'gap'],
    confirmed: ['active', 'swap_requested', 'covered', 'gap'],
    active: ['done', 'swap_requested', 'covered', 'gap'],
    swap_requested: ['confirmed', 'covered', 'gap'],
    covered: ['active', 'done', 'swap_requested', 'covered', 'gap'],
    gap: ['covered'],
    done: [],
  },
}

/** A stretch of time: ISO 8601 UTC, the end not included. */
export type Span = { readonly start: string; readonly end: string }

/** What the rules need of a shift. */
export type ShiftFacts = Span & {
  readonly status: string
  /** Whose it is by the roster. */
  readonly primary: string | null
  /** Who took it over. */
  readonly coveredBy: string | null
  readonly backup: string | null
  /** Who took it apart from each other, two or more; left out or empty where nobody did. */
  readonly takers?: readonly string[]
}

const hour = 3_600_000
const ms = (moment: string): number => Date.parse(moment)
const iso = (at: number): string => new Date(at).toISOString()

/** Whether two stretches have a moment in common. What is no time overlaps nothing. */
export const overlaps = (a: Span, b: Span): boolean => ms(a.start) < ms(b.end) && ms(b.start) < ms(a.end)

/** Hours of a stretch; 0 where it is none. */
export const hoursOf = ({ start, end }: Span): number => {
  const hours = (ms(end) - ms(start)) / hour
  return hours > 0 ? hours : 0
}

/** Who answers during a shift; null during a gap, though there may be a backup. */
export const whoAnswers = ({ status, primary, coveredBy }: ShiftFacts): string | null =>
  status === 'gap' ? null : (coveredBy ?? primary)

/** Everybody who answers during a shift: one, or all who took it apart until one of them is left with it. */
export const allAnswer = (shift: ShiftFacts): readonly string[] => {
  const one = whoAnswers(shift)
  if (one === null) return []
  return shift.takers && shift.takers.length > 1 ? shift.takers : [one]
}

/** Whether she is needed for a shift, first or as backup. */
export const isHers = (shift: ShiftFacts, member: string): boolean =>
  allAnswer(shift).includes(member) || shift.backup === member

const heldFirst: readonly string[] = ['covered', 'active', 'confirmed', 'swap_requested', 'proposed']

/**
 * Where a shift stands whose state was said apart, until a person chooses: a gap only where all say so. Who took it, or
 * said that she stays, holds it; whichever laptop's word happens to be shown takes nobody off a shift.
 */
export const standingOf = (said: readonly string[], shown: string): string =>
  said.length > 1 ? (heldFirst.find((status) => said.includes(status)) ?? shown) : shown

/**
 * Where a shift stands at `now`: one that is confirmed or covered begins and ends by the clock; one that nobody confirmed,
 * or whose swap nobody took, is a gap once it is over.
 */
export const statusNow = ({ status, start, end }: Span & { readonly status: string }, now: string): string => {
  const [at, from, to] = [ms(now), ms(start), ms(end)]
  if (status === 'confirmed' || status === 'covered' || status === 'active')
    return at >= to ? 'done' : at >= from ? 'active' : status
  return (status === 'proposed' || status === 'swap_requested') && at >= to ? 'gap' : status
}

/** Stretches between `from` and `to` in which no shift is held: only those that are no gaps themselves count as held. */
export const uncovered = (shifts: readonly ShiftFacts[], from: string, to: string): Span[] => {
  const held = shifts
    .filter((shift) => shift.status !== 'gap' && overlaps(shift, { start: from, end: to }))
    .map(({ start, end }) => [ms(start), ms(end)] as const)
    .sort(([a], [b]) => a - b)
  const open: Span[] = []
  let at = ms(from)
  for (const [start, end] of [...held, [ms(to), ms(to)] as const]) {
    if (start > at) open.push({ start: iso(at), end: iso(start) })
    at = Math.max(at, end)
  }
  return open
}

/** Other shifts of the same committee and area at the same time, by id: two laptops assigned them apart. Gaps clash with nothing. */
export const clashesOf = (
  shifts: readonly (ShiftFacts & {
    readonly id: string
    readonly committeeId: string | null
    readonly areaId: string | null
  })[],
): Map<string, string[]> => {
  const held = shifts.filter(({ status }) => status !== 'gap')
  return new Map(
    held.map((one) => [
      one.id,
      held
        .filter(
          (other) =>
            other.id !== one.id &&
            other.committeeId === one.committeeId &&
            other.areaId === one.areaId &&
            overlaps(one, other),
        )
        .map(({ id }) => id),
    ]),
  )
}
