import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analysis, inDays } from '../../support/caseFile'
import { dumpOf, inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

// Alma and Bina coordinate. Carla facilitates and is on Alma's case; Dora is a member. Bina is on no case.

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person, dora: Person, caseId: string, caseCode: string
const round = async (): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of [bina, carla, dora]) await meet(alma, one)
}
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  carla = await joinNetwork(alma, 'Carla', 'facilitator')
  dora = await joinNetwork(alma, 'Dora')
  ;({ caseId, caseCode } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    department: 'Oaxaca',
    alias: 'Luciérnaga',
    summaryInternal: 'Vino de Tehuantepec.',
  }))
  await alma.call('case.grant', { caseId, memberId: await carla.id() })
  await alma.call('case.addPerson', { caseId, relationToCase: 'defender', chosenName: 'Xochipilli' })
  await round()
}, 60_000)

const stubsOf = async (who: Person) => (await who.query('protection.list')).stubs

describe('what coordinators know of a case', () => {
  test('nothing before the protection space is open, and nobody else reads it ever', async () => {
    for (const who of [alma, bina, carla, dora]) expect(await who.tryQuery('protection.list')).toBe('UnknownSpace')
    await alma.call('space.open', { kind: 'protection' })
    await round()
    for (const who of [carla, dora]) expect(await who.tryQuery('protection.list')).toBe('UnknownSpace')
  })

  test('a coordinator who is not on the case sees its stub and no more of it', async () => {
    const team = await Promise.all([alma, carla].map(async (who) => ({ memberId: await who.id(), alias: who.alias })))
    const byId = (a: { memberId: string }, b: { memberId: string }) => (a.memberId < b.memberId ? -1 : 1)
    expect(await stubsOf(bina)).toEqual([
      {
        caseId,
        caseCode,
        status: 'received',
        priority: 'medium',
        riskBand: null,
        nextReview: null,
        country: 'MX',
        department: 'Oaxaca',
        team: team.sort(byId),
      },
    ])
    expect(await bina.tryQuery('case.view', { caseId })).toBe('UnknownCase')
    for (const text of ['tehuantepec', 'luciernaga', 'xochipilli'])
      expect((await bina.query('search', { text })).hits).toEqual([])
    const traces = (who: Person, word: string) => inside(who, ({ db }) => dumpOf(db).includes(Buffer.from(word)))
    expect(await traces(bina, caseCode)).toBe(true)
    for (const word of ['Tehuantepec', 'Luciérnaga', 'Xochipilli']) expect(await traces(bina, word)).toBe(false)
    expect(await traces(dora, caseCode)).toBe(false)
  })

  test('it follows the case: its state, its band, its review, its team', async () => {
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
    await carla.call('case.setField', { caseId, path: 'priority', value: 'urgent' })
    await alma.call('case.setStatus', { caseId, status: 'active', reason: 'urge' })
    await alma.call('case.revoke', { caseId, memberId: await carla.id() })
    await round()
    const [stub] = await stubsOf(bina)
    expect(stub).toMatchObject({ status: 'active', riskBand: 'high', nextReview: inDays(14) })
    expect(stub?.team.map(({ alias }) => alias)).toEqual(['Alma'])
    expect(await stubsOf(alma)).toEqual(await stubsOf(bina))
  })

  test('a case of who does not coordinate has none until a coordinator is on its team', async () => {
    const own = await carla.call('case.open', { kindOfSubject: 'family', country: 'HN' })
    await round()
    expect((await stubsOf(bina)).map((stub) => stub.caseId)).toEqual([caseId])
    await carla.call('case.grant', { caseId: own.caseId, memberId: await bina.id() })
    for (let i = 0; i < 2; i++) await round() // Carla to Alma, Alma to Bina, Bina's stub to Alma
    expect((await stubsOf(alma)).map((stub) => stub.caseId).sort()).toEqual([caseId, own.caseId].sort())
  })

  test('nothing is written again while nothing changes', async () => {
    await round()
    const before = await alma.query('sync.status')
    for (let i = 0; i < 3; i++) await round()
    expect((await alma.query('sync.status')).held).toBe(before.held)
  })

  test('an erased case takes its stub with it, on every laptop', async () => {
    await alma.call('case.erase', { caseId })
    await round()
    await bina.call('case.erase', { caseId })
    await round()
    for (const who of [alma, bina]) expect((await stubsOf(who)).map((stub) => stub.caseId)).not.toContain(caseId)
    expect(await alma.engine().check()).toMatchObject({ value: { ok: true } })
  })
})

describe('who looked', () => {
  let of: string
  beforeAll(async () => {
    of = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
    await alma.call('case.grant', { caseId: of, memberId: await carla.id() })
    await round()
  })
  const rows = async (who: Person) =>
    (await who.query('case.access', { caseId: of })).accesses.map(({ alias, action, day }) => [alias, action, day])

  test('opening a case leaves one row a day and laptop, and the case as it was', async () => {
    expect(await rows(alma)).toEqual([])
    const first = await alma.query('case.view', { caseId: of })
    for (let i = 0; i < 3; i++) expect(await alma.query('case.view', { caseId: of })).toEqual(first)
    expect(await rows(alma)).toEqual([['Alma', 'open', inDays(0)]])
    await carla.query('case.view', { caseId: of })
    await carla.call('case.noteAccess', { caseId: of, action: 'print' })
    await carla.call('case.noteAccess', { caseId: of, action: 'print' })
    await round()
    for (const who of [alma, carla])
      expect(await rows(who)).toEqual([
        ['Carla', 'print', inDays(0)],
        ['Carla', 'open', inDays(0)],
        ['Alma', 'open', inDays(0)],
      ])
  })

  test('who is not on the case leaves none and sees none', async () => {
    expect(await dora.tryQuery('case.access', { caseId: of })).toBe('UnknownCase')
    expect(await dora.tryCall('case.noteAccess', { caseId: of, action: 'print' })).toBe('UnknownCase')
    expect(await alma.tryCall('case.noteAccess', { caseId: of, action: 'open' } as never)).toBe('BadInput')
    expect(await rows(alma)).toHaveLength(3)
  })
})
