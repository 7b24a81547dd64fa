import { fail, ok, type Result } from '#shared/result'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { removeCopies } from './backupCopies'
import { withDisk, tryOnDisk } from './diskFailure'
import { removeUnlisted } from './furtherDatabases'
import { holdVault, mendSlot, type Vault } from './heldVault'
import { openSlot } from './keySlot'
import { readKeySlots, type KeySlots } from './keySlots'
import { examineDatabase, unlockDatabase } from './unlockDatabase'
import { assertWritable, checkFolder, entryAt, fileSize, findFurther, isCreationUnfinished } from './vaultFiles'
import { vaultFiles, type VaultFiles } from './vaultFiles'

/**
 * Opens the vault in `dir` with its main database; further ones are opened when they are asked for. Nothing is written
 * before keys, passphrase, WAL and every page of the database are verified, save that SQLite moves the (verified) WAL
 * into the database. Then what a crash left of a further database, or of a backup, is taken away.
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
  if (vault.ok) {
    // if the disk refuses either, the next opening tries again
    mendSlot(files.keys, passphraseKey, vaultKey)
    withDisk(() => removeUnlisted(files, vault.value.db, vaultKey))
    withDisk(() => removeCopies(files))
  }
  passphraseKey.fill(0)
  return vault
}

/** All that can be said without the passphrase. */
const examine = (files: VaultFiles): Result<KeySlots> => {
  const folder = checkFolder(files)
  if (!folder.ok) return folder
  if (!folder.value || isCreationUnfinished(files)) return fail('VaultMissing')
  const isNone = !entryAt(files.keys) && !entryAt(files.database) && findFurther(files).length === 0
  if (isNone) return fail('VaultMissing')
  const keys = fileSize(files.keys, fail('VaultDamaged'))
  if (!keys.ok) return keys
  const database = examineDatabase(files)
  if (!database.ok && database.error.type !== 'VaultTruncated') return database
  const slots = readKeySlots(files.keys)
  if (!slots.ok) return slots
  if (!database.ok) return database
  assertWritable(files)
  return slots
}

/** Opens the main database with the vault key. Also for a vault that was just created. */
export const unlock = (files: VaultFiles, vaultKey: Uint8Array): Result<Vault> => {
  const opened = unlockDatabase(files, vaultKey)
  return opened.ok ? ok(holdVault(files, opened.value.db, opened.value.id, vaultKey)) : opened
}
