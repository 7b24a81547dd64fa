import { blob } from '#core/vault/sql'
import { createBoxKeys } from '#core/crypto/boxing'
import { toHex } from '#core/crypto/bytes'
import { createSigningKeys, signingKeysFromSeed } from '#core/crypto/signing'
import { transactEverywhere } from '#core/commands/context'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import { sayFirstWord, sayInRoot } from '#core/envelopes/say'
import { createBindRequest } from '#core/identity/bindRequest'
import { createDeviceKeys, deviceKeysToBytes } from '#core/identity/deviceKeys'
import type { KeyPair } from '#core/identity/memberKeys'
import { isKnownDevice, maySpeak, memberOf } from '#core/spaces/rootState'
import type { Local } from '#core/sync/local'
import { networkKeys } from '#core/sync/networkKeys'
import type { Networks } from '#core/sync/networks'
import { withDisk } from '#core/vault/diskFailure'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import type { MetaKey } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'
import { restoreVault, roomForBackup, writeBackup } from '#core/vault/vault'
import type { BackupCopies, Going } from '#core/vault/vault'
import { writeLastBackup } from '#core/commands/ownCommands'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** In one network: this laptop, and the key that binds whoever restores it (null in no network, or not live). */
type BackupOfOne = { readonly deviceId: string | null; readonly keyId: string | null }

/** A backup as it was made: the network of the main database, and those of the further ones. */
export type BackupMade = BackupOfOne & { readonly further: readonly BackupOfOne[] }

/** A laptop as it was restored, in the network of the main database and in the further ones; null in no network. */
type Restored = { readonly deviceId: string | null; readonly further: readonly (string | null)[] }

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

/** Binds a fresh backup key to who works here: whoever holds its secret binds her laptop with it. */
export const bindBackupKey = (ledger: Ledger, keys: KeyPair = createSigningKeys()): Result<KeyPair> => {
  const member = memberOf(ledger.state(), ledger.device.deviceId) ?? ''
  const request = createBindRequest(
    { network: ledger.network, member, kind: 'backup' },
    { sign: keys, box: createBoxKeys() }, // nothing is ever locked for a backup key
  )
  const done = transactEverywhere(ledger, () => sayInRoot(ledger, 'bind', { request: blob(request), to: [] }))
  return done.ok ? ok(keys) : done
}

/** Whether all that is here may go into a backup now. */
const isReady = (local: Local): Result<void> => {
  if (local.joining()) return fail('JoinPending')
  return local.network()?.ledger.updateNeeded() ? fail('UpdateNeeded') : ok(undefined)
}

/** Seals own edits, and binds a key for who restores the backup; undefined where she may not speak, or is in no network. */
const prepare = async (local: Local): Promise<Result<KeyPair | undefined>> => {
  const network = local.network()
  if (!network) return ok(undefined)
  const { ledger, documents } = network
  await sealDocuments(documents, { force: true })
  return maySpeak(ledger.state(), ledger.device.deviceId) ? bindBackupKey(ledger) : ok(undefined)
}

/** A backup whose keys are bound, and what its file is written from: the copies beside the vault. */
type Begun = { readonly made: BackupMade; readonly copies: BackupCopies; readonly takeBack: () => Promise<void> }

/** The keys of a backup that came to nothing bind nobody. What cannot be said now (a full disk) can be said by hand. */
const takeBackKeys = async (
  locals: ReadonlyMap<string, Local>,
  keys: ReadonlyMap<string, KeyPair | undefined>,
): Promise<void> => {
  for (const [place, local] of locals) {
    const [key, network] = [keys.get(place), local.network()]
    if (!key || !network) continue
    const { ledger, documents } = network
    if (!maySpeak(ledger.state(), ledger.device.deviceId)) continue
    const fields = { device: blob(key.publicKey), cut: [], reason: '' }
    const said = transactEverywhere(ledger, () => sayInRoot(ledger, 'revoke-device', fields))
    if (said.ok) await applyBatches(documents, local.taster, inQueue)
  }
}

/** All of a backup that has to be done in the queue before its file is written. */
const begin = async (networks: Networks, file: string, going: Going): Promise<Result<Begun>> => {
  const room = roomForBackup(file)
  if (!room.ok) return room
  const locals = new Map<string, Local>()
  for (const place of networks.places()) {
    const local = await networks.open(place)
    if (!local.ok) return local
    const ready = isReady(local.value)
    if (!ready.ok) return ready
    locals.set(place, local.value)
  }
  const keys = new Map<string, KeyPair | undefined>()
  for (const [place, local] of locals) {
    const key = await prepare(local)
    if (!key.ok) return key
    keys.set(place, key.value)
  }
  const takeBack = (): Promise<void> => takeBackKeys(locals, keys)
  const copies = await networks.vault.makeCopies((copy, place) => makePortable(copy, keys.get(place)), going)
  if (!copies.ok) {
    await takeBack()
    return copies
  }
  const [main, ...further] = [...locals].map(([place, local]): BackupOfOne => {
    const key = keys.get(place)
    return { deviceId: local.network()?.ledger.device.deviceId ?? null, keyId: key ? toHex(key.publicKey) : null }
  })
  const made = { deviceId: main?.deviceId ?? null, keyId: main?.keyId ?? null, further }
  return ok({ made, copies: copies.value, takeBack })
}

/**
 * Writes a portable copy of the vault to `file`: the same passphrase, the whole log of every network, no secret of this
 * laptop. Own edits are sealed first. The queue is held until all is copied beside the vault, and free while the file is
 * written: half of the work each. Never call it in the queue. Failures: Cancelled, AlreadySo (one is under way),
 * FileExists, FolderMissing, JoinPending and UpdateNeeded (in any of the networks), those of a further database that does
 * not open, and those of a disk; then there is no `file`, and the key that was bound for it is taken back.
 */
export const backUp = async (
  networks: Networks,
  file: string,
  { onShare, signal }: Going = {},
): Promise<Result<BackupMade>> => {
  const { turns, vault } = networks
  const half = (done: number): Going => ({
    onShare: (share) => onShare?.((done + share) / 2),
    ...(signal && { signal }),
  })
  const begun = await turns.exclusive(() => begin(networks, file, half(0)))
  if (!begun.ok) return begun
  const { made, copies, takeBack } = begun.value
  try {
    const written = await writeBackup(copies, file, half(1))
    await turns.exclusive(async () => {
      if (written.ok) withDisk(() => writeLastBackup(vault, networks.current().now()))
      else await takeBack()
    })
    return written.ok ? ok(made) : written
  } finally {
    vault.removeCopies()
  }
}

/** Keys of its own for one network that was restored; null where there is none. */
const takeKeys = (db: Database): Result<string | null> => {
  if (readMeta(db, 'device keys')) return fail('VaultForeign') // a vault's own files, and no backup
  if (!readMeta(db, 'network')) return ok(null)
  const device = createDeviceKeys()
  writeMeta(db, 'device keys', deviceKeysToBytes(device))
  return ok(device.deviceId)
}

/**
 * Makes a vault in `dir` from a backup, in each of its networks a laptop with device keys of its own; the first unlock of
 * each binds it. Failures: those of restoreVault.
 */
export const restoreBackup = async (dir: string, file: string, passphrase: string): Promise<Result<Restored>> => {
  const restored = await restoreVault(dir, file, passphrase, takeKeys)
  if (!restored.ok) return restored
  const [deviceId = null, ...further] = restored.value
  return ok({ deviceId, further })
}

/**
 * The first word of a restored laptop: it binds itself by the backup key, which is then destroyed here. Nothing happens
 * in another vault. A backup key that is known to be taken back, or of who is out, binds nobody.
 */
export const bindRestored = (local: Local): void => {
  const network = local.network()
  const seed = readMeta(local.db, 'backup key')
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
