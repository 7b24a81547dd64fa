/* oxlint-disable max-lines -- one network is founded once for all its attacks, each a few lines */
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { encodeBatch, encodeEmpty } from '#core/envelopes/content'
import { hintOf, sealBody } from '#core/envelopes/body'
import { joinEnvelope } from '#core/envelopes/envelope'
import { encodeHeader, envelopeIdOf, signatureLength, signHeader } from '#core/envelopes/header'
import type { Header } from '#core/envelopes/header'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { invitationKeys, parseInvitationCode } from '#core/identity/invitationCode'
import { createJoinRequest } from '#core/identity/joinRequest'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import { recipientsOf } from '#core/spaces/rootState'
import { judgeBatches } from '#core/spaces/verdicts'
import { unwrapBlob } from '#core/sync/blob'
import { folderWrap, readFolderFile } from '#core/sync/folderFiles'
import { caseDocument } from '#shared/records/case'
import { profileDocument } from '#shared/records/networkProfile'
import { deliver, deliverOverTcp, insidersLeave, setApart, turn, whileListening } from '../support/insider'
import type { Insider } from '../support/insider'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  openPerson,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'
import { emptyRoot } from '../support/rootBench'

// Carla, a plain member on one case's team, and Bina, a facilitator, have turned: their keys are good, their words are not.

let alma: Person
let carla: Insider
let bina: Insider
let caseId: string
let invitation: { code: string; secret: Uint8Array; id: string }

const admitCode = async (who: Person, role: 'member' | 'facilitator'): Promise<typeof invitation> => {
  const { code } = await who.call('invitation.create', { role })
  const secret = parseInvitationCode(code)
  if (!secret.ok) throw new Error('own code')
  return { code, secret: secret.value, id: '' }
}

beforeAll(async () => {
  alma = await foundNetwork()
  const people = [await joinNetwork(alma, 'Bina', 'facilitator'), await joinNetwork(alma, 'Carla')] as const
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: 'Llegó.' }))
    .caseId
  for (const person of people) await alma.call('case.grant', { caseId, memberId: await person.id() })
  invitation = await admitCode(alma, 'member')
  for (const person of people) await meet(alma, person)
  bina = await turn(people[0])
  carla = await turn(people[1])
  const codeKey = toHex(invitationKeys(invitation.secret).code.publicKey)
  const [id = ''] = [...bina.ledger.root().invitations()].find(([, invite]) => invite.codeKey === codeKey) ?? []
  invitation = { ...invitation, id }
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

/** All that Alma sees of people and the case. */
const seen = async (): Promise<unknown> => [
  await alma.query('member.list'),
  await alma.query('network.overview'),
  await alma.query('case.view', { caseId }),
  await alma.query('case.access', { caseId }),
]

/** Ana's network, for words that others would stumble over: Bea is honest, Cleo has turned. Founded once, copied each time. */
const pristine = async (): Promise<readonly string[]> => {
  const ana = await foundNetwork('Ana')
  const bea = await joinNetwork(ana, 'Bea', 'facilitator')
  const cleo = await joinNetwork(ana, 'Cleo')
  await meet(ana, bea)
  await meet(ana, cleo)
  for (const person of [ana, bea, cleo]) await person.lock()
  return [ana.vault, bea.vault, cleo.vault]
}
let vaults: Promise<readonly string[]> | undefined
const otherNetwork = async (): Promise<{ ana: Person; bea: Person; cleo: Insider; anasBox: string }> => {
  const [a = '', b = '', c = ''] = await (vaults ??= pristine())
  const copyOf = (vault: string): string => {
    const copy = join(newFolder(), 'vault')
    cpSync(vault, copy, { recursive: true })
    return copy
  }
  const ana = await openPerson('Ana', copyOf(a))
  const bea = await openPerson('Bea', copyOf(b))
  const cleo = await turn(await openPerson('Cleo', copyOf(c)))
  const { deviceId } = await ana.query('me')
  return {
    ana,
    bea,
    cleo,
    anasBox:
      cleo.ledger
        .root()
        .state()
        .devices.get(deviceId ?? '')?.box ?? '',
  }
}

/** The words arrive at Alma's: she sees what she saw before, and whose words she set apart, and why. */
const isRefused = async (insider: Insider, ...wires: readonly Uint8Array[]): Promise<string[]> => {
  const before = await seen()
  const known = (await setApart(alma)).length
  await deliver(alma, insider, ...wires)
  expect(await seen()).toEqual(before)
  expect(await alma.tryCall('case.addNote', { caseId, kind: 'call', text: 'Sigo.' }), 'she can still write').toBe('ok')
  return (await setApart(alma)).slice(known)
}

const member = (insider: Insider): string =>
  insider.ledger.root().state().devices.get(insider.device.deviceId)?.member ?? ''
const boxesOf = (insider: Insider): string[] => recipientsOf(insider.ledger.root().state())
const bytesOf = (ids: readonly string[]): Uint8Array[] => ids.map(fromHex)
const note = (insider: Insider, text: string) =>
  insider.change(caseId, caseDocument, (doc) => {
    doc[`notes/${text}`] = { kind: 'call', text }
  })

/** An edit of hers to what the whole network reads. */
const profileNote = (insider: Insider) =>
  insider.change(insider.network, profileDocument, (doc) => {
    doc.about = 'una'
  })

/** A request to join as a newcomer's app makes it. */
const asks = (
  network: string,
  invite: { id: string; secret: Uint8Array },
  alias: string,
  who: DeviceKeys = createDeviceKeys(),
): { bytes: Uint8Array; box: string } => {
  const memberKeys = memberKeysFromWords(createRecoveryWords())
  if (!memberKeys) throw new Error('fresh words')
  const { code } = invitationKeys(invite.secret)
  return {
    bytes: createJoinRequest({ member: memberKeys, device: who, alias }, { network, invite: invite.id, code }),
    box: toHex(who.box.publicKey),
  }
}

const admits = (
  insider: Insider,
  request: { bytes: Uint8Array; box: string },
  rootHeads?: readonly string[],
): Uint8Array =>
  insider.say({
    content: insider.op('admit', { request: request.bytes, checked: true, to: bytesOf([request.box]) }),
    recipients: [request.box],
    ...(rootHeads ? { rootHeads } : {}),
  })

test('Carla cannot make herself a coordinator, invite, admit, or make Bina one', async () => {
  const { codeKey, carrier, role, expiresAt } = {
    codeKey: randomBytes(32),
    carrier: randomBytes(32),
    role: 'coordinator',
    expiresAt: '2030-01-01T00:00:00.000Z',
  }
  const words = [
    carla.op('set-role', { member: fromHex(member(carla)), role: 'coordinator', cut: [] }),
    carla.op('set-role', { member: fromHex(member(bina)), role: 'coordinator', cut: [] }),
    carla.op('invite', { codeKey, carrier, role, expiresAt }),
    carla.op('invite', { codeKey, carrier, role: 'member', expiresAt }),
  ]
  expect(await isRefused(carla, ...words.map((content) => carla.say({ content })))).toEqual(
    words.map(() => 'Carla: NoRight'),
  )
  expect(await isRefused(carla, admits(carla, asks(carla.network, invitation, 'Eva')))).toEqual(['Carla: NoRight'])
})

test("a case that Carla opens, and hands to all, is nobody's case", async () => {
  const recipients = boxesOf(carla)
  const opens = carla.say({
    content: carla.op('create', { kind: 'case', of: null, on: '2026-01-01' }),
    key: randomBytes(32),
    recipients,
  })
  expect(await isRefused(carla, opens)).toEqual(['Carla: NoRight'])
  expect((await alma.query('case.list')).total).toBe(1)
})

test('Bina, who facilitates, cannot make herself a coordinator either, and no second founding is heard', async () => {
  const words = [
    bina.op('set-role', { member: fromHex(member(bina)), role: 'coordinator', cut: [] }),
    bina.op('found', {
      name: 'Otra',
      country: 'MX',
      alias: 'Bina',
      root: randomBytes(32),
      paper: randomBytes(32),
      box: bina.device.box.publicKey,
      bySignature: new Uint8Array(64),
    }),
  ]
  expect(await isRefused(bina, ...words.map((content) => bina.say({ content })))).toEqual([
    'Bina: NoRight',
    'Bina: NoRight',
  ])
})

test("Carla lets nobody onto Alma's case and takes nobody off it", async () => {
  const words = [
    carla.op(
      'grant',
      { member: fromHex(member(carla)), to: [carla.device.box.publicKey], role: null, on: '2026-01-01' },
      caseId,
    ),
    carla.op('revoke', { member: fromHex(await alma.id()), cut: [] }, caseId),
    carla.op('revoke', { member: fromHex(member(bina)), cut: [] }, caseId),
    carla.op('set-role', { member: fromHex(member(carla)), role: 'coordinator', cut: [] }, caseId),
  ]
  const spoken = words.map((content) => carla.say({ content, space: caseId }))
  expect(await isRefused(carla, ...spoken)).toEqual(words.map(() => 'Carla: NoRight'))
})

test('an epoch that leaves somebody out or lets a stranger in does not count', async () => {
  const { ana, cleo } = await otherNetwork()
  const all = boxesOf(cleo)
  const stranger = toHex(createDeviceKeys().box.publicKey)
  const before = await ana.query('member.list')
  const words = [all.slice(1), [...all, stranger], [...all.slice(1), stranger], []].map((to) =>
    cleo.say({ content: cleo.op('epoch', { to: bytesOf(to), earlier: [] }), key: randomBytes(32), recipients: all }),
  )
  const box = cleo.say({ content: cleo.op('box', { to: bytesOf([stranger]) }), recipients: [stranger] })
  await deliver(ana, cleo, ...words, box)
  expect(await setApart(ana)).toEqual([...words, box].map(() => 'Cleo: NoRight'))
  expect(await ana.query('member.list')).toEqual(before)
})

test("after an epoch of Cleo's that does not count somebody new can still join", async () => {
  const { ana, cleo } = await otherNetwork()
  const content = cleo.op('epoch', { to: [], earlier: [] })
  await deliver(ana, cleo, cleo.say({ content, key: randomBytes(32), recipients: boxesOf(cleo) }))
  expect(await setApart(ana)).toEqual(['Cleo: NoRight'])
  const dora = await joinNetwork(ana, 'Dora')
  expect(await dora.query('me')).toMatchObject({ pending: false })
})

test('what Ana says after Cleo handed a key to her alone still reaches Bea', async () => {
  const { ana, bea, cleo, anasBox } = await otherNetwork()
  const content = cleo.op('epoch', { to: [], earlier: [] })
  await deliver(ana, cleo, cleo.say({ content, key: randomBytes(32), recipients: [anasBox] }))
  await ana.call('house.offer', { alias: 'Jacaranda', country: 'MX', type: 'rest', placesTotal: 2 })
  await meet(ana, bea)
  expect((await bea.query('house.board')).houses.map(({ alias }) => alias)).toContain('Jacaranda')
})

test("a key that came in words which do not count wraps nothing on Ana's folder", async () => {
  const { ana, bea, cleo, anasBox } = await otherNetwork()
  const content = cleo.op('epoch', { to: [], earlier: [] })
  const own = randomBytes(32)
  await deliver(ana, cleo, cleo.say({ content, key: own, recipients: [anasBox] }))
  const folder = newFolder()
  await visitFolder(ana, folder)
  const files = readdirSync(folder).flatMap((name) => readFolderFile(folder, name) ?? [])
  expect(files.length).toBeGreaterThan(3)
  const under = folderWrap({ secret: own, context: fromHex(cleo.network) })
  expect(files.filter((file) => unwrapBlob([under], file))).toEqual([])
  expect((await visitFolder(bea, folder)).bytesReceived).toBeGreaterThan(0)
})

test('an epoch with thirty earlier keys nobody has does not keep Ana from dialling Bea', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const earlier = Array.from({ length: 30 }, () => randomBytes(32))
  await deliver(ana, cleo, cleo.say({ content: cleo.op('epoch', { to: [], earlier }) }))
  expect(await setApart(ana)).toEqual(['Cleo: NoRight'])
  await whileListening(bea, async (port) => {
    const met = await ana.engine().exchange({
      carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port } }],
      wait: 1_000,
      signal: new AbortController().signal,
    })
    expect(met).toMatchObject({ ok: true })
  })
})

// Undecided: nobody but Ana can tell, and nothing lets her ask for another `box`.
test('an epoch that counts and whose lockbox for Ana is junk does not cut her off from Bea: her laptop asks again', async () => {
  const { ana, bea, cleo, anasBox } = await otherNetwork()
  const all = boxesOf(cleo)
  const content = cleo.op('epoch', { to: bytesOf(all), earlier: [cleo.key()] })
  const word = cleo.say({ content, key: randomBytes(32), recipients: all.filter((box) => box !== anasBox) })
  await deliver(ana, cleo, word)
  await deliver(bea, cleo, word)
  await bea.call('house.offer', { alias: 'Jacaranda', country: 'MX', type: 'rest', placesTotal: 2 })
  await meet(ana, bea) // Ana finds that she cannot open what Bea's words rest on, and says a fresh box key
  await meet(bea, ana) // Bea hears it, and hands her the key
  await meet(ana, bea)
  expect((await ana.query('house.board')).houses.map(({ alias }) => alias)).toContain('Jacaranda')
})

test('a lockbox that holds another key than the header commits to teaches Alma nothing', async () => {
  const [committed, given] = [randomBytes(32), randomBytes(32)]
  const content = carla.op('box', { to: bytesOf(boxesOf(carla)) })
  const wire = handMade(carla, { seal: given, hint: committed, recipients: boxesOf(carla), content })
  expect(await isRefused(carla, wire)).toEqual([]) // sealed for others, as far as she can tell: carried
  expect(await alma.query('sync.status')).toMatchObject({ carried: expect.any(Number) as number })
})

test("a header whose hint names Alma's key over a body under another is set apart", async () => {
  const wire = handMade(carla, { seal: randomBytes(32), hint: carla.key(), recipients: [], content: encodeEmpty() })
  expect(await isRefused(carla, wire)).toEqual(['Carla: Unopenable'])
})

/** An envelope of hers with a header and a body that do not belong together, or of another version. */
const handMade = (
  insider: Insider,
  {
    seal,
    hint,
    recipients = [],
    content,
    version = 1,
    device = insider.device,
    at = { seq: insider.end().seq + 1, id: insider.end().id },
  }: {
    seal: Uint8Array
    hint: Uint8Array
    recipients?: readonly string[]
    content: Uint8Array
    version?: number
    device?: DeviceKeys
    at?: { seq: number; id: string }
  },
): Uint8Array => {
  const network = fromHex(insider.network)
  const place = { device: device.deviceId, seq: at.seq, prev: at.id }
  const unfinished: Header = {
    version,
    ...place,
    rootHeads: [],
    bodyHash: new Uint8Array(32),
    hint: hintOf(hint, network, device.deviceId, at.seq),
  }
  const around = 2 + encodeHeader(unfinished).length + signatureLength
  const body = sealBody(content, seal, recipients, network, place, around) ?? new Uint8Array()
  const signed = signHeader({ ...unfinished, bodyHash: hash(body) }, network, device.sign.secretKey)
  if (device === insider.device) insider.goOnFrom({ id: envelopeIdOf(signed), seq: at.seq })
  return joinEnvelope(signed, body)
}

test('a word after a hole waits, a second word in the same place is a fork, a word on a false one is broken', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const first = cleo.say({ content: encodeEmpty() })
  const at = cleo.end()
  await deliver(ana, cleo, first, cleo.say({ content: encodeEmpty() }))
  const held = (await ana.query('sync.status')).held
  const ahead = cleo.make({ content: encodeEmpty(), seq: at.seq + 3, prev: toHex(randomBytes(32)) })
  const false1 = cleo.make({ content: encodeEmpty(), prev: toHex(randomBytes(32)) })
  const onAnothers = cleo.make({ content: encodeEmpty(), prev: cleo.network }) // Ana's founding word
  const onAnEarlier = cleo.make({ content: encodeEmpty(), prev: at.id })
  const again = cleo.make({ content: encodeEmpty(), seq: at.seq + 1, prev: at.id })
  const wires = [ahead, false1, onAnothers, onAnEarlier, again].map(({ signed, body }) => joinEnvelope(signed, body))
  await deliver(ana, cleo, ...wires)
  expect((await setApart(ana)).sort()).toEqual(['Cleo: BrokenChain', 'Cleo: BrokenChain', 'Cleo: Fork'])
  expect((await ana.query('sync.status')).held, 'of these only the second branch is kept').toBe(held + 1)
  await deliver(ana, cleo, ...wires)
  expect(await setApart(ana), 'told twice, shown once').toHaveLength(3)
  // Her laptop is out; what it goes on to say is kept, on either branch, and counts no more.
  const statusOf = async (person: Person): Promise<unknown> =>
    (await person.query('member.list')).members.find(({ alias }) => alias === 'Cleo')
  expect(await statusOf(ana)).toMatchObject({ status: 'active', devices: [{ status: 'out' }] })
  await deliver(ana, cleo, cleo.say({ content: encodeEmpty() }))
  cleo.goOnFrom({ id: again.id, seq: again.header.seq })
  await deliver(ana, cleo, cleo.say({ content: encodeEmpty() }))
  expect(await ana.query('sync.status')).toMatchObject({ held: held + 3, waiting: 0 })
  await meet(ana, bea)
  expect(await statusOf(bea)).toEqual(await statusOf(ana))
  expect(await setApart(bea)).toEqual(['Cleo: Fork'])
})

test('root heads that are no root ops are waited for, and what follows waits too; heads that are no op of the case are refused', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const before = await ana.query('member.list')
  const batch = cleo.batch(cleo.network, profileDocument, profileNote(cleo))
  await deliver(ana, cleo, batch)
  const none = cleo.say({ content: cleo.op('invite', {}), rootHeads: [cleo.end().id] })
  const unfounded = cleo.say({ content: encodeEmpty() })
  await deliver(ana, cleo, none, unfounded)
  expect(await setApart(ana)).toEqual([])
  expect(await ana.query('sync.status')).toMatchObject({ waiting: 2 })
  expect(await ana.query('member.list')).toEqual(before)
  await bea.call('house.offer', { alias: 'Jacaranda', country: 'MX', type: 'rest', placesTotal: 2 })
  await meet(ana, bea)
  expect(await ana.query('sync.status'), 'only her own chain waits').toMatchObject({ waiting: 2 })
  expect((await ana.query('house.board')).houses.map(({ alias }) => alias)).toContain('Jacaranda')
  await deliver(alma, carla, carla.batch(caseId, caseDocument, note(carla, 'una')))
  const inSpace = bina.batch(caseId, caseDocument, note(bina, 'dos'), { heads: [bina.network] })
  expect(await isRefused(bina, inSpace)).toEqual(['Bina: BadHeads'])
})

test('whose chain waits for ever is taken off a case, suspended and expelled all the same', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const opened = await ana.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await ana.call('case.grant', { caseId: opened.caseId, memberId: member(cleo) })
  await deliver(ana, cleo, cleo.say({ content: encodeEmpty(), rootHeads: [toHex(randomBytes(32))] }))
  expect(await ana.query('sync.status')).toMatchObject({ waiting: 1 })
  expect(await ana.tryCall('case.revoke', { caseId: opened.caseId, memberId: member(cleo) })).toBe('ok')
  expect(await ana.tryCall('member.suspend', { memberId: member(cleo), reason: '' })).toBe('ok')
  expect(await ana.tryCall('member.expel', { memberId: member(cleo), reason: '' })).toBe('ok')
  await meet(ana, bea)
  for (const person of [ana, bea])
    expect((await person.query('member.list')).members.find(({ alias }) => alias === 'Cleo')).toMatchObject({
      status: 'expelled',
    })
})

test('a word that the heads of the case make later than its author says it is, is judged at its own heads', async () => {
  // Alma opens the door to Eva and grants somebody: the grant has heard of more than Bina says she has.
  const eva = await joinNetwork(alma, 'Eva')
  await alma.call('case.grant', { caseId, memberId: await eva.id() })
  await alma.call('case.addNote', { caseId, kind: 'call', text: 'Eva está.' })
  const mirror = await turn(alma)
  await alma.reopen()
  const heads = (mirror.ledger.space(caseId)?.heads() ?? []).map(({ id }) => id)
  const [members, overview, , readers] = (await seen()) as unknown[]
  const known = await setApart(alma)
  await deliver(alma, bina, bina.batch(caseId, caseDocument, note(bina, 'antes'), { heads, rootHeads: [] }))
  const after = (await seen()) as unknown[]
  // Bina may write there, whatever she has heard of the root: her note counts, and changes nothing else.
  expect([after[0], after[1], after[3]]).toEqual([members, overview, readers])
  expect((await alma.query('case.view', { caseId })).notes.map(({ text }) => text)).toContain('antes')
  expect(await setApart(alma)).toEqual(known)
  expect(await alma.tryCall('case.addNote', { caseId, kind: 'call', text: 'Sigo.' })).toBe('ok')
})

test("after a refused word an insider's past is what it was: an invitation she used is used", async () => {
  const first = asks(bina.network, invitation, 'Flor')
  const heads = bina.ledger
    .root()
    .heads()
    .map(({ id }) => id)
  await deliver(alma, bina, admits(bina, first, heads))
  expect((await alma.query('member.list')).members.map(({ alias }) => alias)).toContain('Flor')
  expect(await isRefused(bina, admits(bina, asks(bina.network, invitation, 'Gala'), heads))).toEqual(['Bina: NoRight'])
  const refused = bina.batch(caseId, caseDocument, note(bina, 'otra'), { heads: [bina.network], rootHeads: [] })
  expect(await isRefused(bina, refused)).toEqual(['Bina: BadHeads'])
  // With her own words out of her past she would use it again.
  expect(await isRefused(bina, admits(bina, asks(bina.network, invitation, 'Gala'), heads))).toEqual(['Bina: NoRight'])
  expect(await isRefused(bina, admits(bina, asks(bina.network, invitation, 'Gala'), []))).toEqual(['Bina: NoRight'])
})

test('a request for another network, by an unknown invitation, or with another box key lets nobody in', async () => {
  const invite = await admitCode(alma, 'member')
  const other = asks(toHex(randomBytes(32)), { ...invite, id: invitation.id }, 'Hada')
  const unknown = asks(bina.network, { ...invite, id: toHex(randomBytes(32)) }, 'Hada')
  const swapped = { ...asks(bina.network, invitation, 'Hada'), box: toHex(createDeviceKeys().box.publicKey) }
  const refused = await isRefused(bina, ...[other, unknown, swapped].map((request) => admits(bina, request)))
  expect(refused).toEqual(Array.from({ length: 3 }, () => 'Bina: NoRight'))
})

test("a batch whose envelopes' deps nobody has waits, one that rests on an op or another document is refused", async () => {
  const before = await seen()
  const op = carla.ledger.root().heads()[0]?.id ?? ''
  expect(await isRefused(carla, carla.batch(caseId, caseDocument, note(carla, 'tres'), { deps: [op] }))).toEqual([
    'Carla: BadContent',
  ])
  expect(
    await isRefused(
      carla,
      carla.batch(caseId, 'other', note(carla, 'cuatro'), { deps: carla.tips(caseId, caseDocument) }),
    ),
  ).toEqual(['Carla: BadContent'])
  expect(before).toBeDefined()
})

test('contents of no known shape are set apart: keys twice, too deep, wrong names, other lengths', async () => {
  const words = [
    new Uint8Array([0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2]),
    new Uint8Array(2_000).fill(0x81),
    new Uint8Array([0xff]),
    new Uint8Array(0),
    carla.op('set-role', { member: new Uint8Array(31), role: 'member', cut: [] }),
    carla.op('set-role', { member: new Uint8Array(32), role: 'queen', cut: [] }),
    carla.op('box', { to: [], more: 1 }),
    encodeBatch({
      kind: 'batch',
      space: caseId,
      heads: [],
      document: '../x',
      deps: [],
      count: 1,
      digest: new Uint8Array(32),
      batch: new Uint8Array(1),
    }),
    encodeBatch({
      kind: 'batch',
      space: caseId,
      heads: [],
      document: 'case',
      deps: [],
      count: 0,
      digest: new Uint8Array(32),
      batch: new Uint8Array(1),
    }),
  ]
  expect(await isRefused(carla, ...words.map((content) => carla.say({ content })))).toEqual(
    words.map(() => 'Carla: BadContent'),
  )
})

test('a word for a space sealed with the key of another is set apart', async () => {
  const content = carla.op('epoch', { to: [], earlier: [] }, caseId)
  expect(await isRefused(carla, carla.say({ content, key: carla.key() }))).toEqual(['Carla: WrongKey'])
})

test("somebody with the case's key and no place on its team writes nothing into it", async () => {
  const dora = await joinNetwork(alma, 'Ema')
  const outsider = await turn(dora)
  const words = outsider.say({
    key: carla.key(caseId),
    content: encodeBatch({
      kind: 'batch',
      space: caseId,
      heads: (carla.ledger.space(caseId)?.heads() ?? []).map(({ id }) => id),
      document: caseDocument,
      deps: carla.tips(caseId, caseDocument),
      count: 1,
      digest: new Uint8Array(32),
      batch: new Uint8Array(64),
    }),
  })
  expect(await isRefused(outsider, words)).toEqual(['Ema: NoRight'])
})

test('what Bina backdates after she was taken off the case is set apart as past her cut', async () => {
  await alma.call('case.revoke', { caseId, memberId: member(bina) })
  expect(await isRefused(bina, bina.batch(caseId, caseDocument, note(bina, 'como ayer')))).toEqual(['Bina: PastCut'])
  expect((await alma.query('case.access', { caseId })).readers.map(({ alias }) => alias)).not.toContain('Bina')
})

test("Carla's self-promotion is refused the same over TCP", async () => {
  const content = carla.op('set-role', { member: fromHex(member(carla)), role: 'facilitator', cut: [] })
  const before = await seen()
  await deliverOverTcp(alma, carla, ...carla.said(), carla.say({ content }))
  expect(await seen()).toEqual(before)
  expect((await setApart(alma)).at(-1)).toBe('Carla: NoRight')
})

test('twenty thousand batches past a cut, each on the one before, are judged without falling over', () => {
  const revoke = {
    id: 'r',
    device: 'a',
    chain: 'a',
    seq: 1,
    key: '',
    rootPast: new Map(),
    past: new Map(),
    size: 0,
    op: { type: 'revoke' as const, member: 'bina', cut: [] },
  }
  const chain = Array.from({ length: 20_000 }, (_, i) => ({
    id: String(i),
    device: 'b',
    chain: 'b',
    seq: i + 1,
    rootPast: new Map<string, number>(),
    past: new Map<string, number>(),
    deps: i === 0 ? [] : [String(i - 1)],
    by: i === 19_999 ? 'carla' : 'bina',
    spoiled: false,
  }))
  const root = { ...emptyRoot, devices: new Map([['b', { member: 'bina', box: '', from: [] }]]) }
  const verdicts = judgeBatches(chain, { root, revokes: [revoke], late: new Set() })
  expect([...verdicts.values()].every((verdict) => verdict === 'counts')).toBe(true)
})

test('an op of an unknown type by a member is kept and carried; reading works, writing waits for the update', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const before = await ana.query('member.list')
  await deliver(ana, cleo, cleo.say({ content: cleo.op('choir', { sings: true }) }))
  expect(await ana.query('member.list')).toEqual(before)
  expect(await setApart(ana)).toEqual([])
  expect(await ana.query('me')).toMatchObject({ updateNeeded: true })
  expect(await ana.tryCall('committee.create', { type: 'security', name: 'No' })).toBe('UpdateNeeded')
  expect(await ana.tryCall('invitation.create', { role: 'member' })).toBe('UpdateNeeded')
  await meet(ana, bea)
  expect(await bea.query('me')).toMatchObject({ updateNeeded: true })
  await ana.reopen()
  expect(await ana.query('me')).toMatchObject({ updateNeeded: true })
  expect(await ana.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
})

test('a header of a newer version by a member is kept and carried, and its author goes on', async () => {
  const { ana, cleo } = await otherNetwork()
  const hint = randomBytes(32)
  const newer = handMade(cleo, { seal: hint, hint, content: encodeEmpty(), version: 2 })
  await deliver(ana, cleo, newer, cleo.say({ content: encodeEmpty() }))
  expect(await ana.query('me')).toMatchObject({ updateNeeded: true })
  expect(await ana.tryQuery('member.list')).toBe('ok')
  expect(await ana.tryCall('committee.create', { type: 'security', name: 'No' })).toBe('UpdateNeeded')
  expect(await ana.query('sync.status')).toMatchObject({ waiting: 0 })
})

test("a stranger's header of a newer version stops nobody from writing", async () => {
  const { ana, cleo } = await otherNetwork()
  const hint = randomBytes(32)
  const stranger = { device: createDeviceKeys(), at: { seq: 1, id: '' } }
  await deliver(ana, cleo, handMade(cleo, { seal: hint, hint, content: encodeEmpty(), version: 2, ...stranger }))
  expect(await ana.tryCall('committee.create', { type: 'security', name: 'Seguridad' })).toBe('ok')
})

test('an op of an unknown type by a laptop that is out stops nobody from writing', async () => {
  const { ana, cleo } = await otherNetwork()
  expect(await ana.tryCall('member.expel', { memberId: member(cleo), reason: '' })).toBe('ok')
  await deliver(ana, cleo, cleo.say({ content: cleo.op('choir', { sings: true }) })) // as if she had not heard
  expect(await ana.query('me')).toMatchObject({ updateNeeded: false })
  expect(await ana.tryCall('committee.create', { type: 'security', name: 'Seguridad' })).toBe('ok')
})

test('heads and deps that nobody has are waited for; her own chain waits, the others go on', async () => {
  const { ana, bea, cleo } = await otherNetwork()
  const words = [
    cleo.say({ content: encodeEmpty(), rootHeads: [toHex(randomBytes(32))] }),
    cleo.say({ content: encodeEmpty() }),
  ]
  await deliver(ana, cleo, ...words)
  expect(await ana.query('sync.status')).toMatchObject({ waiting: 2 })
  expect(await setApart(ana)).toEqual([])
  await bea.call('house.offer', { alias: 'Jacaranda', country: 'MX', type: 'rest', placesTotal: 2 })
  await meet(ana, bea)
  expect((await ana.query('house.board')).houses.map(({ alias }) => alias)).toContain('Jacaranda')
})
