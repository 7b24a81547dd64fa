import { blake2b } from '@noble/hashes/blake2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, toHex, utf8 } from '#core/crypto/bytes'
import { derive, type Purpose } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { bytesOf, check, someBytes } from './support'

const count = (n: number) => Uint8Array.from({ length: n }, (_, i) => i)

describe('hash', () => {
  it('is BLAKE2b of RFC 7693, appendix A', () => {
    expect(toHex(hash(utf8('abc'), 64))).toBe(
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    )
  })

  it('is keyed BLAKE2b of the reference test vectors (blake2-kat, key 00..3f)', () => {
    expect(toHex(hash(new Uint8Array(0), 64, count(64)))).toBe(
      '10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568',
    )
    expect(toHex(hash(count(1), 64, count(64)))).toBe(
      '961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd',
    )
  })

  it('agrees with an independent implementation at every length we use', () => {
    check(
      fc.property(someBytes, fc.integer({ min: 16, max: 64 }), bytesOf(32), (message, length, key) => {
        expect(hash(message, length)).toEqual(blake2b(message, { dkLen: length }))
        expect(hash(message, length, key)).toEqual(blake2b(message, { dkLen: length, key }))
      }),
    )
  })
})

describe('derive', () => {
  it('is the keyed hash over domain, zero byte and context, as docs/wire-format.md has it', () => {
    const key = count(32)
    const context = count(5)
    const input = concatBytes(utf8('tejido/1/lan psk'), Uint8Array.of(0), context)
    expect(derive(key, 'lan psk', context)).toEqual(blake2b(input, { dkLen: 32, key }))
  })

  it('gives another key for every purpose', () => {
    const purposes: Purpose[] = [
      'body',
      'key id',
      'lan psk',
      'folder wrap',
      'folder nonce',
      'folder name',
      'carrier',
      'carrier psk',
      'invitation key',
      'vault database',
      'vault label',
    ]
    const keys = purposes.map((purpose) => toHex(derive(count(32), purpose, new Uint8Array(32))))
    expect(new Set(keys).size).toBe(purposes.length)
  })
})
