import { closeSync, constants, openSync, readSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { sameBytes } from '#core/crypto/bytes'
import { databaseKeyOf, labelOf, type DatabaseKey } from './databaseKey'
import { codeOf } from './diskFailure'
import { openDatabase, pageLength, type Database } from './openDatabase'
import { migrate, migrations, schemaVersion } from './schema'
import { entryAt, fileSize, type VaultFiles } from './vaultFiles'
import { isWalOurs } from './walCheck'

/**
 * All that can be said of a database without its key. Failures: VaultDamaged (it is missing), VaultIsLink,
 * VaultNotAFolder, VaultForeign, VaultEmpty, VaultTruncated.
 */
export const examineDatabase = (files: VaultFiles): Result<void> => {
  const database = fileSize(files.database, fail('VaultDamaged'))
  if (!database.ok) return database
  const wal = fileSize(files.wal, ok(0))
  if (!wal.ok) return wal
  const journal = fileSize(files.journal, ok(0))
  if (!journal.ok) return journal
  if (journal.value > 0) return fail('VaultForeign') // Tejido writes none; SQLite would roll it back into the database
  if (database.value === 0) return fail('VaultEmpty')
  // After a power cut the last page may be cut short in the file while the WAL still has it whole.
  const isCut = database.value < pageLength || (wal.value === 0 && database.value % pageLength !== 0)
  return isCut ? fail('VaultTruncated') : ok(undefined)
}

/**
 * Opens one database of the vault with the vault key and brings its tables up to date: the main one, or a further one
 * (`further`: its id, 16 bytes). Call examineDatabase before. Failures: VaultForeign, VaultInUse, VaultDamaged,
 * VaultTruncated, VaultNewer; throws the disk's error.
 */
export const unlockDatabase = (
  files: VaultFiles,
  vaultKey: Uint8Array,
  further?: Uint8Array,
): Result<{ readonly db: Database; readonly id: Uint8Array }> => {
  const databaseKey = databaseKeyOf(vaultKey, further)
  if (entryAt(files.wal) && !isWalOurs(files.wal, databaseKey)) return fail('VaultForeign')
  const opened = openOurs(files, databaseKey)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    const id = enter(db, vaultKey, further)
    if (id.ok) return ok({ db, id: id.value })
    db.close()
    return id
  } catch (error) {
    db.close()
    throw error
  }
}

const openOurs = (files: VaultFiles, key: DatabaseKey): Result<Database> => {
  try {
    return ok(openDatabase(files.database, key))
  } catch (error) {
    const code = codeOf(error)
    if (code === 'SQLITE_BUSY') return fail('VaultInUse')
    if (code === 'SQLITE_NOTADB') return fail(hasSalt(files.database, key.salt) ? 'VaultDamaged' : 'VaultForeign')
    if (code === 'SQLITE_CORRUPT') {
      return fail(error instanceof Error && error.cause === 'truncated' ? 'VaultTruncated' : 'VaultDamaged')
    }
    throw error
  }
}

const hasSalt = (path: string, salt: Uint8Array): boolean => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const first = new Uint8Array(salt.length)
    readSync(fd, first, 0, first.length, 0)
    return sameBytes(first, salt)
  } finally {
    closeSync(fd)
  }
}

const enter = (db: Database, vaultKey: Uint8Array, further: Uint8Array | undefined): Result<Uint8Array> => {
  if (schemaVersion(db) > migrations.length) return fail('VaultNewer')
  const read = db.prepare('SELECT value FROM meta WHERE key = ?', { pluck: true })
  const [id, label] = [read.get(['vault id']), read.get(['vault label'])]
  if (!(id instanceof Uint8Array) || !(label instanceof Uint8Array)) return fail('VaultDamaged')
  const isOurs = sameBytes(label, labelOf(vaultKey, id)) && (further === undefined || sameBytes(id, further))
  if (!isOurs) return fail('VaultForeign')
  migrate(db)
  return ok(id)
}
