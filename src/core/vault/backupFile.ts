import { closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import { encodeTrailer, type BackupPart } from './backupLayout'
import type { DatabaseKey } from './databaseKey'
import { tryOnDisk } from './diskFailure'
import { openDatabase, pageLength, type Database } from './openDatabase'
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

/** Copies a part of one open file to the end of another; all that is there when it is shorter. Returns how many bytes. Throws the disk's error. */
export const copyBytes = (from: number, { start, length }: BackupPart, to: number): number => {
  const buffer = new Uint8Array(Math.min(portion, length))
  let copied = 0
  while (copied < length) {
    const read = readSync(from, buffer, 0, Math.min(buffer.length, length - copied), start + copied)
    if (read === 0) break
    for (let done = 0; done < read;) done += writeSync(to, buffer, done, read - done)
    copied += read
  }
  return copied
}

/** An open database on its way into a backup, and what takes out of the copy that which must not travel. */
export type Travelling = {
  readonly db: Database
  readonly key: DatabaseKey
  readonly change: (copy: Database) => void
}

const removeCopy = ({ copy }: VaultFiles): void => {
  for (const end of ['', '-wal', '-journal']) rmSync(copy + end, { force: true })
}

/** SQLCipher makes the copy beside the vault; it is read only once it was changed. Returns its pages. */
const append = ({ copy: path }: VaultFiles, { db, key, change }: Travelling, to: number): number => {
  writeNewFile(path, new Uint8Array(0)) // SQLite keeps the mode of a file that is there
  db.prepare('VACUUM INTO ?').run([path])
  const copy = openDatabase(path, key)
  try {
    copy.transaction(() => change(copy))()
  } finally {
    copy.close()
  }
  const from = openSync(path, 'r')
  try {
    return copyBytes(from, { start: 0, length: Infinity }, to) / pageLength
  } finally {
    closeSync(from)
  }
}

/**
 * A backup: the two key slots as they stand in vault.keys, and behind them every database of the vault, whole and under
 * its own key; with several, a trailer says how long each is. It stands at `file` only when all of it is on the disk,
 * under another name until then. Failures: those of roomForBackup and of a disk; then `file` is not there.
 */
export const writeBackup = (files: VaultFiles, databases: readonly Travelling[], file: string): Result<void> => {
  const path = resolve(file)
  const part = `${path}.part`
  const room = roomForBackup(path)
  if (!room.ok) return room
  try {
    rmSync(part, { force: true })
    const to = openSync(part, 'wx', 0o600)
    try {
      writeSync(to, readFileSync(files.keys))
      const pages = databases.map((database) => {
        removeCopy(files)
        return append(files, database, to)
      })
      if (pages.length > 1) writeSync(to, encodeTrailer(pages))
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
    if (entryAt(path)) return fail('FileExists')
    renameSync(part, path)
    syncFolder(dirname(path))
    return ok(undefined)
  } finally {
    removeCopy(files)
    rmSync(part, { force: true })
  }
}
