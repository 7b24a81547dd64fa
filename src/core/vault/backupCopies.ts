import { readFileSync, rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fail, ok, type Result } from '#shared/result'
import type { DatabaseKey } from './databaseKey'
import { awaitDisk } from './diskFailure'
import { openDatabase, type Database } from './openDatabase'
import { findCopies, writeNewFile, type VaultFiles } from './vaultFiles'

/** How long work on a disk is followed: told which share of it is done (0 to 1), and ended by its signal. */
export type Going = { readonly onShare?: (share: number) => void; readonly signal?: AbortSignal }

/** An open database on its way into a backup, and what takes out of the copy that which must not travel. */
export type Travelling = {
  readonly db: Database
  readonly key: DatabaseKey
  readonly change: (copy: Database) => void
}

/** What a backup is written from: the key slots as they stood, and beside the vault every database whole, as it travels. */
export type BackupCopies = { readonly keys: Uint8Array; readonly paths: readonly string[] }

/** Takes away the copies that were made for a backup, also those of one that a crash ended. Throws the disk's error. */
export const removeCopies = (files: VaultFiles): void => {
  for (const path of findCopies(files)) rmSync(path, { force: true })
}

/** SQLCipher makes the copy, in one step that nothing interrupts: 0.9 s for 100 MB, and 0.4 s to look at it. */
const makeCopy = (path: string, { db, key, change }: Travelling): void => {
  writeNewFile(path, new Uint8Array(0)) // SQLite keeps the mode of a file that is there
  db.prepare('VACUUM INTO ?').run([path])
  const copy = openDatabase(path, key)
  try {
    copy.transaction(() => change(copy))()
  } finally {
    copy.close()
  }
}

const pagesOf = ({ db }: Travelling): number => Number(db.pragma('page_count', { simple: true }))

/**
 * Makes the copies of all databases as they stand now. Between two of them it can be cancelled. Failures: Cancelled, and
 * those of a disk; then there are none.
 */
export const makeCopies = (
  files: VaultFiles,
  databases: readonly Travelling[],
  { onShare, signal }: Going,
): Promise<Result<BackupCopies>> =>
  awaitDisk(async () => {
    removeCopies(files)
    const all = databases.reduce((sum, database) => sum + pagesOf(database), 0)
    let isWhole = false
    try {
      const paths: string[] = []
      let done = 0
      for (const database of databases) {
        await setImmediate() // so that what was told goes out, and a cancel comes in
        if (signal?.aborted) return fail('Cancelled')
        const path = paths.length === 0 ? files.copy : `${files.copy}-${paths.length}`
        makeCopy(path, database)
        paths.push(path)
        done += pagesOf(database)
        onShare?.(done / all)
      }
      isWhole = true
      return ok({ keys: readFileSync(files.keys), paths })
    } finally {
      if (!isWhole) removeCopies(files)
    }
  })
