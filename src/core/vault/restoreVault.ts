import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, renameSync, rmdirSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { fromHex } from '#core/crypto/bytes'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { copyBytes } from './backupFile'
import { readLayout, type BackupPart } from './backupLayout'
import { checkRoom, makeFolder, removeUnfinished } from './createVault'
import { tryOnDisk } from './diskFailure'
import { furtherIds } from './furtherDatabases'
import { openSlot } from './keySlot'
import { keyFileLength, openCarefully, parseKeySlots, type KeySlots } from './keySlots'
import type { Database } from './openDatabase'
import { unlockDatabase } from './unlockDatabase'
import { asNew, entryAt, furtherFiles, syncFolder, vaultFiles, writeNewFile, type VaultFiles } from './vaultFiles'

/** What a backup's first bytes say, and the bytes; and where its databases stand. */
type Head = { readonly bytes: Uint8Array; readonly slots: KeySlots; readonly parts: readonly BackupPart[] }

/** All that can be said of a backup without the passphrase. */
const readHead = (file: string): Result<Head> => {
  const fd = openCarefully(file, constants.O_RDONLY)
  if (!fd.ok) return fd
  try {
    const stats = fstatSync(fd.value)
    if (!stats.isFile()) return fail('VaultNotAFolder')
    if (stats.size === 0) return fail('VaultEmpty')
    const buffer = new Uint8Array(keyFileLength)
    const bytes = buffer.subarray(0, readSync(fd.value, buffer, 0, keyFileLength, 0))
    const slots = parseKeySlots(bytes)
    if (!slots.ok) return slots
    const parts = readLayout(fd.value, stats.size)
    return parts.ok ? ok({ bytes, slots: slots.value, parts: parts.value }) : parts
  } finally {
    closeSync(fd.value)
  }
}

const copyDatabase = (file: string, part: BackupPart, to: string): Result<void> => {
  const from = openCarefully(file, constants.O_RDONLY)
  if (!from.ok) return from
  try {
    const fd = openSync(to, 'wx', 0o600)
    try {
      copyBytes(from.value, part, fd)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return ok(undefined)
  } finally {
    closeSync(from.value)
  }
}

/** A backup that is being made into a vault: where from, where to, and what `enter` makes of each database. */
type Building<T> = {
  readonly files: VaultFiles
  readonly file: string
  readonly head: Head
  readonly vaultKey: Uint8Array
  readonly enter: (db: Database) => Result<T>
}

/** Copies one database, verifies every page, and lets `enter` work on it. Gives also the ids that it lists. */
const bring = <T>(
  { file, vaultKey, enter }: Building<T>,
  files: VaultFiles,
  part: BackupPart,
  further?: string,
): Result<{ readonly entered: T; readonly ids: readonly string[] }> => {
  const copied = copyDatabase(file, part, files.newDatabase)
  if (!copied.ok) return copied
  const unlocked = unlockDatabase(asNew(files), vaultKey, further === undefined ? undefined : fromHex(further))
  if (!unlocked.ok) return unlocked
  const { db } = unlocked.value
  try {
    const entered = db.transaction(() => enter(db))()
    return entered.ok ? ok({ entered: entered.value, ids: furtherIds(db) }) : entered
  } finally {
    db.close()
  }
}

/** The names come last, as with a new vault, and that of the main database after all others. */
const build = <T>(building: Building<T>): Result<T[]> => {
  const { files, head } = building
  const [first, ...rest] = head.parts
  if (!first) return fail('VaultTruncated')
  const main = bring(building, files, first)
  if (!main.ok) return main
  const { ids } = main.value
  if (ids.length !== rest.length) return fail('VaultDamaged')
  const entered = [main.value.entered]
  for (const [i, part] of rest.entries()) {
    const id = ids[i] ?? ''
    const further = bring(building, furtherFiles(files, id), part, id)
    if (!further.ok) return further
    entered.push(further.value.entered)
  }
  writeNewFile(files.newKeys, head.bytes)
  for (const id of ids) {
    const { newDatabase, database } = furtherFiles(files, id)
    renameSync(newDatabase, database)
  }
  renameSync(files.newKeys, files.keys)
  syncFolder(files.dir)
  renameSync(files.newDatabase, files.database)
  syncFolder(files.dir)
  return ok(entered)
}

/**
 * Makes a vault in `dir` from the backup in `file`; `enter` makes each of its databases a laptop of its own, the main one
 * first, and all of what it gives is returned. Nothing is left of it when something fails. Failures: VaultExists, VaultMissing (no such file), VaultEmpty, VaultTruncated, VaultDamaged,
 * VaultForeign, VaultNewer, VaultKdfRefused, WrongPassphrase, VaultIsLink, VaultNotAFolder, those of a disk and of `enter`.
 */
export const restoreVault = async <T>(
  dir: string,
  file: string,
  passphrase: string,
  enter: (db: Database) => Result<T>,
): Promise<Result<T[]>> => {
  const files = vaultFiles(dir)
  const before = tryOnDisk(() => checkRoom(files))
  if (!before.ok) return before
  const head = tryOnDisk(() => readHead(file))
  if (!head.ok) return head
  const { salt, cost } = head.value.slots.newest
  const passphraseKey = await passphraseToKey(passphrase, salt, cost)
  const vaultKey = openSlot(head.value.slots.newest, passphraseKey)
  passphraseKey.fill(0)
  if (!vaultKey) return fail('WrongPassphrase')
  // No await from here on: see createVault.
  return tryOnDisk(() => {
    const room = checkRoom(files)
    if (!room.ok) return room
    const isNewFolder = !entryAt(files.dir)
    makeFolder(files.dir)
    removeUnfinished(files)
    let isDone = false
    try {
      const built = build({ files, file, head: head.value, vaultKey, enter })
      isDone = built.ok
      return built
    } finally {
      vaultKey.fill(0)
      if (!isDone) {
        removeUnfinished(files)
        if (isNewFolder) rmdirSync(files.dir)
      }
    }
  })
}
