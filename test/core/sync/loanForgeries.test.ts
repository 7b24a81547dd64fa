import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { encodeEmpty } from '#core/envelopes/content'
import { joinEnvelope } from '#core/envelopes/envelope'
import { caseDocument } from '#shared/records/case'
import { profileDocument } from '#shared/records/networkProfile'
import type { MessageOf } from '#core/sync/messages'
import type { Session } from '#core/sync/session'
import { overDays } from '../../support/cutLink'
import { inside, rowsOf } from '../../support/inside'
import {
  converse,
  expectKind,
  insidersLeave,
  setApart,
  turn,
  untilEnvelopes,
  whileListening,
} from '../../support/insider'
import type { Insider } from '../../support/insider'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  openPerson,
  visitFolder,
} from '../../support/people'
import type { Person } from '../../support/people'

// Mala is a member, holds all there is, and lends what she likes. Vera has been away. Alma is honest.

let alma: Person
let vera: Person
let mala: Insider
let caseId: string
let truth: unknown

const boardOf = async (person: Person) => (await person.query('house.board')).houses
const offer = (person: Person, alias: string) =>
  person.call('house.offer', { alias, country: 'GT', type: 'safe_house', placesTotal: 9 })

beforeAll(async () => {
  alma = await foundNetwork()
  vera = await joinNetwork(alma, 'Vera')
  const person = await joinNetwork(alma, 'Mala')
  await meet(alma, vera)
  await vera.lock()
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
  await alma.call('case.grant', { caseId, memberId: await person.id() })
  await alma.call('invitation.create', { role: 'member' }) // a word in the root that Vera has not heard
  await overDays(alma, newFolder(), 36, (i) => offer(alma, `Casa ${i}`))
  await meet(alma, person)
  truth = await boardOf(alma)
  mala = await turn(person)
}, 180_000)
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

/** Vera as she comes back, in a copy of her own. */
const veraBack = async (): Promise<Person> => {
  const vault = join(newFolder(), 'vault')
  mkdirSync(vault)
  cpSync(vera.vault, vault, { recursive: true })
  return openPerson('Vera', vault)
}

type Row = { readonly signed: Uint8Array; readonly body: Uint8Array | undefined; readonly kind: string }
/** All that Mala holds, in order. */
const all = (): Row[] =>
  Array.from({ length: mala.ledger.chains.count() }, (_, i) => mala.ledger.chains.byNumber(i + 1)).flatMap((held) =>
    held ? [{ signed: held.signed, body: held.body, kind: held.state }] : [],
  )

type Lies = {
  /** Which kinds go without their bodies. */
  readonly headed?: readonly string[]
  readonly loans?: readonly Partial<MessageOf<'loan'>>[]
  readonly more?: readonly Uint8Array[]
  /** She is asked for bodies, and says that she has none. */
  readonly isAsked?: boolean
}

/** The whole of a conversation in which Mala tells all, some of it headed, and lends. */
const tell = (victim: Person, { headed = ['batch'], loans = [], more = [], isAsked = false }: Lies): Promise<void> =>
  whileListening(victim, async (port) => {
    const session = await converse(mala, port)
    await untilEnvelopes(session)
    for (const { signed, body, kind } of all())
      await session.send({ t: 'envelopes', list: [joinEnvelope(signed, headed.includes(kind) ? undefined : body)] })
    for (const wire of more) await session.send({ t: 'envelopes', list: [wire] })
    for (const loan of loans) await session.send({ ...honest(), ...loan })
    await session.send({ t: 'end' })
    while ((await session.receive()).t !== 'end');
    await session.send({ t: 'stored' })
    await expectKind(session, 'stored')
    if (isAsked) await hasNone(session)
    else await expectKind(session, 'want') // what came is in the documents by then
    session.close()
  })

const hasNone = async (session: Session): Promise<void> => {
  for (;;) {
    await session.send({ t: 'want', pieces: [], bodies: [] })
    const want = (await expectKind(session, 'want')) as MessageOf<'want'>
    if (want.bodies.length === 0) return
    await session.send({ t: 'end' })
    await expectKind(session, 'end')
  }
}

const board = (): A.Doc<Record<string, unknown>> => mala.document(mala.network, profileDocument)
/** What an honest member would lend. */
const honest = (doc = board()): MessageOf<'loan'> => ({
  t: 'loan',
  space: fromHex(mala.network),
  name: profileDocument,
  heads: A.getHeads(doc).map(fromHex),
  tips: mala.tips(mala.network, profileDocument).map(fromHex),
  saved: A.save(doc),
})
/** The board with a card that nobody offered. */
const forged = (): A.Doc<Record<string, unknown>> => {
  const [key = ''] = Object.keys(board()).filter((one) => one.includes('/'))
  return A.change(A.clone(board()), (doc) => {
    const row = doc[key] as Record<string, unknown>
    row.placesTotal = 77
  })
}

/** In the end Alma comes, and everything is as it was signed. */
const endsRight = async (victim: Person): Promise<void> => {
  await meet(alma, victim)
  expect(await boardOf(victim)).toEqual(truth)
  expect(await victim.query('sync.status')).toMatchObject({ waiting: 0, checking: 0, bodies: 0 })
  expect(await victim.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  await offer(victim, 'La suya')
  await victim.lock()
}

test('an honest loan is shown, and borne out', async () => {
  const victim = await veraBack()
  await tell(victim, { loans: [{}] })
  expect(await boardOf(victim)).toEqual(truth)
  expect(await victim.query('sync.status')).toMatchObject({ checking: 1 })
  await endsRight(victim)
})

test('contents that nobody wrote are shown as being checked only, and end with her name', async () => {
  const victim = await veraBack()
  const doc = forged()
  await tell(victim, { loans: [{ saved: A.save(doc), heads: A.getHeads(doc).map(fromHex) }] })
  expect(await victim.query('sync.status')).toMatchObject({ checking: 1 })
  expect(await boardOf(victim)).not.toEqual(truth)
  await meet(alma, victim)
  expect(await setApart(victim)).toEqual(['Mala: LoanFalse'])
  await endsRight(victim)
})

const bomb = (): Uint8Array => A.save(A.from({ text: new A.ImmutableString('a'.repeat(30_000_000)) }))

test.each<[string, () => Partial<MessageOf<'loan'>>]>([
  ['other heads than it is at', () => ({ heads: [randomBytes(32)] })],
  ['contents at the heads of the true one', () => ({ saved: A.save(forged()) })],
  ['junk', () => ({ saved: randomBytes(20_000) })],
  ['one byte', () => ({ saved: new Uint8Array(1) })],
  ['a document cut short', () => ({ saved: honest().saved.slice(0, -40) })],
  ['thirty megabytes in thirty kilobytes', () => ({ saved: bomb() })],
])('%s is never shown, and she is named', async (_what, lie) => {
  const victim = await veraBack()
  const loan = lie()
  expect((loan.saved ?? new Uint8Array()).length).toBeLessThan(1_000_000)
  await tell(victim, { loans: [loan] })
  expect(await setApart(victim)).toEqual(['Mala: LoanFalse'])
  expect(await victim.query('sync.status')).toMatchObject({ checking: 0 })
  await endsRight(victim)
})

test('a document under the name of another is not borne out by batches of that one', async () => {
  const victim = await veraBack()
  await tell(victim, { loans: [{ name: 'year-2026' }] })
  await meet(alma, victim)
  expect(await setApart(victim)).toEqual(['Mala: LoanFalse'])
  await endsRight(victim)
})

test.each<[string, () => Partial<MessageOf<'loan'>>]>([
  ['of a case that she does not read', () => ({ space: fromHex(caseId), name: caseDocument })],
  ['of a space that there is not', () => ({ space: randomBytes(32) })],
  ['of a kind that no screen shows', () => ({ name: 'nothing-of-ours' })],
  ['on envelopes that nobody has', () => ({ tips: [randomBytes(32)] })],
])('a loan %s is passed over', async (_what, lie) => {
  const victim = await veraBack()
  await tell(victim, { loans: [lie()] })
  expect(await victim.query('sync.status')).toMatchObject({ checking: 0 })
  await endsRight(victim)
})

test('who keeps the bodies back under her own loan is named, and it is shown no more', async () => {
  const victim = await veraBack()
  await tell(victim, { loans: [{}], isAsked: true })
  expect(await setApart(victim)).toEqual(['Mala: LoanFalse'])
  expect(await victim.query('sync.status')).toMatchObject({ checking: 0 })
  await endsRight(victim)
})

test('a loan that rests on what will never come is shown for two weeks at most', async () => {
  const victim = await veraBack()
  const never = mala.make({ content: encodeEmpty() })
  const tips = [...honest().tips, fromHex(never.id)]
  await tell(victim, { loans: [{ tips }], more: [joinEnvelope(never.signed)] })
  await meet(alma, victim)
  expect(await victim.query('sync.status')).toMatchObject({ checking: 1, bodies: 1 })
  await victim.lock()
  const later = await openPerson('Vera', victim.vault, () => new Date(Date.now() + 16 * 86_400_000))
  await meet(alma, later)
  expect(await later.query('sync.status')).toMatchObject({ checking: 0 })
  expect((await boardOf(later)).map(({ houseCardId }) => houseCardId)).toEqual(
    (await boardOf(alma)).map(({ houseCardId }) => houseCardId),
  )
  await later.lock()
})

test('an op sent without its body hides nothing: what names it waits, and it comes by another', async () => {
  const victim = await veraBack()
  const changes = mala.change(mala.network, profileDocument, (doc) => {
    doc['una/cosa'] = { a: new A.ImmutableString('b') }
  })
  mala.batch(mala.network, profileDocument, changes) // names what she has heard of the root
  await tell(victim, { headed: ['op', 'batch'], more: mala.said() })
  const status = await victim.query('sync.status')
  expect(status.bodies).toBeGreaterThan(36)
  expect(status.waiting).toBeGreaterThan(0)
  await endsRight(victim)
})

test('a body that is not the one its header names is refused, and headers twice are one', async () => {
  const victim = await veraBack()
  const batches = all().filter(({ kind }) => kind === 'batch')
  const [one, other] = [batches.at(-1), batches.at(-2)]
  if (!one?.body || !other?.body) throw new Error('two batches')
  const twice = joinEnvelope(one.signed)
  await tell(victim, { more: [twice, twice, joinEnvelope(one.signed, other.body)] })
  expect(await setApart(victim)).toEqual([': BadBody'])
  await endsRight(victim)
})

test('a batch on top of what has no body is held, wherever her chain goes on', async () => {
  const victim = await veraBack()
  const { bytes, hashes } = mala.change(mala.network, profileDocument, (doc) => {
    doc['otra/cosa'] = { a: new A.ImmutableString('b') }
  })
  mala.batch(mala.network, profileDocument, { bytes, hashes })
  await tell(victim, { loans: [{}], more: mala.said() })
  expect((await victim.query('sync.status')).waiting).toBeGreaterThan(0)
  await meet(alma, victim)
  expect(await victim.query('sync.status')).toMatchObject({ waiting: 0, checking: 0 })
  await victim.lock()
})

test('both branches of a forked laptop may come as headers: it is a fork all the same, and the bodies go to each', async () => {
  const elsa = await joinNetwork(alma, 'Elsa')
  await elsa.lock()
  const clone = join(newFolder(), 'clone')
  cpSync(elsa.vault, clone, { recursive: true })
  for (const [vault, alias] of [
    [elsa.vault, 'La de Elsa'],
    [clone, 'La de la copia'],
  ] as const) {
    const folder = newFolder()
    const one = await openPerson('Elsa', vault)
    await offer(one, alias)
    await visitFolder(one, folder)
    await visitFolder(alma, folder)
    await one.lock()
  }
  const { forks } = await alma.query('fork.list')
  expect(forks).toMatchObject([{ alias: 'Elsa' }])
  const rows = await inside(alma, ({ db }) => rowsOf(db))
  const victim = await veraBack()
  await tell(victim, { more: rows.map(({ signed }) => joinEnvelope(signed)) })
  await meet(alma, victim) // Elsa's admission has its body now: before, a second branch of hers says nothing to anyone
  await meet(alma, victim)
  const seen = await victim.query('fork.list')
  expect(seen.forks.map(({ deviceId }) => deviceId)).toEqual(forks.map(({ deviceId }) => deviceId))
  expect(await victim.query('sync.status')).toMatchObject({ waiting: 0, bodies: 0 })
  expect(await victim.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  expect((await boardOf(victim)).map(({ alias }) => alias)).toEqual((await boardOf(alma)).map(({ alias }) => alias))
  await victim.lock()
})
