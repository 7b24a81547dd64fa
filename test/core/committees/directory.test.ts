import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodyGoesHome } from '../../support/people'
import type { Person } from '../../support/people'
import { allMeet, foundByClock, itIs, joinByClock } from './clock'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person
const team = (): Promise<void> => allMeet(alma, bina)
beforeAll(async () => {
  itIs('2026-05-04T09:00:00.000Z')
  alma = await foundByClock('Alma')
  bina = await joinByClock(alma, 'Bina')
  await team()
}, 60_000)

test('each writes her own card, which all see; there is no way to name another', async () => {
  await bina.call('card.set', { pronoun: 'ella', languages: ['es', 'zap'], skills: ['legal'], availability: 'hours' })
  await alma.call('card.set', { skills: ['digital'] })
  await bina.call('card.set', { availability: 'unavailable', restPeriods: [{ from: '2026-06-01', to: '2026-06-07' }] })
  await team()
  const { cards } = await alma.query('card.list')
  expect(cards.find(({ alias }) => alias === 'Bina')).toMatchObject({
    memberId: await bina.id(),
    mine: false,
    pronoun: 'ella',
    languages: ['es', 'zap'],
    skills: ['legal'],
    availability: 'unavailable',
    restPeriods: [{ from: '2026-06-01', to: '2026-06-07' }],
  })
  expect(cards).toHaveLength(2)
  const refused = await alma.engine().call('card.set', { memberId: await bina.id(), pronoun: 'x' })
  expect(refused).toMatchObject({ ok: false, error: { type: 'BadInput' } })
  expect(await alma.tryCall('card.set', { restPeriods: [{ from: '2026-06-07', to: '2026-06-01' }] })).toBe('BadInput')
  expect(await alma.tryCall('card.set', { skills: ['flying'] })).toBe('BadInput')
})

test('an area is made by any member and changed field by field on two laptops', async () => {
  const { areaId } = await bina.call('area.save', { name: 'Sierra', departments: ['Ixtlán', 'Villa Alta'] })
  await team()
  await alma.call('area.save', { areaId, contacts: [await bina.id()] })
  await bina.call('area.save', { areaId, name: 'Sierra Norte' })
  await team()
  expect((await alma.query('area.list')).areas).toEqual([
    {
      areaId,
      name: 'Sierra Norte',
      departments: ['Ixtlán', 'Villa Alta'],
      contacts: [{ memberId: await bina.id(), alias: 'Bina' }],
    },
  ])
  expect(await bina.query('area.list')).toEqual(await alma.query('area.list'))
  expect(await alma.engine().call('area.save', { departments: [] })).toMatchObject({
    error: { type: 'BadInput', detail: { field: 'name' } },
  })
  expect(await alma.tryCall('area.save', { areaId, contacts: ['ab'.repeat(32)] })).toBe('UnknownMember')
})

test('who facilitates adds a term under one of an open list, once; two that were added apart are one', async () => {
  const term = { list: 'skill', code: 'x-practica-partera', parent: 'health', labelEs: 'Partería' }
  expect(await bina.tryCall('term.add', term)).toBe('NotAllowed')
  await alma.call('term.add', term)
  expect(await alma.tryCall('term.add', term)).toBe('AlreadySo')
  const field = async (more: object): Promise<unknown> => {
    const done = await alma.engine().call('term.add', { ...term, code: 'x-practica-otra', ...more })
    return done.ok ? 'ok' : done.error.detail?.field
  }
  expect(await field({ list: 'availability' })).toBe('list')
  expect(await field({ list: 'nothing' })).toBe('list')
  expect(await field({ code: 'partera' })).toBe('code')
  expect(await field({ parent: 'other' })).toBe('parent')
  expect(await field({ parent: 'nothing' })).toBe('parent')
  expect(await field({ labelEs: '' })).toBe('labelEs')
  await team()
  expect((await bina.query('term.list')).terms).toMatchObject([{ ...term, labelEn: '' }])
  await bina.call('card.set', { skills: ['x-practica-partera'] })
})
