import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evacuationSteps, houseFreshness, houseStatuses, shownStatus } from '#shared/rules/house'

const now = '2026-03-01T10:00:00.000Z'

test('a card is confirmed, lapses in its last day, and then is not confirmed', () => {
  expect(houseFreshness('2026-03-04T10:00:00.000Z', now)).toBe('confirmed')
  expect(houseFreshness('2026-03-02T10:00:00.001Z', now)).toBe('confirmed')
  expect(houseFreshness('2026-03-02T10:00:00.000Z', now)).toBe('lapsing')
  expect(houseFreshness(now, now)).toBe('lapsing')
  expect(houseFreshness('2026-03-01T09:59:59.999Z', now)).toBe('unconfirmed')
  for (const broken of ['', 'pronto']) expect(houseFreshness(broken, now)).toBe('unconfirmed')
})

const card = (placesTotal: number, placesFree: number, placesFrom = 'offer') => ({
  placesTotal,
  placesFree,
  placesFrom,
})

test('open, limited and full follow from places', () => {
  const shown = (total: number, free: number) => shownStatus(['open'], card(total, free))
  expect([8, 3, 2, 1, 0].map((free) => shown(8, free))).toEqual(['open', 'open', 'limited', 'limited', 'full'])
  expect([1, 0].map((free) => shown(1, free))).toEqual(['open', 'full'])
  expect(shown(3, 9)).toBe('open')
  expect(shown(0, 0)).toBe('open') // nobody said how many: that is not a full house
})

test('paused, closed and compromised hold as they were said, whatever the places', () => {
  for (const said of ['paused', 'closed', 'compromised'])
    for (const from of ['offer', 'team'])
      for (const free of [0, 5]) expect(shownStatus([said], card(5, free, from))).toBe(said)
})

test('said apart, the most careful holds: one who says compromised is heard', () => {
  for (const [i, a] of houseStatuses.entries())
    for (const b of houseStatuses.slice(i)) expect([a, b, shownStatus([a, b], card(8, 8))]).toEqual([a, b, b])
  expect(shownStatus(['compromised', 'open', 'paused'], card(8, 8))).toBe('compromised')
})

test('a house that counts by hand may say it is full; one that counts by rooms says what it counts', () => {
  expect(shownStatus(['full'], card(8, 8))).toBe('full')
  expect(shownStatus(['full'], card(8, 8, 'team'))).toBe('open')
  expect(shownStatus(['open'], card(8, 0, 'team'))).toBe('full')
})

test('a status that only newer apps know is shown as it is', () => {
  expect(shownStatus(['en_obra'], card(8, 8))).toBe('en_obra')
})

test('every step of the evacuation is said in both languages', () => {
  for (const language of ['es', 'en']) {
    const { evacuation } = JSON.parse(readFileSync(`src/shared/i18n/${language}.json`, 'utf8')) as {
      evacuation: Record<string, string>
    }
    expect(Object.keys(evacuation).sort()).toEqual([...evacuationSteps].sort())
  }
})
