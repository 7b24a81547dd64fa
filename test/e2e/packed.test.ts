import { execFile } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)
const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** Packs what is built around a stand-in for Electron's folder: real archive, real fuse step, no Electron in it. */
const pack = async (folder: string, fuses: string): Promise<string> => {
  const electron = join(folder, 'electron')
  mkdirSync(join(electron, 'resources'), { recursive: true })
  mkdirSync(join(electron, 'locales'))
  writeFileSync(
    join(electron, 'electron'),
    Buffer.concat([Buffer.from(mark), Buffer.from([1, fuses.length]), Buffer.from(fuses)]),
  )
  chmodSync(join(electron, 'electron'), 0o755)
  for (const language of ['es', 'en-US', 'fr']) writeFileSync(join(electron, 'locales', `${language}.pak`), '')
  const settings = { electronDist: electron, electronVersion: '45.4.1', 'directories.output': join(folder, 'dist') }
  const args = [
    '--linux',
    'dir',
    '--publish',
    'never',
    ...Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`),
  ]
  await promisify(execFile)(process.execPath, [require.resolve('electron-builder/cli.js'), ...args], { cwd: root })
  return join(folder, 'dist/linux-unpacked')
}

describe.skipIf(process.platform !== 'linux')('a packed app', () => {
  let folder = ''
  let app = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tejido-packed-'))
    // nine fuses as Electron ships them: Node's doors open, the guards closed
    app = await pack(folder, '101100010')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const check = async (): Promise<{ code: number; said: string }> => {
    const run = promisify(execFile)(process.execPath, ['scripts/check-packaged.mjs', app], { cwd: root })
    const { stdout, code } = await run.then(
      (done) => ({ ...done, code: 0 }),
      (error: unknown) => error as { stdout: string; code: number },
    )
    return { code, said: stdout }
  }

  test('passes every check of its files, and what was not checked is said', async () => {
    const { code, said } = await check()
    expect(said).not.toContain('FAILED')
    expect(code).toBe(0)
    expect(said).toContain("not checked: it starts (Electron's own binary is not in it)")
    expect(said).toMatch(/checks: 5 passed, 0 failed, \d not checked/)
    expect(readdirSync(join(app, 'locales')).sort()).toEqual(['en-US.pak', 'es.pak'])
  })

  test('fails when a fuse is another, a file was changed, a source map is beside it or a binary is missing', async () => {
    const spoil = async (path: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
      const before = readFileSync(path)
      writeFileSync(path, change(before))
      const { code, said } = await check()
      writeFileSync(path, before)
      expect([path, code]).toEqual([path, 1])
      return said
    }
    const flipped = await spoil(join(app, 'tejido'), (bytes) => {
      const other = Buffer.from(bytes)
      other[bytes.indexOf(mark) + mark.length + 2] = 0x31
      return other
    })
    expect(flipped).toContain('runAsNode is not 0')
    const archive = join(app, 'resources/app.asar')
    const changed = await spoil(archive, (bytes) => {
      const other = Buffer.from(bytes)
      const at = bytes.indexOf('<!doctype html>') >= 0 ? bytes.indexOf('<!doctype html>') : bytes.length - 1
      other[at] = (bytes[at] ?? 0) ^ 1
      return other
    })
    expect(changed).toContain('is not what the archive says')
    const named = await spoil(archive, (bytes) => {
      const name = Buffer.from('"index.html"')
      const other = Buffer.from(bytes)
      other.write('"index1.map"', bytes.indexOf(name))
      return other
    })
    expect(named).toContain('is a source map')
    expect(named).toContain('/out/renderer/index.html is missing')
    const prebuilds = join(app, 'resources/app.asar.unpacked/node_modules/sodium-native/prebuilds')
    renameSync(prebuilds, `${prebuilds}-away`)
    expect(await check()).toMatchObject({ code: 1 })
    renameSync(`${prebuilds}-away`, prebuilds)
    expect((await check()).code).toBe(0)
  })

  test('is not made at all when Electron brings a fuse that nobody decided', async () => {
    const other = join(folder, 'other')
    const said = await pack(other, '1011000101').catch((error: unknown) => error as { stdout: string; stderr: string })
    expect(said).toMatchObject({ code: 1 })
    expect(typeof said === 'string' ? '' : said.stdout + said.stderr).toContain('this Electron has 10 fuses')
  })
})
