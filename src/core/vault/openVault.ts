import { closeSync, constants, openSync, readSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { sameBytes } from '#core/crypto/bytes'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { databaseKeyOf, labelOf, type DatabaseKey } from './databaseKey'
import { codeOf, tryOnDisk } from './diskFailure'
import { holdVault, mendSlot, type Vault } from './heldVault'
import { openSlot } from './keySlot'
import { readKeySlots, type KeySlots } from './keySlots'
import { openDatabase, pageLength, type Database } from './openDatabase'
import { migrate, migrations, schemaVersion } from './schema'
import { assertWritable, checkFolder, entryAt, fileSize, isCreationUnfinished, vaultFiles } from './vaultFiles'
import type { VaultFiles } from './vaultFiles'
import { isWalOurs } from './walCheck'

/**
 * Opens the vault in `dir`. Nothing is written before keys, passphrase, WAL and every page of the database are verified,
 * save that SQLite moves the (verified) WAL into the database.
 *
 * Failures: VaultMissing, VaultIsLink, VaultNotAFolder (also a FIFO or folder in the place of a file), VaultEmpty,
 * VaultTruncated, VaultDamaged, VaultNewer, VaultForeign (database or WAL of another vault), VaultKdfRefused,
 * WrongPassphrase, VaultInUse, VaultReadOnly, DiskFull, DiskFailed.
 */
export const openVault = async (dir: string, passphrase: string): Promise<Result<Vault>> => {
  const files = vaultFiles(dir)
  const slots = tryOnDisk(() => examine(files))
  if (!slots.ok) return slots
  const { salt, cost } = slots.value.newest
  const passphraseKey = await passphraseToKey(passphrase, salt, cost)
  const vaultKey = openSlot(slots.value.newest, passphraseKey)
  if (!vaultKey) return fail('WrongPassphrase')
  const vault = tryOnDisk(() => unlock(files, vaultKey))
  if (vault.ok) mendSlot(files.keys, passphraseKey, vaultKey) // if the disk refuses, the next opening tries again
  passphraseKey.fill(0)
  return vault
}

/** All that can be said without the passphrase. */
const examine = (files: VaultFiles): Result<KeySlots> => {
  const folder = checkFolder(files)
  if (!folder.ok) return folder
  if (!folder.value || isCreationUnfinished(files)) return fail('VaultMissing')
  const isNone = !entryAt(files.keys) && !entryAt(files.database)
  if (isNone) return fail('VaultMissing')
  const keys = fileSize(files.keys, fail('VaultDamaged'))
  if (!keys.ok) return keys
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
  const slots = readKeySlots(files.keys)
  if (slots.ok && isCut) return fail('VaultTruncated')
  if (slots.ok) assertWritable(files)
  return slots
}

/** Opens database and schema with the vault key. Also for a vault that was just created. */
export const unlock = (files: VaultFiles, vaultKey: Uint8Array): Result<Vault> => {
  const databaseKey = databaseKeyOf(vaultKey)
  if (entryAt(files.wal) && !isWalOurs(files.wal, databaseKey)) return fail('VaultForeign')
  const opened = openOurs(files, databaseKey)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    const vault = enter(files, db, vaultKey)
    if (!vault.ok) db.close()
    return vault
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

const enter = (files: VaultFiles, db: Database, vaultKey: Uint8Array): Result<Vault> => {
  if (schemaVersion(db) > migrations.length) return fail('VaultNewer')
  const read = db.prepare('SELECT value FROM meta WHERE key = ?', { pluck: true })
  const [id, label] = [read.get(['vault id']), read.get(['vault label'])]
  if (!(id instanceof Uint8Array) || !(label instanceof Uint8Array)) return fail('VaultDamaged')
  if (!sameBytes(label, labelOf(vaultKey, id))) return fail('VaultForeign')
  migrate(db)
  return ok(holdVault(files, db, id, vaultKey))
}
