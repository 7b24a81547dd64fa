import { sameBytes, toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { hintMessage } from '#core/envelopes/body'
import { noNetwork } from '#core/envelopes/header'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** An epoch key this member was given. `id` names it without telling it. */
export type EpochKey = { readonly id: string; readonly secret: Uint8Array }

/** The epoch keys of one vault, by space. The network space has the network's id. */
export type Keyring = {
  /** Every key of every space, newest first: a fresh envelope is most likely under the newest. */
  keys(): readonly EpochKey[]
  ofSpace(space: string): readonly EpochKey[]
  has(keyId: string, space: string): boolean
  byId(keyId: string): EpochKey | undefined
  /** How many keys are held, counted once for each space. */
  size(): number
  /** Keeps a key for a space; true when it was new there. */
  add(space: string, key: EpochKey): boolean
  /** Destroys every key of a space, on disk and here; one that another space has too stays for that one. */
  destroy(space: string): void
  reload(): void
}

/** An epoch key from its 32 bytes. */
export const epochKey = (secret: Uint8Array): EpochKey => ({ id: toHex(derive(secret, 'key id', noNetwork)), secret })

/** Which of `keys` an envelope is sealed with, by the hint in its header. */
export const keyByHint = (
  keys: readonly EpochKey[],
  hint: Uint8Array,
  network: Uint8Array,
  device: string,
  seq: number,
): EpochKey | undefined => {
  const message = hintMessage(network, device, seq)
  return keys.find(({ secret }) => sameBytes(hash(message, 32, secret), hint))
}

/** Opens the keyring of a vault. */
export const openKeyring = (db: Database): Keyring => {
  let keys: EpochKey[] = []
  let count = 0
  const byId = new Map<string, { key: EpochKey; spaces: Set<string> }>()
  const put = db.prepare('INSERT INTO space_key (id, space, secret) VALUES (?, ?, ?)')
  const take = (space: string, key: EpochKey): void => {
    count += 1
    const known = byId.get(key.id)
    if (known) known.spaces.add(space)
    else {
      byId.set(key.id, { key, spaces: new Set([space]) })
      keys.unshift(key)
    }
  }
  const reload = (): void => {
    keys = []
    count = 0
    byId.clear()
    const rows = db.prepare('SELECT id, space, secret FROM space_key ORDER BY rowid')
    for (const row of rows.all<{ id: Bytes; space: Bytes; secret: Bytes }>())
      take(idHex(row.space), { id: idHex(row.id), secret: plainBytes(row.secret) })
  }
  reload()
  return {
    keys: () => keys,
    ofSpace: (space) => keys.filter(({ id }) => byId.get(id)?.spaces.has(space)),
    has: (keyId, space) => byId.get(keyId)?.spaces.has(space) ?? false,
    byId: (keyId) => byId.get(keyId)?.key,
    size: () => count,
    add(space, key) {
      if (byId.get(key.id)?.spaces.has(space)) return false
      put.run([idBlob(key.id), idBlob(space), blob(key.secret)])
      take(space, key)
      return true
    },
    destroy(space) {
      db.prepare('DELETE FROM space_key WHERE space = ?').run([idBlob(space)])
      reload()
    },
    reload,
  }
}
