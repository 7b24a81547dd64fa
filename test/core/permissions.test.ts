import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#shared/contract/commands'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'

/**
 * Who may say what: every command of the contract, said by each of five women. Who may not is refused as somebody whom it
 * is not for, and what everybody sees stays as it was; who may is refused, if at all, for another reason.
 *
 * C coordinator, on no team · O facilitator, owner of the case, the house, the committee's space and the registry's
 * handing on · F a provisional facilitator · T a member on all these teams · M a member of nothing. What an expelled woman says is
 * refused by everybody else (test/scenarios/removal.test.ts): her own laptop may not have heard.
 */
const women = ['C', 'O', 'F', 'T', 'M'] as const
type Woman = (typeof women)[number]

/** Failures that say: this is not for you. What she may not see she is told not to exist. */
const notForHer = new Set([
  'NotAllowed',
  'NotOnTeam',
  'UnknownCase',
  'UnknownSpace',
  'NotHouseTeam',
  'NotHouseContact',
  'NoCommitteeSpace',
  'NotHerShift',
  'HoldsNoShare',
  'NotGuardian',
  'UnknownHold',
  'NotLive',
])

/** Ids of what stands in the network before anybody is asked. */
type World = Readonly<
  Record<'case' | 'house' | 'committee' | 'shift' | 'hold' | 'space' | 'entry' | 'other' | 'member', string>
>
type Row = readonly [may: string, input: (world: World) => object]

const id16 = 'ab'.repeat(16)
const id32 = 'cd'.repeat(32)
const coded = {
  country: 'MX',
  types: ['surveillance'],
  target: 'personal',
  genderDimension: 'no',
  consent: { registry: 'given', aggregateStats: 'given' },
  period: '2026-03',
}
const aggression = { ...coded, date: { from: '2026-03-01', precision: 'month' }, consent: undefined, period: undefined }
const all = 'COFTM'
const hours = { start: '2026-12-01T08:00:00.000Z', end: '2026-12-01T16:00:00.000Z' }
const onCase = (may: string, more: object = {}): Row => [may, (world) => ({ caseId: world.case, ...more })]
const inHouse = (may: string, more: object = {}): Row => [may, (world) => ({ houseCardId: world.house, ...more })]
const onShift = (may: string, more: object = {}): Row => [may, (world) => ({ shiftId: world.shift, ...more })]
const onEntry = (more: object = {}): Row => ['CT', (world) => ({ entryId: world.entry, ...more })]
const said = (may: string, input: object = {}): Row => [may, () => input]
const ofMember = (may: string, more: object = {}): Row => [may, (world) => ({ memberId: world.member, ...more })]
const alert = { level: 'info', text: 'Todo bien.', audience: 'all' }

/** Commands that take somebody or something away for good: only who may not is asked to say them. */
const forGood = new Set([
  'network.leave',
  'device.travel',
  'member.expel',
  'member.suspend',
  'case.handOver',
  'case.erase',
  'space.handOver',
  'space.revoke',
  'case.revoke',
  'attachment.begin',
])

const matrix: Readonly<Record<string, Row>> = {
  // of this laptop alone
  'draft.keep': said(all, { form: 'a', value: 1 }),
  'draft.drop': said(all, { form: 'a' }),
  'preferences.set': said(all, { discreet: false }),
  'attachment.begin': said(all),
  'attachment.append': said(all, { uploadId: id16, bytes: '' }),
  'network.choose': said(all, { networkId: id32 }),
  'network.create': said(all, { name: 'Otra', country: 'MX', alias: 'Otra' }),
  'network.join': said(all, { code: 'x', alias: 'Otra' }),
  'network.recover': said(all, { code: 'x', recoveryWords: 'x' }),
  'network.stopJoining': said(all),
  // membership
  'invitation.create': said('COF', { role: 'member' }),
  'invitation.revoke': said(all, { invitationId: id32 }),
  'device.invite': said(all),
  'paper.open': said(all, { opens: false }),
  'request.admit': said('COF', { requestId: id32 }),
  'member.setRole': ofMember('CO', { role: 'member' }),
  'member.suspend': ofMember('COF'),
  'member.lift': ofMember('CO'),
  'member.expel': ofMember('COF'),
  'device.travel': said(all),
  'network.leave': said(all),
  'device.revoke': said(all, { deviceId: id32 }),
  'fork.choose': said('CO', { deviceId: id32, envelopeId: id32 }),
  'signature.withdraw': said('', { signatureId: id32 }),
  'guardians.set': said('CO', { needed: 2, members: [id32, 'ef'.repeat(32)] }),
  'guardians.recover': said('', { facilitators: [id32] }),
  'quarantine.admit': said('CO', { envelopeIds: [id32] }),
  'relay.add': said('COF', { url: 'wss://relay.example' }),
  'relay.remove': said('COF', { relayId: id16 }),
  'setting.set': said('C', { name: 'retentionMonths', value: 30 }),
  // cases
  'case.open': said('COF', { kindOfSubject: 'defender', country: 'MX' }),
  'case.setField': onCase('OT', { path: 'priority', value: 'high' }),
  'case.setStatus': onCase('OT', { status: 'assessing' }),
  'case.addPerson': onCase('OT', { relationToCase: 'child', chosenName: 'Ixchel' }),
  'case.addAggression': onCase('OT', aggression),
  'case.addNote': onCase('OT', { kind: 'call', text: 'Se llamó.' }),
  'case.addRiskAnalysis': onCase('OT', { method: 'formula', nextReview: '2026-11-30' }),
  'case.addPlan': onCase('OT', { kind: 'security' }),
  'case.addMeasure': onCase('OT', { type: 'accompaniment' }),
  'case.addReferral': onCase('OT', { toOrg: 'Casa Aliada', purpose: 'legal', consentId: id16 }),
  'case.addMechanism': onCase('OT', { body: 'other' }),
  'case.addRelocation': onCase('OT'),
  'case.addFollowUp': onCase('OT', { on: '2026-11-22' }),
  'case.setConsent': onCase('OT', { purpose: 'keep_file', state: 'given' }),
  'case.setPartStatus': onCase('OT', { part: 'measures', id: id16, status: 'done' }),
  'case.noteAccess': onCase('OT', { action: 'print' }),
  'case.addAttachment': onCase('OT', { uploadId: id16, name: 'a' }),
  'case.removeAttachment': onCase('OT', { attachmentId: id16 }),
  'attachment.fetch': onCase('OT', { attachmentId: id16 }),
  'case.grant': onCase('O', { memberId: id32 }),
  'case.revoke': onCase('O', { memberId: id32 }),
  'case.handOver': onCase('O', { memberId: id32 }),
  'case.erase': onCase('CO'),
  'case.share': onCase('O', { holders: ['1', '2', '3', '4', '5'].map((one) => one.repeat(64)) }),
  'share.ask': said('C', { setId: id32, reason: 'Urge.' }),
  'share.give': said(all, { askId: id32 }),
  'share.open': said('C', { askId: id32 }),
  // a case to another network
  'transfer.newCode': said('COF'),
  'transfer.dropCode': said(all, { codeId: id16 }),
  'transfer.make': onCase('O', { code: 'x', reason: 'Se muda.', parts: [] }),
  'transfer.save': said(all, { transferId: id16, folder: '/tmp' }),
  'transfer.answer': onCase('OT', { transferId: id16, answer: 'x' }),
  'transfer.receive': said('COF', { uploadId: id16 }),
  // houses
  'house.offer': inHouse('COFT', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 3 }),
  'house.setStatus': inHouse('COFT', { status: 'open' }),
  'house.setField': inHouse('COFT', { path: 'zone', value: 'centro' }),
  'house.openTeam': inHouse('COF'),
  'house.setTeamField': inHouse('OT', { path: 'rules', value: 'Con calma.' }),
  'house.addRoom': inHouse('OT', { label: 'Azul', beds: 1 }),
  'house.removeRoom': inHouse('OT', { roomId: id16 }),
  'house.shareFigures': inHouse('O', { through: '2020-01' }),
  'incident.add': inHouse('OT', { kind: 'other', level: 'info', decision: 'continue', action: 'Se habló.' }),
  'hold.request': inHouse(all, { caseCode: 'ABCDE', party: { adults: 1, childrenByBand: {} } }),
  'hold.answer': ['O', (world) => ({ holdId: world.hold, answer: 'declined', reason: 'full' })],
  'hold.cancel': ['T', (world) => ({ holdId: world.hold })],
  'stay.expect': inHouse('OT', { guestAlias: 'Garza', partySize: 1 }),
  'stay.arrive': inHouse('OT', { guestAlias: 'Garza', partySize: 1 }),
  'stay.setStatus': inHouse('OT', { stayId: id16, status: 'in_stay' }),
  'stay.extend': inHouse('OT', { stayId: id16, until: '2026-12-24' }),
  'stay.depart': inHouse('OT', { stayId: id16, kind: 'return', date: '2026-11-22' }),
  // spaces of functions
  'space.open': said('C', { kind: 'care' }),
  'space.grant': ['C', (world) => ({ spaceId: world.space, memberId: world.member })],
  'space.revoke': ['C', (world) => ({ spaceId: world.space, memberId: world.member })],
  'space.handOver': ['C', (world) => ({ spaceId: world.space, memberId: world.member })],
  // committees
  'committee.create': said(all, { type: 'other', name: 'Otro' }),
  'committee.setCoordinator': ['COF', (world) => ({ committeeId: world.committee, memberId: world.member })],
  'committee.addMember': [all, (world) => ({ committeeId: world.committee, memberId: id32, role: 'x' })],
  'committee.removeMember': [all, (world) => ({ committeeId: world.committee, memberId: id32 })],
  'task.add': ['OT', (world) => ({ committeeId: world.committee, title: 'Llamar' })],
  'task.setField': ['OT', (world) => ({ committeeId: world.committee, taskId: id16, field: 'title', value: 'Otra' })],
  'task.setStatus': ['OT', (world) => ({ committeeId: world.committee, taskId: id16, status: 'done' })],
  'decision.add': ['OT', (world) => ({ committeeId: world.committee, text: 'Se acordó.' })],
  'area.save': said(all, { name: 'Norte' }),
  'card.set': said(all, { pronoun: 'ella' }),
  'term.add': said('COF', {
    list: 'cause',
    code: 'x-red-agua',
    parent: 'environment',
    labelEs: 'Agua',
    labelEn: 'Water',
  }),
  'shift.assign': [all, (world) => ({ committeeId: world.committee, primary: world.member, ...hours })],
  'shift.confirm': onShift('T'),
  'shift.swap': onShift('T'),
  'shift.take': onShift(all),
  'shift.release': onShift('COFT'),
  'shift.settle': [all, (world) => ({ shiftId: world.shift, memberId: world.member })],
  'shift.noted': onShift(all),
  'shift.handover': onShift('OT', { note: 'Todo tranquilo.' }),
  'care.timeOut': said(all, { from: '2027-01-01', to: '2027-01-02' }),
  'alert.prepare': said(all, alert),
  'alert.raise': said(all, { ...alert, confirm: 'no' }),
  'alert.ack': said(all, { alertId: id16, action: 'seen' }),
  'alert.setStatus': said(all, { alertId: id16, status: 'closed' }),
  // the registry
  'registry.submit': said('CT', coded),
  'registry.submitMany': said('CT', { entries: [coded] }),
  'registry.setStatus': onEntry({ status: 'submitted' }),
  'registry.verify': onEntry({ sources: ['media'], outcome: 'verified' }),
  'registry.code': onEntry({ country: 'MX' }),
  'registry.setField': onEntry({ field: 'country', value: 'MX' }),
  'registry.markDuplicate': ['CT', (world) => ({ entryId: world.entry, of: world.other })],
  'registry.markDistinct': ['CT', (world) => ({ a: world.entry, b: world.other })],
  'registry.withdraw': onEntry(),
  'registry.closePeriod': said('C', { period: '2020' }),
  'registry.openPeriod': said('C', { period: '2020', reason: 'x' }),
  // releases
  'release.check': said('C', { spec: { period: '2020' } }),
  'release.stopCheck': said(all),
  'release.lease': said('C', { spec: { period: '2020' } }),
  'release.approve': said('C', { releaseId: id16 }),
  'release.publish': said('C', { releaseId: id16 }),
  'release.choose': said('C', { releaseId: id16 }),
  'release.cancel': said('C', { releaseId: id16, reason: 'x' }),
  'release.leaseSummaries': said('C', { period: '2020' }),
  'release.summaryFiles': said('C', { of: { period: '2020' }, folder: '/tmp' }),
  'narrative.write': onCase('OT', { text: 'Una defensora de la tierra.' }),
  'narrative.lease': onCase('O', { narrativeId: id16 }),
  'narrative.approve': onCase('O', { narrativeId: id16 }),
  'narrative.publish': onCase('O', { narrativeId: id16 }),
  'narrative.files': onCase('O', { narrativeId: id16, folder: '/tmp' }),
  'release.files': said('C', { of: { releaseId: id16 }, folder: '/tmp' }),
}

const who = {} as Record<Woman, Person>
let world: World

beforeAll(async () => {
  who.C = await foundNetwork('Alma')
  who.O = await joinNetwork(who.C, 'Oralia', 'facilitator')
  who.F = await joinNetwork(who.C, 'Flor', 'facilitator')
  who.T = await joinNetwork(who.C, 'Tere')
  who.M = await joinNetwork(who.C, 'Mina')
  const { C, O, T, M } = who
  const [oralia, tere, mina] = await Promise.all([O, T, M].map((one) => one.id()))
  const meetAll = async (): Promise<void> => {
    for (let round = 0; round < 2; round++) for (const one of [who.O, who.F, who.T, who.M]) await meet(C, one)
  }
  await meetAll()
  const { caseId } = await O.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await O.call('case.grant', { caseId, memberId: tere ?? '' })
  const house = await O.call('house.offer', {
    alias: 'Ceiba',
    country: 'MX',
    type: 'safe_house',
    placesTotal: 3,
    contacts: [oralia ?? ''],
  })
  const { houseCardId } = house
  const team = await O.call('house.openTeam', { houseCardId })
  await O.call('space.grant', { spaceId: team.spaceId, memberId: tere ?? '' })
  const { committeeId } = await O.call('committee.create', { type: 'security', name: 'Seguridad' })
  await O.call('committee.addMember', { committeeId, memberId: tere ?? '', role: 'enlace' })
  const { shiftId } = await O.call('shift.assign', { committeeId, primary: tere ?? '', ...hours })
  const registry = await C.call('space.open', { kind: 'registry' })
  await C.call('space.grant', { spaceId: registry.spaceId, memberId: tere ?? '' })
  await meetAll()
  const { holdId } = await T.call('hold.request', {
    houseCardId,
    caseCode: 'ABCDE',
    party: { adults: 1, childrenByBand: {} },
  })
  const { entryId } = await T.call('registry.submit', coded)
  const entry = await T.call('registry.submit', coded)
  await meetAll()
  world = {
    case: caseId,
    house: houseCardId,
    committee: committeeId,
    shift: shiftId,
    hold: holdId,
    space: registry.spaceId,
    entry: entryId,
    member: mina ?? '',
    other: entry.entryId,
  }
}, 120_000)
afterAll(everybodyGoesHome)

test('every command of the contract has its line in the matrix', () => {
  expect(Object.keys(matrix).sort()).toEqual(Object.keys(commands).sort())
})

test('who may not say a command is refused as one it is not for, and who may is not', async () => {
  const wrong: string[] = []
  for (const [name, [may, input]] of Object.entries(matrix)) {
    const given = JSON.parse(JSON.stringify(input(world))) as never
    for (const woman of women) {
      if (may.includes(woman) && forGood.has(name)) continue
      const came = await who[woman].tryCall(name as never, given)
      if (came === 'BadInput') wrong.push(`${name}: BadInput`)
      else if (may.includes(woman) === notForHer.has(came)) wrong.push(`${name} by ${woman}: ${came}`)
    }
  }
  expect(wrong).toEqual([])
}, 120_000)
