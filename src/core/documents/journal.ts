import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** A change of this device, acknowledged and not yet sealed. */
export type JournalRow = { readonly no: number; readonly hash: string; readonly change: Uint8Array }

/** Own changes between acknowledgement and seal. */
export type Journal = {
  add(document: string, hash: string, change: Uint8Array): void
  of(document: string): JournalRow[]
  documents(): string[]
  /** Forgets rows that an envelope now holds; in the same transaction as the envelope. */
  remove(rows: readonly JournalRow[]): void
  count(): number
}

/** Opens the journal of a vault. */
export const openJournal = (db: Database): Journal => {
  const add = db.prepare('INSERT INTO journal (document, hash, change) VALUES (?, ?, ?)')
  const of = db.prepare('SELECT no, hash, change FROM journal WHERE document = ? ORDER BY no')
  const remove = db.prepare('DELETE FROM journal WHERE no = ?')
  return {
    add: (document, hash, change) => void add.run([idBlob(document), idBlob(hash), blob(change)]),
    of: (document) =>
      of
        .all<{ no: number; hash: Bytes; change: Bytes }>([idBlob(document)])
        .map(({ no, hash, change }) => ({ no, hash: idHex(hash), change: plainBytes(change) })),
    documents: () =>
      db
        .prepare('SELECT DISTINCT document FROM journal', { pluck: true })
        .all<Bytes>()
        .map((id) => idHex(id)),
    remove(rows) {
      for (const { no } of rows) remove.run([no])
    },
    count: () => db.prepare('SELECT count(*) FROM journal', { pluck: true }).get<number>() ?? 0,
  }
}
