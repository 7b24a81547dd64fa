import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMeta } from '#core/vault/meta'
import { turn, insidersLeave } from '../support/insider'
import {
  comparesAndAdmits,
  joinWithPaper,
  knockAt,
  newLaptop,
  readsCase,
  requestAt,
  visitInTurn,
} from '../support/laptops'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../support/people'
import type { Person } from '../support/people'

// A laptop is lost. Alma opens the cases; Bina facilitates too and is on none of them.

let alma: Person
let bina: Person

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

/** Somebody with her words on paper and a case of Alma's; `before` is what she did before her laptop was lost. */
const loses = async (alias: string, before: (person: Person) => Promise<unknown> = () => Promise.resolve()) => {
  const { person, words } = await joinWithPaper(alma, alias)
  const memberId = await person.id()
  const summaryInternal = `La casa de ${alias}.`
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })
  await alma.call('case.grant', { caseId, memberId })
  await meet(alma, person)
  await before(person)
  await meet(alma, person)
  await meet(alma, bina)
  await person.lock()
  return { person, words, memberId, caseId, summaryInternal }
}
const passOf = async (host: Person, memberId: string): Promise<string> =>
  (await host.call('device.invite', { memberId })).code

describe('Elia comes back by her paper', () => {
  test('over TCP: Bina asks nobody, Elia is a member again, and the case comes when Alma, who is on it, has heard', async () => {
    const { words, memberId, caseId, summaryInternal } = await loses('Elia')
    const laptop = await newLaptop(await passOf(bina, memberId), ` ${words.toUpperCase()}\n`)
    expect(await knockAt(bina, laptop)).toBe('ok')
    expect(await laptop.query('me')).toMatchObject({ memberId, alias: 'Elia', pending: false })
    expect(await laptop.tryCall('device.invite', {})).toBe('ok')
    expect(await readsCase(laptop, caseId)).toBe('UnknownCase')
    await meet(alma, bina)
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'Volvió.' })
    await meet(alma, laptop)
    expect((await laptop.query('case.view', { caseId })).summaryInternal).toBe(summaryInternal)
  })

  test('over a folder: the same, and with the case at once when it is Alma who answers', async () => {
    const { words, memberId, caseId } = await loses('Fara')
    const folder = newFolder()
    const laptop = await newLaptop(await passOf(alma, memberId), words)
    await visitInTurn(folder, alma, laptop, alma, laptop)
    expect(await laptop.query('me')).toMatchObject({ memberId, pending: false })
    expect(await readsCase(laptop, caseId)).toBe('ok')
  })

  test('when she chose that her paper opens, it opens her cases though nobody of them is there', async () => {
    const opts = (person: Person): Promise<unknown> => person.call('paper.open', { opens: true })
    const { words, memberId, caseId, summaryInternal } = await loses('Gala', opts)
    const laptop = await newLaptop(await passOf(bina, memberId), words)
    await knockAt(bina, laptop)
    expect((await laptop.query('case.view', { caseId })).summaryInternal).toBe(summaryInternal)
    await laptop.reopen()
    expect(await readsCase(laptop, caseId)).toBe('ok')
    await laptop.call('case.addNote', { caseId, kind: 'call', text: 'Ya volví.' })
    await meet(alma, laptop)
    expect((await alma.query('case.view', { caseId })).notes.map(({ text }) => text)).toEqual(['Ya volví.'])
    const { ledger } = await turn(laptop)
    expect(readMeta(ledger.db, 'joining')).toBe(undefined)
    expect(ledger.boxKeys()).toEqual([ledger.device.box])
  })

  test('the same over a folder, with a network key that changed meanwhile', async () => {
    const opts = (person: Person): Promise<unknown> => person.call('paper.open', { opens: true })
    const { words, memberId, caseId } = await loses('Hada', opts)
    const folder = newFolder()
    await visitInTurn(folder, alma)
    const leaves = await joinNetwork(alma, 'Irma')
    await alma.call('member.expel', { memberId: await leaves.id(), reason: '' })
    await meet(alma, bina)
    const laptop = await newLaptop(await passOf(bina, memberId), words)
    await visitInTurn(folder, bina, laptop, bina, laptop)
    expect(await laptop.query('me')).toMatchObject({ memberId, pending: false })
    expect(await readsCase(laptop, caseId)).toBe('ok')
  })

  test('a paper that she closed again opens nothing that is handed out afterwards', async () => {
    let later = ''
    const { words, memberId } = await loses('Juana', async (person) => {
      await person.call('paper.open', { opens: true })
      expect(await person.tryCall('paper.open', { opens: true })).toBe('AlreadySo')
      await person.call('paper.open', { opens: false })
      await meet(alma, person)
      later = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
      await alma.call('case.grant', { caseId: later, memberId: await person.id() })
    })
    const laptop = await newLaptop(await passOf(bina, memberId), words)
    await knockAt(bina, laptop)
    expect(await laptop.query('me')).toMatchObject({ memberId, pending: false })
    expect(await readsCase(laptop, later)).toBe('UnknownCase')
  })

  test("words that do not read are refused at once; somebody else's when the card is there, and she may begin again", async () => {
    const { words, memberId } = await loses('Katia')
    const other = await joinWithPaper(alma, 'Lola')
    const code = await passOf(bina, memberId)
    const laptop = await newLaptop(code, other.words)
    expect(await laptop.tryCall('network.recover', { code, recoveryWords: words })).toBe('NetworkExists')
    expect(await knockAt(bina, laptop)).toBe('RecoveryWordsOfAnother')
    const wrong = words.split(' ').slice(1).join(' ')
    expect(await laptop.tryCall('network.recover', { code, recoveryWords: wrong })).toBe('RecoveryWordsWrong')
    await laptop.call('network.recover', { code, recoveryWords: words })
    expect(await knockAt(bina, laptop)).toBe('ok')
    expect(await laptop.query('me')).toMatchObject({ memberId })
    const invitation = await bina.call('invitation.create', { role: 'member' })
    const newcomer = await newLaptop(invitation.code, words)
    expect(await knockAt(bina, newcomer)).toBe('RecoveryWordsOfAnother')
    expect(await other.person.tryCall('paper.open', { opens: true, recoveryWords: words })).toBe(
      'RecoveryWordsOfAnother',
    )
    expect(await other.person.tryCall('paper.open', { opens: true, recoveryWords: other.words })).toBe('ok')
  })

  test('who is out does not come back by her paper; nobody makes her a pass', async () => {
    const { words, memberId } = await loses('Maya')
    const laptop = await newLaptop(await passOf(alma, memberId), words)
    await alma.call('member.expel', { memberId, reason: '' })
    await knockAt(alma, laptop)
    expect(await laptop.query('me')).toMatchObject({ pending: true, memberId: null })
    expect(await alma.tryCall('request.admit', { requestId: await requestAt(alma) })).toBe('AlreadyOut')
    expect(await alma.tryCall('device.invite', { memberId })).toBe('AlreadyOut')
  })
})

describe('Nadia comes back without paper', () => {
  test('over TCP: one facilitator does not bring her back, two do; the case follows from who is on it', async () => {
    const { memberId, caseId } = await loses('Nadia')
    const code = await passOf(bina, memberId)
    const laptop = await newLaptop(code)
    await knockAt(bina, laptop)
    const requestId = await requestAt(bina)
    const half = await comparesAndAdmits(bina, laptop)(requestId)
    expect(half).toEqual({ done: false, signatures: 1, needed: 2 })
    expect(await comparesAndAdmits(bina, laptop)(requestId)).toEqual(half) // the same woman twice is one
    await knockAt(bina, laptop)
    expect(await laptop.query('me')).toMatchObject({ pending: true, memberId: null })
    expect(await laptop.tryQuery('member.list')).toBe('JoinPending')
    expect((await bina.query('signature.list')).signatures).toMatchObject([{ act: 'bind' }, { act: 'bind' }])
    await meet(alma, bina)
    await meet(alma, bina) // the pass came with the first meeting, so what was asked by it is kept with the second
    expect((await alma.query('request.list')).requests.find(({ id }) => id === requestId)).toMatchObject({
      kind: 'device',
      alias: 'Nadia',
      admitted: false,
    })
    expect(await comparesAndAdmits(alma, laptop)(requestId)).toEqual({ done: true, signatures: 2, needed: 2 })
    await meet(alma, bina)
    expect(await knockAt(bina, laptop)).toBe('ok')
    expect(await laptop.query('me')).toMatchObject({ memberId, alias: 'Nadia', pending: false })
    expect(await laptop.tryQuery('house.board')).toBe('ok')
    await meet(alma, laptop)
    expect(await readsCase(laptop, caseId)).toBe('ok')
  })

  test('over a folder: both halves, then the key of the network', async () => {
    const { memberId, caseId } = await loses('Olga')
    const folder = newFolder()
    const laptop = await newLaptop(await passOf(bina, memberId))
    await visitInTurn(folder, bina, laptop, bina)
    const requestId = await requestAt(bina)
    await comparesAndAdmits(bina, laptop)(requestId)
    await visitInTurn(folder, bina, laptop)
    expect(await laptop.query('me')).toMatchObject({ pending: true, memberId: null })
    await visitInTurn(folder, alma)
    expect(await comparesAndAdmits(alma, laptop)(requestId)).toMatchObject({ done: true })
    await visitInTurn(folder, alma, laptop)
    expect(await laptop.query('me')).toMatchObject({ memberId, pending: false })
    expect(await readsCase(laptop, caseId)).toBe('ok')
  })

  test('two facilitators who answer apart bring her back too, when they meet', async () => {
    const { memberId } = await loses('Pía')
    const laptop = await newLaptop(await passOf(bina, memberId))
    await meet(alma, bina)
    await knockAt(bina, laptop)
    await knockAt(alma, laptop)
    const halves = [alma, bina].map(async (host) => comparesAndAdmits(host, laptop)(await requestAt(host)))
    expect(await Promise.all(halves)).toEqual(
      Array.from({ length: 2 }, () => ({ done: false, signatures: 1, needed: 2 })),
    )
    await meet(alma, bina)
    await alma.call('house.offer', { alias: 'Ceiba', country: 'MX', type: 'rest', placesTotal: 1 })
    await meet(alma, bina)
    expect(await knockAt(alma, laptop)).toBe('ok')
    expect(await laptop.query('me')).toMatchObject({ memberId, pending: false })
  })
})
