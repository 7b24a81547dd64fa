import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex, sameBytes, toHex } from '#core/crypto/bytes'
import { openLockbox } from '#core/crypto/lockbox'
import { hintOf, openBody, splitBody } from '#core/envelopes/body'
import { networkContext, parseHeader } from '#core/envelopes/header'
import { joinEnvelope } from '#core/envelopes/envelope'
import { createTaster } from '#core/envelopes/taste'
import { openLocal, takeIn } from '#core/sync/local'
import { readMeta } from '#core/vault/meta'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  passphrase,
  tasteWorker,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'
import { dumpOf, inside, rowsOf } from '../support/inside'
import type { Wire } from '../support/inside'

// Alma and Bina coordinate, Carla was on the case, Dora was on it and away, Elsa never was.

afterAll(everybodyGoesHome)

const word = 'xochipilli'
const openCase = async (who: Person, summaryInternal: string): Promise<string> =>
  (await who.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })).caseId
const note = (who: Person, caseId: string, text: string) => who.call('case.addNote', { caseId, kind: 'call', text })

let alma: Person
let bina: Person
let carla: Person
let dora: Person
let elsa: Person
let doomed: string
let kept: string
let everybody: Person[]
let doomedWires: Wire[]
let network: string

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  carla = await joinNetwork(alma, 'Carla')
  dora = await joinNetwork(alma, 'Dora')
  elsa = await joinNetwork(alma, 'Elsa')
  everybody = [alma, bina, carla, dora, elsa]
  doomed = await openCase(alma, `Su ${word} de noche.`)
  kept = await openCase(alma, 'Esto sí se queda.')
  for (const caseId of [doomed, kept])
    for (const who of [bina, carla, dora]) await alma.call('case.grant', { caseId, memberId: await who.id() })
  for (let round = 0; round < 2; round++) for (const who of [bina, carla, dora, elsa]) await meet(alma, who)
  for (const who of [bina, carla, dora]) {
    await note(who, doomed, `${word} según ${who.alias}`)
    await note(who, kept, `se queda lo de ${who.alias}`)
    await meet(alma, who)
  }
  for (const who of [bina, carla, dora]) await meet(alma, who)
  // a second epoch, which carries the keys before it
  await alma.call('case.revoke', { caseId: doomed, memberId: await bina.id() })
  await alma.call('case.grant', { caseId: doomed, memberId: await bina.id() })
  for (const who of [bina, carla, dora]) await meet(alma, who)
  await note(carla, doomed, `${word} otra vez`)
  await meet(alma, carla)
  await meet(alma, bina)
  network = (await alma.query('me')).networkId ?? ''
  // who was on the case opened these with the keys of then; after the erasure nothing held anywhere may
  const all = new Map<string, Wire>()
  const ids = new Set<string>()
  for (const who of everybody)
    await inside(who, ({ db }) => {
      for (const wire of rowsOf(db)) all.set(wire.id, wire)
      for (const id of db
        .prepare(
          `SELECT e.id FROM envelope e JOIN op o ON o.envelope = e.no WHERE o.space = ?
           UNION SELECT e.id FROM envelope e JOIN batch b ON b.envelope = e.no JOIN document d ON d.id = b.document WHERE d.space = ?`,
          { pluck: true },
        )
        .all<Bytes>([fromHex(doomed), fromHex(doomed)]))
        ids.add(toHex(id))
    })
  doomedWires = [...all.values()].filter(({ id }) => ids.has(id))
  expect(doomedWires.length).toBeGreaterThan(8)
})

/** How many of the erased case's envelopes something held in a vault still opens: any key, and any box secret on any lockbox. */
const opened = (person: Person): Promise<number> =>
  inside(person, ({ db, ledger }) => {
    const keys = db.prepare('SELECT secret FROM space_key', { pluck: true }).all<Bytes>()
    return doomedWires.filter(({ id, signed, body }) => {
      const header = parseHeader(signed)
      if (!header) throw new Error('no header')
      const context = networkContext(id, network)
      const fromBoxes = (splitBody(body)?.lockboxes ?? []).flatMap((lockbox) =>
        ledger.boxKeys().flatMap((pair) => {
          const secret = openLockbox(lockbox, pair)
          return secret && sameBytes(hintOf(secret, context, header.device, header.seq), header.hint) ? [secret] : []
        }),
      )
      return [...keys.map((key) => Uint8Array.from(key)), ...fromBoxes].some(
        (key) => openBody(body, key, context, header) !== undefined,
      )
    }).length
  })

const traces = (person: Person): Promise<boolean> => inside(person, ({ db }) => dumpOf(db).includes(Buffer.from(word)))
const notesOf = async (who: Person, caseId: string): Promise<string[]> =>
  (await who.query('case.view', { caseId })).notes.map(({ text }) => text).sort()
const boxOf = (person: Person): Promise<string> => inside(person, ({ ledger }) => toHex(ledger.device.box.publicKey))

test('before it, everybody on the case opens it, and its words are there to be found', async () => {
  for (const who of [alma, bina, carla, dora]) {
    expect(await opened(who)).toBeGreaterThan(0)
    expect(await traces(who)).toBe(true)
  }
  expect(await opened(elsa)).toBe(0)
})

test('one coordinator alone erases nothing, and who is no coordinator says nothing', async () => {
  expect(await carla.tryCall('case.erase', { caseId: doomed })).toBe('NotAllowed')
  expect(await alma.tryCall('case.erase', { caseId: 'ab'.repeat(32) })).toBe('UnknownCase')
  expect(await alma.call('case.erase', { caseId: doomed })).toEqual({ done: false, signatures: 1, needed: 2 })
  expect(await alma.tryCall('case.erase', { caseId: doomed })).toBe('AlreadySo')
  await meet(alma, bina)
  expect(await notesOf(bina, doomed)).not.toEqual([])
  expect((await bina.query('signature.list')).signatures).toMatchObject([{ act: 'erase', about: doomed }])
})

test('two coordinators erase a case: no key and no box secret that anybody still has opens a byte of it', async () => {
  const boxes = new Map<Person, string>()
  for (const who of everybody) boxes.set(who, await boxOf(who))
  expect(await bina.call('case.erase', { caseId: doomed })).toEqual({ done: true, signatures: 2, needed: 2 })
  expect(await bina.tryQuery('case.view', { caseId: doomed })).toBe('UnknownCase')
  expect(await bina.tryCall('case.erase', { caseId: doomed })).toBe('UnknownCase')
  expect(await bina.tryCall('case.addNote', { caseId: doomed, kind: 'call', text: 'No.' })).toBe('UnknownCase')
  await meet(alma, bina)
  await meet(alma, carla)
  await meet(alma, elsa)
  for (const who of [alma, bina, carla]) {
    expect(await who.tryQuery('case.view', { caseId: doomed })).toBe('UnknownCase')
    expect([who.alias, await opened(who)]).toEqual([who.alias, 0])
    expect([who.alias, await traces(who)]).toEqual([who.alias, false])
    expect((await who.query('search', { text: word })).hits).toEqual([])
    expect(await boxOf(who)).not.toBe(boxes.get(who))
    expect(await inside(who, ({ db }) => readMeta(db, 'former box keys'))).toBeUndefined()
    expect(await inside(who, ({ db }) => readMeta(db, 'rebox due'))).toBeUndefined()
    expect((await who.query('quarantine.list')).items).toEqual([])
    expect(await who.engine().check()).toMatchObject({ ok: true, value: { ok: true, problems: [] } })
  }
  expect(await boxOf(elsa), 'she had nothing to forget').toBe(boxes.get(elsa))
})

test('who was away and wrote in it meanwhile does the same when she hears of it', async () => {
  await note(dora, doomed, `${word}, sin saber`)
  expect(await opened(dora)).toBeGreaterThan(0)
  await meet(alma, dora)
  await meet(alma, dora)
  expect(await dora.tryQuery('case.view', { caseId: doomed })).toBe('UnknownCase')
  expect(await opened(dora)).toBe(0)
  expect(await traces(dora)).toBe(false)
  for (const who of [alma, dora]) expect((await who.query('quarantine.list')).items).toEqual([])
  expect(await traces(alma)).toBe(false)
})

test('other cases go on: everybody writes, everybody reads, under keys that reach the new boxes', async () => {
  const team = [bina, carla, dora]
  for (const who of team) await meet(alma, who)
  await note(alma, kept, 'Alma después')
  for (const who of team) await meet(alma, who)
  for (const who of team) {
    await note(who, kept, `${who.alias} después`)
    await meet(alma, who)
  }
  // a new key, handed to the new boxes alone
  await alma.call('case.revoke', { caseId: kept, memberId: await bina.id() })
  await note(alma, kept, 'con llave nueva')
  for (const who of [carla, dora]) await meet(alma, who)
  const expected = await notesOf(alma, kept)
  expect(expected).toContain('con llave nueva')
  expect(expected).toContain('se queda lo de Dora')
  for (const who of [carla, dora]) expect(await notesOf(who, kept)).toEqual(expected)
  for (const who of everybody) expect((await who.query('sync.status')).waiting).toBe(0)
})

test('a rebuild, a night and a folder bring nothing of it back', async () => {
  const folder = newFolder()
  for (const who of [elsa, alma, carla, dora, bina, alma]) await visitFolder(who, folder)
  for (const who of [alma, carla, dora]) {
    await who.engine().rebuild()
    await who.reopen()
    expect(await who.tryQuery('case.view', { caseId: doomed })).toBe('UnknownCase')
    expect(await traces(who)).toBe(false)
    expect(await opened(who)).toBe(0)
    expect(await who.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  }
})

test('who joins afterwards takes every chain whole, and none of it opens', async () => {
  const flor = await joinNetwork(alma, 'Flor')
  await meet(alma, flor)
  expect((await flor.query('sync.status')).waiting).toBe(0)
  expect((await flor.query('sync.status')).held).toBe((await alma.query('sync.status')).held)
  await alma.call('case.grant', { caseId: kept, memberId: await flor.id() })
  await meet(alma, flor)
  expect(await notesOf(flor, kept)).toEqual(await notesOf(alma, kept))
})

test('an erasure that a power cut stopped goes on at the unlock, and says its new box key once somebody was met', async () => {
  const gala = await foundNetwork('Gala')
  const hilda = await joinNetwork(gala, 'Hilda', 'coordinator')
  const caseId = await openCase(gala, `${word} aparte`)
  await gala.call('case.erase', { caseId })
  await meet(gala, hilda)
  await hilda.call('case.erase', { caseId })
  const box = await boxOf(gala)
  const wires = await inside(hilda, ({ db }) => rowsOf(db).map(({ signed, body }) => joinEnvelope(signed, body)))
  // what came is stored and judged; the power goes before anything follows
  await gala.lock()
  const vault = await openVault(gala.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const taster = createTaster(tasteWorker)
  const network = openLocal(vault.value.db, taster, () => new Date()).network()
  if (!network) throw new Error('no network')
  expect(await takeIn(network, wires)).toMatchObject({ ok: true })
  expect(network.ledger.keyring.ofSpace(caseId)).not.toEqual([])
  vault.value.close()
  await taster.close()

  await gala.reopen()
  expect(await gala.tryQuery('case.view', { caseId })).toBe('UnknownCase')
  expect(await traces(gala)).toBe(false)
  expect(await boxOf(gala), 'nothing is said before somebody was asked').toBe(box)
  await meet(hilda, gala)
  expect(await boxOf(gala)).not.toBe(box)
  expect(await inside(gala, ({ db }) => readMeta(db, 'former box keys'))).toBeUndefined()
  await meet(hilda, gala)
  const fresh = await boxOf(gala)
  expect(await inside(hilda, ({ ledger }) => ledger.state().boxes.has(fresh))).toBe(true)
})
