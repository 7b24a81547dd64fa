import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../../support/people'
import type { Person } from '../../support/people'
import { byParcel, held, typeOf, writeMuch, writeParcel } from '../../support/parcels'

// A parcel in parts, as for small sticks.

afterAll(everybodyGoesHome)

/** Two blocks: about one long note a part. */
const partSize = 131_072

const shared = foundNetwork().then(async (alma) => {
  const bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
  return { alma, bina }
})
let alma: Person
let bina: Person
let place: string
let files: string[]
/** How many envelopes Bina lacks, all of them in the parts. */
let lacking: number

beforeEach(async () => {
  ;({ alma, bina } = await shared)
  await meet(alma, bina)
  place = join(newFolder(), 'entrega.2026')
  await writeMuch(alma, 6)
  files = await writeParcel(alma, place, { partSize, since: await bina.id() })
  expect(files.length).toBeGreaterThan(2)
  lacking = (await held(alma)) - (await held(bina))
})

const partOf = (number: number): string => `${place}.${number}`
const read = (at = place) => byParcel(bina, at, { order: { act: 'read' } })
/** The failure with the parts it names. */
const told = async (at = place): Promise<string> => {
  const done = await read(at)
  return done.ok ? `ok ${done.value.received}` : `${done.error.type} ${String(done.error.detail?.parts)}`
}
const lacks = async (): Promise<number> => (await held(alma)) - (await held(bina))

test('parts have their numbers in their names and are no larger than was asked; any of them leads to all', async () => {
  expect(files).toEqual(files.map((_, i) => partOf(i + 1)))
  for (const file of files) expect(statSync(file).size).toBeLessThanOrEqual(partSize)
  expect(existsSync(place)).toBe(false)
  expect(await told(partOf(files.length))).toBe(`ok ${lacking}`)
  expect(await lacks()).toBe(0)
  expect(await told()).toBe('ok 0')
  expect(typeOf(await byParcel(alma, place, { order: { act: 'write' } }))).toBe('FileExists')
})

test('one thing that is larger than a part has a part of its own', async () => {
  const small = await writeParcel(alma, `${place}-small`, { partSize: 1 })
  expect(small.length).toBeGreaterThan(files.length)
  expect(await told(`${place}-small`)).toBe(`ok ${lacking}`)
})

test('a part that is missing is named, what the others hold goes in, and the rest when it comes', async () => {
  const last = files.length
  const away = join(newFolder(), 'pocket')
  renameSync(partOf(last), away)
  expect(await told()).toBe(`ParcelPartMissing ${last}`)
  expect(await lacks()).toBeGreaterThan(0)
  expect(await lacks()).toBeLessThan(lacking)
  expect(await told()).toBe(`ParcelPartMissing ${last}`)
  // it comes alone and under another name: the parts before it are known
  expect(await told(away)).toMatch(/^ok /)
  expect(await lacks()).toBe(0)
})

test('the last part before the first: nothing is lost, and all is there once they are together', async () => {
  const last = files.length
  const alone = join(newFolder(), 'alone')
  copyFileSync(partOf(last), alone)
  const others = files.slice(0, -1).map((_, i) => i + 1)
  expect(await told(alone)).toBe(`ParcelPartMissing ${others.join(', ')}`)
  for (const number of others) {
    const one = join(newFolder(), 'one')
    copyFileSync(partOf(number), one)
    await read(one)
  }
  expect(await told()).toMatch(/^ok /)
  expect(await lacks()).toBe(0)
})

test('a spoiled part is named, nothing of it goes in, and a good copy of it is enough', async () => {
  const good = readFileSync(partOf(2))
  for (const at of [0, 5_000, 70_000]) {
    const bytes = Buffer.from(good)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(partOf(2), bytes)
    expect(await told()).toBe('ParcelPartDamaged 2')
  }
  expect(await lacks()).toBeGreaterThan(0)
  writeFileSync(partOf(2), good)
  expect(await told()).toMatch(/^ok /)
  expect(await lacks()).toBe(0)
})

test('parts of two parcels under one name are not taken for one; a part in the place of another is known by what it says', async () => {
  const other = await writeParcel(alma, join(newFolder(), 'otra'), { partSize, since: await bina.id() })
  copyFileSync(other[1] ?? '', partOf(2))
  expect(await told()).toBe('ParcelPartMissing 2')
  rmSync(partOf(2))
  expect(await told()).toBe('ParcelPartMissing 2')
  copyFileSync(other[1] ?? '', partOf(9))
  expect(await told()).toBe('ParcelPartMissing 2')
})

test('swapped names change nothing', async () => {
  renameSync(partOf(1), `${place}.x`)
  renameSync(partOf(2), partOf(1))
  renameSync(`${place}.x`, partOf(2))
  expect(await told()).toBe(`ok ${lacking}`)
})

test('what an interruption left half written there is removed by the next writing, and nothing else', async () => {
  const folder = newFolder()
  const at = join(folder, 'a')
  const hers = ['a.part', 'a.1.part', 'a.12.part']
  const others = ['b.part', 'a.x.part', 'a.txt', 'part']
  for (const name of [...hers, ...others]) writeFileSync(join(folder, name), 'x')
  mkdirSync(join(folder, 'c.part'))
  expect(typeOf(await byParcel(alma, join(folder, 'c'), { order: { act: 'write' } }))).toBe('FileExists')
  await writeParcel(alma, at)
  for (const name of hers) expect(existsSync(join(folder, name))).toBe(false)
  for (const name of others) expect(readFileSync(join(folder, name), 'utf8')).toBe('x')
})
