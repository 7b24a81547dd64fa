import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** Automerge's Node entry reads `automerge_wasm_bg.wasm` beside itself: emit it beside our bundle. */
const automergeWasm = (): Plugin => ({
  name: 'automerge-wasm-beside-bundle',
  buildStart() {
    this.emitFile({
      type: 'asset',
      fileName: 'automerge_wasm_bg.wasm',
      source: readFileSync(require.resolve('@automerge/automerge/automerge.wasm')),
    })
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

/** How the window is built; the specimen of the tests is built the same way. */
export const renderer = {
  base: './',
  plugins: [
    { ...optimizeLocales.vite({ locales: ['es-ES', 'en-US'] }), enforce: 'pre' as const },
    trustedTypesSafeAnnouncer(),
    react(),
  ],
  build: { target: 'chrome140', minify: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
}

export default defineConfig({
  main: {
    plugins: [automergeWasm()],
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
