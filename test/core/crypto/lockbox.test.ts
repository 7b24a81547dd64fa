import fc from 'fast-check'
import sodium from 'sodium-native'
import nacl from 'tweetnacl'
import { describe, expect, it } from 'vitest'
import { boxKeysFromSeed, createBoxKeys, isBoxKey } from '#core/crypto/boxing'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { dummyLockbox, lockboxLength, openLockbox, sealLockbox } from '#core/crypto/lockbox'
import { randomBytes } from '#core/crypto/randomBytes'
import { bytesOf, check, flipBit } from './support'

describe('X25519', () => {
  const aliceSecret = fromHex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')
  const bobSecret = fromHex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb')

  it('agrees as RFC 7748, 6.1, in both libraries', () => {
    const [a, b] = [boxKeysFromSeed(aliceSecret), boxKeysFromSeed(bobSecret)]
    expect(toHex(a.publicKey)).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')
    expect(toHex(b.publicKey)).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
    const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
    expect(toHex(nacl.scalarMult(a.secretKey, b.publicKey))).toBe(shared)
    const out = new Uint8Array(32)
    sodium.crypto_scalarmult(out, b.secretKey, a.publicKey)
    expect(toHex(out)).toBe(shared)
  })

  it.each([
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ])('multiplies as RFC 7748, 5.2 (scalar %s)', (scalar, u, result) => {
    const out = new Uint8Array(32)
    sodium.crypto_scalarmult(out, fromHex(scalar), fromHex(u))
    expect(toHex(out)).toBe(result)
    expect(toHex(nacl.scalarMult(fromHex(scalar), fromHex(u)))).toBe(result)
  })

  it('knows the points of low order and wrong lengths, and takes every real key', () => {
    const low = [
      '00'.repeat(32),
      '01'.padEnd(64, '0'),
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ]
    for (const point of low) expect(isBoxKey(fromHex(point))).toBe(false)
    for (const length of [0, 31, 33]) expect(isBoxKey(new Uint8Array(length).fill(9))).toBe(false)
    for (let i = 0; i < 50; i += 1) expect(isBoxKey(createBoxKeys().publicKey)).toBe(true)
  })
})

describe('a lockbox', () => {
  it('opens for Bina, whom it was made for, whichever library made or opens it', () => {
    check(
      fc.property(bytesOf(32), bytesOf(32), (key, seed) => {
        const bina = boxKeysFromSeed(seed)
        const lockbox = sealLockbox(key, bina.publicKey)
        expect(lockbox.length).toBe(lockboxLength)
        expect(openLockbox(lockbox, bina)).toEqual(Uint8Array.from(key))
        const nonce = hash(concatBytes(lockbox.slice(0, 32), bina.publicKey), 24)
        expect(nacl.box.open(lockbox.slice(32), nonce, lockbox.slice(0, 32), bina.secretKey)).toEqual(
          Uint8Array.from(key),
        )
        const bySodium = new Uint8Array(80)
        sodium.crypto_box_seal(bySodium, key, bina.publicKey)
        expect(openLockbox(bySodium, bina)).toEqual(Uint8Array.from(key))
        const sodiumNonce = hash(concatBytes(bySodium.slice(0, 32), bina.publicKey), 24)
        const opened = nacl.box.open(bySodium.slice(32), sodiumNonce, bySodium.slice(0, 32), bina.secretKey)
        expect(opened).toEqual(Uint8Array.from(key))
      }),
      30,
    )
  })

  it('does not open for Carla, nor with a changed bit, nor with another length', () => {
    const [bina, carla] = [createBoxKeys(), createBoxKeys()]
    const lockbox = sealLockbox(randomBytes(32), bina.publicKey)
    expect(openLockbox(lockbox, carla)).toBeUndefined()
    for (let bit = 0; bit < 640; bit += 1) {
      if (bit === 255) continue // RFC 7748, 5: the top bit of a public key is masked; the nonce still sees it
      expect(openLockbox(flipBit(lockbox, bit), bina)).toBeUndefined()
    }
    expect(openLockbox(flipBit(lockbox, 255), bina)).toBeUndefined()
    for (const length of [0, 1, 47, 48, 79]) expect(openLockbox(lockbox.slice(0, length), bina)).toBeUndefined()
    expect(openLockbox(concatBytes(lockbox, Uint8Array.of(0)), bina)).toBeUndefined()
  })

  it('for a key of low order is one that nobody can open', () => {
    const key = randomBytes(32)
    for (const point of [new Uint8Array(32), fromHex('01'.padEnd(64, '0')), new Uint8Array(31)]) {
      const lockbox = sealLockbox(key, point)
      expect(lockbox.length).toBe(80)
      const zeros = concatBytes(new Uint8Array(32).fill(1))
      expect(openLockbox(lockbox, { publicKey: new Uint8Array(32), secretKey: zeros })).toBeUndefined()
    }
  })

  it('of nobody has the same length, never the same bytes, and opens for nobody', () => {
    const dummies = Array.from({ length: 20 }, () => dummyLockbox())
    expect(new Set(dummies.map(toHex)).size).toBe(20)
    const bina = createBoxKeys()
    for (const dummy of dummies) {
      expect(dummy.length).toBe(lockboxLength)
      expect(openLockbox(dummy, bina)).toBeUndefined()
      expect(isBoxKey(dummy.slice(0, 32))).toBe(true)
    }
  })
})
