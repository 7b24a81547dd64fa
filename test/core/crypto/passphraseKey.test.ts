import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argon2id } from '#core/crypto/argon2id'
import { fromHex, sameBytes, toHex, utf8 } from '#core/crypto/bytes'
import { foldPassphrase, floorCost, isCostAllowed, isLongEnough, passphraseToKey } from '#core/crypto/passphraseKey'
import { standardCost } from '#core/crypto/passphraseKey'
import { slowHash } from '#core/crypto/slowHash'
import { check } from './support'

const MiB = 1024 * 1024
const salt = fromHex('00112233445566778899aabbccddeeff')

describe('Argon2id', () => {
  // RFC 9106, 5.3 has four lanes, a secret and associated data, which libsodium cannot do. So the chain has two links:
  // an independent implementation gives the RFC's tag, and ours gives the same as that one where both can.
  it('of the independent implementation is RFC 9106, 5.3', () => {
    const tag = nobleArgon2id(new Uint8Array(32).fill(1), new Uint8Array(16).fill(2), {
      t: 3,
      m: 32,
      p: 4,
      key: new Uint8Array(8).fill(3),
      personalization: new Uint8Array(12).fill(4),
      dkLen: 32,
    })
    expect(toHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
  })

  it.each([
    { memory: 8 * 1024, passes: 1, length: 32 },
    { memory: 256 * 1024, passes: 3, length: 32 },
    { memory: 1 * MiB, passes: 3, length: 16 },
    { memory: 2 * MiB, passes: 2, length: 64 },
  ])('of ours gives the same as the independent one ($memory bytes, $passes passes, $length)', async (given) => {
    const { memory, passes, length } = given
    const message = utf8('siete palabras')
    const ours = await argon2id(message, salt, { memory, passes }, length)
    expect(ours).toEqual(nobleArgon2id(message, salt, { t: passes, m: memory / 1024, p: 1, dkLen: length }))
  })

  it('is the one of libsodium 1.0.18, test/default/pwhash_argon2id', async () => {
    const password = fromHex(
      'a347ae92bce9f80f6f595a4480fc9c2fe7e7d7148d371e9487d75f5c23008ffae065577a928febd9b1973a5a95073acdbeb6a030cfc0d79caa2dc5cd011cef02c08da232d76d52dfbca38ca8dcbd665b17d1665f7cf5fe59772ec909733b24de97d6f58d220b20c60d7c07ec1fd93c52c31020300c6c1facd77937a597c7a6',
    )
    const vectorSalt = fromHex('5541fbc995d5c197ba290346d2c559de')
    const out = await argon2id(password, vectorSalt, { memory: 7_256_678, passes: 5 }, 155)
    expect(toHex(out)).toBe(
      '18acec5d6507739f203d1f5d9f1d862f7c2cdac4f19d2bdff64487e60d969e3ced615337b9eec6ac4461c6ca07f0939741e57c24d0005c7ea171a0ee1e7348249d135b38f222e4dad7b9a033ed83f5ca27277393e316582033c74affe2566a2bea47f91f0fd9fe49ece7e1f79f3ad6e9b23e0277c8ecc4b313225748dd2a80f5679534a0700e246a79a49b3f74eb89ec6205fe1eeb941c73b1fcf1',
    )
  })

  it('is the one of libsodium 1.0.18 for a password of a person (its string vector with 19 passes)', async () => {
    const password = utf8('^T5H$JYt39n%K*j:W]!1s?vg!:jGi]Ax?..l7[p0v:1jHTpla9;]bUN;?bWyCbtqg ')
    const vectorSalt = Uint8Array.from(Buffer.from('PkEgMTYtYnl0ZXMgc2FsdA', 'base64'))
    const out = await argon2id(password, vectorSalt, { memory: 4 * MiB, passes: 19 }, 32)
    expect(Buffer.from(out).toString('base64')).toBe('ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA=')
  })

  it('answers while the main thread goes on', async () => {
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 1)
    await argon2id(utf8('x'), salt, floorCost, 32)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })
})

describe("Alma's passphrase", () => {
  it('counts the same with other case, accents and spaces', async () => {
    const one = 'Ñandú  canción\tÁRBOL río über maíz luna'
    const other = '  nandu cancion arbol RIO uber maiz luna '
    expect(foldPassphrase(one)).toBe('nandu cancion arbol rio uber maiz luna')
    expect(foldPassphrase(other)).toBe(foldPassphrase(one))
    expect(foldPassphrase(one.normalize('NFD'))).toBe(foldPassphrase(one.normalize('NFC')))
    const keys = await Promise.all([one, other].map((text) => passphraseToKey(text, salt, floorCost)))
    expect(sameBytes(keys[0] ?? salt, keys[1] ?? salt)).toBe(true)
  })

  it('folded twice is folded once', () => {
    check(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const folded = foldPassphrase(text)
        expect(foldPassphrase(folded)).toBe(folded)
      }),
      2000,
    )
    for (let point = 0; point < 0x110000; point += 1) {
      if (point >= 0xd800 && point < 0xe000) continue
      const folded = foldPassphrase(String.fromCodePoint(point))
      if (foldPassphrase(folded) !== folded) expect.fail(`U+${point.toString(16)}`)
    }
  })

  it('is long enough with six words or twenty characters, counted after folding', () => {
    expect(isLongEnough('a b c d e f')).toBe(true)
    expect(isLongEnough('uno  dos   tres cuatro cin')).toBe(true)
    expect(isLongEnough('abcdefghijklmnopqrst')).toBe(true)
    expect(isLongEnough('abcdefghijklmnopqrs')).toBe(false)
    expect(isLongEnough('uno dos tres cua ci')).toBe(false)
    expect(isLongEnough(`ab${' '.repeat(40)}cd`)).toBe(false)
    expect(isLongEnough('á'.normalize('NFD').repeat(19))).toBe(false)
    expect(isLongEnough('')).toBe(false)
  })
})

describe('the cost', () => {
  it('is allowed between floor and cap, and only there', () => {
    for (const cost of [floorCost, standardCost, { memory: 1024 * MiB, passes: 10 }])
      expect(isCostAllowed(cost)).toBe(true)
    const refused = [
      { memory: 64 * MiB - 1, passes: 3 },
      { memory: 64 * MiB, passes: 2 },
      { memory: 1024 * MiB + 1, passes: 3 },
      { memory: 64 * MiB, passes: 11 },
      { memory: NaN, passes: 3 },
    ]
    for (const cost of refused) expect(isCostAllowed(cost)).toBe(false)
  })
})

describe('slowHash', () => {
  it('is Argon2id at the floor; a short one is the beginning of sixteen bytes', async () => {
    const long = await slowHash(utf8('code'), salt, 32)
    expect(long).toEqual(await argon2id(utf8('code'), salt, floorCost, 32))
    const [nine, sixteen] = [await slowHash(utf8('code'), salt, 9), await slowHash(utf8('code'), salt, 16)]
    expect(nine).toEqual(sixteen.slice(0, 9))
  })
})
