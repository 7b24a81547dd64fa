import { readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result'
import type { BackupCopies, Going } from './backupCopies'
import { encodeTrailer, type BackupPart } from './backupLayout'
import { awaitDisk, tryOnDisk } from './diskFailure'
import { pageLength } from './openDatabase'
import { entryAt, syncFolder } from './vaultFiles'

/** Bytes copied at a time. */
const portion = 1_048_576
/** Bytes after which the disk has to have them: what it still owes is no progress, and cannot be cancelled. */
const owed = 8 * portion

/** Whether a backup can go to `file`. Failures: FileExists, FolderMissing (its folder), and those of a disk. */
export const roomForBackup = (file: string): Result<void> =>
  tryOnDisk(() => {
    const path = resolve(file)
    if (!entryAt(dirname(path))?.isDirectory()) return fail('FolderMissing')
    return entryAt(path) ? fail('FileExists') : ok(undefined)
  })

/** Copies a part of one open file to the end of another; all that is there when it is shorter. Throws the disk's error. */
export const copyBytes = (from: number, { start, length }: BackupPart, to: number): void => {
  const buffer = new Uint8Array(Math.min(portion, length))
  let copied = 0
  while (copied < length) {
    const read = readSync(from, buffer, 0, Math.min(buffer.length, length - copied), start + copied)
    if (read === 0) break
    for (let done = 0; done < read;) done += writeSync(to, buffer, done, read - done)
    copied += read
  }
}

/** Puts all of a file behind what another holds, portion by portion. `onPortion`: says of each how long; false: no further. */
const append = async (path: string, to: FileHandle, onPortion: (bytes: number) => boolean): Promise<boolean> => {
  const from = await open(path, 'r')
  try {
    const buffer = new Uint8Array(portion)
    let unsynced = 0
    for (;;) {
      const { bytesRead } = await from.read(buffer, 0, portion)
      if (bytesRead === 0) return true
      await to.writeFile(buffer.subarray(0, bytesRead))
      unsynced += bytesRead
      if (unsynced >= owed) {
        await to.datasync()
        unsynced = 0
      }
      if (!onPortion(bytesRead)) return false
    }
  } finally {
    await from.close()
  }
}

/**
 * Writes a backup from the copies that were made for it, which stay: the key slots, and behind them every database, whole
 * and under its own key; with several, a trailer says how long each is. It stands at `file` only when all of it is on the
 * disk, under another name until then. Failures: Cancelled, those of roomForBackup and of a disk; then `file` is not there.
 */
export const writeBackup = (
  { keys, paths }: BackupCopies,
  file: string,
  { onShare, signal }: Going,
): Promise<Result<void>> =>
  awaitDisk(async () => {
    const path = resolve(file)
    const part = `${path}.part`
    const room = roomForBackup(path)
    if (!room.ok) return room
    const sizes = paths.map((copy) => statSync(copy).size)
    const all = sizes.reduce((sum, size) => sum + size, 0)
    let done = 0
    const onPortion = (bytes: number): boolean => {
      done += bytes
      onShare?.(done / all)
      return !signal?.aborted
    }
    try {
      rmSync(part, { force: true })
      const to = await open(part, 'wx', 0o600)
      try {
        await to.writeFile(keys)
        for (const copy of paths) if (!(await append(copy, to, onPortion))) return fail('Cancelled')
        if (paths.length > 1) await to.writeFile(encodeTrailer(sizes.map((size) => size / pageLength)))
        await to.sync()
      } finally {
        await to.close()
      }
      if (signal?.aborted) return fail('Cancelled')
      if (entryAt(path)) return fail('FileExists')
      renameSync(part, path)
      syncFolder(dirname(path))
      return ok(undefined)
    } finally {
      rmSync(part, { force: true })
    }
  })
