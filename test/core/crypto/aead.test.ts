import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open, seal, sealOverhead, sealWithNonce } from '#core/crypto/aead'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { bytesOf, check, flipBit, someBytes } from './support'

/** draft-irtf-cfrg-xchacha-03, A.3.1 */
const vector = {
  plain:
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  ad: '50515253c0c1c2c3c4c5c6c7',
  key: '808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f',
  nonce: '404142434445464748494a4b4c4d4e4f5051525354555657',
  cipher:
    'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e',
  tag: 'c0875924c1c7987947deafd8780acf49',
}

describe('sealing', () => {
  it('is XChaCha20-Poly1305 of the draft, nonce in front', () => {
    const [key, nonce, ad] = [fromHex(vector.key), fromHex(vector.nonce), fromHex(vector.ad)]
    const sealed = sealWithNonce(key, nonce, utf8(vector.plain), ad)
    expect(toHex(sealed)).toBe(vector.nonce + vector.cipher + vector.tag)
    expect(open(key, sealed, ad)).toEqual(utf8(vector.plain))
  })

  it('gives the text back to whoever has key and associated data, and to nobody else', () => {
    check(
      fc.property(bytesOf(32), someBytes, someBytes, fc.nat(10_000), (key, plain, ad, bit) => {
        const sealed = seal(key, plain, ad)
        expect(sealed.length).toBe(plain.length + sealOverhead)
        expect(open(key, sealed, ad)).toEqual(Uint8Array.from(plain))
        expect(open(key, flipBit(sealed, bit), ad)).toBeUndefined()
        expect(open(flipBit(key, bit), sealed, ad)).toBeUndefined()
        expect(open(key, sealed, concatBytes(ad, Uint8Array.of(0)))).toBeUndefined()
        expect(open(key, sealed.slice(0, -1), ad)).toBeUndefined()
      }),
    )
  })

  it('never uses a nonce twice', () => {
    const key = randomBytes(32)
    const nonces = Array.from({ length: 1000 }, () => toHex(seal(key, utf8('x'), utf8('')).slice(0, 24)))
    expect(new Set(nonces).size).toBe(1000)
  })

  it('does not throw on foreign bytes of any length, but on a key that is none', () => {
    const key = randomBytes(32)
    for (let n = 0; n < 60; n += 1) expect(open(key, randomBytes(n), utf8(''))).toBeUndefined()
    expect(() => open(randomBytes(31), randomBytes(60), utf8(''))).toThrow(RangeError)
  })
})
