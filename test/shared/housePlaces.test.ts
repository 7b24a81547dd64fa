import { expect, test } from 'vitest'
import { bedsIn, daysFrom, doubleBooked, placesOn } from '#shared/rules/housePlaces'
import type { CountedHold, CountedStay, HouseCount } from '#shared/rules/housePlaces'
import { statesOf } from '#shared/rules/machine'
import { endedStays, stayMachine } from '#shared/rules/stay'
import { randomOf, seedsOf } from '../support/random'

const today = '2026-02-27'
const house = (stays: CountedStay[] = [], holds: CountedHold[] = [], total = 5): HouseCount => ({
  total,
  stays,
  holds,
  today,
})
const stay = (but: Partial<CountedStay> = {}): CountedStay => ({
  status: 'in_stay',
  partySize: 2,
  arrival: '2026-02-25',
  plannedDeparture: '2026-03-02',
  departedOn: null,
  ...but,
})
const hold = (id: string, people: number, from = today, until: string | null = null): CountedHold => ({
  id,
  people,
  from,
  until,
})
const occupied = (one: CountedStay, day: string): number => placesOn(house([one]), day).occupied

test('days run over the end of a month and of a year', () => {
  expect(daysFrom('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysFrom('2027-12-31', 2)).toEqual(['2027-12-31', '2028-01-01'])
  expect(daysFrom('un día', 3)).toEqual([])
  expect(bedsIn([{ beds: 2 }, { beds: 0 }, { beds: 3 }])).toBe(5)
  expect(bedsIn([])).toBe(0)
})

test('an empty house has all its places; a party takes as many as it is', () => {
  expect(placesOn(house(), today)).toEqual({ day: today, total: 5, occupied: 0, held: 0, free: 5, isOver: false })
  expect(placesOn(house([stay()]), today)).toMatchObject({ occupied: 2, free: 3 })
})

test('a stay takes places from its arrival until the day of departure, which is free', () => {
  expect(['2026-02-24', '2026-02-25', '2026-03-01', '2026-03-02'].map((day) => occupied(stay(), day))).toEqual([
    0, 2, 2, 0,
  ])
})

test('who has not left stays, also after her planned day; without a planned day nobody knows how long', () => {
  const late = stay({ plannedDeparture: '2026-02-26' })
  expect([today, '2026-04-01'].map((day) => occupied(late, day))).toEqual([2, 2])
  expect(occupied(stay({ plannedDeparture: null }), '2026-04-20')).toBe(2)
})

test('who is expected counts from her day; one whose days are over, or who did not come, does not', () => {
  const expected = stay({ status: 'expected', arrival: '2026-03-01', plannedDeparture: '2026-03-04' })
  expect([today, '2026-03-01', '2026-03-04'].map((day) => occupied(expected, day))).toEqual([0, 2, 0])
  const past = stay({ status: 'expected', arrival: '2026-02-20', plannedDeparture: '2026-02-22' })
  expect(occupied(past, today)).toBe(0)
  expect(occupied(stay({ status: 'expected', arrival: null, plannedDeparture: null }), today)).toBe(2)
  expect(occupied(stay({ status: 'no_show' }), today)).toBe(0)
})

test('who left counts on the days she was there, and on no other', () => {
  for (const status of ['departed', 'followed_up', 'moved']) {
    const left = stay({ status, departedOn: '2026-02-27' })
    expect(['2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28'].map((day) => occupied(left, day))).toEqual([
      2, 2, 0, 0,
    ])
    expect(occupied(stay({ status }), today)).toBe(0)
  }
})

test('every state counts today as somebody in the house or as nobody; a state of newer apps as somebody', () => {
  for (const status of statesOf(stayMachine))
    expect([status, occupied(stay({ status }), today)]).toEqual([status, endedStays.includes(status) ? 0 : 2])
  expect(occupied(stay({ status: 'de otra versión' }), today)).toBe(2)
})

test('an accepted hold keeps its places for its nights, or for nobody knows how long', () => {
  const held = (one: CountedHold, day: string) => placesOn(house([], [one]), day).held
  const three = hold('a', 3, '2026-03-01', '2026-03-03')
  expect([today, '2026-03-01', '2026-03-02', '2026-03-03'].map((day) => held(three, day))).toEqual([0, 3, 3, 0])
  expect(held(hold('a', 1), '2026-04-20')).toBe(1)
})

test('two holds of the last place are both double-booked; with a place each, none is', () => {
  const four = stay({ partySize: 4, plannedDeparture: null })
  expect(doubleBooked(house([four], [hold('a', 1), hold('b', 1)]))).toEqual(new Set(['a', 'b']))
  expect(doubleBooked(house([stay()], [hold('a', 1), hold('b', 2)]))).toEqual(new Set())
  expect(placesOn(house([four], [hold('a', 1), hold('b', 1)]), today)).toMatchObject({ free: 0, isOver: true })
})

test('a hold and a stay that together exceed the places, and a party larger than the house', () => {
  expect(doubleBooked(house([stay({ partySize: 5 })], [hold('a', 1)]))).toEqual(new Set(['a']))
  expect(doubleBooked(house([], [hold('a', 6)]))).toEqual(new Set(['a']))
})

test('only the holds of the days that are too full are double-booked', () => {
  const first = hold('a', 3, '2026-03-01', '2026-03-03')
  const second = hold('b', 3, '2026-03-02', '2026-03-05')
  const later = hold('c', 3, '2026-03-05', '2026-03-06')
  expect(doubleBooked(house([], [first, second, later]))).toEqual(new Set(['a', 'b']))
})

test.each(seedsOf('house places', 20))('free places are never negative nor more than there are (seed %i)', (seed) => {
  const random = randomOf(seed)
  const days = daysFrom(today, 30)
  const stays = Array.from({ length: random.whole(6) }, () =>
    stay({
      status: random.pick(statesOf(stayMachine)),
      partySize: 1 + random.whole(4),
      arrival: random.pick([null, ...days]),
      plannedDeparture: random.pick([null, ...days]),
      departedOn: random.pick([null, ...days]),
    }),
  )
  const holds = Array.from({ length: random.whole(4) }, (_, i) =>
    hold(`${i}`, 1 + random.whole(3), random.pick(days), random.pick([null, ...days])),
  )
  const many = house(stays, holds, random.whole(9))
  const fewer = { ...many, holds: holds.slice(1) }
  for (const day of days) {
    const places = placesOn(many, day)
    expect(places.free).toBeGreaterThanOrEqual(0)
    expect(places.free).toBeLessThanOrEqual(many.total)
    expect(places.isOver).toBe(places.occupied + places.held > many.total)
    expect(placesOn(fewer, day).free).toBeGreaterThanOrEqual(places.free)
    if (places.isOver && places.held > 0) expect(doubleBooked(many).size).toBeGreaterThan(0)
  }
})
