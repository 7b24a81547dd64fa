import { expect, test } from 'vitest'
import { likelyDuplicates } from '#shared/rules/duplicates'
import type { Comparable } from '#shared/rules/duplicates'
import { randomOf, seedsOf } from '../support/random'
import type { Random } from '../support/random'

const types = ['harassment', 'death_threat', 'surveillance', 'smear_campaign', 'physical_attack', 'raid_home']
const dayOf = (random: Random): string =>
  `2023-${String(random.whole(12) + 1).padStart(2, '0')}-${String(random.whole(25) + 2).padStart(2, '0')}`

/** Entries of one person each, in one town each: nothing ties two of them together. */
const unrelated = (random: Random, count: number): Comparable[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i.toString(16).padStart(32, '0'),
    personKey: random.whole(3) === 0 ? null : `p${i}`,
    eventId: null,
    date: { from: dayOf(random), to: null, precision: random.pick(['exact', 'exact', 'month', 'year']) },
    country: random.pick(['HN', 'MX', 'GT']),
    department: `Departamento ${random.whole(6)}`,
    municipality: random.whole(4) === 0 ? '' : `Pueblo ${i}`,
    types: random.shuffle(types).slice(0, 1 + random.whole(3)),
    target: random.pick(['personal', 'collective']),
    perpetrators: [random.pick(['state', 'private'])],
  }))

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** The same event, told by somebody else: a day off, the town written otherwise, a type more or less. */
const retold = (random: Random, one: Comparable, id: string): Comparable => ({
  ...one,
  id,
  date: { ...one.date, from: nextDay(one.date.from ?? '') },
  municipality: one.municipality.toUpperCase(),
  types: one.types.slice(0, Math.max(1, one.types.length - random.whole(2))),
})

for (const seed of seedsOf('duplicates', 3, [7, 2023]))
  test(`planted pairs are found and none across unrelated entries (seed ${seed})`, () => {
    const random = randomOf(seed)
    const all = unrelated(random, 3_000)
    expect(likelyDuplicates(all)).toEqual([])
    const originals = all.filter(({ date, personKey }) => date.precision === 'exact' && personKey !== null).slice(0, 40)
    const planted = originals.map((one, i) => retold(random, one, `f${i.toString(16).padStart(31, '0')}`))
    const found = likelyDuplicates(random.shuffle([...all, ...planted]))
    const names = (pairs: readonly (readonly [string, string])[]): string[] =>
      pairs.map((pair) => [...pair].sort().join()).sort()
    expect(names(found.map(({ a, b }) => [a, b]))).toEqual(
      names(originals.map(({ id }, i) => [id, planted[i]?.id ?? ''])),
    )
    for (const { score, reasons } of found) {
      expect(score).toBeGreaterThanOrEqual(60)
      expect(reasons).toContain('person')
    }
  })

const base: Comparable = {
  id: 'a',
  personKey: null,
  eventId: null,
  date: { from: '2023-05-14', to: null, precision: 'exact' },
  country: 'HN',
  department: 'Colón',
  municipality: 'Tocoa',
  types: ['physical_attack'],
  target: 'collective',
  perpetrators: ['state'],
}
const score = (more: Partial<Comparable>, of: Partial<Comparable> = {}): number | undefined =>
  likelyDuplicates([
    { ...base, ...of },
    { ...base, id: 'b', ...more },
  ])[0]?.score

test('the same day, town and type are one event though nobody is named; another town, type or country is not', () => {
  expect(score({ municipality: 'tocoa ', department: 'COLON' })).toBe(70)
  expect(score({ municipality: 'Trujillo' })).toBeUndefined()
  expect(score({ types: ['eviction'] })).toBeUndefined()
  expect(score({ country: 'GT' })).toBeUndefined()
  expect(score({ date: { from: '2023-05-20', to: null, precision: 'exact' } })).toBeUndefined()
})

test('another person on the same day in the same town is another aggression; a person a month later is too', () => {
  expect(score({ personKey: 'p2' }, { personKey: 'p1' })).toBeUndefined()
  expect(score({ personKey: 'p1' }, { personKey: 'p1' })).toBe(120)
  const later = { personKey: 'p1', date: { from: '2023-06-14', to: null, precision: 'exact' } }
  expect(score(later, { personKey: 'p1' })).toBeUndefined()
  const thatMonth = { personKey: 'p1', date: { from: '2023-05-01', to: null, precision: 'month' } }
  expect(score(thatMonth, { personKey: 'p1' })).toBeGreaterThanOrEqual(60)
})

test('aggressions that were put together as one event are not duplicates of each other', () => {
  expect(score({ eventId: 'e' }, { eventId: 'e' })).toBeUndefined()
  expect(score({ eventId: 'e' }, { eventId: 'f' })).toBe(70)
})

test('a thousand entries of one person on one day are compared with so many each and no more', () => {
  const all = Array.from({ length: 1_000 }, (_, i) => ({ ...base, id: String(i), personKey: 'p' }))
  expect(likelyDuplicates(all).length).toBeLessThanOrEqual(1_000 * 100)
})
