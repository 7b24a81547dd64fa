import { expect, test } from 'vitest'
import { alertMachine, alertStatusNow, confirms, isOpenAlert } from '#shared/rules/alert'
import { statesOf, wayTo } from '#shared/rules/machine'
import { isOpenTask, taskMachine } from '#shared/rules/task'

test('an alert goes exactly where the table says, from every state to every state', () => {
  const open = {
    raised: ['acknowledged', 'attended', 'false_alarm'],
    acknowledged: ['attended', 'closed', 'false_alarm'],
    attended: ['closed', 'false_alarm'],
    closed: [],
    false_alarm: [],
  } as Record<string, string[]>
  for (const from of statesOf(alertMachine))
    for (const to of statesOf(alertMachine))
      expect(wayTo(alertMachine, [from], to), `${from} → ${to}`).toBe(open[from]?.includes(to) ? 'move' : 'none')
  expect(statesOf(alertMachine).filter((state) => !isOpenAlert(state))).toEqual(['closed', 'false_alarm'])
})

test("a committee's task goes from every state exactly where the table says", () => {
  for (const from of statesOf(taskMachine))
    for (const to of statesOf(taskMachine)) {
      const isBack = !isOpenTask(from)
      expect(wayTo(taskMachine, [from], to), `${from} → ${to}`).toBe(
        from !== to && (isBack ? to === 'open' : true) ? 'move' : 'none',
      )
    }
})

test('an alert that another answered is acknowledged without anybody saying so', () => {
  expect(alertStatusNow('raised', 0)).toBe('raised')
  expect(alertStatusNow('raised', 1)).toBe('acknowledged')
  expect(alertStatusNow('closed', 3)).toBe('closed')
})

test('the words are asked for as they sound: accents, case and spaces make no difference, and nothing confirms nothing', () => {
  expect(confirms('  Luciérnaga rio PAN ', 'luciérnaga río pan')).toBe(true)
  expect(confirms('luciernaga, rio, pan', 'luciérnaga río pan')).toBe(true)
  expect(confirms('emergency', 'emergency')).toBe(true)
  expect(confirms('rio luciernaga pan', 'luciérnaga río pan')).toBe(false)
  expect(confirms('emergenc', 'emergency')).toBe(false)
  for (const nothing of ['', ' ', '–']) expect(confirms(nothing, nothing)).toBe(false)
})
