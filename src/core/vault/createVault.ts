import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import { concatBytes } from '#core/crypto/bytes'
import { isLongEnough, passphraseToKey } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { tryOnDisk } from './diskFailure'
import { costFromEnvironment, type Vault } from './heldVault'
import { encodeSlot } from './keySlot'
import { unlock } from './openVault'
import { asNew, checkFolder, entryAt, findFurther, isCreationUnfinished, syncFolder } from './vaultFiles'
import { vaultFiles, writeNewFile, type VaultFiles } from './vaultFiles'
import { writeDatabase } from './writeDatabase'

/**
 * Makes a vault in `dir` (mode 0700 where it has to be made; files 0600) and opens it. Both files are written whole
 * under other names and then renamed: a crash leaves nothing that looks like a vault, and the next creation clears it.
 *
 * Failures: PassphraseTooShort, VaultExists (any file of a vault is there), VaultIsLink, VaultNotAFolder, VaultReadOnly,
 * DiskFull, DiskFailed.
 *
 * @param cost - what every opening will cost
 */
export const createVault = async (
  dir: string,
  passphrase: string,
  cost = costFromEnvironment(),
): Promise<Result<Vault>> => {
  if (!isLongEnough(passphrase)) return fail('PassphraseTooShort')
  const files = vaultFiles(dir)
  const before = tryOnDisk(() => checkRoom(files))
  if (!before.ok) return before
  const [vaultKey, salt] = [randomBytes(32), randomBytes(16)]
  const key = await passphraseToKey(passphrase, salt, cost)
  // No await from here on: a second creation in this process finds the first one's files.
  const vault = tryOnDisk(() => {
    const room = checkRoom(files)
    if (!room.ok) return room
    makeFolder(files.dir)
    removeUnfinished(files)
    try {
      writeDatabase(files.newDatabase, vaultKey)
      writeNewFile(
        files.newKeys,
        concatBytes(...[1, 2].map((n) => encodeSlot({ counter: n, cost, salt }, key, vaultKey))),
      )
      renameSync(files.newKeys, files.keys)
      syncFolder(files.dir)
      renameSync(files.newDatabase, files.database)
      syncFolder(files.dir)
    } catch (error) {
      removeUnfinished(files)
      throw error
    }
    return unlock(files, vaultKey)
  })
  key.fill(0)
  return vault
}

/** Whether a vault can be made here. Failures: VaultExists, VaultIsLink, VaultNotAFolder. */
export const checkRoom = (files: VaultFiles): Result<void> => {
  const folder = checkFolder(files)
  if (!folder.ok) return folder
  if (!folder.value || isCreationUnfinished(files)) return ok(undefined)
  const isThere = [files.keys, files.database, files.wal, files.journal].some((path) => entryAt(path) !== undefined)
  return isThere || findFurther(files).length > 0 ? fail('VaultExists') : ok(undefined)
}

/** Level by level: on a read-only disk `recursive` of Node says ENOENT. */
export const makeFolder = (dir: string): void => {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  mkdirSync(dir, { mode: 0o700 })
}

/** Takes away what an earlier creation left. Only called when no whole vault is there. */
export const removeUnfinished = (files: VaultFiles): void => {
  if (isCreationUnfinished(files))
    for (const path of [files.keys, ...findFurther(files).map((file) => file.path)]) rmSync(path, { force: true })
  const { database, wal, journal } = asNew(files)
  for (const path of [wal, journal, files.newKeys, database]) rmSync(path, { force: true })
}
