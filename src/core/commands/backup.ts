import { blob } from '#core/vault/sql'
import { createBoxKeys } from '#core/crypto/boxing'
import { toHex } from '#core/crypto/bytes'
import { createSigningKeys, signingKeysFromSeed } from '#core/crypto/signing'
import { transactEverywhere } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import { sayFirstWord, sayInRoot } from '#core/envelopes/say'
import { createBindRequest } from '#core/identity/bindRequest'
import { createDeviceKeys, deviceKeysToBytes } from '#core/identity/deviceKeys'
import type { KeyPair } from '#core/identity/memberKeys'
import { isKnownDevice, maySpeak, memberOf } from '#core/spaces/rootState'
import { networkKeys } from '#core/sync/networkKeys'
import { withDisk } from '#core/vault/diskFailure'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import type { MetaKey } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'
import { restoreVault, roomForBackup } from '#core/vault/vault'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A backup as it was made: this laptop, and the key that binds whoever restores it (null in no network, or not live). */
export type BackupMade = { readonly deviceId: string | null; readonly keyId: string | null }

/** Documents whose last changes could not be sealed and are not in a copy: made again from the log at the first unlock. */
const unsealedDocuments = 'SELECT DISTINCT document FROM journal'
const dropUnsealed = [
  `UPDATE batch SET applied = 0 WHERE document IN (${unsealedDocuments})`,
  `UPDATE document SET heads = '[]', tips = x'' WHERE id IN (${unsealedDocuments})`,
  `DELETE FROM document_view WHERE id IN (${unsealedDocuments})`,
  `DELETE FROM search WHERE rowid IN (SELECT no FROM record WHERE document IN (${unsealedDocuments}))`,
  `DELETE FROM record WHERE document IN (${unsealedDocuments})`,
  `DELETE FROM chunk WHERE EXISTS (${unsealedDocuments})`,
  `DELETE FROM journal`,
]

/** What must not travel: a device's secrets, which two laptops would then speak with, and what only they could seal. */
const makePortable = (copy: Database, backupKey: KeyPair | undefined): void => {
  const secrets: readonly MetaKey[] = ['device keys', 'former box keys', 'rebox due', 'backup key']
  for (const key of secrets) dropMeta(copy, key)
  if (backupKey) writeMeta(copy, 'backup key', backupKey.secretKey.subarray(0, 32))
  for (const sql of dropUnsealed) copy.exec(sql)
}

/** Binds a fresh backup key to who works here: whoever restores the backup binds her laptop with it. */
const bindBackupKey = (ledger: Ledger): Result<KeyPair> => {
  const keys = createSigningKeys()
  const member = memberOf(ledger.state(), ledger.device.deviceId) ?? ''
  const request = createBindRequest(
    { network: ledger.network, member, kind: 'backup' },
    { sign: keys, box: createBoxKeys() }, // nothing is ever locked for a backup key
  )
  const done = transactEverywhere(ledger, () => sayInRoot(ledger, 'bind', { request: blob(request), to: [] }))
  return done.ok ? ok(keys) : done
}

/**
 * Writes a portable copy of the vault to `file`: the same passphrase, the whole log, no secret of this laptop. Own edits
 * are sealed first. Call it in the queue. Failures: FileExists, FolderMissing, JoinPending, UpdateNeeded, and those of a
 * disk; then there is no `file`.
 */
export const backUp = async (context: Context, file: string): Promise<Result<BackupMade>> => {
  if (context.joining()) return fail('JoinPending')
  const room = roomForBackup(file)
  if (!room.ok) return room
  const network = context.network()
  if (!network) {
    const done = context.vault.backUp(file, (copy) => makePortable(copy, undefined))
    return done.ok ? ok({ deviceId: null, keyId: null }) : done
  }
  const { ledger, documents } = network
  if (ledger.updateNeeded()) return fail('UpdateNeeded')
  await sealDocuments(documents, { force: true })
  const isLive = maySpeak(ledger.state(), ledger.device.deviceId)
  const bound = isLive ? bindBackupKey(ledger) : ok(undefined)
  if (!bound.ok) return bound
  const done = context.vault.backUp(file, (copy) => makePortable(copy, bound.value))
  const keyId = bound.value ? toHex(bound.value.publicKey) : null
  return done.ok ? ok({ deviceId: ledger.device.deviceId, keyId }) : done
}

/**
 * Makes a vault in `dir` from a backup, with device keys of its own; the first unlock binds it. `deviceId`: null in no
 * network. Failures: those of restoreVault.
 */
export const restoreBackup = (
  dir: string,
  file: string,
  passphrase: string,
): Promise<Result<{ readonly deviceId: string | null }>> =>
  restoreVault<{ readonly deviceId: string | null }>(dir, file, passphrase, (db) => {
    if (readMeta(db, 'device keys')) return fail('VaultForeign') // a vault's own files, and no backup
    if (!readMeta(db, 'network')) return ok({ deviceId: null })
    const device = createDeviceKeys()
    writeMeta(db, 'device keys', deviceKeysToBytes(device))
    return ok({ deviceId: device.deviceId })
  })

/**
 * The first word of a restored laptop: it binds itself by the backup key, which is then destroyed here. Nothing happens
 * in another vault. A backup key that is known to be taken back, or of who is out, binds nobody.
 */
export const bindRestored = (context: Context): void => {
  const network = context.network()
  const seed = readMeta(context.vault.db, 'backup key')
  if (!network || !seed) return
  const { ledger } = network
  const keys = signingKeysFromSeed(seed)
  const id = toHex(keys.publicKey)
  const state = ledger.state()
  const member = state.backups.get(id)
  const [key] = networkKeys(ledger)
  const isOut = member === undefined || state.goneDevices.has(id) || state.gone.has(member)
  if (isOut || !key || isKnownDevice(state, ledger.device.deviceId)) {
    withDisk(() => dropMeta(ledger.db, 'backup key'))
    return
  }
  const request = createBindRequest({ network: ledger.network, member, kind: 'laptop' }, ledger.device, {
    proof: { kind: 'backup', keys },
  })
  transactEverywhere(ledger, () => {
    sayFirstWord(ledger, blob(request), key)
    dropMeta(ledger.db, 'backup key')
  })
}
