import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReleaseCheck } from '#shared/contract/releases'
import type { Result } from '#shared/result'
import { everybodyGoesHome, meet, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { around, coordinators, filesFor, specOf } from '../support/releases'

// Tables of 48 entries, as two laptops count them and write them down.

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person, dina: Person
const spec = specOf('2012')
beforeAll(async () => {
  ;({ alma, bina, carla, dina } = await coordinators(48))
}, 120_000)

const bytesIn = (folder: string): [name: string, bytes: string][] =>
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')])

test('the same records give the same files to the byte on two laptops, marked as drafts; each is said in the ledger', async () => {
  const hers = await filesFor(alma, { spec })
  const theirs = await filesFor(bina, { spec })
  const [a, b] = [bytesIn(hers.folder), bytesIn(theirs.folder)]
  expect(a.length).toBeGreaterThan(5)
  expect(b).toEqual(a)
  expect(theirs.files).toEqual(hers.files)
  for (const [name] of a) expect(name).toMatch(/^borrador-/)
  for (const { name, bytes } of hers.files) expect(statSync(join(hers.folder, name)).size).toBe(bytes)
  expect([hers.release, hers.draft, hers.hidden.primary > 0]).toEqual([null, 'notPublished', true])
  // both wrote in the ledger apart, each as the first: nothing is lost, and nothing stands against anything
  await around(alma, bina, carla, dina)
  for (const one of [alma, bina, dina])
    expect(await one.query('release.list')).toMatchObject({ releases: [], missing: 0, notValid: [] })
}, 120_000)

test('nothing that is there is touched: where one name is taken no file is written', async () => {
  const folder = newFolder()
  const [first] = (await filesFor(alma, { spec })).files
  const taken = join(folder, first?.name ?? '')
  writeFileSync(taken, 'mío')
  expect(await alma.tryCall('release.files', { of: { spec }, folder })).toBe('FileExists')
  expect([readdirSync(folder).length, readFileSync(taken, 'utf8')]).toEqual([1, 'mío'])
  expect(await alma.tryCall('release.files', { of: { spec }, folder: join(folder, 'no', 'existe') })).toBe(
    'FolderMissing',
  )
  expect(await alma.tryCall('release.files', { of: { spec }, folder: taken })).toBe('FolderMissing')
  // one that does not begin at the beginning would be wherever the program was started
  for (const part of ['cuadros', '.', join('..', 'cuadros')]) {
    expect(await alma.tryCall('release.files', { of: { spec }, folder: part })).toBe('PlaceNotWhole')
    expect(await alma.tryCall('release.summaryFiles', { of: { period: '2012' }, folder: part })).toBe('PlaceNotWhole')
  }
  // one that is not there is made, in a folder that is
  expect(await alma.tryCall('release.files', { of: { spec }, folder: join(folder, 'cuadros') })).toBe('ok')
})

test('counting goes on beside the window, tells how far it is, is stopped at once, and is not done twice', async () => {
  const own = specOf('2012', { tables: [[{ dimension: 'setting', level: 'term' }]] })
  const seen: ReleaseCheck[] = []
  const stop = alma.engine().subscribe('release.checking', undefined, (view) => {
    const said = view as Result<ReleaseCheck>
    if (said.ok) seen.push(said.value)
  })
  await alma.call('release.check', { spec: own })
  expect(await alma.tryCall('release.check', { spec })).toBe('AlreadySo')
  expect((await alma.query('me')).alias).toBe('Alma') // the queue is free meanwhile
  await alma.call('release.stopCheck', {})
  for (let i = 0; i < 100 && (await alma.query('release.checking')).phase === 'running'; i++)
    await new Promise((done) => setTimeout(done, 10))
  expect((await alma.query('release.checking')).phase).toBe('idle')
  await alma.call('release.check', { spec: own })
  const { digest } = await alma.query('release.preview', { spec: own })
  const over = await alma.query('release.checking')
  expect(over).toMatchObject({ phase: 'over', preview: { digest } })
  stop()
  expect(new Set(seen.map(({ phase }) => phase))).toContain('running')
  expect((await alma.query('release.preview', { spec })).digest).not.toBe(digest)
}, 60_000)

test('who did not agree to statistics is not counted, and an entry that was set aside neither', async () => {
  const total = async (who: Person): Promise<number | null | undefined> => {
    const { publication } = await who.query('release.preview', { spec })
    return publication.tables[0]?.cells[0]?.value
  }
  const before = await total(alma)
  expect(before).toBe(48)
  const entry = {
    date: { from: '2012-05-14', precision: 'exact' },
    country: 'MX',
    types: ['harassment'],
    target: 'personal',
    genderDimension: 'no',
    lateReason: 'Llegó después.',
  }
  const given = { registry: 'given', aggregateStats: 'given' } as const
  for (let i = 0; i < 7; i++)
    await alma.call('registry.submit', { ...entry, consent: { ...given, aggregateStats: 'refused' } })
  const { entryId } = await alma.call('registry.submit', { ...entry, consent: given })
  expect(await total(alma)).toBe(49)
  await alma.call('registry.withdraw', { entryId })
  const { publication } = await alma.query('release.preview', { spec })
  expect([await total(alma), publication.refused]).toEqual([48, 7])
  await meet(alma, bina)
  expect((await bina.query('release.preview', { spec })).publication).toEqual(publication)
}, 60_000)
