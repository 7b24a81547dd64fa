import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import type { Watch } from '../watch'

const world = 'preload'
const worlds = (name: string): string =>
  readFileSync(new URL(`./${name}.js`, import.meta.url), 'utf8')
    .replace(/^\/\/.*\n/, '')
    .trim()
    .replace(/^;/, '')

/** `app://cuaderno/…` is `https://cuaderno.app.test/…` in Chromium: a secure origin of its own. */
const toPage = (url: string): string => url.replace('app://cuaderno', 'https://cuaderno.app.test')
const fromPage = (url: string): string => url.replace('https://cuaderno.app.test', 'app://cuaderno')

/** A message of the preload: on a channel of ipcRenderer, or on a port. */
type FromPreload = { channel?: string; args?: unknown[]; port?: number; data?: unknown }

export type WindowOptions = {
  readonly browser: Browser
  readonly bounds: { readonly width: number; readonly height: number }
  readonly preload: string
  readonly seen: Watch
  readonly request: (
    url: string,
    method: string,
  ) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>
  /** The page was closed, by the test or by itself. */
  readonly onClose: () => void
  readonly fromPreload: (url: string, message: FromPreload) => void
}

/** A page that plays a window of the app. */
export type StandInWindow = {
  readonly page: Page
  load(url: string): Promise<void>
  toPreload(message: unknown): Promise<void>
  destroy(): Promise<void>
}

/** Opens a page with the preload in an isolated world; all it asks for by name is answered by `request`. */
export const openWindow = async (options: WindowOptions): Promise<StandInWindow> => {
  const { browser, bounds, preload, seen, request, fromPreload } = options
  const context = await browser.newContext({ viewport: bounds, locale: 'es-MX' })
  await context.route('**/*', async (route) => {
    const asked = route.request()
    const url = fromPage(asked.url())
    if (!url.startsWith('app://cuaderno/')) {
      seen.foreign.push(url)
      await route.abort()
    } else await route.fulfill(await request(url, asked.method()))
  })
  const page = await context.newPage()
  await seen.page(page)
  page.on('close', () => options.onClose())
  context.on('page', (other) => void other.close())

  const cdp = await context.newCDPSession(page)
  const key = `k${randomUUID().replaceAll('-', '')}`
  let contextId = 0
  cdp.on('Runtime.executionContextCreated', ({ context: made }) => {
    if (made.name === world) contextId = made.id
  })
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === key) fromPreload(fromPage(page.url()), JSON.parse(payload) as FromPreload)
  })
  await cdp.send('Runtime.enable')
  await cdp.send('Page.enable')
  await cdp.send('Runtime.addBinding', { name: key, executionContextName: world })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${worlds('pageWorld')})('${key}')` })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: world,
    source: `(${worlds('preloadWorld')})('${key}', '${key}', function (require, module, exports) {${preload}\n})`,
  })

  return {
    page,
    load: async (url) => {
      await page.goto(toPage(url))
    },
    toPreload: async (message) => {
      const text = JSON.stringify(JSON.stringify(message))
      await cdp.send('Runtime.evaluate', { contextId, expression: `globalThis['${key}'](${text})` })
    },
    destroy: () => context.close(),
  }
}
