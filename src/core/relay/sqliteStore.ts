import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from '@signalapp/sqlcipher'
import { randomBytes } from '#core/crypto/randomBytes'
import { openReserve } from '#core/relay/reserve'
import type { Reserve } from '#core/relay/reserve'
import type { NewBlob, RelayStore } from '#core/relay/store'
import { StoreFailure } from '#core/relay/store'
import { codeOf, diskFailureOf } from '#core/vault/diskFailure'
import { blob as bound, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The file of a relay's store in its folder. */
const fileName = 'relay.db'
const version = 1
/** Rows that go in one transaction of `expire` at most: few, so that nobody waits long. */
const expireStep = 64
/** Bytes of blobs in one transaction, and one blob more: the log must stay smaller than the reserve. */
const mostAtOnce = 4_194_304

const schema = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE box (box BLOB PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE used (line BLOB NOT NULL, box BLOB NOT NULL, blobs INTEGER NOT NULL, bytes INTEGER NOT NULL,
    PRIMARY KEY (line, box)) STRICT, WITHOUT ROWID;
  CREATE TABLE blob (no INTEGER PRIMARY KEY, box BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, slot BLOB,
    line BLOB NOT NULL, day INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
  CREATE UNIQUE INDEX blob_seq ON blob (box, seq, hash);
  CREATE UNIQUE INDEX blob_hash ON blob (box, hash);
  CREATE UNIQUE INDEX blob_slot ON blob (box, slot) WHERE slot IS NOT NULL;
  CREATE INDEX blob_day ON blob (day);
  PRAGMA user_version = ${version};`

/** Opens the file with what makes a commit last, alone: a second relay on it is refused. */
const openFile = (path: string): Database => {
  closeSync(openSync(path, 'a', 0o600)) // SQLite keeps the mode of a file that is there
  chmodSync(path, 0o600)
  const db = new Database(path, { cacheStatements: true })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.exec('BEGIN IMMEDIATE; COMMIT')
    db.pragma('synchronous = FULL')
    db.pragma('secure_delete = ON') // what aged out is overwritten
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const prepare = (db: Database): Result<void> => {
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > version) return fail('RelayStoreNewer')
  if (found === 0)
    db.transaction(() => {
      db.exec(schema)
      db.prepare('INSERT INTO meta VALUES (?, ?)').run(['instance', randomBytes(16)])
    })()
  return ok(undefined)
}

type Row = { readonly no: number; readonly line: Bytes; readonly box: Bytes; readonly size: number }
type Appended = Awaited<ReturnType<RelayStore['append']>>
type Waiting = {
  readonly item: NewBlob
  readonly resolve: (value: Appended) => void
  readonly reject: (e: Error) => void
}

/** A failure of the disk as the relay says it; anything else is a bug and stays what it is. */
const failureOf = (error: unknown): Error => {
  const failure = diskFailureOf(error)
  if (failure !== undefined) return new StoreFailure(failure === 'DiskFull' ? 'full' : 'down')
  return error instanceof Error ? error : new Error('store', { cause: error })
}

const storeOf = (db: Database, reserve: Reserve): RelayStore => {
  const known = db.prepare('SELECT seq FROM blob WHERE box = ? AND hash = ?', { pluck: true })
  const next = db.prepare(
    'INSERT INTO box VALUES (?, 1) ON CONFLICT (box) DO UPDATE SET last = last + 1 RETURNING last',
    { pluck: true },
  )
  const insert = db.prepare(
    'INSERT INTO blob (box, seq, hash, slot, line, day, size, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const inSlot = db.prepare('SELECT no, line, box, size FROM blob WHERE box = ? AND slot = ?')
  const old = db.prepare(`SELECT no, line, box, size FROM blob WHERE day < ? LIMIT ${expireStep}`)
  const drop = db.prepare('DELETE FROM blob WHERE no = ?')
  const grow = db.prepare(
    'INSERT INTO used VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET blobs = blobs + excluded.blobs, bytes = bytes + excluded.bytes',
  )
  const shrunk = db.prepare('DELETE FROM used WHERE line = ? AND box = ? AND blobs = 0')
  const after = db.prepare('SELECT seq, hash FROM blob WHERE box = ? AND seq > ? ORDER BY seq LIMIT ?')
  const part = db.prepare('SELECT size, substr(data, ?, ?) AS part FROM blob WHERE box = ? AND seq = ?')
  const ofLine = db.prepare('SELECT coalesce(sum(bytes), 0) FROM used WHERE line = ?', { pluck: true })
  const sums = 'SELECT coalesce(sum(blobs), 0) AS blobs, coalesce(sum(bytes), 0) AS bytes FROM used'
  const lineSums = db.prepare(`${sums} WHERE line = ?`)
  const allSums = db.prepare(sums)
  const kept = db.prepare('SELECT value FROM meta WHERE key = ?', { pluck: true })

  const take = ({ no, line, box, size }: Row): void => {
    drop.run([no])
    grow.run([line, box, -1, -size])
    shrunk.run([line, box])
  }
  const appendOne = ({ box, line, hash, slot, day, blob, quota }: NewBlob): Appended => {
    const [inBox, ofHash] = [bound(box), bound(hash)]
    const there = known.get<number>([inBox, ofHash])
    if (there !== undefined) return { seq: there, isNew: false }
    const before = slot ? inSlot.get<Row>([inBox, bound(slot)]) : undefined
    if (before) take(before)
    if (Number(ofLine.get([bound(line)])) + blob.length > quota) return null
    const seq = next.get<number>([inBox]) ?? 0
    insert.run([inBox, seq, ofHash, slot && bound(slot), bound(line), day, blob.length, bound(blob)])
    grow.run([bound(line), inBox, 1, blob.length])
    return { seq, isNew: true }
  }
  /** A refused blob must not take away what it would have replaced. */
  const appendAlone = (item: NewBlob): Appended => {
    if (item.slot === null) return appendOne(item)
    db.exec('SAVEPOINT one')
    const done = appendOne(item)
    db.exec(done === null ? 'ROLLBACK TO one; RELEASE one' : 'RELEASE one')
    return done
  }
  const commit = (items: readonly NewBlob[]): Appended[] => db.transaction(() => items.map(appendAlone))()

  let isClosed = false
  let waiting: Waiting[] = []
  /** A group goes to the disk at once; where that fails, each by itself, so that a large one harms no small one. */
  const write = (group: readonly Waiting[]): void => {
    try {
      const done = commit(group.map(({ item }) => item))
      group.forEach(({ resolve }, i) => resolve(done[i] ?? null))
    } catch (error) {
      if (group.length === 1) group[0]?.reject(failureOf(error))
      else for (const one of group) write([one])
    }
  }
  /** All that came in one turn, in groups of bounded size. */
  const flush = (): void => {
    const all = waiting
    waiting = []
    for (let at = 0, end = 0; at < all.length; at = end) {
      for (let size = 0; end < all.length && size < mostAtOnce; end++) size += all[end]?.item.blob.length ?? 0
      write(all.slice(at, end))
    }
  }
  const soon = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve()
    if (isClosed) throw new StoreFailure('down')
    try {
      return work()
    } catch (error) {
      throw failureOf(error)
    }
  }
  /** Some of what is older, as much as the reserve allows: what goes is overwritten, through the log. */
  const expireSome = (day: number): number =>
    db.transaction(() => {
      let [gone, size] = [0, 0]
      for (const row of old.all<Row>([day])) {
        if (size >= mostAtOnce) break
        take(row)
        gone += 1
        size += row.size
      }
      return gone
    })()
  /** On a full disk: gives the reserve back, moves the log into the file, and tries again. */
  const makeRoom =
    (day: number) =>
    (error: unknown): Promise<number> => {
      if (!(error instanceof StoreFailure) || error.kind !== 'full') throw error
      reserve.give()
      return soon(() => {
        db.pragma('wal_checkpoint(TRUNCATE)')
        return expireSome(day)
      })
    }

  return {
    instance: new Uint8Array(kept.get<Bytes>(['instance']) ?? []),
    append: (item) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new StoreFailure('down'))
          return
        }
        waiting.push({ item, resolve, reject })
        if (waiting.length === 1) setImmediate(flush)
      }),
    list: (box, from, most) =>
      soon(() =>
        after
          .all<{ seq: number; hash: Bytes }>([bound(box), from, most])
          .map(({ seq, hash }) => ({ seq, hash: hash.subarray(0, 16) })),
      ),
    get: (box, seq, at, length) =>
      soon(() => {
        const row = part.get<{ size: number; part: Bytes | null }>([at + 1, length, bound(box), seq])
        return row && { size: row.size, part: row.part ? plainBytes(row.part) : new Uint8Array() }
      }),
    usage: (line) =>
      soon(() => {
        const row = line ? lineSums.get<Record<string, number>>([bound(line)]) : allSums.get<Record<string, number>>()
        return { blobs: row?.blobs ?? 0, bytes: row?.bytes ?? 0 }
      }),
    expire: async (day) => {
      let gone = 0
      for (let some = 1; some > 0; gone += some) some = await soon(() => expireSome(day)).catch(makeRoom(day))
      await soon(() => {
        db.pragma('wal_checkpoint(TRUNCATE)')
      }).catch(() => undefined) // as long as the disk is full
      reserve.take()
      return gone
    },
    keep: (name, made) =>
      soon(() => {
        const there = kept.get<Bytes>([name])
        if (there) return new Uint8Array(there)
        const value = made()
        db.prepare('INSERT INTO meta VALUES (?, ?)').run([name, bound(value)])
        return value
      }),
    onElsewhere: () => undefined, // the file is this process's alone
    tell: () => undefined,
    close: () => {
      flush()
      isClosed = true
      db.close()
      return Promise.resolve()
    },
  }
}

/**
 * A store in a folder of this machine, which is made when it is not there: SQLite, not encrypted, since all that comes in is
 * sealed already. Failures: RelayStoreInUse, RelayStoreNewer, RelayStoreFailed, DiskFull.
 */
export const openSqliteStore = (dir: string): Result<RelayStore> => {
  let db: Database | undefined
  try {
    const folder = resolve(dir)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    db = openFile(join(folder, fileName))
    const prepared = prepare(db)
    if (prepared.ok) return ok(storeOf(db, openReserve(join(folder, 'relay.reserve'))))
    db.close()
    return prepared
  } catch (error) {
    db?.close()
    if (codeOf(error) === 'SQLITE_BUSY') return fail('RelayStoreInUse')
    if (codeOf(error) === 'EEXIST') return fail('RelayStoreFailed') // a file stands there
    const failure = diskFailureOf(error)
    if (failure === undefined) throw error
    return fail(failure === 'DiskFull' ? 'DiskFull' : 'RelayStoreFailed')
  }
}
