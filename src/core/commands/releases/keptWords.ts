import type { WordRow } from '#core/commands/releases/words'
import type { Database } from '#core/vault/openDatabase'
import { releaseWordRecord } from '#shared/records/release'
import { readRecord } from '#shared/records/record'

/**
 * Words of the ledger that this laptop once knew to count, beside the document: any member can take a row out of that, and
 * what was published does not become unpublished. Of this laptop alone (table `own`).
 */

const start = 'release '

/** Every word that is kept here, by id. */
export const keptWords = (db: Database): Map<string, WordRow> =>
  new Map(
    db
      .prepare(`SELECT key, value FROM own WHERE key LIKE '${start}%' ORDER BY key`)
      .all<{ key: string; value: string }>()
      .map(({ key, value }) => [key.slice(start.length), readRecord(releaseWordRecord, JSON.parse(value))]),
  )

/** Keeps words. In a transaction, or alone. Throws the disk's error. */
export const keepWords = (db: Database, words: ReadonlyMap<string, WordRow>): void => {
  const put = db.prepare('INSERT INTO own (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING')
  for (const [id, row] of words) put.run([start + id, JSON.stringify(row)])
}
