import { closeSync, constants, fstatSync, fsyncSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { randomBytes } from '#core/crypto/randomBytes'
import { tryOnDisk } from './diskFailure'
import { openCarefully } from './keySlots'
import { checkFolder, entryAt, findCopies, findFurther, syncFolder, vaultFiles } from './vaultFiles'

const overwrite = (path: string): Result<void> => {
  const fd = openCarefully(path, constants.O_RDWR)
  if (!fd.ok) return fd
  try {
    const stats = fstatSync(fd.value)
    if (!stats.isFile()) return fail('VaultNotAFolder')
    const bytes = randomBytes(stats.size)
    for (let done = 0; done < bytes.length;) done += writeSync(fd.value, bytes, done, bytes.length - done, done)
    fsyncSync(fd.value)
    return ok(undefined)
  } finally {
    closeSync(fd.value)
  }
}

/**
 * Erases the vault in `dir` for good, without its passphrase: the key slots are overwritten on the disk, so that nothing
 * opens its databases any more, then its files go, and the folder if nothing else is in it. What a flash disk keeps aside
 * of the overwritten slots is out of reach (docs/threat-model.md). Failures: VaultMissing, VaultIsLink, VaultNotAFolder,
 * and those of a disk.
 */
export const eraseVault = (dir: string): Result<void> =>
  tryOnDisk(() => {
    const files = vaultFiles(dir)
    const folder = checkFolder(files)
    if (!folder.ok) return folder
    const { keys, database, newKeys, newDatabase } = files
    const all = [keys, newKeys, ...findFurther(files).map(({ path }) => path), ...findCopies(files)]
    for (const path of [database, newDatabase]) all.push(path, `${path}-wal`, `${path}-journal`)
    if (!folder.value || !all.some((path) => entryAt(path))) return fail('VaultMissing')
    for (const path of [keys, newKeys]) {
      const gone = entryAt(path) ? overwrite(path) : ok(undefined)
      if (!gone.ok) return gone
    }
    for (const path of all) rmSync(path, { force: true })
    syncFolder(files.dir)
    try {
      rmdirSync(files.dir)
    } catch {
      // something of hers is in it
    }
    return ok(undefined)
  })
