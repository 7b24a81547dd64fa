import { concatBytes, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'

/** What opens the database: SQLCipher's raw key (32 bytes) and the salt (16) that stands as its first plain bytes. */
export type DatabaseKey = { readonly key: Uint8Array; readonly salt: Uint8Array }

/**
 * The key of a database of the vault: the main one, or a further one by its id (16 bytes). The salt is derived too, so a
 * database that does not open can be told: with its own salt it is damaged, with another it is another one.
 */
export const databaseKeyOf = (vaultKey: Uint8Array, id: Uint8Array = new Uint8Array(16)): DatabaseKey => ({
  key: derive(vaultKey, 'vault database', concatBytes(id, new Uint8Array(16))),
  salt: derive(vaultKey, 'vault label', concatBytes(utf8('salt'), id, new Uint8Array(12))).slice(0, 16),
})

/** What is stored beside the vault's id (16 bytes) in the database, to bind both to this vault key. 32 bytes. */
export const labelOf = (vaultKey: Uint8Array, id: Uint8Array): Uint8Array<ArrayBuffer> =>
  derive(vaultKey, 'vault label', concatBytes(utf8('id'), id))
