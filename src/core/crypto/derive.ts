import { concatBytes, utf8 } from './bytes'
import { hash } from './hash'

/** What a derived key is for: one key a purpose, so that no key serves two. A closed list. */
export type Purpose =
  | 'body'
  | 'key id'
  | 'lan psk'
  | 'lan advert'
  | 'folder wrap'
  | 'folder nonce'
  | 'folder name'
  | 'relay write'
  | 'relay box'
  | 'relay wrap'
  | 'relay nonce'
  | 'parcel'
  | 'carrier'
  | 'carrier psk'
  | 'invitation key'
  | 'vault database'
  | 'vault label'

/**
 * A 32-byte key for one purpose: BLAKE2b-256 keyed with `key` over `tejido/1/<purpose>`, a zero byte and `context`.
 * No purpose holds a zero byte, so no two pairs of purpose and context give the same input.
 *
 * @param key - the secret it comes from, 16 to 64 bytes (32 everywhere in Tejido)
 * @param context - what else binds it, for example the network id; may be empty
 */
export const derive = (key: Uint8Array, purpose: Purpose, context: Uint8Array): Uint8Array<ArrayBuffer> =>
  hash(concatBytes(utf8(`tejido/1/${purpose}`), Uint8Array.of(0), context), 32, key)
