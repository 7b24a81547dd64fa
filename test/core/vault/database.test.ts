import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openVault } from '#core/vault/vault'
import { assertContent, copyOf, expectRefusal, makeVault, must, passphrase, scratch, typeOf } from './support'
import { cpuOf } from '../../support/cpu'

let good = ''
let bina = ''
beforeAll(async () => {
  good = join(scratch(), 'alma')
  bina = join(scratch(), 'bina')
  await makeVault(good)
  await makeVault(bina)
})

const databaseOf = (dir: string) => join(dir, 'vault.db')

describe('the database', () => {
  it('truncated at many lengths is truncated, and with nothing in it empty', async () => {
    const { length } = readFileSync(databaseOf(good))
    for (const size of [1, 15, 16, 100, 4095, 4096, 4097, 8192, 16384, 40960, length - 4096, length - 1]) {
      const dir = copyOf(good)
      truncateSync(databaseOf(dir), size)
      await expectRefusal(dir, 'VaultTruncated')
    }
    const dir = copyOf(good)
    truncateSync(databaseOf(dir), 0)
    await expectRefusal(dir, 'VaultEmpty')
  })

  it('with a hole of 100 GB behind it is refused at once', async () => {
    const dir = copyOf(good)
    truncateSync(databaseOf(dir), 100 * 2 ** 30)
    const refusing = async () => expect(typeOf(await openVault(dir, passphrase))).toBe('VaultDamaged')
    expect(await cpuOf(refusing)).toBeLessThan(5_000)
    rmSync(dir, { recursive: true })
  })

  it('with any bit changed is refused or harmless, never read as other data', async () => {
    const bytes = readFileSync(databaseOf(good))
    let harmless = 0
    for (let i = 0; i < 60; i += 1) {
      const at = i < 4 ? i * 5 : Math.floor((i * bytes.length) / 60) + (i % 7)
      const dir = copyOf(good)
      const spoilt = Buffer.from(bytes)
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (i % 8))
      writeFileSync(databaseOf(dir), spoilt)
      const result = await openVault(dir, passphrase)
      if (result.ok) {
        harmless += 1
        assertContent(result.value)
        result.value.close()
      } else {
        expect(['VaultDamaged', 'VaultForeign']).toContain(result.error.type)
        expect(readFileSync(databaseOf(dir)).equals(spoilt)).toBe(true)
      }
      rmSync(dir, { recursive: true })
    }
    expect(harmless).toBe(4) // only the salt, which is derived and not read
  })

  it('with a page of zeros (a file system after a power cut) is damaged', async () => {
    const { length } = readFileSync(databaseOf(good))
    for (const page of [0, 3, length / 4096 - 1]) {
      const dir = copyOf(good)
      const bytes = readFileSync(databaseOf(dir))
      writeFileSync(databaseOf(dir), bytes.fill(0, page * 4096, page * 4096 + 4096))
      await expectRefusal(dir, page === 0 ? 'VaultForeign' : 'VaultDamaged')
    }
  })

  it("of Bina beside Alma's keys is foreign", async () => {
    const dir = copyOf(good)
    copyFileSync(databaseOf(bina), databaseOf(dir))
    await expectRefusal(dir, 'VaultForeign')
  })

  it('is not overwritten by a WAL or a journal of another vault that lies beside it', async () => {
    const other = copyOf(bina)
    const vault = must(await openVault(other, passphrase))
    vault.db.exec("UPDATE meta SET value = x'00' WHERE key LIKE 'row %'")
    const dir = copyOf(good)
    copyFileSync(join(other, 'vault.db-wal'), join(dir, 'vault.db-wal'))
    const own = copyOf(good)
    const ours = must(await openVault(own, passphrase))
    ours.db.exec("UPDATE meta SET value = x'01' WHERE key = 'row 1'")
    const hot = copyOf(own) // as a power cut would leave it
    ours.close()
    vault.close()
    await expectRefusal(dir, 'VaultForeign')
    rmSync(join(dir, 'vault.db-wal'))
    const mine = must(await openVault(dir, passphrase))
    assertContent(mine)
    mine.close()
    const recovered = must(await openVault(hot, passphrase))
    const value = recovered.db.prepare("SELECT value FROM meta WHERE key = 'row 1'", { pluck: true }).get()
    expect(Buffer.from(value as Uint8Array).toString('hex')).toBe('01')
    recovered.close()
    writeFileSync(join(dir, 'vault.db-journal'), Buffer.alloc(8192, 1))
    await expectRefusal(dir, 'VaultForeign')
  })

  it('with junk or half a frame for a WAL opens with what was acknowledged', async () => {
    for (const junk of [Buffer.alloc(0), Buffer.alloc(9, 1), Buffer.alloc(9000, 0x37)]) {
      const dir = copyOf(good)
      writeFileSync(join(dir, 'vault.db-wal'), junk)
      const vault = must(await openVault(dir, passphrase))
      assertContent(vault)
      vault.close()
    }
    const dir = copyOf(good)
    const vault = must(await openVault(dir, passphrase))
    vault.db.exec("INSERT INTO meta VALUES ('one', x'01')")
    const wal = readFileSync(join(dir, 'vault.db-wal'))
    const cut = copyOf(dir)
    vault.close()
    for (const length of [31, 32, 100, wal.length - 1]) {
      const one = copyOf(cut)
      truncateSync(join(one, 'vault.db-wal'), length)
      const opened = must(await openVault(one, passphrase))
      assertContent(opened)
      opened.close()
    }
  })

  it('whose last page was cut short in a power cut, while its WAL has it whole, opens', async () => {
    const dir = copyOf(good)
    const vault = must(await openVault(dir, passphrase))
    vault.db.prepare('INSERT INTO meta VALUES (?, ?)').run(['more', new Uint8Array(50_000).fill(5)])
    const cut = copyOf(dir)
    vault.close()
    const whole = readFileSync(databaseOf(dir)) // with the WAL moved in
    writeFileSync(databaseOf(cut), whole.subarray(0, whole.length - 1000))
    const opened = must(await openVault(cut, passphrase))
    assertContent(opened)
    const read = opened.db.prepare("SELECT value FROM meta WHERE key = 'more'", { pluck: true }).get()
    expect(Buffer.compare(read as Uint8Array, new Uint8Array(50_000).fill(5))).toBe(0)
    opened.close()
  })

  it('with a newer schema is left alone', async () => {
    const dir = copyOf(good)
    const vault = must(await openVault(dir, passphrase))
    vault.db.pragma('user_version = 1000')
    vault.close()
    await expectRefusal(dir, 'VaultNewer')
  })

  it('without its id is damaged, and with the id of another vault foreign', async () => {
    const dir = copyOf(good)
    let vault = must(await openVault(dir, passphrase))
    vault.db.exec("UPDATE meta SET value = zeroblob(16) WHERE key = 'vault id'")
    vault.close()
    await expectRefusal(dir, 'VaultForeign')
    const none = copyOf(good)
    vault = must(await openVault(none, passphrase))
    vault.db.exec("DELETE FROM meta WHERE key = 'vault id'")
    vault.close()
    await expectRefusal(none, 'VaultDamaged')
  })
})
