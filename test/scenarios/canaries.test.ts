import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from '@signalapp/sqlcipher'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, newFolder, visitFolder } from '../support/people'
import type { Person } from '../support/people'
import { found, formsOf, formsOfId, placesIn } from '../support/search'
import type { Place } from '../support/search'
import { openTap } from '../support/tap'

afterAll(everybodyGoesHome)

const canaries = [
  'CANARIO-resumen-Ñandú-7Q2X',
  'CANARIO-nota-pingüino-9K4M',
  'CANARIO-persona-Xóchitl-3T8V',
  'CANARIO-relato-camioneta-5H1Z',
  'CANARIO-casa-ceiba-2W6R',
  'CANARIO-comité-sanación-8D3J',
  'CANARIO-alias-luciérnaga',
]

let alma: Person
let bina: Person
let folder: string
let wire: Buffer
let places: Place[]
let ids: string[]

beforeAll(async () => {
  alma = await foundNetwork(canaries[6])
  bina = await joinNetwork(alma, `Bina ${canaries[6] ?? ''}`, 'facilitator')
  const { caseId } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    summaryInternal: canaries[0] ?? '',
  })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await alma.call('case.addNote', { caseId, kind: 'call', text: canaries[1] ?? '' })
  await alma.call('case.addPerson', { caseId, relationToCase: 'defender', chosenName: canaries[2] ?? '' })
  await alma.call('case.addAggression', {
    caseId,
    date: { from: '2026-01-02', precision: 'day' },
    country: 'MX',
    types: ['surveillance'],
    target: 'personal',
    genderDimension: 'yes',
    narrative: canaries[3] ?? '',
  })
  await alma.call('house.offer', { alias: canaries[4] ?? '', country: 'GT', type: 'safe_house', placesTotal: 3 })
  await alma.call('committee.create', { type: 'self_care', name: canaries[5] ?? '' })

  let port = 0
  const tap = await openTap(() => port)
  let up: () => void = () => undefined
  const listening = new Promise<void>((resolve) => (up = resolve))
  const run = { wait: 20_000, signal: new AbortController().signal }
  const hosting = alma.engine().exchange({
    ...run,
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    onListening: (at) => {
      port = at
      up()
    },
  })
  await listening
  const met = await bina.engine().exchange({
    ...run,
    carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port: tap.port } }],
  })
  expect(met).toMatchObject({ ok: true })
  await hosting
  await tap.close()
  wire = tap.captured()
  folder = newFolder()
  await visitFolder(alma, folder)
  await visitFolder(bina, folder)
  expect((await bina.query('case.view', { caseId })).notes[0]?.text).toBe(canaries[1])
  const me = await bina.query('me')
  ids = [me.networkId, me.memberId, me.deviceId, caseId, await alma.id()].map((id) => id ?? '')
  places = [
    ...placesIn(join(alma.vault, '..')),
    ...placesIn(join(bina.vault, '..')),
    ...placesIn(folder),
    { name: 'socket', bytes: wire },
  ]
})

describe('what was written stands nowhere in the clear', () => {
  test('there was something to search: vault files, folder files, a long conversation', () => {
    expect(places.length).toBeGreaterThan(12)
    expect(wire.length).toBeGreaterThan(8_000)
  })
  test.each(canaries)('%s is in no vault file, no folder file and name, and not on the socket', (canary) => {
    expect(found(places, formsOf(canary))).toEqual([])
  })
  test('no id of network, member, device or case is on the socket, in the folder or in a vault', () => {
    expect(found(places, ids.flatMap(formsOfId))).toEqual([])
  })
})

describe('the same search finds all of it in a plaintext run', () => {
  test('in an unencrypted database, in a plain file, and on an unencrypted socket', async () => {
    const plain = newFolder()
    const { cases } = await bina.query('case.list')
    const view = await bina.query('case.view', { caseId: cases[0]?.caseId ?? '' })
    const everything = JSON.stringify([
      view,
      await bina.query('house.board'),
      await bina.query('committee.list'),
      await bina.query('member.list'),
      ids,
    ])
    const db = new Database(join(plain, 'plain.db'))
    db.exec('CREATE TABLE t (text TEXT)')
    db.prepare('INSERT INTO t VALUES (?)').run([everything])
    db.close()
    writeFileSync(join(plain, 'plain.json'), everything)
    const server = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const tap = await openTap(() => (server.address() as AddressInfo).port)
    await new Promise<void>((resolve) => {
      const socket = connect(tap.port, '127.0.0.1', () => socket.end(everything))
      socket.on('close', () => resolve())
    })
    await tap.close()
    await new Promise((resolve) => server.close(resolve))
    const control = [...placesIn(plain), { name: 'socket', bytes: tap.captured() }]
    for (const canary of canaries)
      expect(found(control, formsOf(canary))).toEqual(['/plain.db', '/plain.json', 'socket'])
    for (const id of ids) expect(found(control, formsOfId(id))).toEqual(['/plain.db', '/plain.json', 'socket'])
  })
})
