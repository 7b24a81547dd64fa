import { ok, fail, type Result } from '#shared/result'
import { fromHex, toHex } from '#core/crypto/bytes'
import { floorCost, isLongEnough, passphraseToKey, standardCost, type KdfCost } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { makeCopies, removeCopies, type BackupCopies, type Going, type Travelling } from './backupCopies'
import { databaseKeyOf } from './databaseKey'
import { tryOnDisk, withDisk } from './diskFailure'
import { holdFurther, type FurtherDatabases } from './furtherDatabases'
import { encodeSlot } from './keySlot'
import { readKeySlots, writeSlot } from './keySlots'
import type { Database } from './openDatabase'
import type { VaultFiles } from './vaultFiles'

/** An open vault. Only this process has it, until `close` or the end of the process. */
export type Vault = {
  /** 16 random bytes in lower-case hex, made with the vault and kept in the database. Not secret, not shown to peers. */
  readonly id: string
  /** The main database. */
  readonly db: Database
  /** Those beside it, one for each further network. */
  readonly further: Pick<FurtherDatabases, 'list' | 'open' | 'make'>
  /**
   * From now on only `next` opens the vault. Failures: PassphraseTooShort, VaultLocked (after close), those of
   * readKeySlots and withDisk. After a failure or a crash exactly one of both passphrases opens it: the old one until the
   * first of two writes is on the disk, `next` from then on.
   */
  changePassphrase(next: string): Promise<Result<void>>
  /**
   * Makes what a backup is written from: the key slots and every database whole after `change` (which gets its id, the
   * vault's for the main one), encrypted as here. It stands beside the vault until `removeCopies`, which who called must
   * call. Failures: VaultLocked, AlreadySo (one is under way), those of opening a further one, and those of makeCopies.
   */
  makeCopies(change: (copy: Database, id: string) => void, going: Going): Promise<Result<BackupCopies>>
  /** What the disk refuses to take away goes at the next opening. */
  removeCopies(): void
  /** Closes every database and wipes the vault key. Strings and what SQLite held go only with the process. */
  close(): void
}

/** What a passphrase costs: the standard, or the floor where `TEJIDO_KDF=floor` says so (tests and small machines). */
export const costFromEnvironment = (): KdfCost => (process.env.TEJIDO_KDF === 'floor' ? floorCost : standardCost)

/** Puts the vault that was opened or created into its type. */
export const holdVault = (files: VaultFiles, db: Database, vaultId: Uint8Array, vaultKey: Uint8Array): Vault => {
  const keyFile = files.keys
  let isOpen = true
  const changePassphrase = async (next: string): Promise<Result<void>> => {
    if (!isLongEnough(next)) return fail('PassphraseTooShort')
    const [cost, salt] = [costFromEnvironment(), randomBytes(16)]
    const key = await passphraseToKey(next, salt, cost)
    // No await from here on: two changes at once follow each other, and the last one holds.
    if (!isOpen) return fail('VaultLocked')
    return tryOnDisk(() => {
      const slots = readKeySlots(keyFile)
      if (!slots.ok) return slots
      const { index, newest } = slots.value
      const slot = (step: number) => encodeSlot({ counter: newest.counter + step, cost, salt }, key, vaultKey)
      const first = writeSlot(keyFile, index === 0 ? 1 : 0, slot(1))
      return first.ok ? writeSlot(keyFile, index, slot(2)) : first
    })
  }
  const further = holdFurther(files, db, vaultKey)
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    further.close()
    vaultKey.fill(0)
    db.close()
  }
  let isCopying = false
  const copiesOf: Vault['makeCopies'] = async (change, going) => {
    if (!isOpen) return fail('VaultLocked')
    if (isCopying) return fail('AlreadySo')
    const databases: Travelling[] = [
      { db, key: databaseKeyOf(vaultKey), change: (copy) => change(copy, toHex(vaultId)) },
    ]
    for (const id of further.list()) {
      const opened = further.open(id)
      if (!opened.ok) return opened
      const key = databaseKeyOf(vaultKey, fromHex(id))
      databases.push({ db: opened.value, key, change: (copy) => change(copy, id) })
    }
    let made: Result<BackupCopies> | undefined
    isCopying = true
    try {
      made = await makeCopies(files, databases, going)
      return made
    } finally {
      isCopying = made?.ok === true
    }
  }
  return {
    id: toHex(vaultId),
    db,
    further,
    changePassphrase,
    makeCopies: copiesOf,
    removeCopies() {
      withDisk(() => removeCopies(files))
      isCopying = false
    },
    close,
  }
}

/** Brings the slot beside the newest up to date, after a crash in a change of passphrase or after damage. */
export const mendSlot = (keyFile: string, passphraseKey: Uint8Array, vaultKey: Uint8Array): Result<void> =>
  tryOnDisk(() => {
    const slots = readKeySlots(keyFile)
    if (!slots.ok) return slots
    const { newest, index, isOtherCurrent } = slots.value
    if (isOtherCurrent) return ok(undefined)
    const slot = encodeSlot({ ...newest, counter: newest.counter + 1 }, passphraseKey, vaultKey)
    return writeSlot(keyFile, index === 0 ? 1 : 0, slot)
  })
