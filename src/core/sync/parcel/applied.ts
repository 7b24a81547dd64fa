import { concatBytes, u64, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { Database } from '#core/vault/openDatabase'

/** Parts of parcels that need not be read again, in the table of files that were read: a parcel stands there as a folder. */
const placeOf = (parcel: Uint8Array): Uint8Array<ArrayBuffer> =>
  hash(concatBytes(utf8('tejido/1/parcel applied\0'), parcel))

/** Whether all that a part holds is here. */
export const isApplied = (db: Database, parcel: Uint8Array, part: number): boolean =>
  db.prepare('SELECT 1 FROM folder_file WHERE folder = ? AND name = ?').get([placeOf(parcel), u64(part)]) !== undefined

/** Notes that all that a part holds is here. */
export const noteApplied = (db: Database, parcel: Uint8Array, part: number): void =>
  void db.prepare('INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?)').run([placeOf(parcel), u64(part), '', 1])
