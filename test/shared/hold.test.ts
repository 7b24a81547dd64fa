import { expect, test } from 'vitest'
import { clockTolerance, holdMachine, holdStatus, longestHold, partySize, usualHours } from '#shared/rules/hold'
import type { HoldStatus } from '#shared/rules/hold'
import { statesOf, wayTo } from '#shared/rules/machine'

const requestedAt = '2026-03-01T10:00:00.000Z'
const times = { requestedAt, expiresAt: '2026-03-01T14:00:00.000Z', keptUntil: null }
const at = (moment: string, plus = 0): Date => new Date(Date.parse(moment) + plus)
const hour = 3_600_000

test('a hold goes where the table says and nowhere else', () => {
  const open: Record<HoldStatus, HoldStatus[]> = {
    requested: ['accepted', 'declined', 'expired', 'cancelled'],
    accepted: ['converted', 'declined', 'cancelled', 'expired'],
    declined: [],
    expired: [],
    cancelled: [],
    converted: [],
  }
  for (const from of statesOf(holdMachine))
    for (const to of statesOf(holdMachine))
      expect([from, to, wayTo(holdMachine, [from], to)]).toEqual([from, to, open[from].includes(to) ? 'move' : 'none'])
})

test('a yes and a no said apart are chosen between', () => {
  for (const to of ['accepted', 'declined']) expect(wayTo(holdMachine, ['accepted', 'declined'], to)).toBe('choice')
})

test('a hold stands until its time and the tolerance are over, and no longer', () => {
  for (const said of ['requested', 'accepted']) {
    expect(holdStatus([said], times, at(times.expiresAt))).toBe(said)
    expect(holdStatus([said], times, at(times.expiresAt, clockTolerance))).toBe(said)
    expect(holdStatus([said], times, at(times.expiresAt, clockTolerance + 1))).toBe('expired')
  }
})

test('a clock two hours fast or slow on either laptop ends no hold before its time', () => {
  for (const wrong of [-2, -1, 1, 2]) {
    const here = { requestedAt: at(requestedAt, wrong * hour).toISOString(), expiresAt: '', keptUntil: null }
    const asked = { ...here, expiresAt: at(here.requestedAt, 4 * hour).toISOString() }
    // right clock at the house, one minute before the four hours are over
    expect(holdStatus(['requested'], asked, at(requestedAt, 4 * hour - 60_000))).toBe('requested')
    // right clock of who asks, wrong at the house
    expect(holdStatus(['requested'], times, at(requestedAt, (4 + wrong) * hour - 60_000))).toBe('requested')
  }
})

test('what was answered or ended stays so whatever the clock says', () => {
  for (const said of ['declined', 'cancelled', 'converted'])
    expect(holdStatus([said], times, at('2036-01-01T00:00:00.000Z'))).toBe(said)
})

test('a house may keep a place for longer, and never for shorter, than was asked', () => {
  const longer = { ...times, keptUntil: '2026-03-02T10:00:00.000Z' }
  const shorter = { ...times, keptUntil: '2026-03-01T11:00:00.000Z' }
  const later = at('2026-03-01T18:00:00.000Z')
  expect(holdStatus(['accepted'], longer, later)).toBe('accepted')
  expect(holdStatus(['accepted'], shorter, at(times.expiresAt))).toBe('accepted')
  expect(holdStatus(['accepted'], times, later)).toBe('expired')
})

test('no clock, however wrong, keeps a place for ever; a time that nobody can read keeps none', () => {
  const never = { ...times, expiresAt: '2099-01-01T00:00:00.000Z' }
  expect(holdStatus(['accepted'], never, at(requestedAt, (2 * longestHold + 3) * hour))).toBe('expired')
  for (const broken of [
    { ...times, expiresAt: 'mañana' },
    { ...times, requestedAt: '' },
  ])
    expect(holdStatus(['requested'], broken, at(requestedAt))).toBe('expired')
})

test('of what was said apart, an arrival weighs most, then a cancelling, then a yes', () => {
  const now = at(requestedAt)
  for (const [said, stands] of [
    [['accepted', 'declined'], 'accepted'],
    [['accepted', 'cancelled'], 'cancelled'],
    [['cancelled', 'converted'], 'converted'],
    [['requested', 'declined'], 'declined'],
    [['requested'], 'requested'],
    [['de una versión nueva'], 'de una versión nueva'],
    [[], 'requested'],
  ] as const) {
    expect(holdStatus(said, times, now)).toBe(stands)
    expect(holdStatus(said.toReversed(), times, now)).toBe(stands)
  }
})

test('four hours at home, a day from abroad; every person of a party counts', () => {
  expect(usualHours('GT', 'GT')).toBe(4)
  expect(usualHours('GT', 'MX')).toBe(24)
  expect(partySize({ adults: 2, childrenByBand: { age_0_5: 1, age_6_11: null, age_12_17: 3 } })).toBe(6)
  expect(partySize({ adults: 1, childrenByBand: {} })).toBe(1)
})
