import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, renameSync, rmdirSync } from 'node:fs'
import { fail, ok, type Result } from '#shared/result'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { copyBytes } from './backupFile'
import { checkRoom, makeFolder, removeUnfinished } from './createVault'
import { tryOnDisk } from './diskFailure'
import { openSlot } from './keySlot'
import { keyFileLength, openCarefully, parseKeySlots, type KeySlots } from './keySlots'
import { pageLength, type Database } from './openDatabase'
import { unlock } from './openVault'
import { entryAt, syncFolder, vaultFiles, writeNewFile, type VaultFiles } from './vaultFiles'

/** What a backup's first bytes say, and the bytes. */
type Head = { readonly bytes: Uint8Array; readonly slots: KeySlots }

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
    const database = stats.size - keyFileLength
    return database < pageLength || database % pageLength !== 0
      ? fail('VaultTruncated')
      : ok({ bytes, slots: slots.value })
  } finally {
    closeSync(fd.value)
  }
}

const copyDatabase = (file: string, to: string): Result<void> => {
  const from = openCarefully(file, constants.O_RDONLY)
  if (!from.ok) return from
  try {
    const fd = openSync(to, 'wx', 0o600)
    try {
      copyBytes(from.value, keyFileLength, fd)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return ok(undefined)
  } finally {
    closeSync(from.value)
  }
}

/** Copies, verifies every page, and lets `enter` make a vault of it; the names come last, as with a new vault. */
const build = <T>(
  files: VaultFiles,
  file: string,
  head: Head,
  vaultKey: Uint8Array,
  enter: (db: Database) => Result<T>,
): Result<T> => {
  const copied = copyDatabase(file, files.newDatabase)
  if (!copied.ok) return copied
  writeNewFile(files.newKeys, head.bytes)
  const { newKeys: keys, newDatabase: database } = files
  const vault = unlock({ ...files, keys, database, wal: `${database}-wal`, journal: `${database}-journal` }, vaultKey)
  if (!vault.ok) return vault
  let entered
  try {
    entered = vault.value.db.transaction(() => enter(vault.value.db))()
  } finally {
    vault.value.close()
  }
  if (!entered.ok) return entered
  renameSync(files.newKeys, files.keys)
  syncFolder(files.dir)
  renameSync(files.newDatabase, files.database)
  syncFolder(files.dir)
  return entered
}

/**
 * Makes a vault in `dir` from the backup in `file`; `enter` makes it a laptop of its own. Nothing is left of it when
 * something fails. Failures: VaultExists, VaultMissing (no such file), VaultEmpty, VaultTruncated, VaultDamaged,
 * VaultForeign, VaultNewer, VaultKdfRefused, WrongPassphrase, VaultIsLink, VaultNotAFolder, those of a disk and of `enter`.
 */
export const restoreVault = async <T>(
  dir: string,
  file: string,
  passphrase: string,
  enter: (db: Database) => Result<T>,
): Promise<Result<T>> => {
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
      const built = build(files, file, head.value, vaultKey, enter)
      isDone = built.ok
      return built
    } finally {
      if (!isDone) {
        removeUnfinished(files)
        if (isNewFolder) rmdirSync(files.dir)
      }
    }
  })
}
