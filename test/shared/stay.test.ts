import { expect, test } from 'vitest'
import { statesOf, wayTo } from '#shared/rules/machine'
import { endedStays, stayMachine } from '#shared/rules/stay'
import type { StayStatus } from '#shared/rules/stay'

test('a stay goes where the table says and nowhere else', () => {
  const leaves: StayStatus[] = ['extended', 'departure_planned', 'departed', 'moved']
  const open: Record<StayStatus, StayStatus[]> = {
    expected: ['arrived', 'no_show'],
    arrived: ['in_stay', ...leaves],
    in_stay: leaves,
    extended: leaves,
    departure_planned: ['in_stay', 'extended', 'departed', 'moved'],
    departed: ['followed_up'],
    followed_up: [],
    no_show: ['arrived'],
    moved: ['followed_up'],
  }
  for (const from of statesOf(stayMachine))
    for (const to of statesOf(stayMachine))
      expect([from, to, wayTo(stayMachine, [from], to)]).toEqual([from, to, open[from].includes(to) ? 'move' : 'none'])
})

test('nobody who has left comes back to the same stay, and whoever did not come may come after all', () => {
  for (const ended of ['departed', 'moved', 'followed_up']) expect(wayTo(stayMachine, [ended], 'arrived')).toBe('none')
  expect(wayTo(stayMachine, ['no_show'], 'arrived')).toBe('move')
})

test('every state is either in the house, on the way to it, or ended', () => {
  const inside = statesOf(stayMachine).filter((one) => wayTo(stayMachine, [one], 'departed') === 'move')
  expect([...inside, ...endedStays, 'expected'].sort()).toEqual(statesOf(stayMachine).sort())
})
