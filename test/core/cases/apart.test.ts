import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggression, analysis, inDays, twoOnACase } from '../../support/caseFile'
import { everybodyGoesHome, meet } from '../../support/people'
import type { Person } from '../../support/people'

// Alma and Bina accompany the same defender and seldom meet.

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, caseId: string
beforeAll(async () => {
  ;({ alma, bina, caseId } = await twoOnACase())
}, 60_000)

const view = (who: Person) => who.query('case.view', { caseId })

test('two fill a case apart, part by part, and everything of both is there', async () => {
  for (const who of [alma, bina]) {
    await who.call('case.addPerson', { caseId, relationToCase: 'defender', chosenName: `Ixchel, según ${who.alias}` })
    await who.call('case.addAggression', { caseId, ...aggression, narrative: `Lo contó a ${who.alias}` })
    await who.call('case.addNote', { caseId, kind: 'call', text: `Nota de ${who.alias}` })
    await who.call('case.addRiskAnalysis', { caseId, ...analysis, overrideReason: who.alias })
    const { planId } = await who.call('case.addPlan', { caseId, kind: 'security', objectives: `Plan de ${who.alias}` })
    await who.call('case.addMeasure', { caseId, type: 'legal', planId, provider: `Abogada de ${who.alias}` })
    const { consentId } = await who.call('case.setConsent', {
      caseId,
      purpose: 'refer_org',
      state: 'given',
      to: `Casa de ${who.alias}`,
    })
    await who.call('case.addReferral', { caseId, toOrg: `Casa de ${who.alias}`, consentId })
    await who.call('case.addMechanism', { caseId, body: 'iachr', measure: `Pidió ${who.alias}` })
    await who.call('case.addRelocation', { caseId, originCoarse: `De ${who.alias}` })
    await who.call('case.addFollowUp', { caseId, text: `Preguntó ${who.alias}` })
  }
  await meet(alma, bina)
  const [a, b] = [await view(alma), await view(bina)]
  expect(a).toEqual(b)
  const said = JSON.stringify({ ...a, access: [] })
  for (const words of ['Ixchel, según', 'Lo contó a', 'Nota de', 'Plan de', 'Abogada de', 'Casa de', 'Pidió', 'De'])
    for (const who of [alma, bina]) expect(said).toContain(`${words} ${who.alias}`)
  const parts = [a.persons, a.aggressions, a.notes, a.riskAnalyses, a.plans, a.measures, a.referrals, a.mechanisms]
  for (const part of [...parts, a.relocations, a.followUps, a.consents]) expect(part).toHaveLength(2)
  expect(a.notes.map(({ by }) => by).sort()).toEqual([await alma.id(), await bina.id()].sort())
  expect(a.riskAnalyses.map(({ version, score }) => [version, score.band])).toEqual([
    [1, 'high'],
    [2, 'high'],
  ])
  expect(a.riskAnalyses[1]?.comparison?.threats).toEqual({ rose: [], fell: [], fresh: [], gone: [] })
})

test('status, priority and band found apart are both shown, and one of each is chosen', async () => {
  await alma.call('case.setStatus', { caseId, status: 'assessing' })
  await bina.call('case.setStatus', { caseId, status: 'active', reason: 'urge' })
  await alma.call('case.setField', { caseId, path: 'priority', value: 'urgent' })
  await bina.call('case.setField', { caseId, path: 'priority', value: 'low' })
  await alma.call('case.addRiskAnalysis', { caseId, ...analysis, imminentSigns: ['weapon_seen'] })
  await bina.call('case.addRiskAnalysis', { caseId, ...analysis, capacities: [{ domain: 'home', level: 5 }] })
  await meet(alma, bina)
  const both = await view(alma)
  expect(both).toEqual(await view(bina))
  const versions = (path: string) =>
    both.conflicts
      .find((one) => one.path === path)
      ?.versions.map(({ value, by }) => `${by}: ${value ?? ''}`)
      .sort()
  expect(versions('status')).toEqual(['Alma: assessing', 'Bina: active'])
  expect(versions('priority')).toEqual(['Alma: urgent', 'Bina: low'])
  expect(versions('riskBand')).toEqual(['Alma: imminent', 'Bina: medium'])
  expect(versions('nextReview')).toEqual([`Alma: ${inDays(3)}`, `Bina: ${inDays(30)}`])
  const set = (path: string, value: string) => bina.tryCall('case.setField', { caseId, path, value })
  expect(await set('riskBand', 'low')).toBe('UnknownField') // nobody found that
  expect(await set('riskBand', 'imminent')).toBe('ok')
  expect(await set('riskBand', 'imminent')).toBe('UnknownField') // nothing is left to choose
  expect(await set('nextReview', inDays(3))).toBe('ok')
  expect(await set('priority', 'urgent')).toBe('ok')
  expect(await bina.tryCall('case.setStatus', { caseId, status: 'active' })).toBe('ok') // a choice needs no reason
  await meet(alma, bina)
  expect(await view(alma)).toMatchObject({
    conflicts: [],
    status: 'active',
    priority: 'urgent',
    riskBand: 'imminent',
    nextReview: inDays(3),
  })
})

test('an agreement that one notes while she takes it back with the other is taken back when they meet', async () => {
  const consent = { caseId, purpose: 'share_network' } as const
  const stateAt = async (who: Person) =>
    (await view(who)).consents.find(({ purpose }) => purpose === 'share_network')?.state
  await alma.call('case.setConsent', { ...consent, state: 'given' })
  await meet(alma, bina)
  expect(await stateAt(bina)).toBe('given')
  await bina.call('case.setConsent', { ...consent, state: 'withdrawn' })
  await alma.call('case.setConsent', { ...consent, state: 'given' }) // renewed apart, without knowing
  expect(await stateAt(alma)).toBe('given')
  await meet(alma, bina)
  for (const who of [alma, bina]) expect(await stateAt(who)).toBe('withdrawn')
  await alma.call('case.setConsent', { ...consent, state: 'given' }) // she agrees again, and Alma knows of it all
  await meet(alma, bina)
  for (const who of [alma, bina]) expect(await stateAt(who)).toBe('given')
  const row = (await view(bina)).consents.find(({ purpose }) => purpose === 'share_network')
  expect(row?.events.map(({ state }) => state)).toHaveLength(4)
})

test('what she takes back with one may not have come to that laptop at all', async () => {
  const consent = { caseId, purpose: 'photo' } as const
  await alma.call('case.setConsent', { ...consent, state: 'given' })
  expect(await bina.tryCall('case.setConsent', { ...consent, state: 'withdrawn' })).toBe('ok')
  await meet(alma, bina)
  for (const who of [alma, bina])
    expect((await view(who)).consents.find(({ purpose }) => purpose === 'photo')?.state).toBe('withdrawn')
})

test("a stale form keeps a colleague's words in a person's field, and her plan's", async () => {
  const { personId } = await alma.call('case.addPerson', {
    caseId,
    relationToCase: 'child',
    chosenName: 'Yolotl',
    health: 'Toma medicina.',
  })
  const { planId } = await alma.call('case.addPlan', { caseId, kind: 'return', objectives: 'Volver a casa.' })
  await meet(alma, bina)
  const form = await view(alma)
  for (const [path, value] of [
    [`persons.${personId}.health`, 'Toma medicina cada noche.'],
    [`plans.${planId}.objectives`, 'Volver a casa en mayo.'],
  ] as const)
    await bina.call('case.setField', { caseId, path, value })
  await meet(alma, bina)
  const basedOn = [...form.heads]
  const set = (path: string, value: string) => alma.call('case.setField', { caseId, path, value, basedOn })
  await set(`persons.${personId}.health`, 'Ya no tose. Toma medicina.')
  await set(`plans.${planId}.objectives`, 'Con escolta: Volver a casa.')
  await meet(alma, bina)
  for (const who of [alma, bina]) {
    const { persons, plans } = await view(who)
    const health = persons.find((one) => one.personId === personId)?.health
    expect(health).toContain('Ya no tose.')
    expect(health).toContain('cada noche')
    const objectives = plans.find((one) => one.planId === planId)?.objectives
    expect(objectives).toContain('Con escolta')
    expect(objectives).toContain('en mayo')
  }
  expect(await alma.engine().check()).toMatchObject({ value: { ok: true, quarantined: 0 } })
})
