import { execFileSync } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import type { Result } from '#shared/result'
import { createVault, openVault, type Vault } from '#core/vault/vault'

/** Alma's passphrase in every test of this folder. */
export const passphrase = 'Ñandú canción árbol río maíz luna fuego'

/** The value of a success; a failure fails the test with its type. */
export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`expected a success, got ${result.error.type}`)
  return result.value
}

/** The type of a failure, or 'ok'. A vault that opened by mistake is closed. */
export const typeOf = (result: Result<Vault>): string => {
  if (!result.ok) return result.error.type
  result.value.close()
  return 'ok'
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A fresh folder of the system's for one test file. */
export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tejido-vault-'))
  folders.push(folder)
  return folder
}

/** Two rows to look for, one of several pages. */
export const canary = 'CANARIO-casa-de-la-luna'
const longValue = Uint8Array.from({ length: 30_000 }, (_, i) => (i * 31) % 251)

/** A closed vault with the canary in it. */
export const makeVault = async (dir: string, cost?: Parameters<typeof createVault>[2]): Promise<string> => {
  const vault = must(await createVault(dir, passphrase, cost))
  const insert = vault.db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
  insert.run([canary, Uint8Array.from(Buffer.from(canary))])
  insert.run(['long', longValue])
  for (let i = 0; i < 200; i += 1) insert.run([`row ${i}`, new Uint8Array(300).fill(i % 256)])
  vault.close()
  return vault.id
}

/** Throws unless the vault holds exactly what makeVault wrote. */
export const assertContent = (vault: Vault): void => {
  const read = vault.db.prepare('SELECT value FROM meta WHERE key = ?', { pluck: true })
  expect(Uint8Array.from(read.get([canary]) as Uint8Array)).toEqual(Uint8Array.from(Buffer.from(canary)))
  expect(Buffer.compare(read.get(['long']) as Uint8Array, longValue)).toBe(0)
  for (let i = 0; i < 200; i += 1) {
    expect(Buffer.compare(read.get([`row ${i}`]) as Uint8Array, new Uint8Array(300).fill(i % 256))).toBe(0)
  }
}

/** Every regular file of a folder with its bytes, and the kind of everything else. */
export const photograph = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir).map((name) => {
      const path = join(dir, name)
      const isFile = lstatSync(path).isFile()
      return [name, isFile ? readFileSync(path).toString('base64') : `mode ${lstatSync(path).mode}`]
    }),
  )

/** Opens the vault and expects the failure `type`, with every file as it was before. */
export const expectRefusal = async (dir: string, type: string, words = passphrase): Promise<void> => {
  const before = photograph(dir)
  expect(typeOf(await openVault(dir, words))).toBe(type)
  expect(Object.keys(photograph(dir))).toEqual(Object.keys(before))
  expect(JSON.stringify(photograph(dir)) === JSON.stringify(before)).toBe(true)
}

/** A copy of a closed vault, to be spoilt. */
export const copyOf = (dir: string): string => {
  const copy = join(scratch(), 'vault')
  cpSync(dir, copy, { recursive: true })
  return copy
}

/** Whether a command of the system could be run and succeeded. */
export const run = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Whether this machine lets the test mount (root on Linux); says why a test is skipped where not. */
export const canMount = ((): boolean => {
  const dir = scratch()
  const can =
    process.platform === 'linux' && run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir) && run('umount', dir)
  rmSync(dir, { recursive: true, force: true })
  if (!can) process.stdout.write('skipped: mounting a full or read-only disk is not permitted here\n')
  return can
})()

/** A disk of `size` bytes for as long as `work` takes. */
export const withSmallDisk = async (size: number, work: (dir: string) => Promise<void>): Promise<void> => {
  const dir = scratch()
  expect(run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir)).toBe(true)
  try {
    await work(dir)
  } finally {
    run('umount', dir)
    rmSync(dir, { recursive: true, force: true })
  }
}

/** `dir` cannot be written for as long as `work` takes. */
export const withReadOnly = async (dir: string, work: (dir: string) => Promise<void>): Promise<void> => {
  const view = join(scratch(), 'read-only')
  mkdirSync(view)
  expect(run('mount', '--bind', dir, view) && run('mount', '-o', 'remount,ro,bind', view)).toBe(true)
  try {
    await work(view)
  } finally {
    run('umount', view)
  }
}
