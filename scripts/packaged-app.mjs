// What can be told of a packaged app from its files alone: shared by `check-packaged.mjs` and test/e2e/packed.test.ts.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The mark after which Electron's binary holds: version, how many fuses, and a byte for each. */
const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** What each fuse has to be, in the order in which the binary has them: electron-builder.yml and build/fuses.cjs. */
const wantedFuses = [
  ['runAsNode', '0'],
  ['enableCookieEncryption', '1'],
  ['enableNodeOptionsEnvironmentVariable', '0'],
  ['enableNodeCliInspectArguments', '0'],
  ['enableEmbeddedAsarIntegrityValidation', '1'],
  ['onlyLoadAppFromAsar', '1'],
  ['loadBrowserProcessSpecificV8Snapshot', '0'],
  ['grantFileProtocolExtraPrivileges', '0'],
  ['wasmTrapHandlers', '1'],
]

/** Files without which the app does not start. */
const needed = [
  '/out/main/index.js',
  '/out/main/engine.js',
  '/out/main/tasteWorker.js',
  '/out/main/automerge_wasm_bg.wasm',
  '/out/main/highs.wasm',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
  '/package.json',
]
/** Packages with binaries, which stand beside the archive. */
const native = ['@signalapp/sqlcipher', 'sodium-native']
/** What is bundled or used for building only: none of it may be inside again. */
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
  'axe-core',
  'vitest',
  'oxlint',
]

/** Where the parts of an app are, in the folder that electron-builder leaves (`linux-unpacked`, `win-unpacked`, `mac`). */
export const partsOf = (folder) => {
  const bundle = readdirSync(folder).find((name) => name.endsWith('.app'))
  if (bundle !== undefined) {
    const contents = join(folder, bundle, 'Contents')
    return {
      system: 'darwin',
      binary: join(contents, 'MacOS', basename(bundle, '.app')),
      fuses: join(contents, 'Frameworks/Electron Framework.framework/Electron Framework'),
      resources: join(contents, 'Resources'),
    }
  }
  const windows = readdirSync(folder).find((name) => /^(cuaderno|tejido)\.exe$/i.test(name))
  const binary = join(folder, windows ?? 'tejido')
  return { system: windows ? 'win32' : 'linux', binary, fuses: binary, resources: join(folder, 'resources') }
}

/** Each copy of the fuses in a binary, as text of 0, 1 and r (removed); none where it is no Electron. */
export const fusesIn = (path) => {
  const binary = readFileSync(path)
  const found = []
  for (let at = binary.indexOf(mark); at >= 0; at = binary.indexOf(mark, at + 1)) {
    const wire = at + mark.length
    found.push(binary.subarray(wire + 2, wire + 2 + binary[wire + 1]).toString('latin1'))
  }
  return found
}

/** Whether it is a program of some system at all: packing without Electron's own files leaves a stand-in in its place. */
export const isProgram = (path) => {
  const first = readFileSync(path).subarray(0, 4)
  return (
    ['7f454c46', 'cffaedfe', 'cafebabe'].includes(first.toString('hex')) || first.subarray(0, 2).toString() === 'MZ'
  )
}

/** An archive's files: path, size, offset (undefined: beside the archive), and hash as the archive states it. */
export const readArchive = (path) => {
  const file = openSync(path, 'r')
  const read = (length, at) => {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, at)
    return bytes
  }
  const [, headerSize, , jsonSize] = new Uint32Array(new Uint8Array(read(16, 0)).buffer)
  const header = read(jsonSize, 16).toString()
  const files = []
  const walk = (folder, under) => {
    for (const [name, entry] of Object.entries(folder.files ?? {})) {
      const place = `${under}/${name}`
      if (entry.files) walk(entry, place)
      else files.push({ ...entry, place })
    }
  }
  walk(JSON.parse(header), '')
  const bytesOf = ({ offset, size }) => read(size, 8 + headerSize + Number(offset))
  return { files, bytesOf, headerHash: createHash('sha256').update(header).digest('hex'), close: () => closeSync(file) }
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const fuseProblems = ({ fuses }) => {
  const copies = fusesIn(fuses)
  if (copies.length === 0) return ['no fuses in the binary']
  return copies.flatMap((copy) => [
    ...(copy.length > wantedFuses.length ? [`${copy.length} fuses, and only ${wantedFuses.length} are decided`] : []),
    ...wantedFuses
      .filter(([, wanted], n) => n < copy.length && copy[n] !== wanted)
      .map(([name, wanted]) => `${name} is not ${wanted}`),
  ])
}

const integrityProblems = ({ resources }) => {
  const archive = readArchive(join(resources, 'app.asar'))
  const problems = archive.files.flatMap((file) => {
    if (file.link !== undefined) return []
    const outside = join(resources, 'app.asar.unpacked', file.place)
    if (file.unpacked && !existsSync(outside)) return [`${file.place} is missing beside the archive`]
    const bytes = file.unpacked ? readFileSync(outside) : archive.bytesOf(file)
    if (file.integrity === undefined) return [`${file.place} has no hash in the archive`]
    return sha256(bytes) === file.integrity.hash ? [] : [`${file.place} is not what the archive says`]
  })
  archive.close()
  return problems
}

const contentProblems = ({ resources }) => {
  const archive = readArchive(join(resources, 'app.asar'))
  archive.close()
  const places = archive.files.map(({ place }) => place)
  const packages = new Set(places.flatMap((place) => /^\/node_modules\/([^/]+)/.exec(place)?.[1] ?? []))
  const top = new Set(places.map((place) => place.split('/')[1]))
  return [
    ...needed.filter((place) => !places.includes(place)).map((place) => `${place} is missing`),
    ...[...top]
      .filter((name) => !['out', 'package.json', 'node_modules'].includes(name))
      .map((name) => `${name} is inside`),
    ...new Set(
      places
        .filter((place) => /^\/out\//.test(place) && !/^\/out\/(main|preload|renderer)\//.test(place))
        .map((place) => `${place.split('/').slice(0, 3).join('/')} is another build`),
    ),
    ...bundled.filter((name) => packages.has(name)).map((name) => `${name} is inside`),
    ...places.filter((place) => /\.map$/.test(place)).map((place) => `${place} is a source map`),
    ...places.filter((place) => /^\/out\/.*\.(ts|tsx)$/.test(place)).map((place) => `${place} is a source`),
    ...(packages.size < 25 ? [] : [`${packages.size} packages are inside`]),
  ]
}

const nativeProblems = ({ resources, system }) =>
  native.flatMap((name) => {
    const folder = join(resources, 'app.asar.unpacked/node_modules', name, 'prebuilds')
    if (!existsSync(folder)) return [`${name} is not beside the archive`]
    const kinds = readdirSync(folder)
    return kinds.length === 1 && kinds[0].startsWith(`${system}-`) ? [] : [`${name} has ${kinds.join(', ')}`]
  })

/** macOS and Windows compare the archive's header with a hash of it inside the app; Linux has no place for one. */
const sealProblems = ({ resources, system, binary }) => {
  const archive = readArchive(join(resources, 'app.asar'))
  archive.close()
  if (system === 'linux') return undefined
  const where = system === 'darwin' ? join(resources, '../Info.plist') : binary
  return readFileSync(where).includes(archive.headerHash) ? [] : ['the app does not hold the hash of its archive']
}

/** Every check of files alone: name, and what is wrong; `problems` undefined where this system has nothing to check. */
export const fileChecks = (folder) => {
  const parts = partsOf(folder)
  return [
    ['every fuse is set as decided', () => fuseProblems(parts)],
    ['every file is what the archive says of it', () => integrityProblems(parts)],
    ['the app holds the hash of its archive', () => sealProblems(parts)],
    ['the archive holds the build and nothing of its making', () => contentProblems(parts)],
    ['the binaries of this system stand beside the archive, and no others', () => nativeProblems(parts)],
    [
      'nothing updates by itself',
      () => (existsSync(join(parts.resources, 'app-update.yml')) ? ['app-update.yml'] : []),
    ],
  ].map(([name, check]) => {
    try {
      return { name, problems: check() }
    } catch (error) {
      return { name, problems: [String(error.message)] }
    }
  })
}

/** Whether a path is a folder. */
export const isFolder = (path) => existsSync(path) && statSync(path).isDirectory()
