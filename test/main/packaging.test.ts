import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)
/** electron-builder's own parts, by which it reads and judges its configuration. */
const ofBuilder = createRequire(createRequire(require.resolve('electron-builder')).resolve('app-builder-lib'))
type Configuration = Record<string, unknown> & {
  files: string[]
  asarUnpack: string[]
  electronFuses: Record<string, boolean>
}
const read = (): Configuration => {
  const yaml = ofBuilder('js-yaml') as { load(text: string): unknown }
  return yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration
}

test('electron-builder accepts its configuration, and refuses one with a word it does not know', async () => {
  const judge = ofBuilder('./util/config/config.js') as {
    validateConfiguration(config: unknown, logger: unknown): Promise<void>
  }
  const { DebugLogger } = ofBuilder('builder-util') as { DebugLogger: new (enabled: boolean) => unknown }
  await judge.validateConfiguration(read(), new DebugLogger(false))
  await expect(judge.validateConfiguration({ ...read(), fusible: true }, new DebugLogger(false))).rejects.toThrow(
    'fusible',
  )
})

test('every fuse that electron-builder knows is decided, each for the safer side', () => {
  const typings = readFileSync(ofBuilder.resolve('./configuration.d.ts'), 'utf8')
  const known = [
    ...(/interface FuseOptionsV1 \{([\s\S]*?)\n\}/.exec(typings)?.[1] ?? '').matchAll(/^ {4}(\w+)\?:/gm),
  ].map((match) => match[1] ?? '')
  const { electronFuses } = read()
  expect(known.filter((name) => name !== 'resetAdHocDarwinSignature').sort()).toEqual(Object.keys(electronFuses).sort())
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('nothing is published or updated by itself, nothing is associated, and the archive holds what the build makes', () => {
  const config = read()
  expect(config).toMatchObject({ publish: null, asar: true, npmRebuild: false, afterPack: 'build/fuses.cjs' })
  for (const key of ['protocols', 'fileAssociations', 'extraResources', 'extraFiles'])
    expect(config).not.toHaveProperty(key)
  expect(config.files.slice(0, 5)).toEqual([
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'package.json',
    '!**/*.map',
  ])
  expect(config.asarUnpack).toEqual(['node_modules/@signalapp/sqlcipher/**', 'node_modules/sodium-native/**'])
})

test('what is external to the build is what is unpacked from the archive, and nothing of it is left out', () => {
  const build = readFileSync(join(root, 'electron.vite.config.ts'), 'utf8')
  const external = /nativePackages = \[([^\]]+)\]/.exec(build)?.[1]?.match(/[^', ]+/g)
  const { asarUnpack, files } = read()
  expect(external?.map((name) => `node_modules/${name}/**`)).toEqual(asarUnpack)

  const needed = new Set<string>()
  const add = (name: string): void => {
    const place = join(root, 'node_modules', name, 'package.json')
    if (needed.has(name) || !existsSync(place)) return // an optional one that is not installed
    needed.add(name)
    const { dependencies } = JSON.parse(readFileSync(place, 'utf8')) as { dependencies?: Record<string, string> }
    Object.keys(dependencies ?? {}).forEach(add)
  }
  external?.forEach(add)
  const excluded = files
    .filter((pattern) => pattern.startsWith('!node_modules/{'))
    .flatMap((pattern) => /\{([^}]+)\}/.exec(pattern)?.[1]?.split(',') ?? [])
  expect(needed).toContain('require-addon')
  for (const name of needed) expect(excluded).not.toContain(name.split('/')[0])
})
