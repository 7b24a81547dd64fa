import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aggression, analysis, inDays } from '../../support/caseFile'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

afterAll(everybodyGoesHome)

let alma: Person, caseId: string
beforeAll(async () => {
  alma = await foundNetwork()
}, 60_000)
const openCase = async (): Promise<void> => {
  ;({ caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' }))
}
const view = () => alma.query('case.view', { caseId })
const set = (path: string, value: unknown) => alma.tryCall('case.setField', { caseId, path, value: value as string })

describe('what is written once', () => {
  beforeAll(openCase)

  test('no field of an analysis, a note, a consent or a follow-up is edited, nor what a referral rests on', async () => {
    const { analysisId } = await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
    const { noteId } = await alma.call('case.addNote', { caseId, kind: 'call', text: 'Llamó.' })
    const said = { caseId, purpose: 'refer_org', state: 'given', to: 'Casa Pino' } as const
    const { consentId } = await alma.call('case.setConsent', said)
    const { followUpId } = await alma.call('case.addFollowUp', { caseId, text: 'Duerme mejor.' })
    const { referralId } = await alma.call('case.addReferral', { caseId, toOrg: 'casa pino', consentId })
    for (const [path, value] of [
      [`risks.${analysisId}.overrideReason`, 'otra'],
      [`notes.${noteId}.text`, 'otra'],
      [`consents.${consentId}.conditions`, 'otra'],
      [`followUps.${followUpId}.text`, 'otra'],
      [`referrals.${referralId}.toOrg`, 'Casa Roble'],
      [`referrals.${referralId}.consentId`, 'a'.repeat(32)],
      [`referrals.${referralId}.status`, 'done'],
      ['riskBand', 'low'],
      ['status', 'active'],
      ['accesses', 'x'],
    ] as const)
      expect([path, await set(path, value)]).toEqual([path, 'UnknownField'])
    expect(await set(`referrals.${referralId}.answer`, 'Mañana dicen.')).toBe('ok')
    expect(await set(`persons.${'a'.repeat(32)}.contact`, 'nadie')).toBe('UnknownRow')
  })

  test('a note is corrected by another that says which, and that one must be there', async () => {
    const { noteId } = await alma.call('case.addNote', { caseId, kind: 'call', text: 'Fue el lunes.' })
    const more = { caseId, kind: 'call', text: 'Fue el martes.' } as const
    expect(await alma.tryCall('case.addNote', { ...more, addendumOf: 'ab'.repeat(16) })).toBe('UnknownRow')
    await alma.call('case.addNote', { ...more, addendumOf: noteId })
    expect((await view()).notes.slice(-2).map(({ text, addendumOf }) => [text, addendumOf])).toEqual([
      ['Fue el lunes.', null],
      ['Fue el martes.', noteId],
    ])
  })

  test('aggressions of one event have it in common; an event nobody noted cannot be joined', async () => {
    const { aggressionId } = await alma.call('case.addAggression', { caseId, ...aggression })
    const eventId = (await view()).aggressions.find((one) => one.aggressionId === aggressionId)?.eventId ?? ''
    await alma.call('case.addAggression', { caseId, ...aggression, types: ['smear_campaign'], eventId })
    const other = { caseId, ...aggression, relatesTo: { eventId, link: 'follows' } }
    await alma.call('case.addAggression', other)
    const events = (await view()).aggressions.map((one) => one.eventId)
    expect(events.filter((one) => one === eventId)).toHaveLength(2)
    expect(new Set(events).size).toBe(2)
    const unknown = 'ab'.repeat(16)
    expect(await alma.tryCall('case.addAggression', { caseId, ...aggression, eventId: unknown })).toBe('UnknownRow')
    expect(await alma.tryCall('case.addAggression', { ...other, relatesTo: { eventId: unknown, link: null } })).toBe(
      'UnknownRow',
    )
  })
})

describe('risk', () => {
  beforeAll(openCase)

  test('the case follows its last analysis; without a date it is reviewed when its band asks', async () => {
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
    expect(await view()).toMatchObject({ riskBand: 'high', nextReview: inDays(14) })
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis, imminentSigns: ['attack_last_72h'] })
    const { riskAnalyses, ...top } = await view()
    expect(top).toMatchObject({ riskBand: 'imminent', nextReview: inDays(3) })
    expect(riskAnalyses[1]).toMatchObject({
      version: 2,
      score: { risk: 6, band: 'imminent', isOverridden: true },
      comparison: { band: { before: 'high', after: 'imminent' } },
    })
    expect((await alma.query('case.list', { riskBand: 'imminent' })).cases.map((row) => row.caseId)).toEqual([caseId])
    expect((await alma.query('case.list', { riskBand: 'low' })).total).toBe(0)
    expect((await alma.query('case.list', { reviewBefore: inDays(4) })).total).toBe(1)
    expect((await alma.query('case.list', { reviewBefore: inDays(3) })).total).toBe(0)
  })

  test('an analysis in which nobody answered the capacities has no score and takes no band away', async () => {
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis, capacities: [] })
    const { riskAnalyses, riskBand } = await view()
    expect(riskAnalyses.at(-1)?.score).toMatchObject({ risk: null, band: null, capacity: null })
    expect(riskBand).toBe('imminent')
  })

  test('a later review needs a reason, an earlier one none; the past is refused, and so is her word alone', async () => {
    const add = (more: object) => alma.tryCall('case.addRiskAnalysis', { caseId, ...analysis, ...more })
    expect(await add({ nextReview: inDays(15) })).toBe('ReasonNeeded')
    expect(await add({ nextReview: inDays(15), reviewReason: 'está de viaje con las demás' })).toBe('ok')
    expect(await add({ nextReview: inDays(2) })).toBe('ok')
    expect(await add({ nextReview: inDays(-1) })).toBe('BadInput')
    expect(await add({ imminentSigns: ['analyst'] })).toBe('ReasonNeeded')
    expect(await add({ imminentSigns: ['analyst'], overrideReason: 'la vi' })).toBe('ok')
    expect(await add({ imminentSigns: ['bad_feeling'] })).toBe('BadInput')
    expect(await add({ threats: [{ source: 'x', likelihood: 6, impact: 1 }] })).toBe('BadInput')
    expect(await set('nextReview', inDays(4))).toBe('ReviewTooLate')
    expect(await set('nextReview', inDays(1))).toBe('ok')
  })

  test('the other method has its own square, and blocks that she may leave empty', async () => {
    const { analysisId } = await alma.call('case.addRiskAnalysis', {
      caseId,
      method: 'matrix',
      matrix: { likelihood: 5, impact: 4 },
      genderBlock: [{ question: 'sole_carer', answer: 'yes', note: 'Con tres' }],
      careBlock: { fear: 3 },
    })
    const row = (await view()).riskAnalyses.find((one) => one.analysisId === analysisId)
    expect(row).toMatchObject({ score: { risk: 20, band: 'very_high' }, careBlock: { fear: 3, sleep: null } })
    expect(row?.genderBlock).toEqual([{ question: 'sole_carer', answer: 'yes', note: 'Con tres' }])
  })

  test('an imminent risk is not left by a facilitator, and by a coordinator with a reason', async () => {
    const bina = await joinNetwork(alma, 'Bina', 'facilitator')
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    await alma.call('case.setStatus', { caseId, status: 'active', reason: 'urge' })
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis, imminentSigns: ['weapon_seen'] })
    await meet(alma, bina)
    const pause = { caseId, status: 'paused', reason: 'viaja' } as const
    expect(await bina.tryCall('case.setStatus', pause)).toBe('ImminentRisk')
    expect(await alma.tryCall('case.setStatus', { ...pause, reason: '' })).toBe('ReasonNeeded')
    expect(await alma.tryCall('case.setStatus', pause)).toBe('ok')
  })
})

describe('guards', () => {
  beforeAll(openCase)
  const move = (status: 'assessing' | 'active' | 'follow_up' | 'referred' | 'closed' | 'reopened', more: object = {}) =>
    alma.tryCall('case.setStatus', { caseId, status, ...more })

  test('accompaniment begins with an agreement that holds and an analysis', async () => {
    await move('assessing')
    expect(await move('active')).toBe('ReasonNeeded')
    await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
    expect(await move('active')).toBe('ReasonNeeded')
    const file = { caseId, purpose: 'keep_file' } as const
    await alma.call('case.setConsent', { ...file, state: 'given', on: inDays(-30), expiresOn: inDays(0) })
    expect(await move('active')).toBe('ReasonNeeded') // it lapsed today
    await alma.call('case.setConsent', { ...file, state: 'given' })
    expect(await move('active')).toBe('ok')
  })

  test('follow-up begins when a plan was reviewed', async () => {
    const { planId } = await alma.call('case.addPlan', { caseId, kind: 'security' })
    expect(await move('follow_up')).toBe('ReasonNeeded')
    expect(await set(`plans.${planId}.reviewedOn`, inDays(0))).toBe('ok')
    expect(await move('follow_up')).toBe('ok')
  })

  test('closing needs that she knows; how she is afterwards is kept, and the case opens again', async () => {
    expect(await move('closed', { reason: 'está a salvo' })).toBe('DefenderNotInformed')
    const closing = { reason: 'está a salvo', defenderInformed: true, closingReason: 'safe_now' }
    expect(await move('closed', closing)).toBe('ok')
    await alma.call('case.addFollowUp', { caseId, outcomes: { safety: 3, emotional: 2 } })
    expect(await view()).toMatchObject({ status: 'closed', closingReason: 'safe_now', outcomes: { safety: 3 } })
    expect(await move('reopened')).toBe('ReasonNeeded')
    expect(await move('reopened', { reason: 'volvieron las camionetas' })).toBe('ok')
    expect(await view()).toMatchObject({ closedOn: null, closingReason: null, outcomes: { emotional: 2 } })
  })

  test('a case is referred once a referral was accepted, and stays so when that is done', async () => {
    await openCase()
    expect(await move('referred')).toBe('ReasonNeeded')
    const said = { caseId, purpose: 'refer_org', state: 'given', to: 'Casa Pino' } as const
    const { consentId } = await alma.call('case.setConsent', said)
    const { referralId: id } = await alma.call('case.addReferral', { caseId, toOrg: 'Casa Pino', consentId })
    for (const status of ['in_progress', 'accepted', 'done'] as const)
      await alma.call('case.setPartStatus', { caseId, part: 'referrals', id, status })
    expect((await view()).referrals[0]).toMatchObject({ status: 'done', decided: 'accepted', answeredOn: inDays(0) })
    expect(await move('referred')).toBe('ok')
  })

  test('a referral needs an agreement that names it and holds; taken back, the case says what it still shares', async () => {
    await openCase()
    const agree = (purpose: string, state: 'given' | 'refused' | 'withdrawn', to: string) =>
      alma.call('case.setConsent', { caseId, purpose, state, to })
    const refer = (toOrg: string, consentId: string) => alma.tryCall('case.addReferral', { caseId, toOrg, consentId })
    const { consentId } = await agree('refer_org', 'given', 'Casa Pino')
    expect(await refer('Casa Roble', consentId)).toBe('NotAgreed')
    expect(await refer('Casa Pino', 'ab'.repeat(16))).toBe('NotAgreed')
    expect(await refer('Casa Pino', (await agree('photo', 'given', 'Casa Pino')).consentId)).toBe('NotAgreed')
    expect(await refer('Casa Roble', (await agree('refer_org', 'refused', 'Casa Roble')).consentId)).toBe('NotAgreed')
    expect(await refer('Fiscalía', (await agree('mechanism', 'given', 'Fiscalía')).consentId)).toBe('ok')
    expect(await refer('casa  pino', consentId)).toBe('ok')
    await agree('refer_org', 'withdrawn', 'Casa Pino')
    expect(await refer('Casa Pino', consentId)).toBe('NotAgreed')
    const { reminders, referrals } = await view()
    expect(reminders).toEqual([
      {
        kind: 'referral_not_agreed',
        on: null,
        id: referrals.find(({ toOrg }) => toOrg === 'casa  pino')?.referralId,
      },
    ])
  })

  test('consents: a person of the case, a day that was, an end after it', async () => {
    await openCase()
    const say = (more: object) => alma.tryCall('case.setConsent', { caseId, purpose: 'photo', state: 'given', ...more })
    expect(await say({ person: 'ab'.repeat(16) })).toBe('UnknownRow')
    expect(await say({ on: inDays(1) })).toBe('BadInput')
    expect(await say({ expiresOn: inDays(0) })).toBe('BadInput')
    expect(await say({ purpose: 'everything' })).toBe('BadInput')
    expect(await say({ state: 'expired' })).toBe('BadInput')
    expect(await say({ expiresOn: inDays(20), how: 'oral', language: 'mam', conditions: 'Sin su cara' })).toBe('ok')
    const { consents, reminders } = await view()
    expect(consents).toMatchObject([{ purpose: 'photo', state: 'given', expiresOn: inDays(20), to: '', person: null }])
    expect(reminders).toEqual([{ kind: 'consent_lapsing', on: inDays(20), id: 'photo' }])
  })

  test('who has a conflict of interest is given no place', async () => {
    await openCase()
    const carla = await joinNetwork(alma, 'Carla')
    const memberId = await carla.id()
    await alma.call('case.setField', { caseId, path: 'excludedMembers', value: [memberId] })
    expect(await alma.tryCall('case.grant', { caseId, memberId })).toBe('ConflictOfInterest')
    expect(await alma.tryCall('case.handOver', { caseId, memberId })).toBe('ConflictOfInterest')
    await alma.call('case.setField', { caseId, path: 'excludedMembers', value: [] })
    expect(await alma.tryCall('case.grant', { caseId, memberId })).toBe('ok')
  })

  test('a measure belongs to a plan of the case, and does not end before it begins', async () => {
    await openCase()
    const add = (more: object) => alma.tryCall('case.addMeasure', { caseId, type: 'legal', ...more })
    expect(await add({ planId: 'ab'.repeat(16) })).toBe('UnknownRow')
    expect(await add({ from: inDays(2), to: inDays(1) })).toBe('BadInput')
    expect(await add({ due: inDays(-1), cost: { amount: 150_000, currency: 'MXN' } })).toBe('ok')
    const { measures, reminders } = await view()
    expect(reminders).toEqual([{ kind: 'measure_due', on: inDays(-1), id: measures[0]?.measureId }])
    const trip = { caseId, start: inDays(3), plannedEnd: inDays(1) }
    expect(await alma.tryCall('case.addRelocation', trip)).toBe('BadInput')
  })
})
