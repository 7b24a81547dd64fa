import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tracesFolder, wipeTraces } from '../../src/main/traces'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tejido-traces-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('what Chromium left is gone at the next start; the lock of the running app stays', () => {
  const folder = tracesFolder(join(root, 'vault'))
  expect(folder).toBe(join(root, 'vault', 'window'))
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const name of ['Cache', 'GPUCache', 'Local Storage', 'Crashpad']) mkdirSync(join(folder, name))
  for (const name of ['Cache/one', 'Preferences', 'SingletonLock', 'lockfile']) writeFileSync(join(folder, name), 'x')
  wipeTraces(folder)
  expect(readdirSync(folder).sort()).toEqual(['SingletonLock', 'lockfile'])
})

test('where nothing can be written beside the vault, they go to a folder of their own', () => {
  writeFileSync(join(root, 'file'), '')
  const folder = tracesFolder(join(root, 'file'))
  expect(folder.startsWith(tmpdir())).toBe(true)
  expect(existsSync(folder)).toBe(true)
  rmSync(folder, { recursive: true })
})
