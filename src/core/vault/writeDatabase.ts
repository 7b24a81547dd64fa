import { closeSync, fsyncSync, openSync } from 'node:fs'
import { randomBytes } from '#core/crypto/randomBytes'
import { databaseKeyOf, labelOf } from './databaseKey'
import { openDatabase } from './openDatabase'
import { migrate } from './schema'
import { blob } from './sql'
import { writeNewFile } from './vaultFiles'

/**
 * A database with all its tables in a new file, on the disk, closed: the main one, which gets the vault's id, or a further
 * one by its own. Throws the disk's error.
 */
export const writeDatabase = (path: string, vaultKey: Uint8Array, further?: Uint8Array): void => {
  writeNewFile(path, new Uint8Array(0)) // SQLite keeps the mode of a file that is there
  const db = openDatabase(path, databaseKeyOf(vaultKey, further))
  try {
    migrate(db)
    const id = further ?? randomBytes(16)
    const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
    insert.run(['vault id', blob(id)])
    insert.run(['vault label', labelOf(vaultKey, id)])
  } finally {
    db.close()
  }
  const fd = openSync(path, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
