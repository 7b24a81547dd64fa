import type { Machine } from '#shared/rules/machine'
import { usualSettings } from '#shared/rules/networkSettings'
import type { NetworkSettings } from '#shared/rules/networkSettings'

/** States of a hold. `expired` is never written: every laptop sees it by its own clock. */
export type HoldStatus = 'requested' | 'accepted' | 'declined' | 'expired' | 'cancelled' | 'converted'

/**
 * Where a hold may go. An accepted one is declined when two were accepted for one place; `converted`: they arrived. Who
 * asked and was declined asks again with another hold.
 */
export const holdMachine: Machine<HoldStatus> = {
  initial: 'requested',
  moves: {
    requested: ['accepted', 'declined', 'expired', 'cancelled'],
    accepted: ['converted', 'declined', 'cancelled', 'expired'],
    declined: [],
    expired: [],
    cancelled: [],
    converted: [],
  },
}

/**
 * How far past its time a hold still stands, ms. Laptops are seldom online and their clocks are set by hand: one that
 * missed the change to summer time or kept the zone of the country she came from is one or two hours wrong. A place kept
 * two hours too long costs less than a family before a house that gave its place away.
 */
export const clockTolerance = 2 * 3_600_000

/** Hours a place is kept while people of one country, or of two, answer and travel. */
type HoldHours = Pick<NetworkSettings, 'holdHoursHome' | 'holdHoursAbroad'>
/** The longest that a place may be asked for, in hours. Times further off, of a wrong clock, are cut to it. */
export const longestHold = 168

/** How long a hold stands when nobody says, in hours: longer when the house is in another country than the network. */
export const usualHours = (ofCard: string, ofNetwork: string, hours: HoldHours = usualSettings): number =>
  ofCard === ofNetwork ? hours.holdHoursHome : hours.holdHoursAbroad

/** The times of a hold, ISO 8601 UTC; `keptUntil`: the house keeps the place for longer than was asked. */
export type HoldTimes = {
  readonly requestedAt: string
  readonly expiresAt: string
  readonly keptUntil: string | null
}

/** When a hold ends that nothing else has ended, in ms; a hold without a readable time has ended. */
const endOf = ({ requestedAt, expiresAt, keptUntil }: HoldTimes): number => {
  const said = Math.max(Date.parse(expiresAt), keptUntil === null ? -Infinity : Date.parse(keptUntil))
  const cap = Date.parse(requestedAt) + 2 * longestHold * 3_600_000
  return Number.isNaN(said) || Number.isNaN(cap) ? -Infinity : Math.min(said, cap)
}

/** Whether its time is over by this clock, with the tolerance for one that is wrong. */
const isOver = (times: HoldTimes, now: Date): boolean => now.getTime() > endOf(times) + clockTolerance

/** What weighs more when two laptops said different things: that somebody arrived, or needs it no longer, is a fact. */
const weight = ['converted', 'cancelled', 'accepted', 'declined', 'requested'] as const

/**
 * Where a hold stands at `now`, from all that was said apart. An answer of yes beside one of no counts as yes until the
 * house chooses, so that the place is not given away meanwhile.
 */
export const holdStatus = (said: readonly string[], times: HoldTimes, now: Date): string => {
  const stands = weight.find((one) => said.includes(one)) ?? said[0] ?? holdMachine.initial
  return (stands === 'requested' || stands === 'accepted') && isOver(times, now) ? 'expired' : stands
}

/** The people of a party: a child in any band counts as one. */
export const partySize = ({
  adults,
  childrenByBand,
}: {
  readonly adults: number
  readonly childrenByBand: Readonly<Record<string, number | null>>
}): number => Object.values(childrenByBand).reduce<number>((sum, many) => sum + (many ?? 0), adults)
