import { expect, test } from 'vitest'
import { settingLimits, settingNames, settingNow, usualSettings } from '#shared/rules/networkSettings'
import type { SettingWord } from '#shared/rules/networkSettings'

const word = (id: string, value: number, by: string, ...after: string[]): SettingWord => ({
  id,
  name: 'publicThreshold',
  value,
  by,
  after,
})
const now = (...said: SettingWord[]) => settingNow('publicThreshold', said)

test('what nobody said is the usual, and every usual is within its bounds and not below its floor', () => {
  expect(now()).toEqual({ value: 5, by: [], apart: [], proposed: [], heads: [] })
  for (const name of settingNames) {
    const { usual, least, most, floor } = settingLimits(name)
    expect([name, least <= usual && usual <= most && usual >= (floor ?? 0)]).toEqual([name, true])
    expect(usualSettings[name]).toBe(usual)
  }
})

test('below the floor one word changes nothing, the same of another does, also where neither had heard of the other', () => {
  expect(now(word('a', 4, 'alma'))).toMatchObject({ value: 5, proposed: [{ value: 4, by: 'alma' }] })
  expect(now(word('a', 4, 'alma'), word('b', 4, 'alma', 'a'))).toMatchObject({ value: 5 })
  expect(now(word('a', 4, 'alma'), word('b', 3, 'bina', 'a'))).toMatchObject({
    value: 5,
    proposed: [{ value: 3, by: 'bina' }],
  })
  for (const after of [['a'], []])
    expect(now(word('a', 4, 'alma'), word('b', 4, 'bina', ...after))).toMatchObject({
      value: 4,
      by: ['alma', 'bina'],
      proposed: [],
    })
})

test('a proposal leaves what held before, and a word that stays with it takes the proposal back', () => {
  const eight = word('a', 8, 'alma')
  expect(now(eight, word('b', 4, 'bina', 'a'))).toMatchObject({ value: 8, by: ['alma'] })
  expect(now(eight, word('b', 4, 'bina', 'a'), word('c', 8, 'alma', 'b'))).toMatchObject({ value: 8, proposed: [] })
  const agreed = [word('a', 4, 'alma'), word('b', 4, 'bina', 'a')]
  expect(now(...agreed, word('c', 3, 'alma', 'b'))).toMatchObject({ value: 4, proposed: [{ value: 3, by: 'alma' }] })
  expect(now(...agreed, word('c', 3, 'alma', 'b'), word('d', 4, 'bina', 'c'))).toMatchObject({ value: 4, proposed: [] })
})

test('of words said apart the highest holds, whatever the order in which they came; nonsense holds nothing', () => {
  const [a, b] = [word('a', 8, 'alma'), word('b', 20, 'bina')]
  for (const order of [
    [a, b],
    [b, a],
  ])
    expect(now(...order)).toMatchObject({ value: 20, by: ['bina'], heads: ['a', 'b'] })
  expect(now(a, b).apart).toEqual([
    { value: 8, by: 'alma' },
    { value: 20, by: 'bina' },
  ])
  expect(now(a, b, word('c', 8, 'alma', 'a', 'b'))).toMatchObject({ value: 8, apart: [], heads: ['c'] })
  for (const bad of [2, 51, 4.5, Number.NaN]) expect(now(word('a', bad, 'alma')).value).toBe(5)
  expect(now(word('a', 4, 'alma', 'b'), word('b', 4, 'alma', 'a')).value).toBe(5)
  expect(now({ ...a, name: 'graveThreshold' }).value).toBe(5)
})
