import { afterAll, beforeAll, expect, test } from 'vitest'
import { combine } from 'shamir-secret-sharing'
import { fromHex } from '#core/crypto/bytes'
import { openSealed } from '#core/crypto/sealedBox'
import { epochKey } from '#core/envelopes/keyring'
import { spaceOpenedBy } from '#core/envelopes/learnKey'
import { sharesIn } from '#core/spaces/shares'
import type { SealedParts } from '#core/spaces/shares'
import type { CaseReader } from '#shared/contract/shares'
import { deliver, insidersLeave, turn } from '../support/insider'
import type { Insider } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'

// Bina and Hilda are on the case, which Bina owns. Carla, Dora, Eva, Flor and Gala hold shares. Alma coordinates.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const reason = 'Bina no contesta desde el martes y hay una audiencia hoy.'
let alma: Person, bina: Person, hilda: Person, carla: Person, dora: Person, eva: Person, flor: Person, gala: Person
let holders: Person[]
let caseId: string
let caseCode: string

/** Everybody named hears what everybody named has said. */
const round = async (...people: Person[]): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of people) await meet(alma, one)
}
const idsOf = (people: readonly Person[]): Promise<string[]> => Promise.all(people.map((one) => one.id()))
const note = (who: Person, text: string) => who.call('case.addNote', { caseId, kind: 'call', text })
const notesOf = async (who: Person): Promise<string[]> =>
  (await who.query('case.view', { caseId })).notes.map(({ text }) => text)
const newest = async (who: Person) => {
  const [set] = (await who.query('share.list')).sets
  if (!set) throw new Error('no shares')
  return set
}
const readerOf = async (who: Person, alias: string): Promise<CaseReader | undefined> =>
  (await who.query('case.access', { caseId })).readers.find((reader) => reader.alias === alias)
const refusal = async (who: Person, name: string, input: unknown): Promise<unknown> => {
  const done = await who.engine().call(name, input)
  return done.ok ? undefined : done.error
}

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  hilda = await joinNetwork(alma, 'Hilda')
  carla = await joinNetwork(alma, 'Carla')
  dora = await joinNetwork(alma, 'Dora')
  eva = await joinNetwork(alma, 'Eva')
  flor = await joinNetwork(alma, 'Flor')
  gala = await joinNetwork(alma, 'Gala')
  holders = [carla, dora, eva, flor, gala]
  await round(bina, hilda, ...holders)
  const opened = await bina.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: 'Xochitl.' })
  caseId = opened.caseId
  caseCode = opened.caseCode
  await bina.call('case.grant', { caseId, memberId: await hilda.id() })
  await note(bina, 'Primera llamada')
  await round(bina, hilda)
}, 120_000)

test('Bina gives shares to five others, each once, and not to herself; who does not own the case gives none', async () => {
  const five = await idsOf(holders)
  expect(await bina.tryCall('case.share', { caseId, holders: five.slice(1) })).toBe('BadInput')
  expect(await bina.tryCall('case.share', { caseId, holders: [...five.slice(1), ...five.slice(1, 2)] })).toBe(
    'BadInput',
  )
  expect(await bina.tryCall('case.share', { caseId, holders: [...five.slice(1), await bina.id()] })).toBe('BadInput')
  expect(await bina.tryCall('case.share', { caseId, holders: [...five.slice(1), 'ab'.repeat(32)] })).toBe(
    'UnknownMember',
  )
  expect(await hilda.tryCall('case.share', { caseId, holders: five })).toBe('NotAllowed')
  expect(await carla.tryCall('case.share', { caseId, holders: five })).toBe('UnknownCase')
  expect((await bina.query('case.access', { caseId })).shares).toBeNull()
  await bina.call('case.share', { caseId, holders: five })
  await round(bina, hilda, ...holders)
})

test('the team sees who holds them; holders see that they hold one, and nothing of the case', async () => {
  for (const who of [bina, hilda]) {
    const { shares } = await who.query('case.access', { caseId })
    expect(shares?.stale).toBe(false)
    expect(shares?.holders.map(({ alias }) => alias)).toEqual(['Carla', 'Dora', 'Eva', 'Flor', 'Gala'])
    expect(await newest(who)).toMatchObject({ byAlias: 'Bina', mine: false, caseCode, replaced: false, asks: [] })
  }
  for (const who of holders) {
    expect(await newest(who)).toMatchObject({ byAlias: 'Bina', mine: true, caseCode: null })
    expect(await who.tryQuery('case.view', { caseId })).toBe('UnknownCase')
  }
  expect(await newest(alma)).toMatchObject({ mine: false, caseCode })
  expect(await alma.tryQuery('case.view', { caseId })).toBe('UnknownCase')
})

test('only a coordinator asks, and everybody reads why', async () => {
  const { setId } = await newest(alma)
  for (const who of [bina, hilda, carla]) expect(await who.tryCall('share.ask', { setId, reason })).toBe('NotAllowed')
  expect(await alma.tryCall('share.ask', { setId, reason: ' ' })).toBe('BadInput')
  expect(await alma.tryCall('share.ask', { setId: 'ab'.repeat(32), reason })).toBe('UnknownShares')
  await alma.call('share.ask', { setId, reason })
  await round(bina, hilda, ...holders)
  for (const who of [hilda, gala])
    expect((await newest(who)).asks).toMatchObject([{ byAlias: 'Alma', reason, given: 0 }])
})

test('two shares are not enough, and nobody gives what she has not or twice', async () => {
  const [asked] = (await newest(alma)).asks
  const askId = asked?.askId ?? ''
  for (const who of [carla, dora]) await who.call('share.give', { askId })
  expect(await carla.tryCall('share.give', { askId })).toBe('AlreadySo')
  expect(await hilda.tryCall('share.give', { askId })).toBe('HoldsNoShare')
  expect(await carla.tryCall('share.give', { askId: 'ab'.repeat(32) })).toBe('UnknownShares')
  await round(carla, dora, hilda)
  expect(await refusal(alma, 'share.open', { askId })).toMatchObject({
    type: 'NotEnoughShares',
    detail: { have: 2, need: 3 },
  })
  expect(await alma.tryQuery('case.view', { caseId })).toBe('UnknownCase')
  expect((await readerOf(hilda, 'Alma'))?.brokeGlass).toBeUndefined()
})

test('with the third Alma reads the case, and does not write in it', async () => {
  const [asked] = (await newest(alma)).asks
  const askId = asked?.askId ?? ''
  await eva.call('share.give', { askId })
  expect(await eva.tryCall('share.open', { askId })).toBe('NotAllowed')
  await round(eva)
  expect(await alma.call('share.open', { askId })).toEqual({ caseId })
  expect(await alma.call('share.open', { askId })).toEqual({ caseId })
  expect(await notesOf(alma)).toEqual(['Primera llamada'])
  expect((await alma.query('case.view', { caseId })).summaryInternal).toBe('Xochitl.')
  expect(await refusal(alma, 'case.addNote', { caseId, kind: 'call', text: 'No.' })).toMatchObject({
    type: 'NotOnTeam',
  })
  expect((await alma.query('case.list')).cases).toEqual([])
  expect((await alma.query('quarantine.list')).items).toEqual([])
  expect(await alma.engine().check()).toMatchObject({ ok: true, value: { ok: true, problems: [] } })
  await alma.engine().rebuild()
  await alma.reopen()
  expect(await notesOf(alma)).toEqual(['Primera llamada'])
  for (const who of [eva, carla]) expect(await who.tryQuery('case.view', { caseId })).toBe('UnknownCase')
})

test('a file of the case comes to her when she asks for it', async () => {
  const { uploadId } = await bina.call('attachment.begin', {})
  await bina.call('attachment.append', { uploadId, bytes: Buffer.from('la denuncia').toString('base64') })
  const { attachmentId } = await bina.call('case.addAttachment', { caseId, uploadId, name: 'denuncia.pdf' })
  await round(bina)
  expect((await alma.query('attachment.read', { caseId, attachmentId })).bytes).toBeNull()
  expect(await alma.call('attachment.fetch', { caseId, attachmentId })).toEqual({ missing: 1 })
  await round(bina)
  const { bytes } = await alma.query('attachment.read', { caseId, attachmentId })
  expect(Buffer.from(bytes ?? '', 'base64').toString()).toBe('la denuncia')
  expect(await eva.tryCall('attachment.fetch', { caseId, attachmentId })).toBe('UnknownCase')
})

test('the team sees that the glass was broken, by whom and why', async () => {
  await round(bina, hilda)
  for (const who of [bina, hilda, alma]) {
    expect(await readerOf(who, 'Alma')).toMatchObject({ brokeGlass: true, reason, owner: false })
    expect(await readerOf(who, 'Bina')).not.toHaveProperty('brokeGlass')
  }
})

test('when the key changes the old shares open nothing new; the same five are given others', async () => {
  const before = await newest(bina)
  await bina.call('case.revoke', { caseId, memberId: await hilda.id() })
  await note(bina, 'Después')
  await round(bina, ...holders)
  expect(await notesOf(alma)).toEqual(['Primera llamada'])
  const after = await newest(alma)
  expect(after).toMatchObject({ caseCode, replaced: false, asks: [] })
  expect(after.setId).not.toBe(before.setId)
  expect((await alma.query('share.list')).sets.find(({ setId }) => setId === before.setId)?.replaced).toBe(true)
  expect((await bina.query('case.access', { caseId })).shares).toMatchObject({ setId: after.setId, stale: false })

  const { askId } = await alma.call('share.ask', { setId: after.setId, reason: 'Otra vez.' })
  await round(dora, flor, gala)
  for (const who of [dora, flor, gala]) await who.call('share.give', { askId })
  await round(dora, flor, gala)
  expect(await alma.call('share.open', { askId })).toEqual({ caseId })
  expect((await notesOf(alma)).sort()).toEqual(['Después', 'Primera llamada'])
  await round(bina)
  expect(await readerOf(bina, 'Alma')).toMatchObject({ brokeGlass: true, reason: 'Otra vez.' })
  // nothing more is said once they are fresh
  expect((await bina.query('case.access', { caseId })).shares?.setId).toBe(after.setId)
})

test('who was expelled is given no share again: the team sees that the shares are stale', async () => {
  const { setId } = await newest(bina)
  expect(await alma.call('member.expel', { memberId: await gala.id(), reason: '' })).toMatchObject({ done: true })
  await round(bina)
  await note(bina, 'Sin Gala')
  await round(bina)
  expect((await bina.query('case.access', { caseId })).shares).toMatchObject({ setId, stale: true })
  const five = [...(await idsOf(holders.slice(0, 4))), await hilda.id()]
  await bina.call('case.share', { caseId, holders: five })
  await round(bina, hilda)
  expect((await bina.query('case.access', { caseId })).shares).toMatchObject({ stale: false })
  expect(await newest(hilda)).toMatchObject({ mine: true })
})

test('who repeats shares as her own gets nobody to give, and who is no coordinator asks in vain with any app', async () => {
  const spy = await turn(carla)
  await meet(alma, flor)
  const genuine = spy.ledger.root().counting('share').at(-1)?.entry.op
  if (!genuine) throw new Error('no shares')
  const raw = (parts: SealedParts) => parts.map(({ box, sealed }) => ({ box: fromHex(box), sealed }))
  const copy = { set: fromHex(genuine.set), parts: raw(genuine.parts), notes: raw(genuine.notes) }
  const before = await newest(alma)
  await deliver(
    alma,
    spy,
    spy.say({ content: spy.op('share', copy) }),
    spy.say({ content: spy.op('ask-share', { set: fromHex(before.setId), reason }) }),
  )
  const copied = (await alma.query('share.list')).sets.find(({ byAlias }) => byAlias === 'Carla')
  expect(copied).toMatchObject({ mine: false, asks: [] })
  expect(copied?.setId).not.toBe(before.setId)
  expect((await alma.query('share.list')).sets.find(({ setId }) => setId === before.setId)?.asks).toEqual(before.asks)
  const { askId } = await alma.call('share.ask', { setId: copied?.setId ?? '', reason })
  await meet(alma, flor)
  expect(await flor.tryCall('share.give', { askId })).toBe('HoldsNoShare')
  const fair = await alma.call('share.ask', { setId: before.setId, reason })
  await meet(alma, flor)
  expect(await flor.tryCall('share.give', { askId: fair.askId })).toBe('ok')
})

test('a holder alone, and two who put theirs together, open not one envelope', async () => {
  const inside = [await turn(carla), await turn(dora)]
  const sharesAt = ({ ledger }: Insider): { set: string; share: Uint8Array }[] =>
    sharesIn(ledger.root()).flatMap(({ id: set, parts }) =>
      parts.flatMap(({ sealed }) => {
        const bytes = ledger.boxKeys().flatMap((keys) => openSealed(sealed, keys) ?? [])
        return bytes.map((opened) => ({ set, share: Uint8Array.from(opened.subarray(64)) }))
      }),
    )
  const shares = inside.flatMap(sharesAt)
  expect(shares.length).toBeGreaterThanOrEqual(4)
  // what is looked for is there to be found: with Eva's they open it
  const third = await turn(eva)
  const three = [...shares, ...sharesAt(third)].filter(({ set }) => set === shares[0]?.set).map(({ share }) => share)
  expect(three.length).toBe(3)
  expect(spaceOpenedBy(third.ledger, epochKey(await combine(three)))).toBe(caseId)
  for (const { ledger } of inside) {
    expect(ledger.keyring.ofSpace(caseId)).toEqual([])
    expect(ledger.chains.count('sealed')).toBeGreaterThan(5)
    for (const a of shares) {
      expect(spaceOpenedBy(ledger, epochKey(a.share.slice(0, 32)))).toBeUndefined()
      for (const b of shares) {
        if (a === b || a.set !== b.set) continue
        const came = await combine([a.share, b.share])
        expect(spaceOpenedBy(ledger, epochKey(came))).toBeUndefined()
      }
    }
  }
})
