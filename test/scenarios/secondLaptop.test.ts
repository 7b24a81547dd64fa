import { afterAll, beforeAll, expect, test } from 'vitest'
import { comparesAndAdmits, knockAt, newLaptop, readsCase, requestAt, visitInTurn } from '../support/laptops'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, newPerson } from '../support/people'
import type { Person } from '../support/people'

// Carla has two laptops: what she types on one is there on the other. Alma facilitates, and opens the cases.

let alma: Person
let carla: Person
let caseId: string

const openCase = async (summaryInternal: string): Promise<string> => {
  const opened = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })
  await alma.call('case.grant', { caseId: opened.caseId, memberId: await carla.id() })
  return opened.caseId
}

beforeAll(async () => {
  alma = await foundNetwork()
  carla = await joinNetwork(alma, 'Carla')
  caseId = await openCase('Llegó de noche.')
  await meet(alma, carla)
})
afterAll(everybodyGoesHome)

test('over TCP: her own laptop binds it after six words, and it reads and writes her case at once', async () => {
  const { code } = await carla.call('device.invite', {})
  const second = await newLaptop(code)
  const request = (await second.query('me')).checkWords
  expect(request).toBe(null) // nobody has told it yet what the code is for
  let shown: unknown
  await knockAt(carla, second, async (id) => {
    shown = (await carla.query('request.list')).requests.find((one) => one.id === id)
    expect(await second.query('me')).toMatchObject({ pending: true, asks: 'device', alias: null })
    expect(await comparesAndAdmits(carla, second)(id)).toEqual({ done: true, signatures: 1, needed: 1 })
  })
  expect(shown).toMatchObject({ kind: 'device', alias: 'Carla', proved: false, admitted: false })
  expect(await second.query('me')).toMatchObject({ memberId: await carla.id(), alias: 'Carla', pending: false })
  expect((await second.query('case.view', { caseId })).summaryInternal).toBe('Llegó de noche.')
  await second.call('case.addNote', { caseId, kind: 'call', text: 'Desde la otra.' })
  await meet(alma, second)
  expect((await alma.query('case.view', { caseId })).notes.map(({ text }) => text)).toContain('Desde la otra.')
  const { devices } = await alma.query('device.list')
  expect(devices.filter(({ alias, status }) => alias === 'Carla' && status === 'active')).toHaveLength(2)
  await meet(alma, carla)
})

test('a case that her own laptop had not heard of is read once a colleague has met the new one', async () => {
  const later = await openCase('Un caso de antes.')
  const { code } = await carla.call('device.invite', {})
  const third = await newLaptop(code)
  await knockAt(carla, third, comparesAndAdmits(carla, third))
  await meet(alma, third)
  expect(await readsCase(third, later)).toBe('UnknownCase')
  await alma.call('case.addNote', { caseId: later, kind: 'call', text: 'Alma sigue.' })
  await meet(alma, third)
  expect((await third.query('case.view', { caseId: later })).notes.map(({ text }) => text)).toEqual(['Alma sigue.'])
})

test('over a folder: card, request, six words, and the key comes with the next visit', async () => {
  const folder = newFolder()
  const { code } = await carla.call('device.invite', {})
  const fourth = await newLaptop(code)
  await visitInTurn(folder, carla, fourth, carla)
  expect(await fourth.query('me')).toMatchObject({ pending: true, asks: 'device' })
  await comparesAndAdmits(carla, fourth)(await requestAt(carla))
  await visitInTurn(folder, carla, fourth)
  expect(await fourth.query('me')).toMatchObject({ pending: false, alias: 'Carla' })
  expect(await readsCase(fourth, caseId)).toBe('ok')
  await fourth.reopen()
  expect(await readsCase(fourth, caseId)).toBe('ok')
  expect(await fourth.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  await carla.reopen()
  expect((await carla.query('device.list')).devices.filter(({ alias }) => alias === 'Carla')).toHaveLength(4)
})

test('a pass binds one laptop and no second one', async () => {
  const { code } = await carla.call('device.invite', {})
  const [first, other] = [await newLaptop(code), await newLaptop(code)]
  await knockAt(carla, other)
  await knockAt(carla, first, async () => {
    const open = (await carla.query('request.list')).requests.filter(({ admitted }) => !admitted)
    const words = (await first.query('me')).checkWords?.join()
    const hers = open.find(({ checkWords }) => checkWords.join() === words)
    await carla.call('request.admit', { requestId: hers?.id ?? '' })
  })
  expect(await first.query('me')).toMatchObject({ pending: false })
  expect(await carla.tryCall('request.admit', { requestId: await requestAt(carla) })).toBe('InvitationUsed')
  await knockAt(carla, other)
  expect(await other.query('me')).toMatchObject({ pending: true, memberId: null })
  const rows = (await carla.query('invitation.list')).invitations.filter(({ kind }) => kind === 'pass')
  expect(rows.every(({ used, mine, role }) => used && mine && role === null)).toBe(true)
})

test('a pass that was taken back binds nothing; another member cannot take it back, a facilitator can', async () => {
  const dora = await joinNetwork(alma, 'Dora')
  const passOf = async (): Promise<{ code: string; invitationId: string }> => {
    const { code } = await carla.call('device.invite', {})
    const { invitations } = await carla.query('invitation.list')
    return { code, invitationId: invitations.find(({ used, kind }) => !used && kind === 'pass')?.invitationId ?? '' }
  }
  const mine = await passOf()
  await meet(alma, carla)
  await meet(alma, dora)
  expect(await dora.tryCall('invitation.revoke', { invitationId: mine.invitationId })).toBe('NotAllowed')
  const laptop = await newLaptop(mine.code)
  await knockAt(carla, laptop)
  const requestId = await requestAt(carla)
  await carla.call('invitation.revoke', { invitationId: mine.invitationId })
  expect(await carla.tryCall('request.admit', { requestId })).toBe('InvitationUnknown')
  expect(await carla.tryCall('invitation.revoke', { invitationId: mine.invitationId })).toBe('InvitationUnknown')
  expect(await knockAt(carla, laptop)).toBe('HandshakeRefused')
  const second = await passOf()
  await meet(alma, carla)
  await alma.call('invitation.revoke', { invitationId: second.invitationId })
  await meet(alma, carla)
  const late = await newLaptop(second.code)
  expect(await knockAt(carla, late)).toBe('HandshakeRefused')
})

test('an expired pass is refused by the laptop that would bind', async () => {
  let now = new Date()
  const eva = await newPerson('Eva', () => now)
  const { code: invitation } = await alma.call('invitation.create', { role: 'member' })
  await eva.call('network.join', { code: invitation, alias: 'Eva' })
  await knockAt(alma, eva, comparesAndAdmits(alma, eva))
  const { code } = await eva.call('device.invite', { validDays: 1 })
  const laptop = await newLaptop(code)
  await knockAt(eva, laptop)
  now = new Date(now.getTime() + 2 * 86_400_000)
  expect(await eva.tryCall('request.admit', { requestId: await requestAt(eva) })).toBe('InvitationExpired')
  expect(await laptop.query('me')).toMatchObject({ pending: true, memberId: null })
})

test('who found her pass gets nothing without her: nobody admits, an app that admits by itself does not, nor a colleague', async () => {
  const { code } = await carla.call('device.invite', {})
  await meet(alma, carla)
  const thief = await newLaptop(code)
  await knockAt(carla, thief, undefined, true)
  const requestId = await requestAt(carla)
  expect(await carla.tryCall('request.admit', { requestId, checked: false })).toBe('WordsNotCompared')
  expect(await thief.query('me')).toMatchObject({ pending: true, memberId: null })
  expect(await thief.tryQuery('member.list')).toBe('JoinPending')
  const dora = await joinNetwork(alma, 'Fara')
  await meet(carla, dora)
  expect(await dora.tryCall('request.admit', { requestId })).toBe('NotAllowed')
})

test('a pass for somebody else, for nobody, or typed with a slip or as a megabyte', async () => {
  expect(await carla.tryCall('device.invite', { memberId: await alma.id() })).toBe('NotAllowed')
  expect(await alma.tryCall('device.invite', { memberId: '0'.repeat(64) })).toBe('UnknownMember')
  const { code } = await carla.call('device.invite', {})
  const laptop = await newPerson('otra')
  const wrong = `${code.slice(0, 7)}${code[7] === '2' ? '3' : '2'}${code.slice(8)}`
  const slip = await laptop.engine().call('network.join', { code: wrong, alias: 'x' })
  expect(slip).toMatchObject({ ok: false, error: { type: 'InvitationTypo', detail: { group: 2 } } })
  expect(await laptop.tryCall('network.join', { code: code.repeat(20_000), alias: 'x' })).toBe('InvitationMalformed')
  const words = 'abaco '.repeat(100_000)
  expect(await laptop.tryCall('network.recover', { code, recoveryWords: words })).toBe('RecoveryWordsWrong')
  expect(await laptop.tryCall('network.recover', { code: wrong, recoveryWords: words })).toBe('InvitationTypo')
  expect(await laptop.tryCall('network.recover', { code, recoveryWords: words.repeat(3) })).toBe('InputTooLarge')
})
