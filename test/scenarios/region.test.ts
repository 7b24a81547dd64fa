import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#core/vault/openDatabase'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { everybodyGoesHome, joinNetwork, meet, newFolder, newPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { foundBoth, furtherFilesOf, goTo, networksOf, note, notesOf } from '../support/region'

// Alma and Dora are in two networks with one laptop each; Bina is in one of them, Celia in the other.

afterAll(everybodyGoesHome)

const headsOf = async (who: Person, caseId: string): Promise<string> =>
  [...(await who.query('case.view', { caseId })).heads].sort().join()
const hitsOf = async (who: Person, text: string): Promise<number> => (await who.query('search', { text })).hits.length

let alma: Person
let bina: Person
let celia: Person
let dora: Person
let nation: string
let region: string
let nationalCase: string
let regionalCase: string
beforeAll(async () => {
  ;({ alma, bina, celia, dora, nation, region, nationalCase, regionalCase } = await foundBoth())
})

test('she sees both in a list, the region as a region, and goes from one to the other; the last one is where she begins again', async () => {
  const row = { pending: false, failure: null }
  const national = { ...row, networkId: nation, name: 'Red Nacional', kind: 'network' }
  const regional = { ...row, networkId: region, name: 'Red Regional', kind: 'regional' }
  expect(await networksOf(alma)).toEqual([
    { ...national, current: false },
    { ...regional, current: true },
  ])
  expect(await alma.query('network.overview')).toMatchObject({ name: 'Red Regional', kind: 'regional', members: 3 })
  await meet(alma, celia) // the profile of a network that was just founded is sealed when somebody is met
  expect(await celia.query('network.overview')).toMatchObject({ kind: 'regional' })
  await alma.reopen()
  expect(await alma.query('me')).toMatchObject({ networkId: region, alias: 'Alma R' })
  await goTo(alma, nation)
  expect(await alma.query('network.overview')).toMatchObject({ name: 'Red Nacional', kind: 'network', members: 3 })
  await alma.reopen()
  expect(await alma.query('me')).toMatchObject({ networkId: nation, alias: 'Alma' })
  expect(await alma.tryCall('network.choose', { networkId: 'ab'.repeat(32) })).toBe('UnknownNetwork')
  expect(await alma.tryCall('network.choose', { networkId: nation.slice(0, 8) })).toBe('BadInput')
  expect((await networksOf(bina)).map(({ networkId }) => networkId)).toEqual([nation])
  expect(furtherFilesOf(alma.vault)).toHaveLength(1)
})

test('a screen that is open shows the other network as soon as she goes there', async () => {
  await goTo(alma, nation)
  const names: string[] = []
  const stop = alma.engine().subscribe('network.overview', undefined, (view) => {
    names.push((view as { value: { name: string } }).value.name)
  })
  await alma.query('me')
  await goTo(alma, region)
  await alma.query('me')
  await goTo(alma, nation)
  await alma.query('me')
  stop()
  expect(names).toEqual(['Red Nacional', 'Red Regional', 'Red Nacional'])
})

test('in one nothing of the other is found, listed, opened or searched', async () => {
  await goTo(alma, nation)
  expect((await alma.query('case.list')).cases.map(({ caseId }) => caseId)).toEqual([nationalCase])
  expect([await hitsOf(alma, 'nacional'), await hitsOf(alma, 'regional')]).toEqual([2, 0])
  expect(await alma.tryQuery('case.view', { caseId: regionalCase })).toBe('UnknownCase')
  expect(await alma.tryCall('case.addNote', { caseId: regionalCase, kind: 'call', text: 'No.' })).toBe('UnknownCase')
  await goTo(alma, region)
  expect((await alma.query('case.list')).cases.map(({ caseId }) => caseId)).toEqual([regionalCase])
  expect([await hitsOf(alma, 'nacional'), await hitsOf(alma, 'regional')]).toEqual([0, 1])
  expect(await alma.tryQuery('case.view', { caseId: nationalCase })).toBe('UnknownCase')
  expect((await alma.query('committee.list')).committees).toEqual([])
  expect((await alma.query('member.list')).members.map(({ alias }) => alias).sort()).toEqual([
    'Alma R',
    'Celia',
    'Dora',
  ])
})

test("each network passes only between its own members: with the region open, Bina's laptop meets a stranger", async () => {
  await goTo(alma, region)
  const refused = await meet(alma, bina, { wait: 1_500 })
  expect(refused.guest).toMatchObject({ ok: false, error: { type: 'HandshakeRefused' } })
  expect(refused.host.ok).toBe(false)
  expect((await meet(alma, celia)).guest.ok).toBe(true)
  await goTo(alma, nation)
  expect((await meet(alma, celia, { wait: 1_500 })).guest).toMatchObject({ error: { type: 'HandshakeRefused' } })
  expect((await meet(alma, bina)).guest.ok).toBe(true)
})

test('two laptops that are in both converge in both, whichever was open when something was written', async () => {
  const both: readonly [string, string][] = [
    [nation, nationalCase],
    [region, regionalCase],
  ]
  // apart, each writes in one, goes to the other at once, and writes there
  for (const who of [alma, dora])
    for (const [network, caseId] of both) {
      await goTo(who, network)
      await note(who, caseId, `${who.alias} en ${network === nation ? 'la nacional' : 'la regional'}`)
    }
  for (const [network, caseId] of both) {
    for (const who of [alma, dora]) await goTo(who, network)
    const met = await meet(alma, dora)
    expect([met.host.ok, met.guest.ok]).toEqual([true, true])
    const where = network === nation ? 'la nacional' : 'la regional'
    for (const who of [alma, dora]) expect(await notesOf(who, caseId)).toEqual([`Alma en ${where}`, `Dora en ${where}`])
    expect(await headsOf(alma, caseId)).toBe(await headsOf(dora, caseId))
  }
  for (const who of [alma, dora])
    expect(await who.engine().check()).toMatchObject({ value: { ok: true, problems: [] } })
  const checked = await alma.engine().check()
  const alone = await bina.engine().check()
  if (!checked.ok || !alone.ok) throw new Error('check')
  expect(checked.value.documents).toBeGreaterThan(alone.value.documents)
  expect(await alma.engine().rebuild()).toMatchObject({ value: { documents: checked.value.documents, closed: 0 } })
  expect(await notesOf(alma, regionalCase)).toHaveLength(2)
})

test('what she admits while she looks at the other network is admitted where it was asked', async () => {
  await goTo(alma, nation)
  const { code } = await alma.call('invitation.create', { role: 'member' })
  const elisa = await newPerson('Elisa')
  await elisa.call('network.join', { code, alias: 'Elisa' })
  const stop = new AbortController()
  let listening: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (listening = resolve))
  const hosting = alma.engine().exchange({
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    wait: 20_000,
    watch: true,
    admit: true,
    signal: stop.signal,
    onListening: listening,
  })
  const address = { host: '127.0.0.1', port: await port }
  await goTo(alma, region)
  await elisa.engine().exchange({ carriers: [{ kind: 'connect', address }], wait: 20_000, signal: stop.signal })
  stop.abort()
  await hosting
  expect(await elisa.query('me')).toMatchObject({ networkId: nation, pending: false })
  expect((await alma.query('member.list')).members).toHaveLength(3)
})

test('no envelope, key, record or document of one is in the database of the other', async () => {
  await alma.lock()
  const vault = await openVault(alma.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const [id = ''] = vault.value.further.list()
  const other = vault.value.further.open(id)
  if (!other.ok) throw new Error(other.error.type)
  const columns = {
    envelope: 'id',
    space_key: 'secret',
    document: 'id',
    chain: 'device',
    journal: 'document',
  } as const
  const idsIn = (db: Database, table: keyof typeof columns): string[] =>
    db
      .prepare(`SELECT ${columns[table]} AS id FROM ${table}`)
      .all<{ id: Bytes }>()
      .map((row) => idHex(row.id))
  for (const table of ['envelope', 'space_key', 'document', 'chain'] as const) {
    const here = new Set(idsIn(vault.value.db, table))
    const there = idsIn(other.value, table)
    expect([table, here.size > 0, there.length > 0]).toEqual([table, true, true])
    expect([table, there.filter((one) => here.has(one))]).toEqual([table, []])
  }
  for (const [db, never] of [
    [vault.value.db, 'regional'],
    [other.value, 'nacional'],
  ] as const) {
    const found = "SELECT count(*) FROM record WHERE instr(lower(data), 'canario ' || ?) > 0"
    expect(db.prepare(found, { pluck: true }).get([never])).toBe(0)
    expect(db.prepare('SELECT count(*) FROM search WHERE search.text MATCH ?', { pluck: true }).get([never])).toBe(0)
  }
  vault.value.close()
  await alma.reopen()
})

test('a network she is in already is not joined a second time beside it', async () => {
  await goTo(alma, nation)
  const { code } = await alma.call('invitation.create', { role: 'member' })
  await goTo(dora, 'new')
  await dora.call('network.join', { code, alias: 'Dora otra vez' })
  expect((await meet(alma, dora, { admit: true, wait: 1_500 })).guest).toMatchObject({
    error: { type: 'AlreadyMember' },
  })
  expect(await dora.query('me')).toMatchObject({ networkId: null, pending: false })
  expect((await alma.query('member.list')).members.filter(({ alias }) => alias.startsWith('Dora'))).toHaveLength(1)
})

test('a request that waits is shown, and no place is made while one is empty', async () => {
  await goTo(alma, region)
  const fatima = await joinNetwork(alma, 'Fátima')
  expect(await networksOf(fatima)).toMatchObject([{ networkId: region, current: true, pending: false }])
  await goTo(fatima, 'new')
  expect(await networksOf(fatima)).toMatchObject([
    { networkId: region, current: false },
    { networkId: null, name: null, kind: 'network', current: true, pending: false, failure: null },
  ])
  expect(await fatima.tryQuery('case.list')).toBe('NoNetwork')
  await goTo(fatima, region)
  expect(await networksOf(fatima), 'an empty place that is not current is not listed').toHaveLength(1)
  await goTo(fatima, 'new')
  expect(furtherFilesOf(fatima.vault)).toHaveLength(1)
  await goTo(alma, nation)
  const { code } = await alma.call('invitation.create', { role: 'member' })
  await fatima.call('network.join', { code, alias: 'Fátima' })
  await goTo(fatima, region)
  expect(await networksOf(fatima)).toMatchObject([
    { networkId: region, current: true },
    { networkId: null, pending: true, current: false },
  ])
  expect(await fatima.engine().backUp(join(newFolder(), 'respaldo'))).toMatchObject({ error: { type: 'JoinPending' } })
  await goTo(fatima, 'new')
  expect(furtherFilesOf(fatima.vault)).toHaveLength(2)
})
