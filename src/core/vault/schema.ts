import type { Database } from './openDatabase'
import { tables } from './tables'

/**
 * The versions of the database, in order. `user_version` is how many were applied. One that a released Tejido applied is
 * never changed again; the next change is a new entry.
 */
export const migrations: readonly string[] = [
  'CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT',
  tables,
]

/** How many migrations this database has had. */
export const schemaVersion = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

/** Applies what is missing, each migration in a transaction of its own. Throws SQLite's error; what was before stays. */
export const migrate = (db: Database): void => {
  for (const [i, sql] of [...migrations.entries()].slice(schemaVersion(db))) {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${i + 1}`)
    })()
  }
}
