import type { Database } from './openDatabase'
import { blob, plainBytes } from './sql'
import type { Bytes } from './sql'

/** What a vault knows of itself besides its log. Each is written once, or replaced whole. */
export type MetaKey =
  | 'network'
  | 'device keys'
  | 'joining'
  /** In a backup, and in a restored vault until its first word: the seed of the key that binds the new laptop. */
  | 'backup key'
  /** Public key of the later recovery words that this laptop made last. */
  | 'later words'
  /** Box secrets of before a rebox, while something may still be locked for them: 32 bytes each. */
  | 'former box keys'
  /** The box key is to be replaced: a space was erased that it opened, or a key is lacking. */
  | 'rebox due'
  /** How many keys were held when this laptop last asked for those it lacks. */
  | 'asked for keys'
  /** Cases that she opened by shares: 32 bytes each. */
  | 'opened by shares'
  /** In the main database: ids of the further ones, 16 bytes each, in the order they were made. */
  | 'further networks'
  /** In the main database: which network each database is known to hold, id (16) and network (32), so that one that does not open can be named. */
  | 'networks known'
  /** In the main database: id (16) of the one that the next opening begins on. */
  | 'network chosen'

/** The value of `key`, or undefined. */
export const readMeta = (db: Database, key: MetaKey): Uint8Array | undefined => {
  const value = db.prepare('SELECT value FROM meta WHERE key = ?', { pluck: true }).get<Bytes>([key])
  return value && plainBytes(value)
}

/** Sets `key`. In the transaction that makes it true. */
export const writeMeta = (db: Database, key: MetaKey, value: Uint8Array): void =>
  void db
    .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run([key, blob(value)])

/** Forgets `key`. */
export const dropMeta = (db: Database, key: MetaKey): void =>
  void db.prepare('DELETE FROM meta WHERE key = ?').run([key])
