import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { randomBytes } from '#core/crypto/randomBytes'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, newPerson } from '../../support/people'
import type { Person } from '../../support/people'
import { board, byParcel, carry, offer, readParcel, typeOf, writeParcel } from '../../support/parcels'

// Alma, Bina and Carla hand a stick from one to the other.

afterAll(everybodyGoesHome)

const shared = foundNetwork().then(async (alma) => {
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const carla = await joinNetwork(alma, 'Carla', 'facilitator')
  for (const person of [bina, carla]) await meet(alma, person)
  return { alma, bina, carla }
})
let alma: Person
let bina: Person
let carla: Person
let stick: string
let file: string
beforeEach(async () => {
  ;({ alma, bina, carla } = await shared)
  stick = newFolder()
  file = join(stick, 'a')
})

test('three share what they write by one file that goes round in a pocket', async () => {
  const houses = []
  for (const person of [alma, bina, carla]) houses.push(await offer(person))
  const round = [
    [alma, bina],
    [bina, carla],
    [carla, alma],
    [alma, bina],
  ] as const
  for (const [i, [from, to]] of round.entries()) await carry(from, to, `${file}${i}`)
  for (const person of [alma, bina, carla]) expect(await board(person)).toEqual(expect.arrayContaining(houses))
})

test('without an order it is written where it is not, and read where it is', async () => {
  const alias = await offer(alma)
  const written = await byParcel(alma, file)
  expect(written).toMatchObject({ ok: true, value: { received: 0 }, files: [file] })
  expect(written.ok && written.value.sent).toBeGreaterThan(5)
  expect(readdirSync(stick)).toEqual(['a'])
  expect(statSync(file)).toMatchObject({ size: written.ok ? written.value.bytesSent : 0 })
  const bytes = readFileSync(file)
  expect(await byParcel(bina, file)).toMatchObject({ ok: true, value: { sent: 0, bytesSent: 0 }, files: [] })
  expect(await board(bina)).toContain(alias)
  expect(readFileSync(file).equals(bytes)).toBe(true)
  expect(typeOf(await byParcel(alma, file, { order: { act: 'write' } }))).toBe('FileExists')
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('read twice, nothing comes of it the second time, also when it is told as a copy', async () => {
  await offer(alma)
  await carry(alma, bina, file)
  const held = await bina.query('sync.status')
  writeFileSync(join(stick, 'copy'), readFileSync(file))
  for (const place of [file, join(stick, 'copy')])
    expect(await readParcel(bina, place)).toMatchObject({ received: 0, quarantined: 0 })
  const { held: now, waiting } = await bina.query('sync.status')
  expect({ now, waiting }).toEqual({ now: held.held, waiting: 0 })
  expect(await bina.engine().check()).toMatchObject({ value: { ok: true, quarantined: 0 } })
})

test('what was written since her laptop was opened, and nobody was met, is in it', async () => {
  await alma.reopen()
  const alias = await offer(alma)
  await carry(alma, bina, file)
  expect(await board(bina)).toContain(alias)
  expect(await alma.query('sync.status')).toMatchObject({ unsealed: 0 })
})

test('a file says who wrote it: Bina knows what Alma holds and that it is not only here any more', async () => {
  await offer(bina)
  expect((await bina.query('sync.status')).unsealed).toBeGreaterThan(0)
  await carry(bina, alma, file)
  expect((await bina.query('sync.status')).onlyHere).toBeGreaterThan(0) // in a pocket it is nowhere yet
  await carry(alma, bina, `${file}2`)
  const { onlyHere, peers } = await bina.query('sync.status')
  expect(onlyHere).toBe(0)
  expect(peers.find(({ alias }) => alias === 'Alma')?.lacks).toBe(0)
})

test('for Bina goes only what her laptops are not known to hold; of a stranger nothing', async () => {
  await meet(alma, bina)
  const alias = await offer(alma)
  const since = await bina.id()
  const all = await byParcel(alma, file, { order: { act: 'write' } })
  const some = await byParcel(alma, `${file}2`, { order: { act: 'write', since } })
  expect(all.ok && all.value.sent).toBeGreaterThan(10)
  expect(some).toMatchObject({ ok: true, value: { sent: 1 } })
  await readParcel(bina, `${file}2`)
  expect(await board(bina)).toContain(alias)
  const unknown = Buffer.from(randomBytes(32)).toString('hex')
  expect(typeOf(await byParcel(alma, `${file}3`, { order: { act: 'write', since: unknown } }))).toBe('UnknownMember')
  expect(existsSync(`${file}3`)).toBe(false)
})

test('a request is answered with exactly what lacks', async () => {
  await carry(bina, alma, file)
  const lacking = [await offer(alma), await offer(alma)]
  const before = (await bina.query('sync.status')).held
  expect(await byParcel(bina, join(stick, 'r'), { order: { act: 'request' } })).toMatchObject({
    ok: true,
    value: { sent: 0, received: 0 },
    files: [join(stick, 'r')],
  })
  const answers = join(stick, 'r')
  const answer = await byParcel(alma, `${file}2`, { order: { act: 'write', answers } })
  const { received } = await readParcel(bina, `${file}2`)
  expect(answer).toMatchObject({ ok: true, value: { sent: received } })
  expect((await bina.query('sync.status')).held).toBe(before + received)
  expect(await board(bina)).toEqual(expect.arrayContaining(lacking))
  const wrong = await byParcel(alma, `${file}3`, { order: { act: 'write', answers: file } })
  expect(typeOf(wrong)).toBe('ParcelNotRequest')
  expect(await readParcel(alma, answers)).toMatchObject({ received: 0 })
  expect(statSync(answers).size).toBe(65_536)
})

test('the sums of the files are told, so that copies can be compared', async () => {
  const sums: { path: string; sha256: string; bytes: number }[] = []
  const done = await alma.engine().exchange({
    carriers: [{ kind: 'parcel', place: file, onWritten: (files) => void sums.push(...files) }],
    wait: 0,
    signal: new AbortController().signal,
  })
  expect(done.ok).toBe(true)
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  expect(sums).toEqual([{ path: file, sha256, bytes: statSync(file).size }])
})

test('of another network, a photo, noise and nothing at all: each is told by its kind and changes nothing', async () => {
  const zoe = await foundNetwork('Zoe', 'Otra')
  await writeParcel(zoe, file)
  writeFileSync(join(stick, 'photo.jpg'), randomBytes(81_234))
  writeFileSync(join(stick, 'noise'), randomBytes(4 * 65_536))
  writeFileSync(join(stick, 'empty'), '')
  const held = (await bina.query('sync.status')).held
  const told = async (name: string): Promise<string> =>
    typeOf(await byParcel(bina, join(stick, name), { order: { act: 'read' } }))
  expect(await told('a')).toBe('ParcelOfAnother')
  expect(await told('noise')).toBe('ParcelOfAnother')
  expect(await told('photo.jpg')).toBe('ParcelOfAnother')
  expect(await told('empty')).toBe('ParcelOfAnother')
  expect(await told('nothing')).toBe('ParcelUnreadable')
  expect((await bina.query('sync.status')).held).toBe(held)
  const nobody = await newPerson('Nadie')
  for (const act of ['read', 'write', 'request'] as const)
    expect(['NoNetwork', 'KeyMissing']).toContain(
      typeOf(await byParcel(nobody, act === 'read' ? file : `${file}-${act}`, { order: { act } })),
    )
  expect(readdirSync(stick).sort()).toEqual(['a', 'empty', 'noise', 'photo.jpg'])
})
