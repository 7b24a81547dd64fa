import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TodayItem } from '#shared/contract/today'
import { everybodyGoesHome } from '../../support/people'
import type { Person } from '../../support/people'
import { around, coordinators, specOf } from '../../support/releases'

// What is to be published waits on the first screen of who may approve it, and then of who set it aside.

afterAll(everybodyGoesHome)

/** Alma, Bina and Carla coordinate, Dina is a member. */
let alma: Person, bina: Person, carla: Person, dina: Person
const team = (): Promise<void> => around(alma, bina, carla, dina)
const waits = async (who: Person): Promise<readonly TodayItem[]> =>
  (await who.query('today')).items.filter(({ kind }) => kind.startsWith('publication_'))

beforeAll(async () => {
  ;({ alma, bina, carla, dina } = await coordinators())
}, 120_000)

test('tables wait for the other coordinators, then for who set them aside, then for nobody; a member sees nothing of it', async () => {
  for (const one of [alma, bina, carla, dina]) expect(await waits(one)).toEqual([])
  const { releaseId } = await alma.call('release.lease', { spec: specOf('2012') })
  await team()
  const release = { product: 'tables', period: '2012', audience: 'public' }
  const what = { id: releaseId, due: null, overdue: false, about: '', release }
  for (const one of [bina, carla])
    expect(await waits(one)).toEqual([{ ...what, kind: 'publication_review', alias: 'Alma' }])
  for (const one of [alma, dina]) expect(await waits(one)).toEqual([])
  await bina.call('release.approve', { releaseId })
  expect(await waits(bina)).toEqual([])
  await team()
  expect(await waits(alma)).toEqual([{ ...what, kind: 'publication_publish', alias: '' }])
  for (const one of [bina, carla, dina]) expect(await waits(one)).toEqual([])
  await alma.call('release.publish', { releaseId })
  await team()
  for (const one of [alma, bina, carla, dina]) expect(await waits(one)).toEqual([])
}, 60_000)

test('a story waits for those who facilitate and read the case, until two have approved it', async () => {
  const open = () => alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  const { caseId, caseCode } = await open()
  for (let i = 0; i < 4; i += 1) await open() // so many share her profile
  await alma.call('case.setConsent', { caseId, purpose: 'case_summary', state: 'given', how: 'oral' })
  for (const one of [bina, carla, dina]) await alma.call('case.grant', { caseId, memberId: await one.id() })
  const { narrativeId } = await alma.call('narrative.write', { caseId, text: 'Una defensora siguió, acompañada.' })
  await team()
  expect(await waits(bina)).toEqual([])
  await alma.call('narrative.lease', { caseId, narrativeId })
  await team()
  const what = { id: narrativeId, due: null, overdue: false, about: caseCode, spaceId: caseId }
  const review = [{ ...what, kind: 'publication_review', alias: 'Alma' }]
  for (const one of [bina, carla]) expect(await waits(one)).toEqual(review)
  for (const one of [alma, dina]) expect(await waits(one)).toEqual([])
  await bina.call('narrative.approve', { caseId, narrativeId })
  await team()
  expect([await waits(alma), await waits(bina), await waits(carla)]).toEqual([[], [], review])
  await carla.call('narrative.approve', { caseId, narrativeId })
  await team()
  expect(await waits(alma)).toEqual([{ ...what, kind: 'publication_publish', alias: '' }])
  for (const one of [bina, carla, dina]) expect(await waits(one)).toEqual([])
  await alma.call('narrative.publish', { caseId, narrativeId })
  expect(await waits(alma)).toEqual([])
}, 60_000)

test('who coordinates no more is asked for nothing', async () => {
  const entry = {
    date: { from: '2013-05-14', precision: 'exact' },
    country: 'MX',
    types: ['harassment'],
    target: 'personal',
    genderDimension: 'no',
  }
  await alma.call('registry.submitMany', { entries: [entry] })
  await alma.call('registry.closePeriod', { period: '2013' })
  const { releaseId } = await alma.call('release.lease', { spec: specOf('2013') })
  await team()
  expect((await waits(carla)).map(({ id }) => id)).toEqual([releaseId])
  const memberId = await carla.id()
  for (const one of [alma, bina]) {
    await one.call('member.setRole', { memberId, role: 'member' })
    await team()
  }
  expect(await waits(carla)).toEqual([])
  expect((await waits(bina)).map(({ id }) => id)).toEqual([releaseId])
}, 60_000)
