import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, test } from 'vitest'
import { keepFile, piecesMissing, wantPieces } from '#core/documents/pieces'
import type { Database } from '#core/vault/openDatabase'
import { openVault } from '#core/vault/vault'
import { startLaptop } from '../support/laptopProcess'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  newPerson,
  openPerson,
  passphrase,
} from '../support/people'
import type { Person } from '../support/people'
import { board, byParcel, carry, held, offer, readParcel, typeOf, writeMuch, writeParcel } from '../support/parcels'
import { randomOf, seedsOf } from '../support/random'

// Women who never meet: a stick goes between them, is pulled out, fills up, is copied by a stranger.

const mounts: string[] = []
afterAll(async () => {
  for (const place of mounts.splice(0)) spawnSync('umount', ['-l', place])
  await everybodyGoesHome()
})

/** A small stick; undefined where mounting is not permitted. */
const stickOf = (size: string): string | undefined => {
  const place = newFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place], { stdio: 'ignore' }).status !== 0) {
    process.stdout.write('skipped: mount is not permitted here\n')
    return undefined
  }
  mounts.push(place)
  return place
}
const two = async (): Promise<{ alma: Person; bina: Person }> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  await meet(alma, bina)
  return { alma, bina }
}

describe('who comes by files alone', () => {
  test('Bina asks to join, is let in and reads the network by three files; nobody else gets in by them', async () => {
    const alma = await foundNetwork()
    const alias = await offer(alma)
    const { code } = await alma.call('invitation.create', { role: 'member' })
    const stick = newFolder()
    const [card = ''] = await writeParcel(alma, join(stick, 'card'))
    const bina = await newPerson('Bina')
    const early = await newPerson('Nadie')
    expect(typeOf(await byParcel(early, card))).toBe('NoNetwork')
    await bina.call('network.join', { code, alias: 'Bina' })
    expect(typeOf(await byParcel(bina, join(stick, 'early'), { order: { act: 'request' } }))).toBe('JoinPending')
    expect(await readParcel(bina, card)).toMatchObject({ received: 0 })
    await byParcel(bina, join(stick, 'asks')) // nothing is there: she writes her request
    expect(await byParcel(alma, join(stick, 'asks'), { admit: true })).toMatchObject({ ok: true })
    const { requests } = await alma.query('request.list')
    expect(requests.map(({ alias: name, admitted }) => [name, admitted])).toEqual([['Bina', true]])
    const [answer = ''] = await writeParcel(alma, join(stick, 'answer'))
    await readParcel(bina, answer)
    expect(await bina.query('me')).toMatchObject({ pending: false, role: 'member' })
    expect(await board(bina)).toContain(alias)
    // and she writes to them from now on
    await carry(bina, alma, join(stick, 'hers'))
    const members = (await alma.query('member.list')).members.map(({ alias: name }) => name)
    expect(members.sort()).toEqual(['Alma', 'Bina'])
  })

  test('Carla was away while keys changed twice: a file lets her in; Dora, who was put out, opens none', async () => {
    const { alma, bina } = await two()
    const carla = await joinNetwork(alma, 'Carla')
    const out_ = []
    for (const name of ['Dora', 'Elia']) out_.push(await joinNetwork(alma, name))
    for (const person of [bina, carla, ...out_]) await meet(alma, person)
    for (const person of out_) {
      await alma.call('member.expel', { memberId: await person.id(), reason: '' })
      await offer(alma)
      await meet(alma, bina)
    }
    const alias = await offer(bina)
    const stick = newFolder()
    const [file = ''] = await writeParcel(bina, join(stick, 'a'))
    for (const person of out_) {
      const known = await held(person)
      expect(typeOf(await byParcel(person, file))).toBe('ParcelOfAnother')
      expect(await held(person)).toBe(known)
    }
    await readParcel(carla, file)
    expect(await board(carla)).toContain(alias)
    await carry(carla, alma, join(stick, 'b'))
    expect(await alma.engine().check()).toMatchObject({ value: { ok: true } })
  })

  test('Carla asks with an old key for what lacks, and the answer opens for her', async () => {
    const { alma, bina } = await two()
    const carla = await joinNetwork(alma, 'Carla')
    const dora = await joinNetwork(alma, 'Dora')
    for (const person of [bina, carla, dora]) await meet(alma, person)
    const stick = newFolder()
    await byParcel(carla, join(stick, 'asks'), { order: { act: 'request' } })
    await alma.call('member.expel', { memberId: await dora.id(), reason: '' })
    const alias = await offer(alma)
    await writeParcel(alma, join(stick, 'answer'), { answers: join(stick, 'asks') })
    await readParcel(carla, join(stick, 'answer'))
    expect(await board(carla)).toContain(alias)
  })
})

describe('sticks', () => {
  test('a full one: nothing of it stays, and the vault is as it was; with room it goes on', async () => {
    const { alma, bina } = await two()
    const stick = stickOf('256k')
    if (stick === undefined) return
    await writeMuch(alma, 6)
    const place = join(stick, 'a')
    writeFileSync(join(stick, 'other'), 'hers')
    for (const partSize of [1_000_000, 131_072])
      expect(typeOf(await byParcel(alma, place, { order: { act: 'write', partSize } }))).toBe('DiskFull')
    expect(readdirSync(stick)).toEqual(['other'])
    expect(await alma.query('sync.status')).toMatchObject({ unsealed: 0 })
    expect(spawnSync('mount', ['-o', 'remount,size=8m', stick]).status).toBe(0)
    await carry(alma, bina, place)
    expect(await held(bina)).toBe(await held(alma))
    expect(readFileSync(join(stick, 'other'), 'utf8')).toBe('hers')
  })

  test('one that is read-only, or full of nothing but a name of hers, says so', async () => {
    const { alma } = await two()
    const stick = stickOf('1m')
    if (stick === undefined) return
    expect(spawnSync('mount', ['-o', 'remount,ro', stick]).status).toBe(0)
    expect(typeOf(await byParcel(alma, join(stick, 'a')))).toBe('FolderReadOnly')
    spawnSync('umount', ['-l', stick])
    expect(typeOf(await byParcel(alma, join(stick, 'gone', 'a')))).toMatch(/^(FolderMissing|ParcelUnreadable)$/)
  })

  test('pulled out while it is written or read: told by its kind, and all is there once it is back', async () => {
    const { alma, bina } = await two()
    await writeMuch(alma, 40)
    const stick = stickOf('16m')
    if (stick === undefined) return
    const place = join(stick, 'a')
    let pulls = 0
    const pull = (): void => {
      if (pulls++ === 0) spawnSync('umount', ['-l', stick])
    }
    const written = await byParcel(alma, place, { order: { act: 'write' }, onProgress: pull })
    expect([pulls > 0, typeOf(written)]).toEqual([true, 'FolderMissing'])
    expect(readdirSync(stick)).toEqual([])
    const other = stickOf('16m') ?? ''
    const [file = ''] = await writeParcel(alma, join(other, 'a'), { partSize: 500_000 })
    pulls = 0
    const parts = readdirSync(other)
    expect(parts.length).toBeGreaterThan(3)
    const keep = parts.map((name) => [name, readFileSync(join(other, name))] as const)
    const read = await byParcel(bina, file, {
      order: { act: 'read' },
      onProgress: () => {
        if (pulls++ === 0) for (const name of parts) rmSync(join(other, name))
      },
    })
    expect([pulls > 0, typeOf(read)]).toEqual([true, 'ParcelUnreadable'])
    expect(await held(bina)).toBeLessThan(await held(alma))
    for (const [name, bytes] of keep) writeFileSync(join(other, name), bytes)
    await readParcel(bina, file)
    expect(await held(bina)).toBe(await held(alma))
    expect(await bina.engine().check()).toMatchObject({ value: { ok: true } })
  })

  test('cancelled: of what was written nothing stays, of what was read what went in does', async () => {
    const { alma, bina } = await two()
    await writeMuch(alma, 40)
    const stick = newFolder()
    const cancelled = async (person: Person, act: 'read' | 'write', place: string, after: number): Promise<string> => {
      const end = new AbortController()
      const onProgress = (done: number): void => {
        if (done >= after) end.abort()
      }
      return typeOf(await byParcel(person, place, { order: { act }, signal: end.signal, onProgress }))
    }
    expect(await cancelled(alma, 'write', join(stick, 'a'), 1)).toBe('Cancelled')
    expect(readdirSync(stick)).toEqual([])
    const [file = ''] = await writeParcel(alma, join(stick, 'a'))
    expect(await cancelled(bina, 'read', file, statSync(file).size + 1)).toBe('Cancelled')
    const some = await held(bina)
    expect(await readParcel(bina, file)).toMatchObject({ received: (await held(alma)) - some })
  })
})

test('killed at random points while she reads and while she writes: nothing is lost, nothing half is left for long', async () => {
  const [seed = 0] = seedsOf('parcel kill', 1)
  const random = randomOf(seed)
  const kills = Math.ceil(Number(process.env.TEJIDO_KILLS ?? 80) / 20)
  const { alma, bina } = await two()
  await writeMuch(alma, 40)
  const stick = newFolder()
  const [file = ''] = await writeParcel(alma, join(stick, 'a'))
  const all = await held(alma)
  await bina.lock()
  const written = join(stick, 'b')
  for (let i = 0; i < kills; i++) {
    const laptop = await startLaptop(bina.vault)
    const place = i % 2 === 0 ? file : written
    const done = laptop.exchange({ kind: 'parcel', place })
    await new Promise((resolve) => setTimeout(resolve, random.next() * 250))
    await laptop.kill()
    const result = await done
    // acknowledged or not, there is a whole file or none of that name
    if (readdirSync(stick).includes('b')) {
      expect(statSync(written).size % 65_536).toBe(0)
      await readParcel(alma, written)
      rmSync(written)
    } else expect(result?.ok === true && place === written, `seed ${seed}, kill ${i}`).toBe(false)
  }
  const again = await openPerson('Bina', bina.vault)
  await readParcel(again, file)
  expect(await held(again)).toBe(all)
  expect(await again.engine().check()).toMatchObject({ value: { ok: true } })
  await writeParcel(again, written)
  expect(readdirSync(stick).sort()).toEqual(['a', 'b'])
}, 120_000)

test('a hundred million bytes are written and read in a memory that does not grow with them', async () => {
  const { alma, bina } = await two()
  for (const person of [alma, bina]) await person.lock()
  const inVault = async <T>({ vault }: Person, work: (db: Database) => T): Promise<T> => {
    const opened = await openVault(vault, passphrase)
    if (!opened.ok) throw new Error(opened.error.type)
    const done = opened.value.db.transaction(() => work(opened.value.db))()
    opened.value.close()
    return done
  }
  const pieces = await inVault(alma, (db) =>
    Array.from({ length: 10 }, () => keepFile(db, new Uint8Array(10_000_000)).pieces).flat(),
  )
  await inVault(bina, (db) => wantPieces(db, pieces))
  const place = join(newFolder(), 'b')
  for (const person of [alma, bina]) {
    const laptop = await startLaptop(person.vault)
    const before = laptop.memory()
    const done = await laptop.exchange({ kind: 'parcel', place })
    const after = laptop.memory()
    await laptop.leave()
    expect(done).toMatchObject({ ok: true })
    const more = before && after ? after.most - before.now : 0
    process.stdout.write(`parcel: ${statSync(place).size} bytes, ${person.alias} ${more.toFixed(0)} MiB more at most\n`)
    expect(more).toBeLessThan(90)
  }
  expect(statSync(place).size).toBeGreaterThan(100_000_000)
  expect(await inVault(bina, (db) => piecesMissing(db, pieces))).toEqual([])
}, 120_000)
