import { expect, test } from 'vitest'
import { figuresOf, lastMonthBefore, stayLength, waitingOf } from '#shared/rules/houseFigure'
import type { FigureHold, FigureStay } from '#shared/rules/houseFigure'

const stay = (more: Partial<FigureStay> = {}): FigureStay => ({
  status: 'departed',
  arrival: '2013-05-01',
  departure: { date: '2013-05-06', kind: 'return' },
  holdId: null,
  ...more,
})
const hold = (
  holdId: string,
  caseCode: string,
  requestedAt: string,
  status = 'accepted',
  more: object = {},
): FigureHold => ({
  holdId,
  said: [status],
  status,
  values: { caseCode, requestedAt, reason: null, ...more },
})
const until = (through: string, stays: Record<string, FigureStay>, holds: readonly FigureHold[] = []) =>
  figuresOf(new Map(Object.entries(stays)), holds, through)

test('a stay is as long as its nights: a week, a month, a quarter, longer; and nothing is said where a day is not known', () => {
  const lengthTo = (departed: string) => stayLength('2013-01-01', departed)
  expect(
    ['2013-01-01', '2013-01-08', '2013-01-09', '2013-01-31', '2013-02-01', '2013-04-01', '2013-04-02'].map(lengthTo),
  ).toEqual(['week', 'week', 'month', 'month', 'quarter', 'quarter', 'longer'])
  expect([stayLength(null, '2013-01-02'), stayLength('2013-01-01', null)]).toEqual([null, null])
  expect([stayLength('2013-01-03', '2013-01-02'), stayLength('ayer', '2013-01-02')]).toEqual([null, null])
})

test('who left, who moved to another house and who was followed up count, in the month in which they left', () => {
  const found = until('2013-06', {
    a: stay(),
    b: stay({ status: 'moved', departure: { date: '2013-06-30', kind: 'other_house' } }),
    c: stay({ status: 'followed_up', arrival: null }),
  })
  expect(found.map(({ source, month, length }) => [source, month, length])).toEqual([
    ['a', '2013-05', 'week'],
    ['b', '2013-06', 'quarter'],
    ['c', '2013-05', null],
  ])
})

test('who never came, who is still there, who left nobody knows when, and who left later do not', () => {
  const found = until('2013-06', {
    a: stay({ status: 'no_show' }),
    b: stay({ status: 'in_stay' }),
    c: stay({ departure: { date: null, kind: 'return' } }),
    d: stay({ departure: { date: '2013-07-01', kind: 'return' } }),
    e: stay({ departure: { date: '2013-99-01', kind: 'return' } }),
  })
  expect(found).toEqual([])
})

test('a request counts by what became of it; a yes stays a yes when its time ran out, and one that waits is not counted', () => {
  const at = '2013-05-02T10:00:00.000Z'
  const holds = [
    hold('1', 'A', at, 'converted'),
    hold('2', 'B', at, 'declined', { reason: 'full' }),
    hold('3', 'C', at, 'expired'),
    { ...hold('4', 'D', at, 'expired'), said: ['accepted'] },
    hold('5', 'E', at, 'cancelled', { reason: 'full' }),
    hold('6', 'F', at, 'requested'),
    hold('7', 'G', 'nunca', 'declined'),
  ]
  expect(until('2013-05', {}, holds).map(({ source, outcome, reason }) => [source, outcome, reason])).toEqual([
    ['1', 'accepted', null],
    ['2', 'declined', 'full'],
    ['3', 'expired', null],
    ['4', 'accepted', null],
    ['5', 'cancelled', null],
  ])
  expect([waitingOf(holds, '2013-04'), waitingOf(holds, '2013-05')]).toEqual([0, 1])
})

test('one woman who asks five times and then stays is one, by her first request; without a code each request is of somebody else', () => {
  const asked = ['3', '1', '2'].map((id) => hold(id, id === '1' ? ' k7m2q' : 'K7M2Q', `2013-0${id}-01T00:00:00.000Z`))
  const found = until('2013-12', { s: stay({ holdId: '3' }), t: stay({ holdId: 'nobody-reads' }), u: stay() }, [
    ...asked,
    hold('8', '', '2013-01-01T00:00:00.000Z'),
    hold('9', '', '2013-01-02T00:00:00.000Z'),
  ])
  expect(found.map(({ source, group }) => [source, group])).toEqual([
    ['s', '1'],
    ['t', 'nobody-reads'],
    ['u', 'u'],
    ['3', '1'],
    ['1', '1'],
    ['2', '1'],
    ['8', '8'],
    ['9', '9'],
  ])
})

test('a month is over on the first day of the next', () => {
  expect(['2013-11-30', '2013-12-01', '2013-01-15'].map(lastMonthBefore)).toEqual(['2013-10', '2013-11', '2012-12'])
})
