import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'
import type { SettingRow } from '#shared/contract/settings'
import type { SettingName } from '#shared/rules/networkSettings'

let alma: Person, bina: Person, carla: Person
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  carla = await joinNetwork(alma, 'Carla')
  await meet(alma, bina)
}, 60_000)
afterAll(everybodyGoesHome)

const all = async (): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const other of [bina, carla]) await meet(alma, other)
}
const setting = async (who: Person, name: SettingName): Promise<SettingRow> => {
  const found = (await who.query('setting.list')).settings.find((one) => one.name === name)
  if (!found) throw new Error('no such setting')
  return found
}

test('a network begins with what is usual, and only who coordinates changes it, within bounds', async () => {
  expect(await setting(carla, 'publicThreshold')).toMatchObject({ value: 5, usual: 5, floor: 5, by: [], proposed: [] })
  expect((await carla.query('setting.list')).mayChange).toBe(false)
  expect(await carla.tryCall('setting.set', { name: 'holdHoursHome', value: 6 })).toBe('NotAllowed')
  for (const value of [0, 169])
    expect(await alma.tryCall('setting.set', { name: 'holdHoursHome', value })).toBe('BadInput')
  expect(await alma.tryCall('setting.set', { name: 'holdHoursHome', value: 4 })).toBe('AlreadySo')
  expect(await alma.call('setting.set', { name: 'publicThreshold', value: 8 })).toEqual({
    done: true,
    signatures: 1,
    needed: 1,
  })
  await all()
  expect(await setting(carla, 'publicThreshold')).toMatchObject({ value: 8, by: ['Alma'] })
})

test('a threshold goes below its floor only when two coordinators said the same number', async () => {
  expect(await alma.call('setting.set', { name: 'publicThreshold', value: 4 })).toEqual({
    done: false,
    signatures: 1,
    needed: 2,
  })
  expect(await alma.tryCall('setting.set', { name: 'publicThreshold', value: 4 })).toBe('AlreadySo')
  await all()
  expect(await setting(carla, 'publicThreshold')).toMatchObject({
    value: 8,
    proposed: [{ value: 4, alias: 'Alma', mine: false }],
  })
  const waits = async (who: Person) => (await who.query('today')).items.filter(({ kind }) => kind === 'setting')
  expect(await waits(bina)).toMatchObject([{ id: 'publicThreshold', about: '4', alias: 'Alma' }])
  expect([await waits(alma), await waits(carla)]).toEqual([[], []])
  // another number is another proposal
  expect(await bina.call('setting.set', { name: 'publicThreshold', value: 3 })).toMatchObject({ done: false })
  expect(await bina.call('setting.set', { name: 'publicThreshold', value: 8 })).toMatchObject({ done: true })
  expect(await setting(bina, 'publicThreshold')).toMatchObject({ value: 8, proposed: [] })
  await all()
  await alma.call('setting.set', { name: 'publicThreshold', value: 4 })
  await all()
  expect(await bina.call('setting.set', { name: 'publicThreshold', value: 4 })).toEqual({
    done: true,
    signatures: 2,
    needed: 2,
  })
  await all()
  for (const one of [alma, bina, carla])
    expect(await setting(one, 'publicThreshold')).toMatchObject({ value: 4, proposed: [], apart: [] })
  expect([...(await setting(carla, 'publicThreshold')).by].sort()).toEqual(['Alma', 'Bina'])
})

test('of a threshold set apart the highest holds and both are shown, until one coordinator chooses', async () => {
  await alma.call('setting.set', { name: 'graveThreshold', value: 12 })
  await bina.call('setting.set', { name: 'graveThreshold', value: 20 })
  await all()
  for (const one of [alma, bina, carla]) {
    const { value, apart } = await setting(one, 'graveThreshold')
    expect([value, apart.map((said) => [said.value, said.alias]).sort()]).toEqual([
      20,
      [
        [12, 'Alma'],
        [20, 'Bina'],
      ],
    ])
  }
  await alma.call('setting.set', { name: 'graveThreshold', value: 12 })
  await all()
  expect(await setting(carla, 'graveThreshold')).toMatchObject({ value: 12, by: ['Alma'], apart: [] })
})

test('the rules read them: how long an agreement lasts and when a risk is looked at again', async () => {
  await alma.call('setting.set', { name: 'consentMonths', value: 6 })
  await alma.call('setting.set', { name: 'reviewDaysLow', value: 30 })
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.setConsent', { caseId, purpose: 'keep_file', state: 'given', on: '2026-01-10', how: 'oral' })
  const { consents } = await alma.query('case.view', { caseId })
  expect(consents[0]?.events[0]?.expiresOn).toBe('2026-07-10')
  await alma.call('setting.set', { name: 'holdHoursHome', value: 6 })
  const { houseCardId } = await alma.call('house.offer', {
    alias: 'Casa Amate',
    country: 'MX',
    type: 'safe_house',
    placesTotal: 4,
    contacts: [await alma.id()],
  })
  const { expiresAt } = await alma.call('hold.request', {
    houseCardId,
    caseCode: 'K7M2Q',
    party: { adults: 1 },
  })
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 60_000)).toBe(6 * 60)
})
