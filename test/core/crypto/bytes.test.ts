import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareBytes, concatBytes, fromHex, sameBytes, toHex, u64, utf8 } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { check, someBytes } from './support'

describe('bytes', () => {
  it('come back from hex as they went in', () => {
    check(
      fc.property(someBytes, (b) => {
        expect(fromHex(toHex(b))).toEqual(Uint8Array.from(b))
      }),
    )
    expect(toHex(new Uint8Array(8).subarray(2, 4))).toBe('0000')
  })

  it.each(['0', 'zz', ' 00', '0x00', '00 '])('%j is no hex', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError)
  })

  it('are the same only with the same length and content', () => {
    check(
      fc.property(someBytes, someBytes, (a, b) => {
        expect(sameBytes(a, b)).toBe(toHex(a) === toHex(b))
        expect(sameBytes(a, Uint8Array.from(a))).toBe(true)
        expect(Math.sign(compareBytes(a, b))).toBe(toHex(a) < toHex(b) ? -1 : toHex(a) > toHex(b) ? 1 : 0)
      }),
    )
  })

  it('are joined in order', () => {
    expect(concatBytes(utf8('ñ'), new Uint8Array(0), Uint8Array.of(1))).toEqual(Uint8Array.of(0xc3, 0xb1, 1))
    expect(concatBytes()).toEqual(new Uint8Array(0))
  })

  it('of a number are eight, big endian, and sort as numbers do', () => {
    expect(toHex(u64(0x0102030405))).toBe('0000000102030405')
    expect(toHex(u64(Number.MAX_SAFE_INTEGER))).toBe('001fffffffffffff')
    for (const n of [-1, 0.5, 2 ** 53, NaN, Infinity]) expect(() => u64(n)).toThrow(RangeError)
  })

  it('are plain arrays, never a Buffer', () => {
    for (const b of [randomBytes(4), utf8('a'), fromHex('00'), concatBytes(Buffer.from('a')), u64(1)]) {
      expect(Object.getPrototypeOf(b)).toBe(Uint8Array.prototype)
      expect(b.buffer.byteLength).toBe(b.length)
    }
  })

  it('at random differ each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => toHex(randomBytes(16)))).size).toBe(1000)
    expect(randomBytes(0)).toEqual(new Uint8Array(0))
  })
})
