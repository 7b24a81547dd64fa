import { describe, expect, test } from 'vitest'
import { agreedToFile, consentHeads, consentNow, isSameMatter, lapsesOn, mattersOf } from '#shared/rules/consent'
import type { ConsentEvent } from '#shared/rules/consent'
import { randomOf, seedsOf } from '../support/random'

const now = '2026-06-15T10:00:00.000Z'
const matter = { purpose: 'share_network', person: null, to: '' }
const event = (id: string, state: string, after: string[] = [], more: Partial<ConsentEvent> = {}): ConsentEvent => ({
  id,
  ...matter,
  state,
  on: '2026-06-01',
  expiresOn: null,
  after,
  at: '2026-06-01T00:00:00.000Z',
  ...more,
})
const stateOf = (...events: ConsentEvent[]) => consentNow(events, matter, now).state

describe('what she said', () => {
  test('what nobody asked is not asked, and a word about something else says nothing about it', () => {
    expect(stateOf()).toBe('not_asked')
    expect(stateOf(event('a', 'given', [], { purpose: 'photo' }))).toBe('not_asked')
    expect(stateOf(event('a', 'given', [], { person: 'b'.repeat(32) }))).toBe('not_asked')
    expect(stateOf(event('a', 'given', [], { to: 'Otra' }))).toBe('not_asked')
  })

  test('one word is what it says; a word that is not understood allows nothing', () => {
    for (const word of ['given', 'refused', 'withdrawn']) expect(stateOf(event('a', word))).toBe(word)
    expect(stateOf(event('a', 'newer_word'))).toBe('refused')
  })

  test('what is said later, knowing of the earlier, holds', () => {
    expect(stateOf(event('a', 'given'), event('b', 'withdrawn', ['a']))).toBe('withdrawn')
    expect(stateOf(event('a', 'withdrawn'), event('b', 'given', ['a']))).toBe('given')
    expect(stateOf(event('a', 'refused'), event('b', 'given', ['a']))).toBe('given')
    expect(stateOf(event('a', 'given'), event('b', 'refused', ['a']), event('c', 'given', ['b']))).toBe('given')
  })

  test('of words said apart, the withdrawal goes before the refusal, and both before the giving', () => {
    const [given, refused, withdrawn] = [event('a', 'given'), event('b', 'refused'), event('c', 'withdrawn')]
    expect(stateOf(given, refused)).toBe('refused')
    expect(stateOf(given, withdrawn)).toBe('withdrawn')
    expect(stateOf(refused, withdrawn)).toBe('withdrawn')
    expect(stateOf(given, refused, withdrawn)).toBe('withdrawn')
  })

  test('a giving that had seen only one of two withdrawals does not undo the other', () => {
    const apart = [event('a', 'withdrawn'), event('b', 'withdrawn'), event('c', 'given', ['a'])]
    expect(stateOf(...apart)).toBe('withdrawn')
    expect(stateOf(...apart, event('d', 'given', ['b', 'c']))).toBe('given')
  })

  test('words that claim to have seen each other in a circle, or themselves, allow nothing more', () => {
    expect(stateOf(event('a', 'given', ['b']), event('b', 'given', ['a']))).toBe('refused')
    expect(stateOf(event('a', 'given', ['a']))).toBe('given')
    expect(stateOf(event('a', 'given', ['gone']))).toBe('given')
  })
})

describe('how long', () => {
  const until = (expiresOn: string | null, at: string, more: Partial<ConsentEvent> = {}) =>
    consentNow([event('a', 'given', [], { expiresOn, ...more })], matter, at)

  test('until the day it lapses, and no longer', () => {
    expect(until('2026-06-16', now)).toEqual({ state: 'given', expiresOn: '2026-06-16' })
    expect(until('2026-06-15', now)).toEqual({ state: 'expired', expiresOn: '2026-06-15' })
  })

  test('twelve months when nothing was said, also from the day it was written down', () => {
    expect(lapsesOn('2026-06-01')).toBe('2027-06-01')
    expect(until(null, '2027-05-31T00:00:00.000Z').state).toBe('given')
    expect(until(null, '2027-06-01T00:00:00.000Z').state).toBe('expired')
    expect(until('mañana', now, { on: null }).expiresOn).toBe('2027-06-01')
    expect(until(null, now, { on: null, at: null })).toEqual({ state: 'expired', expiresOn: null })
  })

  test('of givings said apart the one that lasts longest counts', () => {
    const two = [
      event('a', 'given', [], { expiresOn: '2026-06-10' }),
      event('b', 'given', [], { expiresOn: '2026-07-01' }),
    ]
    expect(consentNow(two, matter, now)).toEqual({ state: 'given', expiresOn: '2026-07-01' })
  })
})

test('an organisation is the same however its name was typed, and another one is another matter', () => {
  const to = (name: string) => ({ purpose: 'refer_org', person: null, to: name })
  expect(isSameMatter(to('Casa  Ceiba '), to('casa ceiba'))).toBe(true)
  expect(isSameMatter(to('Casa Ceiba'), to('Casa Pino'))).toBe(false)
  const events = [event('b', 'given', [], to('Casa Ceiba')), event('a', 'refused', [], to('CASA CEIBA'))]
  expect(mattersOf(events).map(({ events: of }) => of.map(({ id }) => id))).toEqual([['a', 'b']])
})

test('a file is kept when she or somebody in her name agreed, and nobody of them took it back', () => {
  const [ana, eva] = ['a'.repeat(32), 'e'.repeat(32)]
  const file = (id: string, state: string, person: string | null) =>
    event(id, state, [], { purpose: 'keep_file', person })
  expect(agreedToFile([], [], now)).toBe(false)
  expect(agreedToFile([file('1', 'given', null)], [ana], now)).toBe(true)
  expect(agreedToFile([file('1', 'given', ana)], [ana], now)).toBe(true)
  expect(agreedToFile([file('1', 'given', eva)], [ana], now)).toBe(false)
  expect(agreedToFile([file('1', 'given', null), file('2', 'withdrawn', ana)], [ana], now)).toBe(false)
  expect(agreedToFile([file('1', 'given', ana), file('2', 'refused', eva)], [ana, eva], now)).toBe(false)
})

describe('whatever is said by whom, on laptops that seldom meet', () => {
  const seeds = seedsOf('consent', 40)
  /** Three laptops that say things about one matter, each seeing only what came to it. */
  const story = (seed: number): ConsentEvent[] => {
    const random = randomOf(seed)
    const laptops: ConsentEvent[][] = [[], [], []]
    for (let i = 0; i < 2 + random.whole(10); i++) {
      const here = random.pick(laptops)
      const after = consentHeads(here, matter).map(({ id }) => id)
      here.push(event(String(i), random.pick(['given', 'refused', 'withdrawn']), after))
      const [from, to] = [random.pick(laptops), random.pick(laptops)]
      if (random.next() < 0.4) to.push(...from.filter(({ id }) => !to.some((one) => one.id === id)))
    }
    return [...new Map(laptops.flat().map((one) => [one.id, one])).values()]
  }

  test('every order of the same words gives the same answer, and so does hearing one twice', () => {
    for (const seed of seeds) {
      const events = story(seed)
      const random = randomOf(seed + 1)
      const truth = consentNow(events, matter, now)
      for (let order = 0; order < 4; order++) {
        const shuffled = random.shuffle([...events, ...(order === 3 ? events : [])])
        expect(consentNow(shuffled, matter, now), `seed ${seed}`).toEqual(truth)
      }
    }
  })

  test('a refusal or withdrawal that no other word had seen wins; a giving holds only where it saw all of them', () => {
    for (const seed of seeds) {
      const events = story(seed)
      const byId = new Map(events.map((one) => [one.id, one]))
      const sawAll = (id: string, seen = new Set<string>()): Set<string> => {
        for (const one of byId.get(id)?.after ?? []) if (!seen.has(one)) sawAll(one, seen.add(one))
        return seen
      }
      const noes = events.filter(({ state }) => state !== 'given')
      const isGiven = stateOf(...events) === 'given'
      const overridden = noes.every((no) => events.some(({ id, state }) => state === 'given' && sawAll(id).has(no.id)))
      if (isGiven) expect(overridden, `seed ${seed}`).toBe(true)
      const unseen = event('z', 'withdrawn')
      expect(stateOf(...events, unseen), `seed ${seed}`).toBe('withdrawn')
    }
  })
})
