import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { withDisk } from '#core/vault/diskFailure'
import { createVault, openVault } from '#core/vault/vault'
import {
  canMount,
  copyOf,
  expectRefusal,
  makeVault,
  must,
  passphrase,
  run,
  scratch,
  typeOf,
  withReadOnly,
  withSmallDisk,
} from './support'

let good = ''
beforeAll(async () => {
  good = join(scratch(), 'alma')
  await makeVault(good)
})

describe('the place', () => {
  it('with nothing there is missing', async () => {
    expect(typeOf(await openVault(join(scratch(), 'nothing'), passphrase))).toBe('VaultMissing')
    expect(typeOf(await openVault(scratch(), passphrase))).toBe('VaultMissing')
  })

  it('that is a link is refused: folder, key file, database or WAL, to open or to create', async () => {
    const link = join(scratch(), 'link')
    symlinkSync(good, link)
    for (const path of [link, `${link}/`]) {
      expect(typeOf(await openVault(path, passphrase))).toBe('VaultIsLink')
      expect(typeOf(await createVault(path, passphrase))).toBe('VaultIsLink')
    }
    for (const name of ['vault.keys', 'vault.db']) {
      const dir = copyOf(good)
      renameSync(join(dir, name), join(dir, 'elsewhere'))
      symlinkSync('elsewhere', join(dir, name))
      await expectRefusal(dir, 'VaultIsLink')
      expect(typeOf(await createVault(dir, passphrase))).toBe('VaultExists')
    }
    const dir = copyOf(good)
    symlinkSync('/dev/null', join(dir, 'vault.db-wal'))
    await expectRefusal(dir, 'VaultIsLink')
  })

  it('that is a file, or holds a FIFO or a folder in the place of a file, is refused without waiting', async () => {
    const file = join(scratch(), 'file')
    writeFileSync(file, 'x')
    for (const path of [file, join(file, 'below')]) {
      expect(typeOf(await openVault(path, passphrase))).toBe('VaultNotAFolder')
      expect(typeOf(await createVault(path, passphrase))).toBe('VaultNotAFolder')
    }
    for (const name of ['vault.keys', 'vault.db', 'vault.db-wal']) {
      for (const make of [
        (path: string) => mkdirSync(path),
        (path: string) => expect(run('mkfifo', path)).toBe(true),
      ]) {
        const dir = copyOf(good)
        rmSync(join(dir, name), { force: true })
        make(join(dir, name))
        await expectRefusal(dir, 'VaultNotAFolder')
      }
    }
  })

  it.skipIf(!canMount)('that cannot be written is read-only, to open or to create', async () => {
    await withReadOnly(good, async (dir) => {
      await expectRefusal(dir, 'VaultReadOnly')
    })
    await withReadOnly(mkdtempSync(join(scratch(), 'x')), async (dir) => {
      expect(typeOf(await createVault(join(dir, 'vault'), passphrase))).toBe('VaultReadOnly')
      expect(typeOf(await createVault(dir, passphrase))).toBe('VaultReadOnly')
    })
  })

  it.skipIf(!canMount)('that is full makes no half vault, and says so', async () => {
    for (const size of [4096, 8192, 16384]) {
      await withSmallDisk(size, async (dir) => {
        expect(typeOf(await createVault(dir, passphrase))).toBe('DiskFull')
        expect(typeOf(await openVault(dir, passphrase))).toBe('VaultMissing')
      })
    }
  })

  it.skipIf(!canMount)(
    'that fills while Alma writes keeps what was acknowledged and opens again, still full',
    async () => {
      await withSmallDisk(1024 * 1024, async (disk) => {
        const dir = join(disk, 'vault')
        const vault = must(await createVault(dir, passphrase))
        const insert = vault.db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
        const write = (key: string) =>
          withDisk(() => vault.db.transaction(() => insert.run([key, new Uint8Array(20_000).fill(3)]))())
        let rows = 0
        while (rows < 1000 && write(`row ${rows}`).ok) rows += 1
        expect(rows).toBeGreaterThan(5)
        expect(write('one more')).toEqual({ ok: false, error: { type: 'DiskFull' } })
        expect(withDisk(() => writeFileSync(join(disk, 'x'), Buffer.alloc(2 ** 21)))).toMatchObject({
          error: { type: 'DiskFull' },
        })
        must(await vault.changePassphrase('otra frase con siete palabras muy tranquilas'))
        vault.close()
        const again = must(await openVault(dir, 'otra frase con siete palabras muy tranquilas'))
        expect(again.db.prepare('SELECT count(*) FROM meta', { pluck: true }).get()).toBe(rows + 2)
        again.close()
      })
    },
  )
})
