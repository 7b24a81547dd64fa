import fc from 'fast-check'
import sodium from 'sodium-native'
import { describe, expect, it } from 'vitest'
import { createBoxKeys } from '#core/crypto/boxing'
import { toHex } from '#core/crypto/bytes'
import { combineShares, shareLength, splitKey } from '#core/crypto/keyShares'
import { randomBytes } from '#core/crypto/randomBytes'
import { openSealed, sealTo } from '#core/crypto/sealedBox'
import { flipBit } from './support'

describe('shares of a key', () => {
  it('any three of the five give it; of two nothing comes', async () => {
    const key = randomBytes(32)
    const shares = await splitKey(key)
    expect(shares.map(({ length }) => length)).toEqual(Array(5).fill(shareLength))
    for (let a = 0; a < 5; a++)
      for (let b = a + 1; b < 5; b++) {
        const two = [shares[a], shares[b]].flatMap((share) => share ?? [])
        expect(await combineShares(two)).toBeUndefined()
        for (let c = b + 1; c < 5; c++) {
          const given = await combineShares([...two, ...shares.slice(c, c + 1)])
          expect(given && toHex(given)).toBe(toHex(key))
        }
      }
  })

  it('refuses what are no shares of one key', async () => {
    await expect(splitKey(new Uint8Array(31))).rejects.toThrow(RangeError)
    const [a, b] = await splitKey(randomBytes(32))
    if (!a || !b) throw new Error('no shares')
    expect(await combineShares([a, b, a])).toBeUndefined()
    expect(await combineShares([a, b, b.subarray(1)])).toBeUndefined()
  })
})

describe('bytes sealed for a box key', () => {
  it('open for whom they were sealed, for nobody else, and not once altered; libsodium reads the same', () => {
    const [hers, others] = [createBoxKeys(), createBoxKeys()]
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (bytes, bit) => {
        const sealed = sealTo(hers.publicKey, bytes)
        if (!sealed) throw new Error('no box key')
        expect(openSealed(sealed, hers)).toEqual(bytes)
        expect(openSealed(sealed, others)).toBeUndefined()
        expect(openSealed(flipBit(sealed, bit % (sealed.length * 8)), hers)).toBeUndefined()
        const theirs = new Uint8Array(bytes.length + 48)
        sodium.crypto_box_seal(theirs, bytes, hers.publicKey)
        expect(openSealed(theirs, hers)).toEqual(bytes)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('are not made for what is no box key, and too short ones do not open', () => {
    expect(sealTo(new Uint8Array(32), new Uint8Array(1))).toBeUndefined()
    expect(openSealed(new Uint8Array(47), createBoxKeys())).toBeUndefined()
  })
})
