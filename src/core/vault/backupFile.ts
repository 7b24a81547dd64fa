import { closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import type { DatabaseKey } from './databaseKey'
import { tryOnDisk } from './diskFailure'
import { openDatabase, type Database } from './openDatabase'
import { entryAt, syncFolder, writeNewFile, type VaultFiles } from './vaultFiles'

/** Bytes copied at a time. */
const portion = 1_048_576

/** Whether a backup can go to `file`. Failures: FileExists, FolderMissing (its folder), and those of a disk. */
export const roomForBackup = (file: string): Result<void> =>
  tryOnDisk(() => {
    const path = resolve(file)
    if (!entryAt(dirname(path))?.isDirectory()) return fail('FolderMissing')
    return entryAt(path) ? fail('FileExists') : ok(undefined)
  })

/** Copies all that follows in one open file to the end of another. Throws the disk's error. */
export const copyBytes = (from: number, start: number, to: number): void => {
  const buffer = new Uint8Array(portion)
  for (let at = start, read = 0; (read = readSync(from, buffer, 0, portion, at)) > 0; at += read)
    for (let done = 0; done < read;) done += writeSync(to, buffer, done, read - done)
}

const removeCopy = ({ copy }: VaultFiles): void => {
  for (const end of ['', '-wal', '-journal']) rmSync(copy + end, { force: true })
}

/**
 * A backup: the two key slots as they stand in vault.keys, and behind them a whole database under the same key. SQLCipher
 * makes the copy beside the vault, `change` takes out of it what must not travel; only then is it read to `file`, under
 * another name until all of it is on the disk. Failures: those of roomForBackup and of a disk; then `file` is not there.
 */
export const writeBackup = (
  files: VaultFiles,
  db: Database,
  key: DatabaseKey,
  file: string,
  change: (copy: Database) => void,
): Result<void> => {
  const path = resolve(file)
  const part = `${path}.part`
  const room = roomForBackup(path)
  if (!room.ok) return room
  try {
    removeCopy(files)
    writeNewFile(files.copy, new Uint8Array(0)) // SQLite keeps the mode of a file that is there
    db.prepare('VACUUM INTO ?').run([files.copy])
    const copy = openDatabase(files.copy, key)
    try {
      copy.transaction(() => change(copy))()
    } finally {
      copy.close()
    }
    rmSync(part, { force: true })
    writeWhole(files, part)
    if (entryAt(path)) return fail('FileExists')
    renameSync(part, path)
    syncFolder(dirname(path))
    return ok(undefined)
  } finally {
    removeCopy(files)
    rmSync(part, { force: true })
  }
}

const writeWhole = (files: VaultFiles, part: string): void => {
  const to = openSync(part, 'wx', 0o600)
  try {
    writeSync(to, readFileSync(files.keys))
    const from = openSync(files.copy, 'r')
    try {
      copyBytes(from, 0, to)
    } finally {
      closeSync(from)
    }
    fsyncSync(to)
  } finally {
    closeSync(to)
  }
}
