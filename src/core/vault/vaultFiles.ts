import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  writeSync,
  type Stats,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import { codeOf } from './diskFailure'

/** One database and what SQLite keeps beside it; `newDatabase` exists only while it is being made. */
type DatabaseFiles = {
  readonly database: string
  readonly wal: string
  readonly journal: string
  readonly newDatabase: string
}

/**
 * The files of a vault by their use, with those of one of its databases; `newKeys` exists only while a vault is being
 * created, `copy` (and with more databases `copy-1` and so on) while a backup is made.
 */
export type VaultFiles = DatabaseFiles & {
  readonly dir: string
  readonly keys: string
  readonly newKeys: string
  readonly copy: string
}

const databaseFiles = (database: string): DatabaseFiles => ({
  database,
  wal: `${database}-wal`,
  journal: `${database}-journal`,
  newDatabase: `${database}.new`,
})

/** Paths of the vault in `dir`, with those of its main database; nothing is touched. */
export const vaultFiles = (dir: string): VaultFiles => {
  const root = resolve(dir) // also takes away a last slash, behind which lstat would follow a link
  const at = (name: string) => join(root, name)
  return {
    dir: root,
    keys: at('vault.keys'),
    newKeys: at('vault.keys.new'),
    copy: at('vault.db.copy'),
    ...databaseFiles(at('vault.db')),
  }
}

/** The same vault with the files of a further database, by its id (32 hex characters). */
export const furtherFiles = (files: VaultFiles, id: string): VaultFiles => ({
  ...files,
  ...databaseFiles(join(files.dir, `vault-${id}.db`)),
})

/** The same database under the name it has while it is being made. */
export const asNew = (files: VaultFiles): VaultFiles => ({ ...files, ...databaseFiles(files.newDatabase) })

/** A file of a further database as it stands in the folder, listed or not. `isNew`: it never got its own name. */
export type FurtherFile = { readonly path: string; readonly id: string; readonly isNew: boolean }

/** Everything in the vault's folder that is a file of a further database, by name alone. */
export const findFurther = ({ dir }: VaultFiles): FurtherFile[] =>
  (entryAt(dir)?.isDirectory() ? readdirSync(dir) : []).flatMap((name) => {
    const [, id, isNew] = /^vault-([0-9a-f]{32})\.db(\.new)?(?:-wal|-journal)?$/.exec(name) ?? []
    return id === undefined ? [] : [{ path: join(dir, name), id, isNew: isNew !== undefined }]
  })

/** Everything in the vault's folder that is of a backup on its way, by name alone. */
export const findCopies = ({ dir }: VaultFiles): string[] =>
  (entryAt(dir)?.isDirectory() ? readdirSync(dir) : [])
    .filter((name) => /^vault\.db\.copy(-\d{1,2})?(-wal|-journal)?$/.test(name))
    .map((name) => join(dir, name))

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
