import { expect, test } from 'vitest'
import { statesOf, wayTo } from '#shared/rules/machine'
import {
  allAnswer,
  clashesOf,
  hoursOf,
  isHers,
  overlaps,
  shiftMachine,
  standingOf,
  statusNow,
  uncovered,
  whoAnswers,
} from '#shared/rules/shift'
import type { ShiftStatus } from '#shared/rules/shift'

const shift = (start: string, end: string, more: object = {}) => ({
  id: start,
  committeeId: 'c',
  areaId: null,
  start,
  end,
  status: 'confirmed',
  primary: 'alma',
  coveredBy: null,
  backup: null,
  ...more,
})
const at = (day: number, hour: number): string =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`

test('a shift goes exactly where the table says, from every state to every state', () => {
  const open: Record<ShiftStatus, string> = {
    proposed: 'confirmed swap_requested covered gap',
    confirmed: 'active swap_requested covered gap',
    active: 'done swap_requested covered gap',
    swap_requested: 'confirmed covered gap',
    covered: 'active done swap_requested covered gap',
    gap: 'covered',
    done: '',
  }
  for (const from of statesOf(shiftMachine))
    for (const to of statesOf(shiftMachine))
      expect(wayTo(shiftMachine, [from], to), `${from} → ${to}`).toBe(
        open[from].split(' ').includes(to) ? 'move' : 'none',
      )
  expect(wayTo(shiftMachine, ['covered', 'gap'], 'gap')).toBe('choice')
})

test('every state is reached from the first, and each but the last goes on', () => {
  const reached = new Set<ShiftStatus>([shiftMachine.initial])
  for (const state of reached) for (const next of shiftMachine.moves[state]) reached.add(next)
  expect([...reached].sort()).toEqual(statesOf(shiftMachine).sort())
})

test('a shift begins and ends by the clock; one that nobody confirmed is a gap when it is over', () => {
  const when = (status: string, now: string): string => statusNow(shift(at(2, 8), at(2, 20), { status }), now)
  for (const status of ['confirmed', 'covered', 'active']) {
    expect(when(status, at(2, 7))).toBe(status)
    expect(when(status, at(2, 8))).toBe('active')
    expect(when(status, at(2, 20))).toBe('done')
  }
  for (const status of ['proposed', 'swap_requested']) {
    expect(when(status, at(2, 10))).toBe(status)
    expect(when(status, at(2, 20))).toBe('gap')
  }
  for (const status of ['gap', 'done', 'of a newer version']) expect(when(status, at(3, 0))).toBe(status)
})

test('who took it over answers; during a gap nobody does', () => {
  expect(whoAnswers(shift(at(1, 0), at(1, 1)))).toBe('alma')
  expect(whoAnswers(shift(at(1, 0), at(1, 1), { status: 'covered', coveredBy: 'bina' }))).toBe('bina')
  expect(whoAnswers(shift(at(1, 0), at(1, 1), { status: 'gap', coveredBy: 'bina' }))).toBeNull()
})

test('hours that nobody holds are found between shifts, before the first and after the last', () => {
  const shifts = [
    shift(at(2, 12), at(2, 20)),
    shift(at(2, 8), at(2, 14)),
    shift(at(2, 20), at(2, 22), { status: 'gap' }),
  ]
  expect(uncovered(shifts, at(2, 6), at(3, 0))).toEqual([
    { start: at(2, 6), end: at(2, 8) },
    { start: at(2, 20), end: at(3, 0) },
  ])
  expect(uncovered([], at(2, 6), at(2, 7))).toEqual([{ start: at(2, 6), end: at(2, 7) }])
  expect(uncovered([shift(at(1, 0), at(9, 0))], at(2, 6), at(3, 0))).toEqual([])
})

test('two shifts of one committee and area at one time clash; of two areas, one after the other, or a gap, do not', () => {
  const found = clashesOf([
    shift(at(2, 8), at(2, 12), { id: 'a' }),
    shift(at(2, 11), at(2, 20), { id: 'b' }),
    shift(at(2, 8), at(2, 12), { id: 'north', areaId: 'n' }),
    shift(at(2, 20), at(2, 22), { id: 'later' }),
    shift(at(2, 8), at(2, 12), { id: 'open', status: 'gap' }),
    shift(at(2, 8), at(2, 12), { id: 'other', committeeId: 'd' }),
  ])
  expect(Object.fromEntries(found)).toEqual({ a: ['b'], b: ['a'], north: [], later: [], other: [] })
})

test('what is no time has no hours and meets nothing', () => {
  const odd = { start: 'yesterday', end: '' }
  expect(hoursOf(odd)).toBe(0)
  expect(hoursOf({ start: at(2, 8), end: at(2, 6) })).toBe(0)
  expect(overlaps(odd, { start: at(1, 0), end: at(9, 0) })).toBe(false)
  expect(uncovered([shift('x', 'y')], at(2, 6), at(2, 7))).toHaveLength(1)
})

test('all who took a shift apart answer for it, whichever of them is shown; a gap that only one said is none', () => {
  const taken = shift(at(1, 0), at(1, 1), { status: 'covered', coveredBy: 'bina', takers: ['bina', 'carla'] })
  expect(allAnswer(taken)).toEqual(['bina', 'carla'])
  expect(['alma', 'bina', 'carla'].map((member) => isHers(taken, member))).toEqual([false, true, true])
  expect(allAnswer({ ...taken, takers: [] })).toEqual(['bina'])
  expect(allAnswer({ ...taken, status: 'gap' })).toEqual([])
  expect(standingOf(['gap', 'covered'], 'gap')).toBe('covered')
  expect(standingOf(['gap', 'confirmed'], 'gap')).toBe('confirmed')
  expect(standingOf(['confirmed', 'covered'], 'confirmed')).toBe('covered')
  expect(standingOf(['gap'], 'gap')).toBe('gap')
  expect(standingOf(['gap', 'of a newer version'], 'gap')).toBe('gap')
})
