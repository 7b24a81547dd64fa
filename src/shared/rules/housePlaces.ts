import { endedStays } from '#shared/rules/stay'

/** What places follow from: a stay. Days are calendar days; null: not known. */
export type CountedStay = {
  readonly status: string
  readonly partySize: number
  readonly arrival: string | null
  readonly plannedDeparture: string | null
  readonly departedOn: string | null
}
/** An accepted hold that is not over: from `from`, until the day `until` (not included); null: nobody said how long. */
export type CountedHold = {
  readonly id: string
  readonly people: number
  readonly from: string
  readonly until: string | null
}
/** What a house has and who counts in it; `today`: by the clock of this laptop. */
export type HouseCount = {
  readonly total: number
  readonly stays: readonly CountedStay[]
  readonly holds: readonly CountedHold[]
  readonly today: string
}
/** Places of one day. `free` is never below 0; `isOver`: more people than places. */
export type PlacesOfDay = {
  readonly day: string
  readonly total: number
  readonly occupied: number
  readonly held: number
  readonly free: number
  readonly isOver: boolean
}

/** Calendar days from one on, it included. */
export const daysFrom = (day: string, many: number): string[] => {
  const start = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(start)
    ? []
    : Array.from({ length: many }, (_, i) => new Date(start + i * 86_400_000).toISOString().slice(0, 10))
}

/** The places of its rooms. */
export const bedsIn = (rooms: Iterable<{ readonly beds: number }>): number =>
  [...rooms].reduce((sum, { beds }) => sum + beds, 0)

/**
 * Whether a stay takes its places on a day. The day of departure is free again. Who has not left stays after her planned
 * day until the house says that she left; who is expected and whose days are over does not count.
 */
const isTaking = ({ status, arrival, plannedDeparture, departedOn }: CountedStay, day: string, today: string) => {
  if (status === 'no_show') return false
  if (endedStays.includes(status)) return departedOn !== null && (arrival ?? departedOn) <= day && day < departedOn
  if (day < (arrival ?? today)) return false
  if (plannedDeparture === null || day < plannedDeparture) return true
  return status !== 'expected' && plannedDeparture <= today && day >= today
}

const isHeld = ({ from, until }: CountedHold, day: string): boolean => from <= day && (until === null || day < until)

/** The places of a day: what is free is what neither a stay nor an accepted hold takes. */
export const placesOn = ({ total, stays, holds, today }: HouseCount, day: string): PlacesOfDay => {
  const occupied = stays.reduce((sum, stay) => sum + (isTaking(stay, day, today) ? stay.partySize : 0), 0)
  const held = holds.reduce((sum, hold) => sum + (isHeld(hold, day) ? hold.people : 0), 0)
  const left = total - occupied - held
  return { day, total, occupied, held, free: Math.max(0, left), isOver: left < 0 }
}

/** How far ahead a house looks, in days. */
export const daysAhead = 60

/** The accepted holds that with the stays and each other exceed the places on a day to come: the house has to choose. */
export const doubleBooked = (house: HouseCount): Set<string> => {
  const over = daysFrom(house.today, daysAhead).filter((day) => placesOn(house, day).isOver)
  return new Set(house.holds.filter((hold) => over.some((day) => isHeld(hold, day))).map(({ id }) => id))
}
