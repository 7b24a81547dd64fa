import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHex, sameBytes, toHex } from '#core/crypto/bytes'
import { openLockbox } from '#core/crypto/lockbox'
import { openSealed } from '#core/crypto/sealedBox'
import { hintOf, splitBody } from '#core/envelopes/body'
import { joinEnvelope } from '#core/envelopes/envelope'
import { networkContext, parseHeader } from '#core/envelopes/header'
import { createTaster } from '#core/envelopes/taste'
import { sharesIn } from '#core/spaces/shares'
import type { SealedParts } from '#core/spaces/shares'
import { openLocal, takeIn } from '#core/sync/local'
import { readMeta } from '#core/vault/meta'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import type { KeyPair } from '#core/identity/memberKeys'
import { dumpOf, inside, rowsOf } from '../support/inside'
import type { Wire } from '../support/inside'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase, tasteWorker } from '../support/people'
import type { Person } from '../support/people'

// Alma and Bina coordinate. Nora owns three cases; the same five hold shares of them. Irma holds none.

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, nora: Person, irma: Person
let holders: Person[]
let everybody: Person[]
let doomed: string
let kept: string
let late: string
let network: string

/** Everybody named hears what everybody named has said. */
const round = async (...people: Person[]): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const one of people) await meet(alma, one)
}
const idsOf = (people: readonly Person[]): Promise<string[]> => Promise.all(people.map((one) => one.id()))
const openCase = async (summaryInternal: string): Promise<string> =>
  (await nora.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })).caseId
const setOf = async (caseId: string): Promise<string> =>
  (await nora.query('case.access', { caseId })).shares?.setId ?? 'none'
const boxOf = (person: Person): Promise<string> => inside(person, ({ ledger }) => toHex(ledger.device.box.publicKey))
const holder = (i: number): Person => {
  const one = holders[i]
  if (!one) throw new Error('five hold')
  return one
}

/** Three of the five give Alma their shares. */
const threeGive = async (askId: string): Promise<void> => {
  for (const who of holders.slice(0, 3)) {
    await who.call('share.give', { askId })
    await meet(alma, who)
  }
}

/** What anybody could have sealed of one case: parts, given parts, notes, and the envelopes with their lockboxes. */
type Sealed = { readonly parts: readonly SealedParts[]; readonly wires: readonly Wire[] }

/** All that is sealed of a case, as somebody holds it and as Nora reads it. */
const sealedOf = async (at: Person, caseId: string, sets: readonly string[]): Promise<Sealed> => {
  const parts = await inside(at, ({ ledger }) =>
    sharesIn(ledger.root())
      .filter(({ id }) => sets.includes(id))
      .flatMap((set) => [set.parts, set.notes, ...set.asks.flatMap(({ given }) => given.map((one) => one.parts))]),
  )
  const wires = await inside(nora, ({ db }) => {
    const ids = db
      .prepare('SELECT e.id FROM envelope e JOIN op o ON o.envelope = e.no WHERE o.space = ?', { pluck: true })
      .all<Bytes>([fromHex(caseId)])
      .map(toHex)
    return rowsOf(db).filter(({ id }) => ids.includes(id))
  })
  return { parts, wires }
}

/** How many of them some box key of a laptop opens. */
const opened = (person: Person, { parts, wires }: Sealed): Promise<number> =>
  inside(person, ({ ledger }) => {
    const ofParts = parts.flat().filter(({ sealed }) => ledger.boxKeys().some((keys) => openSealed(sealed, keys)))
    const ofBoxes = wires.flatMap(({ id, signed, body }) => {
      const header = parseHeader(signed)
      if (!header) throw new Error('no header')
      const context = networkContext(id, network)
      return (splitBody(body)?.lockboxes ?? []).filter((lockbox) =>
        ledger.boxKeys().some((keys) => {
          const secret = openLockbox(lockbox, keys)
          return secret && sameBytes(hintOf(secret, context, header.device, header.seq), header.hint)
        }),
      )
    })
    return ofParts.length + ofBoxes.length
  })

const secretsOf = (person: Person): Promise<Uint8Array[]> =>
  inside(person, ({ ledger }) => ledger.boxKeys().map(({ secretKey }: KeyPair) => Uint8Array.from(secretKey)))

/** Whether any of these bytes is in a row of any table. */
const isOnDisk = (person: Person, secrets: readonly Uint8Array[]): Promise<boolean> =>
  inside(person, ({ db }) => {
    const dump = dumpOf(db)
    return secrets.some((secret) => dump.includes(Buffer.from(secret)))
  })

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  nora = await joinNetwork(alma, 'Nora', 'facilitator')
  holders = []
  for (const alias of ['Carla', 'Dora', 'Eva', 'Flor', 'Gala']) holders.push(await joinNetwork(alma, alias))
  irma = await joinNetwork(alma, 'Irma')
  everybody = [alma, bina, nora, irma, ...holders]
  network = (await alma.query('me')).networkId ?? ''
  await round(bina, nora, irma, ...holders)
  doomed = await openCase('Se elimina.')
  kept = await openCase('Se queda.')
  late = await openCase('Se elimina también.')
  for (const caseId of [doomed, kept]) await nora.call('case.share', { caseId, holders: await idsOf(holders) })
  await round(nora, bina, irma, ...holders)
}, 120_000)

let before: Sealed
let formerSecrets: Map<Person, Uint8Array[]>
let formerBoxes: Map<Person, string>
let setOfDoomed: string
let setOfKept: string
let askOfBina: string

test('Alma breaks the glass; Bina was given one share too and opened nothing', async () => {
  setOfDoomed = await setOf(doomed)
  setOfKept = await setOf(kept)
  const { askId } = await alma.call('share.ask', { setId: setOfDoomed, reason: 'Nora no contesta.' })
  askOfBina = (await bina.call('share.ask', { setId: setOfDoomed, reason: 'Tampoco a mí.' })).askId
  await round(bina, ...holders)
  await threeGive(askId)
  await holder(3).call('share.give', { askId: askOfBina })
  await round(holder(3), bina)
  expect(await alma.call('share.open', { askId })).toEqual({ caseId: doomed })
  before = await sealedOf(alma, doomed, [setOfDoomed])
  // what is looked for afterwards is there to be found now
  for (const who of [alma, bina, nora, ...holders])
    expect([who.alias, await opened(who, before)]).not.toEqual([who.alias, 0])
  expect(await opened(irma, before)).toBe(0)
  formerSecrets = new Map()
  formerBoxes = new Map()
  for (const who of everybody) {
    formerSecrets.set(who, await secretsOf(who))
    formerBoxes.set(who, await boxOf(who))
  }
})

test('two coordinators erase the case: no box key on any disk opens a share, a given share, a note or a lockbox of it', async () => {
  await alma.call('case.erase', { caseId: doomed })
  await meet(alma, bina)
  expect(await bina.call('case.erase', { caseId: doomed })).toMatchObject({ done: true })
  // Gala's power goes when what came is stored, and nothing has followed from it
  await meet(alma, bina)
  const wires = await inside(alma, ({ db }) => rowsOf(db).map(({ signed, body }) => joinEnvelope(signed, body)))
  const gala = holder(4)
  await gala.lock()
  const vault = await openVault(gala.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const taster = createTaster(tasteWorker)
  const local = openLocal(vault.value.db, taster, () => new Date()).network()
  if (!local) throw new Error('no network')
  expect(await takeIn(local, wires)).toMatchObject({ ok: true })
  vault.value.close()
  await taster.close()
  await gala.reopen()
  expect(await boxOf(gala), 'nothing is said before somebody was asked').toBe(formerBoxes.get(gala))
  expect(await gala.tryCall('share.give', { askId: askOfBina })).toBe('UnknownShares')

  await round(bina, nora, irma, ...holders)
  for (const who of [alma, bina, nora, ...holders]) {
    expect([who.alias, await opened(who, before)]).toEqual([who.alias, 0])
    expect([who.alias, await boxOf(who)]).not.toEqual([who.alias, formerBoxes.get(who)])
    expect([who.alias, await isOnDisk(who, formerSecrets.get(who) ?? [])]).toEqual([who.alias, false])
    expect(await inside(who, ({ db }) => readMeta(db, 'former box keys') ?? readMeta(db, 'rebox due'))).toBeUndefined()
    expect((await who.query('quarantine.list')).items).toEqual([])
  }
  expect(await boxOf(irma), 'she held nothing of it').toBe(formerBoxes.get(irma))
})

test('nobody gives a share of it or opens it any more', async () => {
  for (const who of [alma, bina])
    expect((await who.query('share.list')).sets.find(({ setId }) => setId === setOfDoomed)).toMatchObject({
      caseCode: null,
    })
  expect(await holder(0).tryCall('share.give', { askId: askOfBina })).toBe('HoldsNoShare')
  expect(await bina.tryCall('share.open', { askId: askOfBina })).toBe('NotEnoughShares')
  expect(await nora.tryCall('case.share', { caseId: doomed, holders: await idsOf(holders) })).toBe('UnknownCase')
})

test("another case's shares, which went with the box keys, were given again: three of them still open it", async () => {
  await round(nora, bina, ...holders)
  const setId = await setOf(kept)
  expect(setId).not.toBe(setOfKept)
  expect((await nora.query('case.access', { caseId: kept })).shares?.stale).toBe(false)
  const set = (await bina.query('share.list')).sets.find((one) => one.setId === setId)
  expect(set?.caseCode, 'coordinators are told anew').not.toBeNull()
  const { askId } = await alma.call('share.ask', { setId, reason: 'Otra vez.' })
  await round(...holders)
  await threeGive(askId)
  expect(await alma.call('share.open', { askId })).toEqual({ caseId: kept })
  expect((await alma.query('case.view', { caseId: kept })).summaryInternal).toBe('Se queda.')
  await round(nora, bina, ...holders)
  expect(await setOf(kept), 'nothing more is said once they are fresh').toBe(setId)
})

test('a coordinator who was made since is told which case the shares are of', async () => {
  const setId = await setOf(kept)
  const vera = await joinNetwork(alma, 'Vera', 'coordinator')
  everybody.push(vera)
  await round(bina, vera)
  await bina.call('member.setRole', { memberId: await vera.id(), role: 'coordinator' })
  await round(bina, nora, vera, ...holders)
  const fresh = await setOf(kept)
  expect(fresh).not.toBe(setId)
  expect((await vera.query('share.list')).sets.find((one) => one.setId === fresh)?.caseCode).not.toBeNull()
})

test('shares and a grant that arrive after the erasure was heard of open nothing either', async () => {
  await nora.call('case.grant', { caseId: late, memberId: await alma.id() })
  await round(nora, bina, irma, ...holders)
  await alma.call('case.erase', { caseId: late })
  await meet(alma, bina)
  expect(await bina.call('case.erase', { caseId: late })).toMatchObject({ done: true })
  await round(bina, irma, ...holders)
  // Nora has not heard: she shares its key, and lets Irma in
  const heard = [bina, irma, ...holders]
  const boxes = new Map<Person, string>()
  const secrets = new Map<Person, Uint8Array[]>()
  for (const who of heard) {
    boxes.set(who, await boxOf(who))
    secrets.set(who, await secretsOf(who))
  }
  await nora.call('case.share', { caseId: late, holders: await idsOf(holders) })
  await nora.call('case.grant', { caseId: late, memberId: await irma.id() })
  const sealed = await sealedOf(nora, late, [await setOf(late)])
  for (const who of heard)
    expect([who.alias, await opened(who, sealed)], 'it is sealed for the box she has').toEqual([who.alias, 1])

  await round(nora, ...heard)
  for (const who of [alma, nora, ...heard]) {
    expect([who.alias, await opened(who, sealed)]).toEqual([who.alias, 0])
    expect([who.alias, await boxOf(who)]).not.toEqual([who.alias, boxes.get(who)])
    expect([who.alias, await isOnDisk(who, secrets.get(who) ?? [])]).toEqual([who.alias, false])
    expect(await who.tryQuery('case.view', { caseId: late })).toBe('UnknownCase')
    expect((await who.query('quarantine.list')).items).toEqual([])
    expect((await who.query('sync.status')).waiting).toBe(0)
  }
})
