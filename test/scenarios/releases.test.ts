import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodyGoesHome, meet } from '../support/people'
import type { Person } from '../support/people'
import { around, coordinators, filesFor, specOf, standsAs } from '../support/releases'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person, dina: Person
const spec = specOf('2012')
const all = (): Promise<void> => around(alma, bina, carla, dina)

beforeAll(async () => {
  ;({ alma, bina, carla, dina } = await coordinators())
}, 120_000)

const refusal = async (who: Person, name: string, input: unknown): Promise<unknown> => {
  const done = await who.engine().call(name, input)
  return done.ok ? 'ok' : done.error
}

test('Alma counts, leases; Bina counts the same on her laptop and approves; it is published, and final once it is on another laptop', async () => {
  const preview = await alma.query('release.preview', { spec })
  expect(await bina.query('release.preview', { spec })).toEqual(preview)
  const { releaseId } = await alma.call('release.lease', { spec })
  expect(await alma.tryCall('release.approve', { releaseId })).toBe('OwnApproval')
  expect(await alma.tryCall('release.publish', { releaseId })).toBe('NotApproved')
  expect(await alma.tryCall('release.lease', { spec })).toBe('LeaseConflict')
  const drafted = await filesFor(alma, { releaseId })
  expect([drafted.release, drafted.draft]).toEqual([null, 'notPublished'])
  await all()
  expect(await bina.query('release.list')).toMatchObject({
    mayRelease: true,
    missing: 0,
    notValid: [],
    releases: [{ releaseId, status: 'leased', mayApprove: true, leased: { alias: 'Alma', mine: false } }],
  })
  await bina.call('release.approve', { releaseId })
  await bina.call('release.publish', { releaseId })
  expect(await standsAs(bina, releaseId)).toBe('published')
  const alone = await filesFor(bina, { releaseId })
  expect([alone.release, alone.draft]).toEqual([null, 'notElsewhere'])
  await all()
  for (const one of [alma, bina, carla]) {
    const final = await filesFor(one, { releaseId })
    expect([one.alias, final.release, final.draft]).toEqual([one.alias, releaseId, null])
    expect(final.files).toEqual((await filesFor(alma, { releaseId })).files)
  }
  await all()
  const view = await dina.query('release.view', { releaseId })
  expect(view).toMatchObject({
    status: 'published',
    approved: [{ alias: 'Bina' }],
    publication: preview.publication,
    mayApprove: false,
  })
  expect(new Set(view.seen.filter(({ isFinal }) => isFinal).map(({ alias }) => alias))).toEqual(
    new Set(['Alma', 'Bina', 'Carla']),
  )
  expect(await refusal(dina, 'release.files', { of: { releaseId }, folder: '/tmp' })).toMatchObject({
    type: 'NotAllowed',
  })
  expect(await alma.tryCall('release.lease', { spec })).toBe('AlreadyPublished')
  expect(await alma.tryCall('release.lease', { spec, supersedes: releaseId })).toBe('AlreadySo')
}, 120_000)

test('two leases said apart invalidate each other on every laptop, nothing of them is approved, and one is chosen', async () => {
  const t1 = await alma.call('release.lease', { spec: specOf('2012-T1') })
  const t2 = await bina.call('release.lease', { spec: specOf('2012-T2') })
  await all()
  for (const one of [alma, bina, carla, dina])
    expect([one.alias, await standsAs(one, t1.releaseId), await standsAs(one, t2.releaseId)]).toEqual([
      one.alias,
      'conflict',
      'conflict',
    ])
  for (const { releaseId } of [t1, t2])
    expect(await carla.tryCall('release.approve', { releaseId })).toBe('LeaseConflict')
  expect(await carla.tryCall('release.lease', { spec: specOf('2012-T3') })).toBe('LeaseConflict')
  await carla.call('release.choose', { releaseId: t2.releaseId })
  await all()
  expect([await standsAs(alma, t1.releaseId), await standsAs(alma, t2.releaseId)]).toEqual(['lost', 'leased'])
  expect(await alma.tryCall('release.choose', { releaseId: t1.releaseId })).toBe('AlreadySo')
  await carla.call('release.approve', { releaseId: t2.releaseId })
  await alma.call('release.cancel', { releaseId: t2.releaseId, reason: 'Se publica con el semestre.' })
  expect(await alma.tryCall('release.publish', { releaseId: t2.releaseId })).toBe('NoSuchMove')
  await all()
  expect(await bina.query('release.view', { releaseId: t2.releaseId })).toMatchObject({
    status: 'cancelled',
    cancelled: { voice: { alias: 'Alma' }, reason: 'Se publica con el semestre.' },
  })
}, 120_000)

test('one that was published while another was leased apart stands; the other is overtaken and is leased anew', async () => {
  const first = await alma.call('release.lease', { spec: specOf('2012-S1') })
  const apart = await bina.call('release.lease', { spec: specOf('2012-S2') })
  await meet(alma, carla)
  await carla.call('release.approve', { releaseId: first.releaseId })
  await carla.call('release.publish', { releaseId: first.releaseId })
  await all()
  expect([await standsAs(bina, first.releaseId), await standsAs(bina, apart.releaseId)]).toEqual([
    'published',
    'overtaken',
  ])
  expect(await carla.tryCall('release.approve', { releaseId: apart.releaseId })).toBe('NoSuchMove')
}, 120_000)

test('a laptop that holds other records approves nothing, and says which differ', async () => {
  await bina.call('registry.closePeriod', { period: '2011' })
  await bina.call('registry.submit', {
    date: { from: '2011-05-14', precision: 'exact' },
    country: 'MX',
    types: ['harassment'],
    target: 'personal',
    genderDimension: 'no',
    lateReason: 'Llegó después.',
  })
  await all()
  const { releaseId } = await alma.call('release.lease', { spec: specOf('2011') })
  await meet(alma, bina)
  await bina.call('registry.submit', {
    date: { from: '2011-06-14', precision: 'exact' },
    country: 'MX',
    types: ['harassment'],
    target: 'personal',
    genderDimension: 'no',
    lateReason: 'También.',
  })
  expect(await refusal(bina, 'release.approve', { releaseId })).toEqual({
    type: 'DataDiffers',
    detail: { units: 'aggressions' },
  })
  await all()
  expect(await refusal(alma, 'release.publish', { releaseId })).toMatchObject({ type: 'NotApproved' })
  // one alone lowers no threshold, and one who raised it counts other numbers
  await carla.call('setting.set', { name: 'publicThreshold', value: 3 })
  expect((await carla.query('release.preview', { spec })).publication.thresholds).toEqual({ public: 5, grave: 10 })
  await alma.call('release.cancel', { releaseId, reason: 'Se cuenta de nuevo.' })
  await carla.call('setting.set', { name: 'publicThreshold', value: 7 })
  await meet(alma, carla)
  const again = await alma.call('release.lease', { spec: specOf('2011') })
  await all()
  expect((await alma.query('release.view', { releaseId: again.releaseId })).status).toBe('leased')
  await bina.call('setting.set', { name: 'publicThreshold', value: 9 })
  expect(await refusal(bina, 'release.approve', { releaseId: again.releaseId })).toEqual({
    type: 'DataDiffers',
    detail: { units: 'thresholds' },
  })
  await alma.call('release.cancel', { releaseId: again.releaseId, reason: 'Se cuenta de nuevo.' })
  await all()
}, 120_000)

test('a period that is not over, not closed or empty is refused, and so is who does not coordinate or read the registry', async () => {
  expect(await alma.tryQuery('release.preview', { spec: specOf('2010') })).toBe('PeriodOpen')
  expect(await alma.tryQuery('release.preview', { spec: specOf('2999') })).toBe('PeriodOpen')
  await alma.call('registry.closePeriod', { period: '2010' })
  expect(await alma.tryQuery('release.preview', { spec: specOf('2010') })).toBe('PeriodEmpty')
  await alma.call('registry.openPeriod', { period: '2012', reason: 'Falta algo.' })
  expect(await alma.tryCall('release.check', { spec })).toBe('PeriodOpen')
  await alma.call('registry.closePeriod', { period: '2012' })
  for (const name of ['release.check', 'release.lease'] as const)
    expect(await dina.tryCall(name, { spec })).toBe('NotAllowed')
  expect(await dina.tryQuery('release.preview', { spec })).toBe('NotAllowed')
  expect(await alma.tryQuery('release.view', { releaseId: 'ab'.repeat(16) })).toBe('UnknownRelease')
  expect(await alma.tryQuery('release.preview', { spec: specOf('2012-13') })).toBe('BadInput')
})
