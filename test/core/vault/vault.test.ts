import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { floorCost } from '#core/crypto/passphraseKey'
import { createVault, openVault, vaultExists } from '#core/vault/vault'
import { assertContent, canary, copyOf, makeVault, must, passphrase, photograph, scratch, typeOf } from './support'

const next = 'otra frase con siete palabras muy tranquilas'
const fresh = () => join(scratch(), 'a', 'b')

describe("Alma's vault", () => {
  it('opens again with what she wrote, and keeps its id', async () => {
    const dir = fresh()
    expect(vaultExists(dir)).toBe(false)
    const id = await makeVault(dir)
    expect(vaultExists(dir)).toBe(true)
    const vault = must(await openVault(dir, passphrase))
    assertContent(vault)
    expect(vault.id).toBe(id)
    expect(vault.id).toMatch(/^[0-9a-f]{32}$/)
    vault.close()
    vault.close()
    expect(readdirSync(dir).sort()).toEqual(['vault.db', 'vault.keys'])
  })

  it('is for her user alone', async () => {
    const dir = fresh()
    await makeVault(dir)
    const mode = (path: string) => statSync(path).mode & 0o777
    expect([mode(dir), mode(join(dir, 'vault.keys')), mode(join(dir, 'vault.db'))]).toEqual([0o700, 0o600, 0o600])
    expect(statSync(join(dir, 'vault.keys')).size).toBe(1024)
  })

  it("opens with Alma's passphrase in other case, accents and spaces, and with no other", async () => {
    const dir = fresh()
    await makeVault(dir)
    expect(typeOf(await openVault(dir, '  NANDU cancion\tarbol rio MAIZ luna   fuego'))).toBe('ok')
    for (const other of ['nandu cancion arbol rio maiz luna fueg', '', `${passphrase} x`]) {
      expect(typeOf(await openVault(dir, other))).toBe('WrongPassphrase')
    }
  })

  it('is not made with a short passphrase, nor over another one', async () => {
    const dir = fresh()
    expect(typeOf(await createVault(dir, 'muy corta'))).toBe('PassphraseTooShort')
    expect(existsSync(dir)).toBe(false)
    await makeVault(dir)
    const before = photograph(dir)
    expect(typeOf(await createVault(dir, next))).toBe('VaultExists')
    expect(photograph(dir)).toEqual(before)
    for (const name of ['vault.keys', 'vault.db']) {
      const half = copyOf(dir)
      rmSync(join(half, name))
      expect(typeOf(await createVault(half, next))).toBe('VaultExists')
      expect(typeOf(await openVault(half, passphrase))).toBe('VaultDamaged')
    }
  })

  it('made twice at once is made once', async () => {
    const dir = fresh()
    const both = await Promise.all([createVault(dir, passphrase), createVault(dir, next)])
    expect(both.map(typeOf).sort()).toEqual(['VaultExists', 'ok'])
  })

  it('whose creation was cut short is no vault, and can be made again', async () => {
    const dir = fresh()
    await makeVault(dir)
    for (const arrange of [
      () => renameSync(join(dir, 'vault.db'), join(dir, 'vault.db.new')), // after the first rename
      () => {
        renameSync(join(dir, 'vault.db'), join(dir, 'vault.db.new')) // before it
        renameSync(join(dir, 'vault.keys'), join(dir, 'vault.keys.new'))
      },
      () => {
        for (const name of readdirSync(dir)) rmSync(join(dir, name))
        writeFileSync(join(dir, 'vault.db.new'), 'half')
        writeFileSync(join(dir, 'vault.db.new-wal'), 'half')
      },
    ]) {
      arrange()
      expect(vaultExists(dir)).toBe(false)
      expect(typeOf(await openVault(dir, passphrase))).toBe('VaultMissing')
      expect(typeOf(await createVault(dir, passphrase))).toBe('ok')
      expect(readdirSync(dir).sort()).toEqual(['vault.db', 'vault.keys'])
    }
  })

  it('shows none of her words, and no key, in its files', async () => {
    const dir = fresh()
    const vault = must(await createVault(dir, passphrase))
    vault.db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run([canary, Uint8Array.from(Buffer.from(canary))])
    const live = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))))
    const dump = vault.db.prepare('SELECT key, value FROM meta').all()
    vault.close()
    const closed = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))))
    for (const bytes of [live, closed]) {
      for (const plain of [canary, 'CREATE TABLE', 'SQLite format 3', 'vault id', 'luna'])
        expect(bytes.includes(plain)).toBe(false)
      for (const row of dump) expect(bytes.includes(Buffer.from(row.value as Uint8Array))).toBe(false)
    }
  })

  it('has a key file in which nothing but the public fields is the same in two vaults', async () => {
    const files = [fresh(), fresh()]
    for (const dir of files) await makeVault(dir)
    const [a, b] = files.map((dir) => readFileSync(join(dir, 'vault.keys')))
    const same = (from: number, to: number) => {
      let count = 0
      for (let i = from; i < to; i += 1) if (a?.[i] === b?.[i]) count += 1
      return count
    }
    for (const slot of [0, 512]) {
      expect(same(slot, slot + 32)).toBe(32)
      expect(same(slot + 32, slot + 512)).toBeLessThan(16) // of 480, by chance two
    }
  })
})

describe('a change of passphrase', () => {
  it('lets the new one in and the old one no more, from either slot', async () => {
    const dir = fresh()
    await makeVault(dir)
    const vault = must(await openVault(dir, passphrase))
    expect(await vault.changePassphrase('corta')).toMatchObject({ ok: false, error: { type: 'PassphraseTooShort' } })
    must(await vault.changePassphrase(next))
    vault.close()
    expect(await vault.changePassphrase(passphrase)).toMatchObject({ ok: false, error: { type: 'VaultLocked' } })
    const whole = readFileSync(join(dir, 'vault.keys'))
    for (const at of [undefined, 0, 512]) {
      const spoilt = Buffer.from(whole)
      if (at !== undefined) spoilt.fill(0, at, at + 512)
      writeFileSync(join(dir, 'vault.keys'), spoilt)
      expect(typeOf(await openVault(dir, passphrase))).toBe('WrongPassphrase')
      const opened = must(await openVault(dir, next))
      assertContent(opened)
      opened.close()
    }
  })

  it('cut short between its two writes leaves one passphrase that opens: the new one, and it mends the other slot', async () => {
    const dir = fresh()
    await makeVault(dir)
    const path = join(dir, 'vault.keys')
    for (const [from, to] of [
      [passphrase, next],
      [next, passphrase],
    ] as const) {
      const before = readFileSync(path)
      const vault = must(await openVault(dir, from))
      must(await vault.changePassphrase(to))
      vault.close()
      const after = readFileSync(path)
      const counter = (bytes: Buffer, slot: number) => bytes.readBigUInt64BE(slot * 512 + 8)
      const first = counter(after, 0) < counter(after, 1) ? 0 : 1 // the write that came first
      const other = 1 - first
      const cut = Buffer.from(before)
      after.copy(cut, first * 512, first * 512, first * 512 + 512)
      const torn = Buffer.from(before) // the first write itself half done: the old one still opens
      after.copy(torn, first * 512, first * 512, first * 512 + 256)
      expect(counter(before, other) > counter(before, first)).toBe(true)
      writeFileSync(path, torn)
      expect(typeOf(await openVault(dir, to))).toBe('WrongPassphrase')
      expect(typeOf(await openVault(dir, from))).toBe('ok')
      writeFileSync(path, cut)
      expect(typeOf(await openVault(dir, from))).toBe('WrongPassphrase')
      expect(typeOf(await openVault(dir, to))).toBe('ok')
      const mended = readFileSync(path)
      mended.fill(0, first * 512, first * 512 + 512)
      writeFileSync(path, mended)
      expect(typeOf(await openVault(dir, from))).toBe('WrongPassphrase')
      expect(typeOf(await openVault(dir, to))).toBe('ok')
    }
  })
})

describe('one vault, two processes', () => {
  const hold = async (dir: string) => {
    const script = join(import.meta.dirname, '../../support/holdVault.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, dir, passphrase], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    const end = async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }
    return { said: said.toString().trim(), end }
  }

  it('is in use for the second, who still hears of a wrong passphrase; kill -9 leaves no lock and every committed row', async () => {
    const dir = fresh()
    await makeVault(dir)
    const holder = await hold(dir)
    try {
      expect(holder.said).toBe('held')
      const before = photograph(dir)
      expect(typeOf(await openVault(dir, 'siete palabras que no son las de ella'))).toBe('WrongPassphrase')
      expect(typeOf(await openVault(dir, passphrase))).toBe('VaultInUse')
      expect(typeOf(await openVault(dir, passphrase))).toBe('VaultInUse')
      expect(typeOf(await createVault(dir, next))).toBe('VaultExists')
      expect(photograph(dir)).toEqual(before)
    } finally {
      await holder.end()
    }
    const vault = must(await openVault(dir, passphrase))
    assertContent(vault)
    const keys = vault.db
      .prepare("SELECT key FROM meta WHERE key IN ('acknowledged', 'not committed')", { pluck: true })
      .all()
    expect(keys).toEqual(['acknowledged'])
    const second = await hold(dir)
    expect(second.said).toBe('VaultInUse')
    await second.end()
    vault.close()
  })

  it('is in use also for the same process, whose refusal does not drop the lock', async () => {
    const dir = fresh()
    await makeVault(dir)
    const vault = must(await openVault(dir, passphrase))
    expect(typeOf(await openVault(dir, passphrase))).toBe('VaultInUse')
    const other = await hold(dir)
    expect(other.said).toBe('VaultInUse')
    await other.end()
    assertContent(vault)
    vault.close()
    expect(typeOf(await openVault(dir, passphrase))).toBe('ok')
  })
})

describe('the cost of a passphrase', () => {
  it('is kept with the vault', async () => {
    const dir = fresh()
    mkdirSync(dir, { recursive: true })
    await makeVault(dir, { memory: floorCost.memory * 2, passes: 4 })
    const keys = readFileSync(join(dir, 'vault.keys'))
    expect([keys.readBigUInt64BE(16), keys.readBigUInt64BE(24)]).toEqual([BigInt(floorCost.memory * 2), 4n])
    expect(typeOf(await openVault(dir, passphrase))).toBe('ok')
  })
})
