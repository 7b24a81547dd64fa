import { tryOnDisk } from './diskFailure'
import { ok } from '#shared/result'
import { checkFolder, entryAt, findFurther, isCreationUnfinished, vaultFiles } from './vaultFiles'

export type { BackupCopies, Going } from './backupCopies'
export { roomForBackup, writeBackup } from './backupFile'
export { createVault } from './createVault'
export { eraseVault } from './eraseVault'
export type { Vault } from './heldVault'
export { openVault } from './openVault'
export { restoreVault } from './restoreVault'

/**
 * Whether `dir` holds a vault or part of one, good or damaged; false for a creation that never finished, and for a place
 * that cannot be read.
 */
export const vaultExists = (dir: string): boolean => {
  const files = vaultFiles(dir)
  const found = tryOnDisk(() => {
    const folder = checkFolder(files)
    if (!folder.ok || !folder.value || isCreationUnfinished(files)) return ok(false)
    return ok(
      entryAt(files.keys) !== undefined || entryAt(files.database) !== undefined || findFurther(files).length > 0,
    )
  })
  return found.ok && found.value
}
