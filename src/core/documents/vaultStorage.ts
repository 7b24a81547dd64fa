import type { Chunk, StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo'
import type { Database } from '#core/vault/openDatabase'
import { blob, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/**
 * automerge-repo's chunks in the vault's table `chunk`: a cache, since the log of envelopes and the journal are the truth.
 * Key parts are joined by U+0000, which none contains. Ranges come in the order of insertion with their own keys, as
 * automerge-repo's acceptance tests ask.
 */
export const createVaultStorage = (db: Database): StorageAdapterInterface => {
  const get = db.prepare('SELECT data FROM chunk WHERE key = ?', { pluck: true })
  const put = db.prepare('INSERT INTO chunk VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data')
  const drop = db.prepare('DELETE FROM chunk WHERE key = ?')
  const range = db.prepare('SELECT key, data FROM chunk WHERE key = $own OR (key > $from AND key < $to) ORDER BY rowid')
  const dropRange = db.prepare('DELETE FROM chunk WHERE key = $own OR (key > $from AND key < $to)')
  const name = (key: StorageKey): string => key.join('\0')
  const bounds = (prefix: StorageKey) => ({ own: name(prefix), from: `${name(prefix)}\0`, to: `${name(prefix)}\u0001` })
  return {
    load: (key) => {
      const data = get.get<Bytes>([name(key)])
      return Promise.resolve(data && plainBytes(data))
    },
    save: (key, data) => Promise.resolve(void put.run([name(key), blob(data)])),
    remove: (key) => Promise.resolve(void drop.run([name(key)])),
    removeRange: (prefix) => Promise.resolve(void dropRange.run(bounds(prefix))),
    loadRange: (prefix) =>
      Promise.resolve(
        range
          .all<{ key: string; data: Bytes }>(bounds(prefix))
          .map(({ key, data }): Chunk => ({ key: key.split('\0'), data: plainBytes(data) })),
      ),
  }
}
