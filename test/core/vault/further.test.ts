import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { closeSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import { blob } from '#core/vault/sql'
import { createVault, eraseVault, openVault, vaultExists, type Vault } from '#core/vault/vault'
import { assertContent, canMount, copyOf, makeVault, must, passphrase, scratch, typeOf, withSmallDisk } from './support'

// Alma's vault has a database of its own for each network she is in.

const words = Uint8Array.from(Buffer.from('CANARIO-la-region'))
const nameOf = (id: string): string => `vault-${id}.db`
const furtherIn = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('vault-'))

/** Leaves about `room` bytes of a small disk. */
const fillDisk = (path: string, room: number): void => {
  const fd = openSync(path, 'w')
  try {
    for (;;) writeSync(fd, new Uint8Array(4_096))
  } catch {
    truncateSync(path, Math.max(0, statSync(path).size - room))
  } finally {
    closeSync(fd)
  }
}

/** A closed vault with the canary in it and further databases that hold a word each. */
const makeVaultWith = async (dir: string, count: number): Promise<string[]> => {
  await makeVault(dir)
  const vault = must(await openVault(dir, passphrase))
  const ids = Array.from({ length: count }, () => {
    const { id, db } = must(vault.further.make())
    writeMeta(db, 'network', words)
    return id
  })
  vault.close()
  return ids
}
const failureOf = (vault: Vault, id: string): string => {
  const opened = vault.further.open(id)
  return opened.ok ? 'ok' : opened.error.type
}

test('what she writes in one database is in no other, and is there again when she opens it', async () => {
  const dir = join(scratch(), 'vault')
  const ids = await makeVaultWith(dir, 2)
  expect(furtherIn(dir).sort()).toEqual(ids.map(nameOf).sort())
  for (const name of furtherIn(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
  const vault = must(await openVault(dir, passphrase))
  expect(vault.further.list()).toEqual(ids)
  assertContent(vault)
  expect(readMeta(vault.db, 'network')).toBeUndefined()
  for (const id of ids) {
    const db = must(vault.further.open(id))
    expect(must(vault.further.open(id)), 'one and the same').toBe(db)
    expect(readMeta(db, 'network')).toEqual(words)
    expect(db.prepare("SELECT count(*) FROM meta WHERE key = 'long'", { pluck: true }).get()).toBe(0)
  }
  vault.close()
  expect(furtherIn(dir).sort()).toEqual(ids.map(nameOf).sort())
  const bytes = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))))
  for (const plain of ['CANARIO', 'CREATE TABLE', 'SQLite format 3']) expect(bytes.includes(plain)).toBe(false)
  for (const id of ids)
    expect(bytes.includes(Buffer.from(id, 'hex')), 'a name that stands for nothing plain').toBe(false)
})

test('one that is damaged, cut, emptied, missing, a link or of another place is refused by its type; the rest opens', async () => {
  const good = join(scratch(), 'vault')
  const [id = '', other = ''] = await makeVaultWith(good, 2)
  const strange = join(scratch(), 'other')
  const [strangeId = ''] = await makeVaultWith(strange, 1)
  const { size } = statSync(join(good, nameOf(id)))
  const spoil: [string, (path: string, dir: string) => void][] = [
    ['VaultTruncated', (path) => truncateSync(path, size - 4_096)],
    ['VaultTruncated', (path) => truncateSync(path, 100)],
    ['VaultEmpty', (path) => truncateSync(path, 0)],
    ['VaultDamaged', (path) => rmSync(path)],
    ['VaultDamaged', (path) => truncateSync(path, 100 * 2 ** 30)],
    ['VaultForeign', (path, dir) => copyFileSync(join(dir, nameOf(other)), path)],
    ['VaultForeign', (path, dir) => copyFileSync(join(dir, 'vault.db'), path)],
    ['VaultForeign', (path) => copyFileSync(join(strange, nameOf(strangeId)), path)],
    ['VaultForeign', (path) => writeFileSync(`${path}-journal`, 'algo')],
    [
      'VaultNotAFolder',
      (path) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
    [
      'VaultIsLink',
      (path) => {
        renameSync(path, `${path}.old`)
        symlinkSync(`${path}.old`, path)
      },
    ],
  ]
  for (const at of [20, 4_096 + 7, size - 1])
    spoil.push([
      'VaultDamaged',
      (path) => {
        const bytes = readFileSync(path)
        bytes[at] = (bytes[at] ?? 0) ^ 1
        writeFileSync(path, bytes)
      },
    ])
  for (const [type, change] of spoil) {
    const dir = copyOf(good)
    change(join(dir, nameOf(id)), dir)
    const vault = must(await openVault(dir, passphrase))
    expect([type, failureOf(vault, id)]).toEqual([type, type])
    expect([type, failureOf(vault, other)]).toEqual([type, 'ok'])
    assertContent(vault)
    vault.close()
    rmSync(dir, { recursive: true, force: true })
  }
})

test("a WAL of another of her databases laid beside one is not replayed into it; a newer app's is left alone", async () => {
  const dir = join(scratch(), 'vault')
  const [id = '', other = ''] = await makeVaultWith(dir, 2)
  const vault = must(await openVault(dir, passphrase))
  writeMeta(must(vault.further.open(other)), 'joining', words)
  const wal = readFileSync(join(dir, `${nameOf(other)}-wal`))
  vault.close()
  expect(wal.length).toBeGreaterThan(4_096)
  writeFileSync(join(dir, `${nameOf(id)}-wal`), wal)
  const again = must(await openVault(dir, passphrase))
  expect(failureOf(again, id)).toBe('VaultForeign')
  must(again.further.open(other)).pragma('user_version = 1000')
  again.close()
  rmSync(join(dir, `${nameOf(id)}-wal`))
  const third = must(await openVault(dir, passphrase))
  expect([failureOf(third, id), failureOf(third, other)]).toEqual(['ok', 'VaultNewer'])
  third.close()
})

test('what a crash leaves while one is made is taken away at the next unlock, and nothing that holds a network', async () => {
  const dir = join(scratch(), 'vault')
  const [id = ''] = await makeVaultWith(dir, 1)
  const unlisted = must(await openVault(dir, passphrase))
  const empty = must(unlisted.further.make()).id
  const full = must(unlisted.further.make())
  writeMeta(full.db, 'network', words)
  dropMeta(unlisted.db, 'further networks')
  writeMeta(unlisted.db, 'further networks', blob(Buffer.from(id, 'hex')))
  unlisted.close()
  for (const end of ['.new', '.new-wal', '.new-journal', '-wal'])
    writeFileSync(join(dir, `vault-${'ab'.repeat(16)}.db${end}`), 'a medias')
  writeFileSync(join(dir, 'vault-notas.txt'), 'de ella')
  expect(furtherIn(dir)).toContain(nameOf(empty))
  const vault = must(await openVault(dir, passphrase))
  expect(furtherIn(dir).sort()).toEqual([nameOf(id), nameOf(full.id), 'vault-notas.txt'].sort())
  expect(vault.further.list()).toEqual([id])
  expect(failureOf(vault, id)).toBe('ok')
  vault.close()
})

test('killed again and again while it makes them, the vault holds only whole ones', async () => {
  const dir = join(scratch(), 'vault')
  await makeVault(dir)
  const script = join(import.meta.dirname, '../../support/holdVault.ts')
  for (let life = 0; life < 4; life += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', script, dir, passphrase, 'makes'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    // line by line: on a busy machine several come in one piece
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('held')
    for (let made = 0; made <= life; made += 1) await lines.next()
    child.kill('SIGKILL')
    await gone
    const vault = must(await openVault(dir, passphrase))
    const ids = vault.further.list()
    expect(
      furtherIn(dir)
        .filter((name) => name.endsWith('.db'))
        .sort(),
    ).toEqual(ids.map(nameOf).sort())
    expect(furtherIn(dir).filter((name) => name.includes('.new'))).toEqual([])
    for (const id of ids) expect(failureOf(vault, id)).toBe('ok')
    vault.close()
  }
  expect(furtherIn(dir).length).toBeGreaterThan(0)
})

test('after a change of passphrase the new one opens all of them', async () => {
  const dir = join(scratch(), 'vault')
  const ids = await makeVaultWith(dir, 2)
  const next = 'otra frase con siete palabras muy tranquilas'
  const vault = must(await openVault(dir, passphrase))
  must(await vault.changePassphrase(next))
  vault.close()
  expect(typeOf(await openVault(dir, passphrase))).toBe('WrongPassphrase')
  const again = must(await openVault(dir, next))
  for (const id of ids) expect(readMeta(must(again.further.open(id)), 'network')).toEqual(words)
  again.close()
})

test('no vault is made where one of its further databases lies, and erasing takes all of them and nothing of hers', async () => {
  const dir = join(scratch(), 'vault')
  const [id = ''] = await makeVaultWith(dir, 2)
  for (const name of ['vault.keys', 'vault.db']) {
    const half = copyOf(dir)
    rmSync(join(half, name))
    expect(vaultExists(half)).toBe(true)
    expect(typeOf(await openVault(half, passphrase))).toBe('VaultDamaged')
    rmSync(join(half, name === 'vault.db' ? 'vault.keys' : 'vault.db'))
    expect(vaultExists(half)).toBe(true)
    expect(typeOf(await createVault(half, passphrase))).toBe('VaultExists')
    expect(readdirSync(half)).toContain(nameOf(id))
  }
  // an unfinished restore: the main database has not got its name yet
  const unfinished = copyOf(dir)
  renameSync(join(unfinished, 'vault.db'), join(unfinished, 'vault.db.new'))
  expect(vaultExists(unfinished)).toBe(false)
  expect(typeOf(await createVault(unfinished, passphrase))).toBe('ok')
  expect(readdirSync(unfinished).sort()).toEqual(['vault.db', 'vault.keys'])

  writeFileSync(join(dir, `${nameOf(id)}-wal`), 'algo')
  writeFileSync(join(dir, `vault-${'ab'.repeat(16)}.db.new`), 'algo')
  writeFileSync(join(dir, 'vault-notas.txt'), 'de ella')
  expect(eraseVault(dir)).toMatchObject({ ok: true })
  expect(readdirSync(dir)).toEqual(['vault-notas.txt'])
})

test.runIf(canMount)('on a full disk none is made and nothing of it is left; with room again one is', async () => {
  await withSmallDisk(1_200_000, async (disk) => {
    const dir = join(disk, 'vault')
    const vault = must(await createVault(dir, passphrase))
    for (const room of [0, 40_000, 120_000]) {
      fillDisk(join(disk, 'lleno'), room)
      expect(vault.further.make()).toMatchObject({ ok: false, error: { type: 'DiskFull' } })
      expect([furtherIn(dir), vault.further.list()]).toEqual([[], []])
      rmSync(join(disk, 'lleno'))
    }
    const made = must(vault.further.make())
    expect(furtherIn(dir)).toContain(nameOf(made.id))
    vault.close()
  })
})

test('there is room for 64 databases, and the next is refused', async () => {
  const dir = join(scratch(), 'vault')
  await makeVaultWith(dir, 63)
  const vault = must(await openVault(dir, passphrase))
  expect(vault.further.make()).toEqual({ ok: false, error: { type: 'TooManyNetworks', detail: { limit: 64 } } })
  expect(furtherIn(dir)).toHaveLength(63)
  vault.close()
})
