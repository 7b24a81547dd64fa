import { renameSync, rmSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { tryOnDisk } from './diskFailure'
import { readMeta, writeMeta } from './meta'
import type { Database } from './openDatabase'
import { examineDatabase, unlockDatabase } from './unlockDatabase'
import { assertWritable, entryAt, findFurther, furtherFiles, syncFolder, type VaultFiles } from './vaultFiles'
import { writeDatabase } from './writeDatabase'

/** How many databases a vault may hold: few enough that a backup lists them in less than a page. */
export const mostDatabases = 64

/** The databases of a vault beside its main one, by their ids (32 hex characters). */
export type FurtherDatabases = {
  /** In the order they were made. */
  list(): string[]
  /**
   * Opens one, or gives it again. Failures: VaultDamaged (also when its file is missing), VaultTruncated, VaultEmpty,
   * VaultForeign, VaultNewer, VaultIsLink, VaultNotAFolder, and those of a disk; the others still open.
   */
  open(id: string): Result<Database>
  /** Makes an empty one and opens it. Failures: TooManyNetworks, and those of a disk; then there is none more. */
  make(): Result<{ readonly id: string; readonly db: Database }>
  close(): void
}

/** The ids that the main database lists. Only these count, whatever files are there. */
export const furtherIds = (main: Database): string[] =>
  toHex(readMeta(main, 'further networks') ?? new Uint8Array()).match(/.{32}/g) ?? []

const removeDatabase = ({ wal, journal, newDatabase, database }: VaultFiles): void => {
  for (const path of [`${newDatabase}-wal`, `${newDatabase}-journal`, newDatabase, wal, journal, database])
    rmSync(path, { force: true })
}

/** Opens and closes the further databases of an open vault. Each stays open, and locked, until `close`. */
export const holdFurther = (vault: VaultFiles, main: Database, vaultKey: Uint8Array): FurtherDatabases => {
  const opened = new Map<string, Database>()
  const open: FurtherDatabases['open'] = (id) => {
    const known = opened.get(id)
    if (known) return ok(known)
    return tryOnDisk(() => {
      const files = furtherFiles(vault, id)
      const examined = examineDatabase(files)
      if (!examined.ok) return examined
      assertWritable(files)
      const unlocked = unlockDatabase(files, vaultKey, fromHex(id))
      if (!unlocked.ok) return unlocked
      opened.set(id, unlocked.value.db)
      return ok(unlocked.value.db)
    })
  }
  return {
    list: () => furtherIds(main),
    open,
    make: () =>
      tryOnDisk(() => {
        const before = furtherIds(main)
        if (before.length + 1 >= mostDatabases) return fail('TooManyNetworks', { limit: mostDatabases })
        const id = randomBytes(16)
        const files = furtherFiles(vault, toHex(id))
        try {
          writeDatabase(files.newDatabase, vaultKey, id)
          renameSync(files.newDatabase, files.database)
          syncFolder(files.dir)
          writeMeta(main, 'further networks', concatBytes(...before.map(fromHex), id))
        } catch (error) {
          removeDatabase(files)
          throw error
        }
        const db = open(toHex(id))
        return db.ok ? ok({ id: toHex(id), db: db.value }) : db
      }),
    close() {
      for (const db of opened.values()) db.close()
      opened.clear()
    },
  }
}

/** Whether a database opens with this vault's key and no network is in it, nor a request for one. */
const isEmptyOurs = (files: VaultFiles, vaultKey: Uint8Array, id: string): boolean => {
  const unlocked = examineDatabase(files).ok && unlockDatabase(files, vaultKey, fromHex(id))
  if (!unlocked || !unlocked.ok) return false
  const { db } = unlocked.value
  const isEmpty = !readMeta(db, 'network') && !readMeta(db, 'joining')
  db.close()
  return isEmpty
}

/**
 * Takes away what a crash left while a further database was made. One that is not listed and holds a network stays: no
 * crash leaves that, but an older vault.db put back by hand does. Throws the disk's error.
 */
export const removeUnlisted = (vault: VaultFiles, main: Database, vaultKey: Uint8Array): void => {
  const listed = new Set(furtherIds(main))
  for (const { id, path, isNew } of findFurther(vault)) {
    const files = furtherFiles(vault, id)
    if (isNew) rmSync(path, { force: true })
    else if (!listed.has(id) && (!entryAt(files.database) || isEmptyOurs(files, vaultKey, id))) removeDatabase(files)
  }
}
