import { accessSync, closeSync, constants, fsyncSync, lstatSync, openSync, writeSync, type Stats } from 'node:fs'
import { join, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import { codeOf } from './diskFailure'

/** The files of a vault by their use; `new…` exist only while a vault is being created, `copy` while a backup is made. */
export type VaultFiles = {
  readonly dir: string
  readonly keys: string
  readonly database: string
  readonly wal: string
  readonly journal: string
  readonly newKeys: string
  readonly newDatabase: string
  readonly copy: string
}

/** Paths of the vault in `dir`; nothing is touched. */
export const vaultFiles = (dir: string): VaultFiles => {
  const root = resolve(dir) // also takes away a last slash, behind which lstat would follow a link
  const at = (name: string) => join(root, name)
  return {
    dir: root,
    keys: at('vault.keys'),
    database: at('vault.db'),
    wal: at('vault.db-wal'),
    journal: at('vault.db-journal'),
    newKeys: at('vault.keys.new'),
    newDatabase: at('vault.db.new'),
    copy: at('vault.db.copy'),
  }
}

/** What stands at a path, without following a link; undefined when nothing does. */
export const entryAt = (path: string): Stats | undefined => {
  try {
    return lstatSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Whether a creation ended before it was acknowledged: the database has not got its own name yet, the last step. */
export const isCreationUnfinished = (files: VaultFiles): boolean =>
  !entryAt(files.database) && entryAt(files.newDatabase) !== undefined

/** The folder is missing (ok, false), a real folder (ok, true), or a failure: VaultIsLink, VaultNotAFolder. */
export const checkFolder = (files: VaultFiles): Result<boolean> => {
  try {
    const dir = entryAt(files.dir)
    if (!dir) return ok(false)
    if (dir.isSymbolicLink()) return fail('VaultIsLink')
    return dir.isDirectory() ? ok(true) : fail('VaultNotAFolder')
  } catch (error) {
    if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(codeOf(error) ?? '')) return fail('VaultNotAFolder')
    throw error
  }
}

/** A regular file's size in bytes, or VaultIsLink, VaultNotAFolder, or `absent` when nothing is there. */
export const fileSize = (path: string, absent: Result<number>): Result<number> => {
  const entry = entryAt(path)
  if (!entry) return absent
  if (entry.isSymbolicLink()) return fail('VaultIsLink')
  return entry.isFile() ? ok(entry.size) : fail('VaultNotAFolder')
}

/** Throws the system's error (EROFS, EACCES) when folder or files cannot be written. Files that are not there are skipped. */
export const assertWritable = (files: VaultFiles): void => {
  for (const path of [files.dir, files.keys, files.database, files.wal]) {
    if (entryAt(path)) accessSync(path, constants.W_OK)
  }
}

/** Makes a rename in the folder last through a power cut. Windows cannot sync a folder and needs not. */
export const syncFolder = (dir: string): void => {
  if (process.platform === 'win32') return
  const fd = openSync(dir, constants.O_RDONLY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** A new file with these bytes, on the disk. */
export const writeNewFile = (path: string, bytes: Uint8Array): void => {
  const fd = openSync(path, 'wx', 0o600)
  try {
    writeSync(fd, bytes, 0, bytes.length, 0)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
