import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { unwrapBlob, wrapBlob } from '#core/sync/blob'
import { folderWrap, nameOf, readFolderFile } from '#core/sync/folderFiles'
import { cpuOf } from '../support/cpu'
import { insidersLeave, setApart, turn } from '../support/insider'
import { growthOf } from '../support/memory'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, visitFolder } from '../support/people'
import type { Person } from '../support/people'

// Alma and Bina share a stick that anybody may hold in her hands between their visits.

const mounts: string[] = []
afterAll(async () => {
  for (const place of mounts.splice(0)) spawnSync('umount', ['-l', place])
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person
let bina: Person
let stick: string
let houses = 0

const shared = foundNetwork().then(async (founder) => ({ founder, friend: await joinNetwork(founder, 'Bina') }))
beforeEach(async () => {
  const { founder, friend } = await shared
  ;[alma, bina, stick] = [founder, friend, newFolder()]
})

/** Alma says something new; Bina has it when its name is on her board. */
const offer = async (): Promise<string> => {
  const alias = `Casa ${++houses}`
  await alma.call('house.offer', { alias, country: 'MX', type: 'rest', placesTotal: 2 })
  return alias
}
const board = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias)
const hex32 = (): string => Buffer.from(randomBytes(16)).toString('hex')
const files = (): string[] => readdirSync(stick).sort()
const visit = (person: Person, place = stick) =>
  person.engine().exchange({
    carriers: [{ kind: 'folder', place }],
    wait: 0,
    signal: new AbortController().signal,
  })
const typeOf = async (person: Person, place = stick): Promise<string> => {
  const done = await visit(person, place)
  return done.ok ? 'ok' : done.error.type
}

test("other people's files, wrong names, links, pipes, folders and a sparse terabyte are passed over", async () => {
  const alias = await offer()
  for (const name of [
    'holiday.jpg',
    `${hex32()}.txt`,
    hex32().toUpperCase(),
    'CON',
    '..data',
    `${hex32()}0`,
    'á'.repeat(100),
  ])
    writeFileSync(join(stick, name), randomBytes(2_000))
  for (const size of [0, 1, 44, 45, 1_069, 70_000]) writeFileSync(join(stick, hex32()), randomBytes(size))
  mkdirSync(join(stick, hex32()))
  symlinkSync('/etc/passwd', join(stick, hex32()))
  symlinkSync('/dev/zero', join(stick, hex32()))
  symlinkSync(join(stick, 'nowhere'), join(stick, hex32()))
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(stick, hex32())])
  const sparse = join(stick, hex32())
  writeFileSync(sparse, '')
  truncateSync(sparse, 2 ** 40)
  const theirs = files()
  for (const who of [alma, bina]) {
    let spent = 0
    expect(await growthOf(async () => (spent = await cpuOf(() => visitFolder(who, stick))))).toBeLessThan(100)
    expect(spent).toBeLessThan(3_000)
  }
  expect(await board(bina)).toContain(alias)
  expect(files()).toEqual(expect.arrayContaining(theirs))
  expect(files().filter((name) => name.endsWith('.part'))).toEqual([])
})

test('two visits write nothing twice, a replayed stick says nothing new, and names and sizes tell nothing', async () => {
  await offer()
  await visitFolder(alma, stick)
  const once = files()
  const old = newFolder()
  for (const name of once) copyFileSync(join(stick, name), join(old, name))
  expect(await visitFolder(alma, stick)).toMatchObject({ sent: 0, bytesSent: 0, received: 0 })
  await visitFolder(bina, stick)
  expect(await visitFolder(bina, stick)).toMatchObject({ received: 0, sent: 0, bytesSent: 0 })
  expect(files()).toEqual(once)
  await offer()
  await visitFolder(alma, old)
  expect(await visitFolder(bina, old)).toMatchObject({ quarantined: 0 })
  expect(once.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true)
  expect(once.every((name) => Number.isInteger(Math.log2(statSync(join(stick, name)).size - 45)))).toBe(true)
})

test('files cut short and with a bit flipped are passed over; what is whole arrives', async () => {
  await offer()
  await visitFolder(alma, stick)
  const [first = '', second = ''] = files()
  truncateSync(join(stick, first), 700)
  const bytes = readFileSync(join(stick, second))
  bytes[100] = (bytes[100] ?? 0) ^ 4
  writeFileSync(join(stick, second), bytes)
  const known = (await setApart(bina)).length
  expect(await typeOf(bina)).toBe('ok')
  expect(await setApart(bina)).toHaveLength(known) // nothing says who wrote them, or that they were ours
})

test('what the stick spoiled is written again when Alma comes back', async () => {
  const alias = await offer()
  await visitFolder(alma, stick)
  for (const name of files()) truncateSync(join(stick, name), 700)
  await visitFolder(alma, stick)
  await visitFolder(bina, stick)
  expect(await board(bina)).toContain(alias)
})

test("a file moved under another's name is read as what it is, and what it took the place of comes back", async () => {
  const alias = await offer()
  await visitFolder(alma, stick)
  const names = files()
  for (const name of names.slice(1)) copyFileSync(join(stick, names[0] ?? ''), join(stick, name))
  expect(await typeOf(bina)).toBe('ok')
  await visitFolder(alma, stick)
  await visitFolder(bina, stick)
  expect(await board(bina)).toContain(alias)
})

test("files of another network, of another kind and of Carla's making harm nobody", async () => {
  const other = await foundNetwork('Zoe', 'Otra')
  await visitFolder(other, stick)
  const carla = await turn(await joinNetwork(alma, 'Carla'))
  const wrap = carla.wrap()
  const put = (bytes: Uint8Array): void => writeFileSync(join(stick, hex32()), bytes)
  put(wrapBlob(wrap, 'card', randomBytes(64)))
  put(wrapBlob(wrap, 'admission', randomBytes(64)))
  put(wrapBlob(wrap, 'request', randomBytes(64)))
  put(wrapBlob(wrap, 'envelope', new Uint8Array(0)))
  put(wrapBlob(wrap, 'envelope', randomBytes(900)))
  const alias = await offer()
  const known = (await setApart(bina)).length
  await visitFolder(alma, stick)
  await visitFolder(bina, stick)
  expect(await board(bina)).toContain(alias)
  expect((await setApart(bina)).slice(known)).toEqual([': Malformed', ': Malformed'])
  await visitFolder(other, stick)
  expect(await setApart(other)).toEqual([])
})

test('half-written files and pieces that vanish between two visits lose nothing', async () => {
  const alias = await offer()
  await visitFolder(alma, stick)
  writeFileSync(join(stick, `${hex32()}.part`), randomBytes(500))
  const names = files().filter((name) => !name.endsWith('.part'))
  for (const name of names.filter((_, i) => i % 2 === 0)) rmSync(join(stick, name))
  expect(await typeOf(bina)).toBe('ok')
  await visitFolder(alma, stick) // writes again what is gone
  expect(files()).toEqual(expect.arrayContaining(names))
  await visitFolder(bina, stick)
  expect(await board(bina)).toContain(alias)
  for (const name of files()) rmSync(join(stick, name))
  expect(await typeOf(bina)).toBe('ok')
})

test('a stick that is not there, is a file, a link, or has no possible name is FolderMissing', async () => {
  const file = join(stick, 'file')
  writeFileSync(file, '')
  symlinkSync(newFolder(), join(stick, 'link'))
  for (const place of [join(stick, 'gone'), file, join(file, 'below'), join(stick, 'link')])
    expect(await typeOf(alma, place)).toBe('FolderMissing')
})

test('a name too long for any disk is a typed failure too', async () => {
  expect(await typeOf(alma, join(stick, 'x'.repeat(300)))).toBe('FolderMissing')
})

test('the stick is pulled in the middle: a typed failure, and all is there at the next visit', async () => {
  const alias = await offer()
  const gone = `${stick}-gone`
  const visiting = visit(alma)
  renameSync(stick, gone)
  const done = await visiting
  expect(done.ok ? 'ok' : done.error.type).toMatch(/^(ok|FolderMissing)$/)
  renameSync(gone, stick)
  await visitFolder(alma, stick)
  await visitFolder(bina, stick)
  expect(await board(bina)).toContain(alias)
})

const mounted = (...args: string[]): boolean => {
  const place = args.at(-1) ?? ''
  const { status } = spawnSync('mount', args, { stdio: 'ignore' })
  if (status === 0) mounts.push(place)
  else process.stdout.write('skipped: mount is not permitted here\n')
  return status === 0
}

test('a read-only stick gives what it holds and says that nothing could be left', async () => {
  const alias = await offer()
  await visitFolder(alma, stick)
  if (!mounted('--bind', stick, stick) || spawnSync('mount', ['-o', 'remount,ro,bind', stick]).status !== 0) return
  const before = files()
  expect(await typeOf(bina)).toBe('ok') // Bina has nothing to leave
  expect(await board(bina)).toContain(alias)
  await offer()
  expect(await typeOf(alma)).toBe('FolderReadOnly')
  expect(files()).toEqual(before)
  expect(await alma.query('sync.status')).toMatchObject({ unsealed: 0 })
})

test('a full stick is DiskFull: no half file is left, and the rest follows when there is room', async () => {
  const place = newFolder()
  if (!mounted('-t', 'tmpfs', '-o', 'size=12k', 'tmpfs', place)) return
  const alias = await offer()
  expect(await typeOf(alma, place)).toBe('DiskFull')
  expect(readdirSync(place).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(await typeOf(bina, place)).toBe('DiskFull')
  expect(spawnSync('mount', ['-o', 'remount,size=8m', place]).status).toBe(0)
  await visitFolder(alma, place)
  await visitFolder(bina, place)
  expect(await board(bina)).toContain(alias)
  expect(existsSync(place)).toBe(true)
})

test('a file opens under its own wrap only, and every changed byte of it shows', () => {
  const wraps = [
    folderWrap({ secret: randomBytes(32), context: randomBytes(32) }),
    folderWrap({ secret: randomBytes(32), context: randomBytes(32) }),
  ] as const
  const payload = randomBytes(300)
  const file = wrapBlob(wraps[0], 'request', payload)
  expect(unwrapBlob([wraps[1]], file)).toBeUndefined()
  expect(unwrapBlob([wraps[1], wraps[0]], file)).toMatchObject({ kind: 'request', payload: Uint8Array.from(payload) })
  for (let at = 0; at < file.length; at++) {
    const changed = file.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(unwrapBlob(wraps, changed)).toBeUndefined()
  }
  expect(nameOf(wraps[0], 'card', hash(payload))).not.toBe(nameOf(wraps[1], 'card', hash(payload)))
  expect(readFolderFile(newFolder(), hex32())).toBeUndefined()
})

test('after all that Alma and Bina still hold the same and their vaults are whole', async () => {
  await meet(alma, bina)
  expect(await board(bina)).toEqual(await board(alma))
  for (const person of [alma, bina]) expect(await person.engine().check()).toMatchObject({ value: { ok: true } })
})
