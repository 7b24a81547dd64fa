import { isDay } from '#shared/rules/days'
import { holdMachine } from '#shared/rules/hold'

/**
 * What a house shares with its network so that it can be counted: of each stay that ended and each request that has its
 * outcome a month, how long, and how it ended. Never who, how many people, or the day.
 */

/** What a figure is of. */
export const figureKinds = ['stay', 'request'] as const

/** How long a stay was, in nights: at most 7, 30, 90, or longer. */
export const stayLengths = ['week', 'month', 'quarter', 'longer'] as const
const mostNights = [7, 30, 90] as const

/** What became of a request. */
export const requestOutcomes = ['accepted', 'declined', 'expired', 'cancelled'] as const
type RequestOutcome = (typeof requestOutcomes)[number]

/** Outcomes of requests that found no room. */
export const unmetOutcomes: readonly string[] = ['declined', 'expired'] satisfies RequestOutcome[]

/** A stay as its house's document has it. Days are calendar days. */
export type FigureStay = {
  readonly status: string
  readonly arrival: string | null
  readonly departure: { readonly date: string | null; readonly kind: string | null }
  readonly holdId: string | null
}
/** A request as a contact reads it; `said`: its states, more than one where they were said apart; `status`: at this moment. */
export type FigureHold = {
  readonly holdId: string
  readonly said: readonly string[]
  readonly status: string
  readonly values: { readonly caseCode: string; readonly requestedAt: string; readonly reason: string | null }
}
/** A figure before its ids are covered: `source`: the stay or hold it is of; `group`: those of one party have the same. */
export type HouseFigure = {
  readonly of: (typeof figureKinds)[number]
  readonly source: string
  readonly group: string
  readonly month: string
  readonly length: (typeof stayLengths)[number] | null
  readonly departureKind: string | null
  readonly outcome: RequestOutcome | null
  readonly reason: string | null
}

/** The month, '2026-11', of a day or a moment; undefined for what has none. */
const monthOf = (when: string | null): string | undefined => /^\d{4}-(?:0[1-9]|1[0-2])(?=-)/.exec(when ?? '')?.[0]

/** How long a stay was, by its days; null when one of them is not known. */
export const stayLength = (arrival: string | null, departed: string | null): HouseFigure['length'] => {
  if (!isDay(arrival) || !isDay(departed) || departed < arrival) return null
  const nights = (Date.parse(departed) - Date.parse(arrival)) / 86_400_000
  return stayLengths[mostNights.findIndex((most) => nights <= most)] ?? 'longer'
}

/** States of stays that somebody left: who never came did not stay. */
const leftStays: readonly string[] = ['departed', 'followed_up', 'moved']

/**
 * What became of a request; undefined while it waits. A yes stays a yes when its time ran out: the house had room for them,
 * as it had where they arrived.
 */
const outcomeOf = ({ said, status }: FigureHold): RequestOutcome | undefined => {
  if (status === 'converted' || (status === 'expired' && said.includes('accepted'))) return 'accepted'
  return requestOutcomes.find((one) => one === status)
}

/** Cases are written by hand. */
const caseOf = ({ values }: FigureHold): string => values.caseCode.trim().toUpperCase()

const orderOf = ({ values, holdId }: FigureHold): string => `${values.requestedAt} ${holdId}`

/** By hold, the first hold of the same case in this house: one woman who asks five times is one. */
const firstHolds = (holds: readonly FigureHold[]): Map<string, string> => {
  const firstOfCase = new Map<string, string>()
  const firsts = new Map<string, string>()
  for (const hold of [...holds].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))) {
    const code = caseOf(hold)
    const first = (code === '' ? undefined : firstOfCase.get(code)) ?? hold.holdId
    if (code !== '') firstOfCase.set(code, first)
    firsts.set(hold.holdId, first)
  }
  return firsts
}

const nothing = { length: null, departureKind: null, outcome: null, reason: null }

/** What is to be shared of a house until a month, it included: stays by their ids, and its requests. */
export const figuresOf = (
  stays: ReadonlyMap<string, FigureStay>,
  holds: readonly FigureHold[],
  through: string,
): HouseFigure[] => {
  const firsts = firstHolds(holds)
  const isDue = (month: string | undefined): month is string => month !== undefined && month <= through
  const ofStays = [...stays].flatMap(([source, { status, arrival, departure, holdId }]): HouseFigure[] => {
    const { date, kind } = departure
    const month = isDay(date) ? monthOf(date) : undefined
    if (!leftStays.includes(status) || !isDue(month)) return []
    const group = holdId === null ? source : (firsts.get(holdId) ?? holdId)
    return [{ ...nothing, of: 'stay', source, group, month, length: stayLength(arrival, date), departureKind: kind }]
  })
  const ofHolds = holds.flatMap((hold): HouseFigure[] => {
    const { holdId: source, values } = hold
    const month = monthOf(values.requestedAt)
    const outcome = outcomeOf(hold)
    if (outcome === undefined || !isDue(month)) return []
    const reason = outcome === 'declined' ? values.reason : null
    return [{ ...nothing, of: 'request', source, group: firsts.get(source) ?? source, month, outcome, reason }]
  })
  return [...ofStays, ...ofHolds]
}

/** Requests made until a month, it included, that still wait for an answer. */
export const waitingOf = (holds: readonly FigureHold[], through: string): number =>
  holds.filter(({ status, values }) => {
    const month = monthOf(values.requestedAt)
    return status === holdMachine.initial && month !== undefined && month <= through
  }).length

/** The last month that is over on a day, '2026-11-22': '2026-10'. */
export const lastMonthBefore = (day: string): string => {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCDate(0)
  return date.toISOString().slice(0, 7)
}
