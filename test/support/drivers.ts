import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { _electron } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { serveInBrowser } from '../../src/cli/serve'
import { runStandIn } from './standIn/host'
import { watch } from './watch'
import type { Watch } from './watch'

/** The build that the drivers run. */
export const out = process.env.TEJIDO_OUT ?? join(import.meta.dirname, '../../out')

/** The app, running, by whichever driver. */
export type Running = {
  /** The page of the window there is now; locking in the app puts a new one in its place. */
  page(): Promise<Page>
  /** Process ids of every engine started so far, oldest first; empty where the engine has no process of its own. */
  engines(): readonly number[]
  readonly seen: Watch
  close(): Promise<void>
}

/** One way of running the app. `missing` says why it cannot run here, or is null. */
export type Driver = {
  readonly name: 'serve' | 'stand-in' | 'electron'
  readonly missing: string | null
  /** Opens the app on a vault, or on the place where one will be made: a laptop on which nothing was ever done. */
  launch(vault: string, browser: Browser): Promise<Running>
}

const serve: Driver = {
  name: 'serve',
  missing: null,
  launch: async (vault, browser) => {
    const seen = watch()
    let url = ''
    const server = await serveInBrowser({
      vault,
      port: 0,
      rendererDir: join(out, 'renderer'),
      tasteWorker: pathToFileURL(join(out, 'main/tasteWorker.js')),
      onReady: (link) => {
        url = link
      },
    })
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'es-MX' })
    const ours = new URL(url).origin
    context.on('response', (response) => {
      if (!/^(blob|data):/.test(response.url()) && !response.url().startsWith(`${ours}/`))
        seen.foreign.push(response.url())
    })
    const page = await context.newPage()
    await seen.page(page)
    await page.goto(url)
    return {
      seen,
      page: () => Promise.resolve(page),
      engines: () => [],
      close: async () => {
        await context.close()
        await server.close()
      },
    }
  },
}

const standIn: Driver = {
  name: 'stand-in',
  missing: null,
  launch: async (vault, browser) => {
    const running = runStandIn({ browser, out, vault })
    await running.page()
    return running
  },
}

/** Where Electron's binary is, without importing its package, which would try to download it. */
const electronBinary = (): string | null => {
  const named = process.env.ELECTRON_EXEC_PATH
  if (named) return existsSync(named) ? named : null
  const folder = join(import.meta.dirname, '../../node_modules/electron')
  const inside = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : 'electron'
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), inside)
  return existsSync(binary) ? binary : null
}

const electron: Driver = {
  name: 'electron',
  missing: electronBinary() ? null : 'Electron’s binary is not on this machine (npx install-electron)',
  launch: async (vault) => {
    const seen = watch()
    const app = await _electron.launch({
      executablePath: electronBinary() ?? '',
      args: [join(import.meta.dirname, '../..'), '--vault', vault],
      env: { ...process.env, TEJIDO_DRIVER: 'playwright' },
    })
    app.on('window', (page) => void seen.page(page))
    await app.firstWindow()
    return {
      seen,
      page: () => app.firstWindow(),
      engines: () => [],
      close: () => app.close(),
    }
  },
}

/** All drivers, the real one last. */
export const drivers: readonly Driver[] = [serve, standIn, electron]
