import fc from 'fast-check'
import sodium from 'sodium-native'
import nacl from 'tweetnacl'
import { describe, expect, it } from 'vitest'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { signedBytes, type SigningDomain } from '#core/crypto/signedBytes'
import { createSigningKeys, sign, signingKeysFromSeed } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { bytesOf, check, flipBit, someBytes } from './support'

/** RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc): seed, public key, message, signature. */
const rfc8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
  [
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  ],
] as const

const network = new Uint8Array(32).fill(7)
const domains = ['header', 'request by code', 'session dialler'] as const satisfies SigningDomain[]

describe('Ed25519', () => {
  it.each(rfc8032)(
    'both libraries give the signature of RFC 8032 for seed %s',
    (seed, publicKey, message, signature) => {
      const keys = signingKeysFromSeed(fromHex(seed))
      expect(toHex(keys.publicKey)).toBe(publicKey)
      expect(nacl.sign.keyPair.fromSeed(fromHex(seed))).toEqual(keys)
      expect(toHex(nacl.sign.detached(fromHex(message), keys.secretKey))).toBe(signature)
      const bySodium = new Uint8Array(64)
      sodium.crypto_sign_detached(bySodium, fromHex(message), keys.secretKey)
      expect(toHex(bySodium)).toBe(signature)
      expect(sodium.crypto_sign_verify_detached(fromHex(signature), fromHex(message), keys.publicKey)).toBe(true)
      expect(nacl.sign.detached.verify(fromHex(message), fromHex(signature), keys.publicKey)).toBe(true)
    },
  )

  it("what Alma's laptop signs with tweetnacl, Bina's accepts with libsodium, and the reverse", () => {
    check(
      fc.property(
        bytesOf(32),
        fc.constantFrom(...domains),
        bytesOf(32),
        someBytes,
        (seed, domain, context, message) => {
          const keys = signingKeysFromSeed(seed)
          const signature = sign(domain, context, message, keys.secretKey)
          expect(isSignedBy(domain, context, message, signature, keys.publicKey)).toBe(true)
          const text = signedBytes(domain, context, message)
          const [publicKey, secretKey, bySodium] = [new Uint8Array(32), new Uint8Array(64), new Uint8Array(64)]
          sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed)
          sodium.crypto_sign_detached(bySodium, text, secretKey)
          expect([publicKey, secretKey, bySodium]).toEqual([keys.publicKey, keys.secretKey, signature])
          expect(nacl.sign.detached.verify(text, bySodium, publicKey)).toBe(true)
        },
      ),
      30,
    )
  })
})

describe('isSignedBy', () => {
  it('refuses every signature with a changed bit, in signature, message, context or key', () => {
    check(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.nat(511), (message, bit) => {
        const { publicKey, secretKey } = createSigningKeys()
        const signature = sign('header', network, message, secretKey)
        expect(isSignedBy('header', network, message, flipBit(signature, bit), publicKey)).toBe(false)
        expect(isSignedBy('header', network, flipBit(message, bit), signature, publicKey)).toBe(false)
        expect(isSignedBy('header', flipBit(network, bit), message, signature, publicKey)).toBe(false)
        expect(isSignedBy('header', network, message, signature, flipBit(publicKey, bit))).toBe(false)
        expect(isSignedBy('session listener', network, message, signature, publicKey)).toBe(false)
      }),
      25,
    )
  })

  it('does not throw on foreign bytes of any length', () => {
    const any = fc.uint8Array({ maxLength: 100 })
    check(
      fc.property(any, any, any, any, (a, b, c, d) => {
        expect(isSignedBy('header', a, b, c, d)).toBe(false)
      }),
    )
  })

  it('refuses a key of low order, under which anything would be signed', () => {
    const identity = fromHex('01'.padEnd(64, '0'))
    expect(isSignedBy('header', network, utf8('x'), concatBytes(identity, new Uint8Array(32)), identity)).toBe(false)
  })

  it('refuses a signature that was stretched by the order of the group (not canonical)', () => {
    const { publicKey, secretKey } = createSigningKeys()
    const signature = sign('header', network, utf8('x'), secretKey)
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = BigInt(`0x${toHex(signature.slice(32).reverse())}`) + order
    const stretched = fromHex(s.toString(16).padStart(64, '0')).reverse()
    expect(isSignedBy('header', network, utf8('x'), concatBytes(signature.slice(0, 32), stretched), publicKey)).toBe(
      false,
    )
  })
})

describe('sign', () => {
  it('throws on a context that is no network id', () => {
    expect(() => sign('header', new Uint8Array(31), randomBytes(3), createSigningKeys().secretKey)).toThrow(RangeError)
  })
})
