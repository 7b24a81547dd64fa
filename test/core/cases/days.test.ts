import { afterAll, afterEach, expect, test } from 'vitest'
import { dayOf } from '#shared/rules/days'
import { twoOnACase } from '../../support/caseFile'
import { everybodyGoesHome, meet, newPerson } from '../../support/people'
import type { Person } from '../../support/people'

// Women of one network live in other zones: what each calls today is today for her notebook.

const zone = process.env.TZ
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})
afterAll(everybodyGoesHome)

/** A case of her own, with her clock at this moment. */
const aloneAt = async (moment: string): Promise<{ who: Person; caseId: string }> => {
  const who = await newPerson('Alma', () => new Date(moment))
  await who.call('network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' })
  const { caseId } = await who.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  return { who, caseId }
}

test.each([
  { tz: 'America/Tijuana', moment: '2026-11-23T03:30:00.000Z', today: '2026-11-22', tomorrow: '2026-11-23' },
  { tz: 'Europe/Madrid', moment: '2026-11-22T23:30:00.000Z', today: '2026-11-23', tomorrow: '2026-11-24' },
  { tz: 'Pacific/Auckland', moment: '2026-11-22T12:00:00.000Z', today: '2026-11-23', tomorrow: '2026-11-24' },
])('in $tz her today is no future, and is what is noted by itself', async ({ tz, moment, today, tomorrow }) => {
  process.env.TZ = tz
  const { who, caseId } = await aloneAt(moment)
  const said = { caseId, purpose: 'keep_file', state: 'given' } as const
  expect(await who.tryCall('case.setConsent', { ...said, on: today })).toBe('ok')
  expect(await who.tryCall('case.setConsent', { ...said, on: tomorrow })).toBe('BadInput')
  await who.call('case.addFollowUp', { caseId, text: 'Está en casa' })
  await who.call('case.noteAccess', { caseId, action: 'print' })
  const view = await who.query('case.view', { caseId })
  expect(view.followUps.map(({ on }) => on)).toEqual([today])
  const { accesses } = await who.query('case.access', { caseId })
  expect(new Set(accesses.map(({ day }) => day))).toEqual(new Set([today]))
})

test('of two versions each has the day that its author had', async () => {
  const { alma, bina, caseId } = await twoOnACase()
  await alma.call('case.setField', { caseId, path: 'priority', value: 'urgent' })
  await bina.call('case.setField', { caseId, path: 'priority', value: 'low' })
  const today = dayOf(new Date().toISOString())
  await meet(alma, bina)
  const { conflicts } = await bina.query('case.view', { caseId })
  expect(conflicts.find(({ path }) => path === 'priority')?.versions).toEqual(
    expect.arrayContaining([
      { value: 'urgent', by: 'Alma', on: today },
      { value: 'low', by: 'Bina', on: today },
    ]),
  )
})

test('the day of a moment is empty where there is none', () => {
  process.env.TZ = 'America/Tijuana'
  expect(dayOf('')).toBe('')
  expect(dayOf('2026-11-23T03:30:00.000Z')).toBe('2026-11-22')
})
