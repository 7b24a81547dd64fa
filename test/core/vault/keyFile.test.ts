import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { hash } from '#core/crypto/hash'
import { openVault } from '#core/vault/vault'
import { assertContent, copyOf, expectRefusal, makeVault, must, passphrase, scratch } from './support'

let good = ''
let bina = ''
beforeAll(async () => {
  good = join(scratch(), 'alma')
  bina = join(scratch(), 'bina')
  await makeVault(good)
  await makeVault(bina)
})

const keysOf = (dir: string) => join(dir, 'vault.keys')

/** A copy of Alma's vault whose key file went through `change`. */
const withKeys = (change: (keys: Buffer) => Buffer | undefined): string => {
  const dir = copyOf(good)
  const keys = readFileSync(keysOf(dir))
  writeFileSync(keysOf(dir), change(keys) ?? keys)
  return dir
}

/** Writes the plain checksum of a slot again, as somebody could who wants a change to be believed. */
const checksum = (keys: Buffer, slot: 0 | 1): void => {
  const at = slot * 512
  keys.set(hash(keys.subarray(at, at + 480)), at + 480)
}

const newest = (keys: Buffer): 0 | 1 => (keys.readBigUInt64BE(8) > keys.readBigUInt64BE(520) ? 0 : 1)

describe('the key file', () => {
  it('with one damaged slot still opens the vault, whichever it is, and is mended', async () => {
    for (const at of [0, 512]) {
      const dir = withKeys((keys) => keys.fill(7, at + 100, at + 110))
      for (const again of [false, true]) {
        const keys = readFileSync(keysOf(dir))
        if (again) writeFileSync(keysOf(dir), keys.fill(7, 512 - at + 100, 512 - at + 110))
        const vault = must(await openVault(dir, passphrase))
        assertContent(vault)
        vault.close()
      }
    }
  })

  it('with both slots damaged is damaged, not a wrong passphrase', async () => {
    await expectRefusal(
      withKeys((keys) => keys.fill(7, 100, 110).fill(7, 612, 622)),
      'VaultDamaged',
    )
    await expectRefusal(
      withKeys(() => Buffer.alloc(1024)),
      'VaultDamaged',
    )
    await expectRefusal(
      withKeys((keys) => Buffer.concat([keys, Buffer.of(0)])),
      'VaultDamaged',
    )
  })

  it('of a newer version is left alone', async () => {
    const newer = (slots: (0 | 1)[]) =>
      withKeys((keys) => {
        for (const slot of slots) {
          keys.writeUInt16BE(2, slot * 512 + 6)
          checksum(keys, slot)
        }
        return keys
      })
    for (const slots of [[0], [1], [0, 1]] as (0 | 1)[][]) await expectRefusal(newer(slots), 'VaultNewer')
  })

  it('that asks for too little or too much work is refused before the work', async () => {
    const costs = [
      [2n ** 26n - 1n, 3n],
      [2n ** 26n, 2n],
      [2n ** 30n + 1n, 3n],
      [2n ** 26n, 11n],
      [2n ** 63n, 2n ** 63n],
      [0n, 0n],
    ] as const
    for (const [memory, passes] of costs) {
      const dir = withKeys((keys) => {
        const slot = newest(keys)
        keys.writeBigUInt64BE(memory, slot * 512 + 16)
        keys.writeBigUInt64BE(passes, slot * 512 + 24)
        checksum(keys, slot)
        return keys
      })
      await expectRefusal(dir, 'VaultKdfRefused')
    }
  })

  it('whose public fields were changed, with a good checksum, does not open', async () => {
    const dir = withKeys((keys) => {
      const slot = newest(keys)
      keys.writeBigUInt64BE(9n, slot * 512 + 8)
      checksum(keys, slot)
      return keys
    })
    await expectRefusal(dir, 'WrongPassphrase')
  })

  it('truncated anywhere is truncated, and with nothing in it empty', async () => {
    await expectRefusal(
      withKeys(() => Buffer.alloc(0)),
      'VaultEmpty',
    )
    for (const length of [1, 6, 48, 511, 512, 513, 1000, 1023]) {
      await expectRefusal(
        withKeys((keys) => keys.subarray(0, length)),
        'VaultTruncated',
      )
    }
  })

  it("of Bina beside Alma's database opens neither with her passphrase nor his", async () => {
    const dir = copyOf(good)
    copyFileSync(keysOf(bina), keysOf(dir))
    await expectRefusal(dir, 'VaultForeign')
  })

  it('with any bit changed opens whole or is refused, never with other data', async () => {
    let opened = 0
    for (let bit = 3; bit < 1024 * 8; bit += 331) {
      const dir = withKeys((keys) => {
        keys[bit >> 3] = (keys[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        return keys
      })
      const vault = must(await openVault(dir, passphrase)) // one slot is always good
      assertContent(vault)
      vault.close()
      opened += 1
    }
    expect(opened).toBe(25)
  })
})
