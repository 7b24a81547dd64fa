import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { pageFiles, pageHeaders } from '#shared/contract/page'
import { renderer } from '../../electron.vite.config'

/** The specimen of the components, built as the window is and served with its headers. */
export type Specimen = { readonly url: string; close(): void }

/** Builds and serves it. */
export const openSpecimen = async (): Promise<Specimen> => {
  const folder = mkdtempSync(join(tmpdir(), 'tejido-specimen-'))
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, '../renderer/specimen'),
    build: { ...renderer.build, outDir: folder, emptyOutDir: true },
  })
  const places = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const files = pageFiles(places)
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
    if (!file) response.writeHead(404).end()
    else
      response
        .writeHead(200, { ...pageHeaders("'none'"), 'content-type': file.type })
        .end(readFileSync(join(folder, file.place)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
