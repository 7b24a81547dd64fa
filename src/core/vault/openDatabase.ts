import { statSync } from 'node:fs'
import Database from '@signalapp/sqlcipher'
import { toHex } from '#core/crypto/bytes'
import type { DatabaseKey } from './databaseKey'
import { codeOf } from './diskFailure'

export type { Database }

/** Bytes of a page of the database; SQLCipher's own default. */
export const pageLength = 4096

/**
 * Opens (or creates) the encrypted database with a raw key: no second key derivation. Before it is given out every page
 * is checked against its HMAC (0.3 s for 100 MB): SQLCipher gives zeros for a damaged page that it meets later in the
 * middle of a long value, once, without an error.
 *
 * The file stays locked for this process until it is closed or the process ends, also by kill -9. While it is open no
 * other code of this process may open the same file with node:fs: on POSIX closing that would drop the lock.
 *
 * An empty or very short file opens as a new database: the caller must know whether one was to be there.
 * `path` must be absolute (SQLite reads `file:` as a URI).
 *
 * @throws SQLite's errors: SQLITE_BUSY (another has it open), SQLITE_NOTADB (other key, or the first page is damaged),
 * SQLITE_CORRUPT, with a cause `truncated` when all pages that are there are good but some are missing
 */
export const openDatabase = (path: string, { key, salt }: DatabaseKey): Database => {
  const db = new Database(path, { cacheStatements: true })
  try {
    db.pragma('cipher_log_level = NONE') // else a wrong key prints three lines on stderr, with a time
    db.pragma(`key = "x'${toHex(key)}${toHex(salt)}'"`)
    db.pragma('locking_mode = EXCLUSIVE') // before WAL: then there is no -shm file either
    takeLock(db)
    db.pragma('synchronous = FULL')
    db.pragma('secure_delete = ON') // what is deleted is overwritten
    if (isWalMovedIn(db)) assertWhole(db, path)
    return db
  } catch (error) {
    db.close() // else the failed handle keeps the lock
    throw error
  }
}

/** An error as SQLite's own, with the reason as its cause. */
const corrupt = (cause: 'damaged' | 'truncated'): Error =>
  Object.assign(new Error('database refused'), { code: 'SQLITE_CORRUPT', cause })

/**
 * Moves what the last process left in the WAL into the file, since the check reads the file only. False on a full disk:
 * she must still be able to read, and the file may lack what only the (verified) WAL has, so it cannot be checked.
 */
const isWalMovedIn = (db: Database): boolean => {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    return true
  } catch (error) {
    if (codeOf(error) === 'SQLITE_FULL') return false
    throw error
  }
}

/** Every page good and none too many: a hole of 100 GB behind the last page is refused before it is read. */
const assertWhole = (db: Database, path: string): void => {
  const expected = Number(db.pragma('page_count', { simple: true })) * pageLength
  const { size } = statSync(path)
  if (size > expected || db.pragma('cipher_integrity_check').length > 0) throw corrupt('damaged')
}

const takeLock = (db: Database): void => {
  try {
    db.pragma('journal_mode = WAL')
    db.exec('BEGIN IMMEDIATE; COMMIT') // takes the lock now, not at the first write
  } catch (error) {
    if (codeOf(error) === 'SQLITE_CORRUPT' && db.pragma('cipher_integrity_check').length === 0)
      throw corrupt('truncated')
    throw error
  }
}
