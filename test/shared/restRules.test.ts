import { expect, test } from 'vitest'
import { addDays } from '#shared/rules/days'
import { loadOf, refusedShift, restsDuring } from '#shared/rules/rest'
import { randomOf, seedsOf } from '../support/random'

const first = '2026-03-01'
const day = (n: number, from = 8, to = 16) => ({
  start: `${addDays(first, n)}T${String(from).padStart(2, '0')}:00:00.000Z`,
  end: `${addDays(first, n)}T${String(to).padStart(2, '0')}:00:00.000Z`,
})
const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => day(from + i))

test('rest counts from its first day to the end of its last', () => {
  const rest = [{ from: addDays(first, 3), to: addDays(first, 5) }]
  expect([2, 3, 4, 5, 6].map((n) => restsDuring(rest, day(n)))).toEqual([false, true, true, true, false])
  expect(refusedShift(day(5, 22, 23), [], rest)).toBe('OnRest')
  expect(restsDuring([{ from: 'soon', to: null }], day(1))).toBe(false)
  expect(restsDuring([{ from: addDays(first, 5), to: addDays(first, 3) }], day(4))).toBe(false)
})

test('she is not in two places at one time; one shift may follow another at once', () => {
  expect(refusedShift(day(0, 12, 20), [day(0, 8, 16)], [])).toBe('OverlapsOwn')
  expect(refusedShift(day(0, 16, 20), [day(0, 8, 16)], [])).toBeUndefined()
})

test('seven days in a row are the most, from whichever side the eighth comes', () => {
  expect(refusedShift(day(6), days(0, 5), [])).toBeUndefined()
  expect(refusedShift(day(7), days(0, 6), [])).toBe('TooManyDays')
  expect(refusedShift(day(0), days(1, 7), [])).toBe('TooManyDays')
  expect(refusedShift(day(4), [...days(0, 3), ...days(5, 8)], [])).toBe('TooManyDays')
  const nights = { start: `${first}T20:00:00.000Z`, end: `${addDays(first, 7)}T06:00:00.000Z` }
  expect(refusedShift(nights, [], [])).toBe('TooManyDays')
})

test('after seven days in a row come fourteen of rest; after six none are due', () => {
  expect(refusedShift(day(8), days(0, 6), [])).toBe('RestDue')
  expect(refusedShift(day(20), days(0, 6), [])).toBe('RestDue')
  expect(refusedShift(day(21), days(0, 6), [])).toBeUndefined()
  expect(refusedShift(day(8), days(0, 5), [])).toBeUndefined()
  // a run that would become full too near to one that is planned after it
  expect(refusedShift(day(6), [...days(0, 5), day(12)], [])).toBe('RestDue')
})

test('whatever is let through in whatever order, nobody ever has eight days in a row nor less than fourteen after seven', () => {
  for (const seed of seedsOf('rest', 20)) {
    const random = randomOf(seed)
    const held: { start: string; end: string }[] = []
    for (let i = 0; i < 150; i++) {
      const one = day(random.whole(60))
      if (refusedShift(one, held, []) === undefined) held.push(one)
    }
    const worked = new Set(held.map(({ start }) => start.slice(0, 10)))
    let run = 0
    let owed = 0
    for (let n = 0; n < 90; n++) {
      const isOn = worked.has(addDays(first, n))
      expect(isOn && owed > 0, `seed ${String(seed)}, day ${String(n)}`).toBe(false)
      run = isOn ? run + 1 : 0
      expect(run, `seed ${String(seed)}`).toBeLessThanOrEqual(7)
      if (owed > 0) owed -= 1
      if (run === 7 && !worked.has(addDays(first, n + 1))) owed = 14
    }
  }
})

test('times that are none refuse nothing and throw nothing', () => {
  for (const odd of [
    { start: '', end: 'z' },
    { start: '+012345-01-01T00:00:00Z', end: '+012346-01-01T00:00:00Z' },
    { start: '2026', end: '2030' },
  ]) {
    expect(() => refusedShift(day(0), [odd], [])).not.toThrow()
    expect(() =>
      loadOf('a', [{ ...odd, status: 'confirmed', primary: 'a', coveredBy: null, backup: null }], [], day(3).start),
    ).not.toThrow()
  }
})

test('load is her own hours, heavier where she went to alerts; gaps, what others took and what is to come count nothing', () => {
  const facts = { status: 'confirmed', primary: 'alma', coveredBy: null, backup: null }
  const shifts = [
    { ...day(0), ...facts },
    { ...day(1), ...facts, status: 'covered', coveredBy: 'bina' },
    { ...day(2), ...facts, primary: 'bina', status: 'covered', coveredBy: 'alma' },
    { ...day(3), ...facts, status: 'gap' },
    { ...day(60), ...facts },
  ]
  const now = `${addDays(first, 40)}T00:00:00.000Z`
  expect(loadOf('alma', shifts, [day(2).start], now)).toEqual({
    hours30: 0,
    hours90: 16,
    weighted30: 0,
    weighted90: 20,
    daysInRow: 0,
    restUntil: null,
  })
  expect(loadOf('alma', shifts, [], day(2, 12).start)).toMatchObject({ hours30: 12, daysInRow: 1 })
})

test('days in a row are counted up to today, and the rest after seven is told', () => {
  const facts = { status: 'confirmed', primary: 'alma', coveredBy: null, backup: null }
  const shifts = days(0, 6).map((span) => ({ ...span, ...facts }))
  expect(loadOf('alma', shifts, [], day(6, 9).start)).toMatchObject({ daysInRow: 7, restUntil: addDays(first, 20) })
  expect(loadOf('alma', shifts, [], day(19).start)).toMatchObject({ daysInRow: 0, restUntil: addDays(first, 20) })
  expect(loadOf('alma', shifts, [], day(21).start)).toMatchObject({ restUntil: null })
})
