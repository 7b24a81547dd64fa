import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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
const ofBuilder = createRequire(createRequire(require.resolve('electron-builder')).resolve('app-builder-lib'))
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

  test('holds the build, the two packages with binaries and what these load, and nothing else', () => {
    const asar = ofBuilder('@electron/asar') as { listPackage(path: string, options: object): string[] }
    const listed = asar.listPackage(join(app, 'resources/app.asar'), { isPack: false })
    for (const file of [
      '/out/main/index.js',
      '/out/main/engine.js',
      '/out/main/tasteWorker.js',
      '/out/main/automerge_wasm_bg.wasm',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ])
      expect(listed).toContain(file)
    expect(new Set(listed.map((file) => file.split('/')[1]))).toEqual(new Set(['out', 'package.json', 'node_modules']))
    const packages = new Set(
      listed.map((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1]).filter((name) => name !== undefined),
    )
    for (const name of ['@signalapp', 'sodium-native', 'node-gyp-build', 'require-addon'])
      expect(packages).toContain(name)
    const bundled = [
      'react',
      'react-dom',
      'zod',
      'i18next',
      '@automerge',
      'electron',
      'vite',
      'typescript',
      'playwright-core',
    ]
    for (const name of bundled) expect(packages).not.toContain(name)
    expect(packages.size).toBeLessThan(25)
    expect(listed.filter((file) => /\.(map|ts|tsx)$/.test(file) && file.startsWith('/out/'))).toEqual([])
    expect(
      listed.filter((file) => file.startsWith('/src') || file.startsWith('/test') || file.startsWith('/docs')),
    ).toEqual([])
  })

  test('keeps the binaries of this system beside the archive, and no others', () => {
    const unpacked = join(app, 'resources/app.asar.unpacked/node_modules')
    for (const name of ['@signalapp/sqlcipher', 'sodium-native']) {
      expect(readdirSync(join(unpacked, name, 'prebuilds'))).toEqual([`linux-${process.arch}`])
    }
    expect(readdirSync(join(app, 'locales')).sort()).toEqual(['en-US.pak', 'es.pak'])
    expect(existsSync(join(app, 'tejido'))).toBe(true)
  })

  test('has every fuse set: no Node by the back door, the archive checked, only the archive loaded', () => {
    const binary = readFileSync(join(app, 'tejido'))
    const wire = binary.indexOf(mark) + mark.length
    expect(binary.subarray(wire + 2, wire + 11).toString()).toBe('010011001')
  })

  test('is not made at all when Electron brings a fuse that nobody decided', async () => {
    const other = join(folder, 'other')
    const said = await pack(other, '1011000101').catch((error: unknown) => error as { stdout: string; stderr: string })
    expect(said).toMatchObject({ code: 1 })
    expect(typeof said === 'string' ? '' : said.stdout + said.stderr).toContain('this Electron has 10 fuses')
  })
})
