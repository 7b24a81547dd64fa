import { afterEach, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork } from '../support/people'

afterEach(everybodyGoesHome)

test("Alma's unfinished form and the way she likes her screen are there after a lock, and nobody else gets them", async () => {
  const alma = await foundNetwork()
  const { unsealed } = await alma.query('sync.status', undefined)
  const value = { chosenName: 'Ceiba', step: 3 }
  await alma.call('draft.keep', { form: 'case.new', value })
  await alma.call('preferences.set', { discreet: true })
  await alma.call('preferences.set', { idleMinutes: 2 })
  await alma.reopen()
  expect(await alma.query('draft.get', { form: 'case.new' })).toEqual({ value })
  expect(await alma.query('draft.list', undefined)).toEqual({ forms: ['case.new'] })
  expect(await alma.query('preferences.get', undefined)).toMatchObject({
    discreet: true,
    idleMinutes: 2,
    textSize: 100,
  })
  await alma.call('draft.drop', { form: 'case.new' })
  expect(await alma.query('draft.get', { form: 'case.new' })).toEqual({ value: null })
  expect((await alma.query('sync.status', undefined)).unsealed).toBe(unsealed)
})

test('a draft that is too long, or one too many, is refused and those that are kept stay', async () => {
  const alma = await foundNetwork()
  expect(await alma.tryCall('draft.keep', { form: 'case.new', value: 'a'.repeat(200_001) })).toBe('InputTooLarge')
  for (let i = 0; i < 200; i++) await alma.call('draft.keep', { form: `f${i}`, value: i })
  expect(await alma.tryCall('draft.keep', { form: 'more', value: 1 })).toBe('TooManyDrafts')
  expect(await alma.tryCall('draft.keep', { form: 'f7', value: 'again' })).toBe('ok')
  expect(await alma.tryCall('draft.keep', { form: 'a name with spaces', value: 1 })).toBe('BadInput')
})
