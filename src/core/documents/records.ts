import type { ProjectedRecord } from '#shared/records/projected'
import type { Database } from '#core/vault/openDatabase'
import { idBlob } from '#core/vault/sql'

/** The rows of a projection, and their words for search. */
export type Records = {
  /** Makes the rows of a document these, writing only what differs. In the transaction that changes the document. */
  replace(document: string, space: string, records: readonly ProjectedRecord[]): void
  /** Forgets what is remembered of a document's rows, after a transaction that failed. */
  forget(document: string): void
  /** Goes up whenever a row of one of these kinds was written or taken out: whether anything has to be looked at again. */
  turn(kinds: readonly string[]): number
}

/** Documents whose rows are remembered, at most: about as many as are open. */
const mostRemembered = 200

/** Opens the projection. What each row was written as is remembered, so that an edit rewrites one row and not the case. */
export const openRecords = (db: Database): Records => {
  const prints = new Map<string, Map<string, string>>()
  const turns = new Map<string, number>()
  const turned = (kind: string): void => void turns.set(kind, (turns.get(kind) ?? 0) + 1)
  const list = db.prepare('SELECT kind, id FROM record WHERE document = ?')
  const put = db.prepare(
    `INSERT INTO record (kind, id, document, space, status, sort, label, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (document, kind, id) DO UPDATE SET status = excluded.status, sort = excluded.sort,
       label = excluded.label, data = excluded.data
     RETURNING no`,
    { pluck: true },
  )
  const drop = db.prepare('DELETE FROM record WHERE kind = ? AND id = ? AND document = ? RETURNING no', { pluck: true })
  const unindex = db.prepare('DELETE FROM search WHERE rowid = ?')
  const index = db.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)')
  const keyOf = ({ kind, id }: { kind: string; id: string }): string => JSON.stringify([kind, id])
  return {
    replace(document, space, records) {
      const known =
        prints.get(document) ??
        new Map(list.all<{ kind: string; id: string }>([idBlob(document)]).map((row) => [keyOf(row), '']))
      const fresh = new Map<string, string>()
      for (const record of records) {
        const key = keyOf(record)
        const print = JSON.stringify(record)
        fresh.set(key, print)
        if (known.get(key) === print) continue
        const { kind, id, status, sort, label, data, text } = record
        turned(kind)
        const no =
          put.get<number>([kind, id, idBlob(document), idBlob(space), status, sort, label, JSON.stringify(data)]) ?? 0
        unindex.run([no])
        if (text.trim() !== '') index.run([no, text])
      }
      for (const key of known.keys()) {
        if (fresh.has(key)) continue
        const [kind, id] = JSON.parse(key) as [string, string]
        turned(kind)
        const no = drop.get<number>([kind, id, idBlob(document)])
        if (no !== undefined) unindex.run([no])
      }
      prints.delete(document)
      prints.set(document, fresh)
      const [oldest] = prints.keys()
      if (prints.size > mostRemembered && oldest !== undefined) prints.delete(oldest)
    },
    forget: (document) => void prints.delete(document),
    turn: (kinds) => kinds.reduce((sum, kind) => sum + (turns.get(kind) ?? 0), 0),
  }
}
