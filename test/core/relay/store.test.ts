import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from '@signalapp/sqlcipher'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { openStore } from '#core/relay/openStore'
import { StoreFailure } from '#core/relay/store'
import type { NewBlob, RelayStore } from '#core/relay/store'
import { everybodyGoesHome, newFolder } from '../../support/people'
import { startPostgres } from '../../support/postgres'
import type { Postgres } from '../../support/postgres'
import { canMount, withSmallDisk } from '../vault/support'

const opened = async (place: string): Promise<RelayStore> => {
  const store = await openStore(place)
  if (!store.ok) throw new Error(store.error.type)
  return store.value
}

const line = new Uint8Array(16)
const newId = (): Uint8Array => randomBytes(16)
/** A blob for a store, of so many bytes. */
const blobOf = (box: Uint8Array, size: number, more: Partial<NewBlob> = {}): NewBlob => {
  const blob = randomBytes(size)
  return { box, line, hash: hash(blob), slot: null, day: 20_000, blob, quota: 1_000_000, ...more }
}

/** One exam for every store. */
const examine = (name: string, place: () => Promise<string>): void => {
  describe(name, () => {
    let at = ''
    let store: RelayStore
    beforeAll(async () => {
      at = await place()
      store = await opened(at)
    })
    afterAll(() => store.close())
    const used = async (of: Uint8Array | null): Promise<number[]> => {
      const { blobs, bytes } = await store.usage(of)
      return [blobs, bytes]
    }

    test('counts each box from one, and the same blob twice is one blob', async () => {
      const [a, b] = [newId(), newId()]
      const first = blobOf(a, 1_069)
      expect(await store.append(first)).toEqual({ seq: 1, isNew: true })
      expect(await store.append(blobOf(a, 1_069))).toEqual({ seq: 2, isNew: true })
      expect(await store.append(first)).toEqual({ seq: 1, isNew: false })
      expect(await store.append({ ...first, box: b })).toEqual({ seq: 1, isNew: true })
      expect(await store.list(newId(), 0, 10)).toEqual([])
    })

    test('lists what came after a seq, in order, and no more than asked for', async () => {
      const box = newId()
      const blobs = Array.from({ length: 5 }, () => blobOf(box, 100))
      for (const blob of blobs) await store.append(blob)
      const listed = await store.list(box, 1, 3)
      expect(listed.map(({ seq }) => seq)).toEqual([2, 3, 4])
      expect(listed.map((item) => toHex(item.hash))).toEqual(
        blobs.slice(1, 4).map((blob) => toHex(blob.hash).slice(0, 32)),
      )
      expect(await store.list(box, 5, 3)).toEqual([])
    })

    test('gives a blob whole and in parts, and nothing of another box', async () => {
      const item = blobOf(newId(), 700_000)
      await store.append(item)
      const whole = await store.get(item.box, 1, 0, 1_000_000)
      expect(whole?.size).toBe(700_000)
      expect(Buffer.compare(whole?.part ?? new Uint8Array(), item.blob)).toBe(0)
      const part = await store.get(item.box, 1, 262_144, 262_144)
      expect(Buffer.compare(part?.part ?? new Uint8Array(), item.blob.subarray(262_144, 524_288))).toBe(0)
      expect((await store.get(item.box, 1, 700_000, 10))?.part.length).toBe(0)
      expect(await store.get(item.box, 2, 0, 10)).toBeUndefined()
      expect(await store.get(newId(), 1, 0, 10)).toBeUndefined()
    })

    test('fifty writers at once leave no hole and no double, and the same blob from all of them is one', async () => {
      const box = newId()
      const same = blobOf(box, 200)
      const done = await Promise.all([
        ...Array.from({ length: 50 }, () => store.append(blobOf(box, 200))),
        ...Array.from({ length: 10 }, () => store.append(same)),
      ])
      const seqs = done.flatMap((one) => (one?.isNew ? [one.seq] : [])).sort((x, y) => x - y)
      expect(seqs).toEqual(Array.from({ length: 51 }, (_, i) => i + 1))
      expect((await store.list(box, 0, 100)).map(({ seq }) => seq)).toEqual(seqs)
      expect(new Set(done.slice(50).map((one) => one?.seq)).size).toBe(1)
    })

    test('a later blob takes the place of the one in its slot, in its own box, and of no other', async () => {
      const [box, slot, own] = [newId(), newId(), newId()]
      const kept = blobOf(box, 100, { line: own })
      const first = blobOf(box, 300, { line: own, slot })
      await store.append(kept)
      await store.append(first)
      await store.append({ ...first, box: newId() })
      expect(await store.append(blobOf(box, 500, { line: own, slot }))).toEqual({ seq: 3, isNew: true })
      expect((await store.list(box, 0, 10)).map(({ seq }) => seq)).toEqual([1, 3])
      expect(await store.get(box, 2, 0, 10)).toBeUndefined()
      expect(await used(own)).toEqual([3, 900])
      // the earlier one, put again, is a later one now
      expect(await store.append(first)).toEqual({ seq: 4, isNew: true })
      expect((await store.list(box, 0, 10)).map(({ seq }) => seq)).toEqual([1, 4])
    })

    test('keeps to the quota of each line, counts what is replaced as room, and a refusal changes nothing', async () => {
      const [box, slot, own] = [newId(), newId(), newId()]
      const quota = 1_000
      const first = blobOf(box, 600, { line: own, quota, slot })
      expect(await store.append(first)).toMatchObject({ seq: 1 })
      expect(await store.append(blobOf(box, 500, { line: own, quota }))).toBeNull()
      expect(await store.append(blobOf(newId(), 500, { line: own, quota }))).toBeNull()
      expect(await store.append(blobOf(box, 500, { line: newId(), quota }))).toMatchObject({ seq: 2 })
      expect(await store.append(first)).toEqual({ seq: 1, isNew: false })
      expect(await store.append(blobOf(box, 1_001, { line: own, quota, slot }))).toBeNull()
      expect((await store.get(box, 1, 0, 1_000))?.size).toBe(600)
      expect(await store.append(blobOf(box, 1_000, { line: own, quota, slot }))).toMatchObject({ seq: 3 })
      expect(await used(own)).toEqual([1, 1_000])
      const all = await used(null)
      expect(all[1]).toBeGreaterThan(1_000)
    })

    test('drops what is older than a day, counts it out, and never gives a seq again', async () => {
      const [box, own] = [newId(), newId()]
      const many = Array.from({ length: 70 }, () => blobOf(box, 50, { line: own, day: 100 }))
      await Promise.all(many.map((blob) => store.append(blob)))
      await store.append(blobOf(box, 50, { line: own, day: 101 }))
      expect(await store.expire(101)).toBe(70)
      expect(await used(own)).toEqual([1, 50])
      expect((await store.list(box, 0, 100)).map(({ seq }) => seq)).toEqual([71])
      expect(await store.expire(102)).toBe(1)
      expect(await used(own)).toEqual([0, 0])
      expect(await store.append(blobOf(box, 50, { line: own }))).toEqual({ seq: 72, isNew: true })
      expect(await store.append(many[0] ?? blobOf(box, 1))).toEqual({ seq: 73, isNew: true })
    })

    test('keeps what it was given to keep, and is the same instance when it is opened again', async () => {
      const made = randomBytes(40)
      expect(toHex(await store.keep('thing', () => made))).toBe(toHex(made))
      const { instance } = store
      expect(instance.length).toBe(16)
      await store.close()
      await expect(store.append(blobOf(newId(), 10))).rejects.toBeInstanceOf(StoreFailure)
      await expect(store.list(newId(), 0, 10)).rejects.toBeInstanceOf(StoreFailure)
      store = await opened(at)
      expect(toHex(store.instance)).toBe(toHex(instance))
      expect(toHex(await store.keep('thing', () => randomBytes(40)))).toBe(toHex(made))
    })
  })
}

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
  await everybodyGoesHome()
})

examine('SQLite', () => Promise.resolve(newFolder()))
examine('PostgreSQL', () => Promise.resolve(server.url('exam')))

describe('a store in a folder', () => {
  test('is for its owner alone, and for one relay at a time', async () => {
    const folder = join(newFolder(), 'deep', 'store')
    const store = await opened(folder)
    expect(statSync(join(folder, 'relay.db')).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(await openStore(folder)).toMatchObject({ ok: false, error: { type: 'RelayStoreInUse' } })
    await store.close()
    await (await opened(folder)).close()
  })

  test('that a later version made, or that is none, is refused', async () => {
    const [newer, junk, file] = [newFolder(), newFolder(), join(newFolder(), 'file')]
    const db = new Database(join(newer, 'relay.db'))
    db.pragma('user_version = 9')
    db.close()
    writeFileSync(join(junk, 'relay.db'), Buffer.alloc(8_192, 'junk'))
    writeFileSync(file, 'no folder')
    expect(await openStore(newer)).toMatchObject({ error: { type: 'RelayStoreNewer' } })
    expect(await openStore(junk)).toMatchObject({ error: { type: 'RelayStoreFailed' } })
    expect(await openStore(file)).toMatchObject({ error: { type: 'RelayStoreFailed' } })
  })

  test('overwrites what aged out: its bytes are not in the file any more', async () => {
    const folder = newFolder()
    const store = await opened(folder)
    const item = blobOf(newId(), 5_000, { day: 10 })
    await store.append(item)
    const middle = Buffer.from(item.blob.subarray(3_000, 3_064))
    const lies = (): boolean => readFileSync(join(folder, 'relay.db')).includes(middle)
    await store.close()
    expect(lies()).toBe(true)
    const again = await opened(folder)
    await again.expire(11)
    await again.close()
    expect(lies()).toBe(false)
  })

  test.skipIf(!canMount)('on a full disk refuses, loses nothing, and goes on when there is room', () =>
    withSmallDisk(40_000_000, async (folder) => {
      const store = await opened(folder)
      try {
        const box = newId()
        const put = (size: number) => store.append(blobOf(box, size, { quota: 1e9, day: 5 }))
        let stored = 0
        let refused: unknown
        while (!refused)
          await put(2_097_197).then(
            () => (stored += 1),
            (error: unknown) => (refused = error),
          )
        expect(refused).toMatchObject({ name: 'StoreFailure', kind: 'full' })
        expect(stored).toBeGreaterThan(5)
        // several at once: what fits goes in although another does not
        const [large, small] = await Promise.allSettled([put(1_048_621), put(1_069)])
        expect(large.status).toBe('rejected')
        if (small.status === 'fulfilled') stored += 1
        expect((await store.list(box, 0, 100)).length).toBe(stored)
        expect(await store.expire(6)).toBe(stored)
        expect(await put(131_117)).toMatchObject({ seq: stored + 1 })
      } finally {
        await store.close()
      }
    }),
  )
})

describe('a store in PostgreSQL', () => {
  test('that cannot be reached, or that a later version made, is refused', async () => {
    expect(await openStore('postgres://postgres@127.0.0.1:1/none')).toMatchObject({
      error: { type: 'RelayStoreFailed' },
    })
    expect(await openStore(server.url('missing'))).toMatchObject({ error: { type: 'RelayStoreFailed' } })
    await server.query('postgres', 'CREATE DATABASE newer')
    await (await opened(server.url('newer'))).close()
    await server.query('newer', String.raw`UPDATE tejido_meta SET value = '\x09' WHERE key = 'version'`)
    expect(await openStore(server.url('newer'))).toMatchObject({ error: { type: 'RelayStoreNewer' } })
  })

  test('that cuts its connections is used again; what went wrong meanwhile is said', async () => {
    const store = await opened(server.url('exam'))
    const box = newId()
    await store.append(blobOf(box, 100))
    await server.query(
      'postgres',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tejido-relay'",
    )
    const tries = await Promise.allSettled([1, 2, 3].map(() => store.append(blobOf(box, 100))))
    for (const tried of tries)
      if (tried.status === 'rejected') expect(tried.reason).toMatchObject({ name: 'StoreFailure', kind: 'down' })
    expect(await store.append(blobOf(box, 100))).toMatchObject({ isNew: true })
    await store.close()
  })

  test('opened by four at the same moment is one store with one key', async () => {
    await server.query('postgres', 'CREATE DATABASE fresh')
    const stores = await Promise.all([1, 2, 3, 4].map(() => opened(server.url('fresh'))))
    expect(new Set(stores.map(({ instance }) => toHex(instance))).size).toBe(1)
    const kept = await Promise.all(stores.map((store) => store.keep('tls', () => randomBytes(8))))
    expect(new Set(kept.map(toHex)).size).toBe(1)
    const box = newId()
    await Promise.all(stores.flatMap((store) => Array.from({ length: 10 }, () => store.append(blobOf(box, 100)))))
    expect((await stores[0]?.list(box, 0, 100))?.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    )
    await Promise.all(stores.map((store) => store.close()))
  })
})
