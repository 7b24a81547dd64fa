import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import { concatBytes } from '#core/crypto/bytes'
import { isLongEnough, passphraseToKey } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { databaseKeyOf, labelOf } from './databaseKey'
import { tryOnDisk } from './diskFailure'
import { costFromEnvironment, type Vault } from './heldVault'
import { encodeSlot } from './keySlot'
import { openDatabase } from './openDatabase'
import { unlock } from './openVault'
import { migrate } from './schema'
import { checkFolder, entryAt, isCreationUnfinished, syncFolder, vaultFiles, writeNewFile } from './vaultFiles'
import type { VaultFiles } from './vaultFiles'

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
      writeDatabase(files, vaultKey)
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
  return isThere ? fail('VaultExists') : ok(undefined)
}

/** Level by level: on a read-only disk `recursive` of Node says ENOENT. */
export const makeFolder = (dir: string): void => {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  mkdirSync(dir, { mode: 0o700 })
}

/** Takes away what an earlier creation left. Only called when no whole vault is there. */
export const removeUnfinished = (files: VaultFiles): void => {
  if (isCreationUnfinished(files)) rmSync(files.keys, { force: true })
  for (const end of ['', '-wal', '-journal']) rmSync(files.newDatabase + end, { force: true })
  rmSync(files.newKeys, { force: true })
}

const writeDatabase = (files: VaultFiles, vaultKey: Uint8Array): void => {
  writeNewFile(files.newDatabase, new Uint8Array(0)) // SQLite keeps the mode of a file that is there
  const db = openDatabase(files.newDatabase, databaseKeyOf(vaultKey))
  try {
    migrate(db)
    const id = randomBytes(16)
    const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
    insert.run(['vault id', id])
    insert.run(['vault label', labelOf(vaultKey, id)])
  } finally {
    db.close()
  }
  const fd = openSync(files.newDatabase, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
