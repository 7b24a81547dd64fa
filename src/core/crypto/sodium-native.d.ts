/** The part of sodium-native 5 that Tejido uses. The package ships no types; @types/sodium-native stops at 2.3. */
declare module 'sodium-native' {
  const sodium: {
    readonly crypto_pwhash_ALG_ARGON2ID13: number
    /** Fills `out` from the system's random source. */
    randombytes_buf(out: Uint8Array): void
    /** Overwrites `bytes` with zeros. */
    sodium_memzero(bytes: Uint8Array): void
    /** Compares in constant time; throws when the lengths differ. */
    sodium_memcmp(a: Uint8Array, b: Uint8Array): boolean
    /** BLAKE2b; `out` 16 to 64 bytes, `key` 16 to 64 bytes. */
    crypto_generichash(out: Uint8Array, message: Uint8Array, key?: Uint8Array): void
    crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void
    crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
    /** X25519; throws when the result is all zeros (a point of low order). */
    crypto_scalarmult(out: Uint8Array, secretKey: Uint8Array, publicKey: Uint8Array): void
    crypto_scalarmult_base(publicKey: Uint8Array, secretKey: Uint8Array): void
    crypto_box_seal(out: Uint8Array, message: Uint8Array, publicKey: Uint8Array): void
    /** nacl.box; `out` is 16 bytes longer than `message`. */
    crypto_box_easy(
      out: Uint8Array,
      message: Uint8Array,
      nonce: Uint8Array,
      publicKey: Uint8Array,
      secretKey: Uint8Array,
    ): void
    crypto_box_seal_open(out: Uint8Array, sealed: Uint8Array, publicKey: Uint8Array, secretKey: Uint8Array): boolean
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      out: Uint8Array,
      message: Uint8Array,
      ad: Uint8Array | null,
      nsec: null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number
    /** Throws when the tag does not fit. */
    crypto_aead_xchacha20poly1305_ietf_decrypt(
      out: Uint8Array,
      nsec: null,
      sealed: Uint8Array,
      ad: Uint8Array | null,
      nonce: Uint8Array,
      key: Uint8Array,
    ): number
    crypto_pwhash_async(
      out: Uint8Array,
      password: Uint8Array,
      salt: Uint8Array,
      passes: number,
      memory: number,
      algorithm: number,
    ): Promise<void>
  }
  // oxlint-disable-next-line tejido/no-default-export -- this is how the package exports, not how we do
  export default sodium
}
