import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** Automerge's Node entry and HiGHS each read their WebAssembly beside themselves: emit it beside our bundle. */
const wasmBeside = (...files: readonly (readonly [fileName: string, from: string])[]): Plugin => ({
  name: 'wasm-beside-bundle',
  buildStart() {
    for (const [fileName, from] of files)
      this.emitFile({ type: 'asset', fileName, source: readFileSync(require.resolve(from)) })
  },
})

/** React Aria empties its live region with innerHTML, which our Trusted Types header turns into a blank window. */
const trustedTypesSafeAnnouncer = (): Plugin => {
  const seen = new Map<string, number>()
  return {
    name: 'trusted-types-safe-announcer',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('private/live-announcer/LiveAnnouncer.mjs') || id.includes('exports')) return null
      seen.set(id, code.split(".innerHTML = ''").length - 1)
      return code.replaceAll(".innerHTML = ''", ".textContent = ''")
    },
    buildEnd(error) {
      const wrong = [...seen.values()].filter((places) => places !== 2)
      if (!error && wrong.length > 0) this.error('LiveAnnouncer changed: two assignments of innerHTML expected')
    },
  }
}

/** Packages with native binaries: never bundled, unpacked from asar. electron-builder.yml names the same two. */
const nativePackages = ['@signalapp/sqlcipher', 'sodium-native']

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean }

/** Names and licences of all that the product is made of: every locked package that is no tool of development. */
const licences = () => {
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', import.meta.url), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>
  }
  const all = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version = '', license = '' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return all.filter((one, place) => one.name !== all[place - 1]?.name || one.version !== all[place - 1]?.version)
}

/** How the window is built; the specimen of the tests is built the same way. */
export const renderer = {
  base: './',
  define: { __LICENCES__: JSON.stringify(licences()) },
  plugins: [
    { ...optimizeLocales.vite({ locales: ['es-ES', 'en-US'] }), enforce: 'pre' as const },
    trustedTypesSafeAnnouncer(),
    react(),
  ],
  build: { target: 'chrome140', minify: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
}

export default defineConfig({
  main: {
    plugins: [
      wasmBeside(['automerge_wasm_bg.wasm', '@automerge/automerge/automerge.wasm'], ['highs.wasm', 'highs/runtime']),
    ],
    build: {
      target: 'node20.19',
      externalizeDeps: false,
      rolldownOptions: {
        external: nativePackages,
        input: {
          index: 'src/main/index.ts',
          engine: 'src/main/engine.ts',
          cli: 'src/cli/cli.ts',
          demo: 'src/cli/demo.ts',
          tasteWorker: 'src/core/envelopes/tasteWorker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
})
