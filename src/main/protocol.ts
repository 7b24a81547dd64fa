import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pageFiles, pageHeaders } from '#shared/contract/page'
import type { PageFile } from '#shared/contract/page'
import { appOrigin } from '#shared/shell/ourPage'

/** The allow-list of a built window: its folder and `assets`, read once. Throws when there is no build. */
export const readPageFiles = (folder: string): ReadonlyMap<string, PageFile> =>
  pageFiles([...readdirSync(folder), ...readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)])

/**
 * Answers `app://`: a GET of exactly an address on the list, and 404 for all else. Files are read with `readFile`,
 * which also reads inside the app's archive; the path of a request never becomes a path on disk.
 */
export const answerPage =
  (folder: string, files: ReadonlyMap<string, PageFile>) =>
  async (request: { readonly url: string; readonly method: string }): Promise<Response> => {
    const path = request.url.startsWith(`${appOrigin}/`) ? request.url.slice(appOrigin.length) : ''
    const file = request.method === 'GET' ? files.get(path) : undefined
    if (!file) return new Response(null, { status: 404, headers: pageHeaders("'none'") })
    const body = new Uint8Array(await readFile(join(folder, file.place)))
    return new Response(body, { headers: { ...pageHeaders("'none'"), 'content-type': file.type } })
  }
