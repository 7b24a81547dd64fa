import { concatBytes, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'

/** What opens the database: SQLCipher's raw key (32 bytes) and the salt (16) that stands as its first plain bytes. */
export type DatabaseKey = { readonly key: Uint8Array; readonly salt: Uint8Array }

/**
 * The database key of a vault key. The salt is derived too, so a database that does not open can be told: with this
 * vault's salt it is damaged, with another it is another vault's.
 */
export const databaseKeyOf = (vaultKey: Uint8Array): DatabaseKey => ({
  key: derive(vaultKey, 'vault database', new Uint8Array(32)),
  salt: derive(vaultKey, 'vault label', concatBytes(utf8('salt'), new Uint8Array(28))).slice(0, 16),
})

/** What is stored beside the vault's id (16 bytes) in the database, to bind both to this vault key. 32 bytes. */
export const labelOf = (vaultKey: Uint8Array, id: Uint8Array): Uint8Array<ArrayBuffer> =>
  derive(vaultKey, 'vault label', concatBytes(utf8('id'), id))
