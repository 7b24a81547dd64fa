import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import Database from '@signalapp/sqlcipher'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex, utf8 } from '#core/crypto/bytes'
import { createAdmissionLine } from '#core/relay/admission'
import { blobSizes } from '#core/relay/messages'
import { parseRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import { insidersLeave, turn } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { formsInMemory, placesInMemory, whyNoMemory } from '../support/processMemory'
import { newBox, openClient } from '../support/relayClient'
import { startRelayProcess, stopRelays } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'
import { visit } from '../support/relayVisits'
import { found, formsOf, placesIn } from '../support/search'
import type { Place } from '../support/search'

// Two relays that a network used for a while, both in one hand: their disks, and their memory while they ran.

if (whyNoMemory !== null) process.stdout.write(`skipped: memory of seized relays (${whyNoMemory})\n`)

const words = [
  'CANARIO-resumen-Ñandú-4M',
  'CANARIO-nota-pingüino-8T',
  'CANARIO-casa-ceiba-1X',
  'CANARIO-alias-Xóchitl-7P',
]
const [summary = '', note = '', house = '', alias = ''] = words

type Seized = { readonly folder: string; readonly url: RelayUrl; readonly process: RelayProcess }
let relays: readonly Seized[]
/** Ids and keys of the network, its members, laptops and spaces, in hex. */
let ids: string[]

const open = async (): Promise<Seized> => {
  const [folder, line] = [newFolder(), createAdmissionLine()]
  const file = join(newFolder(), 'admission')
  writeFileSync(file, `${line}\n`)
  const running = await startRelayProcess(folder, '--admission-file', file)
  const url = parseRelayUrl(`${running.url},${line}`)
  if (!url.ok) throw new Error(url.error.type)
  return { folder, url: url.value, process: running }
}

/** What a copy of her vault says of ids and keys. */
const secretsOf = async (person: Person): Promise<string[]> => {
  const { ledger, network, device } = await turn(person)
  const state = ledger.state()
  const spaces = [network, ...ledger.spaces().keys()]
  return [
    ...spaces,
    ...spaces.flatMap((space) => ledger.keyring.ofSpace(space).map(({ secret }) => toHex(secret))),
    ...state.members.keys(),
    ...[...state.devices].flatMap(([id, { box }]) => [id, box]),
    ...[device.sign.secretKey, device.box.secretKey].map((key) => toHex(key.slice(0, 32))),
    ...[...ledger.chains.ends().values()].map(({ id }) => id),
  ]
}

beforeAll(async () => {
  relays = await Promise.all([open(), open()])
  const alma = await foundNetwork('Alma', 'Red de la Selva Alta')
  const bina = await joinNetwork(alma, alias)
  const { caseId } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    summaryInternal: summary,
  })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await alma.call('case.addNote', { caseId, kind: 'call', text: note })
  await alma.call('house.offer', { alias: house, country: 'GT', type: 'safe_house', placesTotal: 3 })
  const { uploadId } = await alma.call('attachment.begin', {})
  await alma.call('attachment.append', { uploadId, bytes: Buffer.alloc(90_000, note).toString('base64') })
  await alma.call('case.addAttachment', { caseId, uploadId, name: 'acta.txt' })
  for (const person of [alma, bina, alma])
    for (const relay of relays) expect(await visit(person, relay)).toMatch(/sent/)
  expect((await bina.query('case.view', { caseId })).notes[0]?.text).toBe(note)
  ids = await secretsOf(bina)
})
afterAll(async () => {
  await stopRelays()
  insidersLeave()
  await everybodyGoesHome()
})

/** The forms of an id or a key: raw, in hex of either kind of string, in base64. */
const forms = (hex: string): Buffer[] => {
  const raw = Buffer.from(hex, 'hex')
  const texts = [hex, hex.toUpperCase(), raw.toString('base64').slice(0, -2), raw.toString('base64url')]
  return [raw, ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])]
}
const filesOf = ({ folder }: Seized): Place[] => placesIn(folder).filter(({ name }) => name !== '/relay.reserve')
const names = [...words, 'Red de la Selva Alta']

describe('each of them', () => {
  test('holds in its files no word, name, key or id', () => {
    expect(ids.length).toBeGreaterThan(11)
    for (const relay of relays) {
      const places = filesOf(relay)
      expect(places.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(90_000)
      for (const name of names) expect([name, found(places, formsOf(name))]).toEqual([name, []])
      for (const id of ids) expect([id, found(places, forms(id))]).toEqual([id, []])
    }
  })

  test.skipIf(whyNoMemory !== null)('nor in its memory while it runs', () => {
    for (const relay of relays) {
      const places = placesInMemory(relay.process.pid)
      expect(places.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(5_000_000)
      for (const name of names) expect([name, found(places, formsInMemory(name))]).toEqual([name, []])
      for (const id of ids) expect([id, found(places, forms(id))]).toEqual([id, []])
    }
  })

  test('and the same search finds what somebody left there unsealed, in files and in memory', async () => {
    const [relay] = relays
    if (!relay) throw new Error('no relay')
    const client = await openClient(relay.url)
    const blob = new Uint8Array(blobSizes[0] ?? 0) // it stands whole in a page of the file
    blob.set(utf8([...names, ...ids.slice(0, 4)].join(' ')))
    blob.set(Buffer.from(ids.slice(4, 12).join(''), 'hex'), 600)
    expect(await client.put(newBox(), blob)).toMatchObject({ t: 'stored' })
    const memory = whyNoMemory === null ? placesInMemory(relay.process.pid) : undefined
    for (const places of [filesOf(relay), ...(memory ? [memory] : [])]) {
      for (const name of names) expect([name, found(places, formsOf(name))]).not.toEqual([name, []])
      for (const id of ids.slice(0, 12)) expect([id, found(places, forms(id))]).not.toEqual([id, []])
    }
    await client.close()
  })
})

describe('both in one hand', () => {
  const width = 16
  /** All values of a store that are bytes. */
  const valuesOf = ({ folder }: Seized): Buffer[] => {
    const db = new Database(join(folder, 'relay.db'))
    const all = (sql: string): Buffer[] =>
      db
        .prepare(sql, { pluck: true })
        .all<Uint8Array<ArrayBuffer>>()
        .map((one) => Buffer.from(one))
    const values = [
      ...all('SELECT box FROM box'),
      ...['hash', 'data', 'line'].flatMap((column) => all(`SELECT ${column} FROM blob`)),
      ...all('SELECT value FROM meta'),
    ]
    db.close()
    return values
  }
  const windowsOf = function* (values: readonly Buffer[]): Generator<string> {
    for (const value of values)
      for (let at = 0; at + width <= value.length; at++) yield value.toString('latin1', at, at + width)
  }

  test('have no sixteen bytes in common: no box, no hash, no blob of one is in the other', async () => {
    for (const relay of relays) expect(await relay.process.stop()).toBe(0)
    const [mine = [], theirs = []] = relays.map(valuesOf)
    const known = new Set(windowsOf(mine))
    expect(known.size).toBeGreaterThan(200_000)
    let common = 0
    for (const window of windowsOf(theirs)) if (known.has(window)) common += 1
    expect(common).toBe(0)
    // the same search finds one byte string that is in both
    const control = [
      ...windowsOf([...theirs, Buffer.concat([Buffer.from('x'), (mine[0] ?? Buffer.alloc(0)).subarray(0, width)])]),
    ]
    expect(control.filter((window) => known.has(window))).toHaveLength(1)
  })
})
