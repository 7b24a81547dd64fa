import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { serveInBrowser } from '../../src/cli/serve'
import { foundVault } from '../e2e/foundVault'
import { openBrowser } from '../support/browser'
import { everybodyGoesHome } from '../support/people'

/**
 * `npm run screenshots`: a picture of the opening screen and of every screen that the navigation leads to, with its tabs
 * and the first screens it links to, in light, dark and at 200 %, in out/screenshots. It reads the navigation, so a new
 * place needs nothing here.
 */
const root = join(import.meta.dirname, '../..')
const folder = join(root, 'out/screenshots')
const looks = [
  { name: 'light', colorScheme: 'light', width: 1366, height: 768 },
  { name: 'dark', colorScheme: 'dark', width: 1366, height: 768 },
  { name: 'zoom', colorScheme: 'light', width: 683, height: 384 },
] as const
/** Screens followed from one place at most: enough for one of each kind. */
const mostLinks = 6

let pictures = 0
const picture = async (page: Page, name: string): Promise<void> => {
  for (const { name: look, colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    const whole = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0)
    if (width > 1_000) await page.setViewportSize({ width, height: Math.max(height, whole) })
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true })
    pictures += 1
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}

/** Waits until the screen has its title and nothing on it is on its way. */
const settled = async (page: Page): Promise<void> => {
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300) // the event stream keeps the network busy: what it brings has to arrive
}

const screen = async (page: Page, name: string): Promise<void> => {
  await settled(page)
  await picture(page, name)
  const tabs = await page.getByRole('tab').allTextContents()
  for (const [place, tab] of tabs.entries()) {
    if (place === 0) continue
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await page.waitForTimeout(300)
    await picture(page, `${name}-${tab.toLowerCase().replace(/\s+/g, '-')}`)
  }
}

const run = async (): Promise<void> => {
  process.env.TEJIDO_KDF = 'floor' // an invented vault: no need to wait for a strong key
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const found = await foundVault({ cases: 6 })
  let link = ''
  const server = await serveInBrowser({
    vault: found.vault,
    port: 0,
    rendererDir: join(root, 'out/renderer'),
    onReady: (url) => (link = url),
  })
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'es-MX' })
    await page.goto(link)
    const phrase = page.locator('input').first()
    await phrase.waitFor()
    await picture(page, 'opening')
    await phrase.fill(found.passphrase)
    await page.keyboard.press('Enter')
    const nav = page.getByRole('navigation').first()
    await nav.waitFor()
    const places = await nav.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    for (const place of places) {
      const name = place.replace(/^#\//, '')
      const visit = (): Promise<void> => nav.locator(`a[href="${place}"]`).click()
      await visit()
      await screen(page, name)
      await visit()
      await settled(page)
      const inside = page.locator(`main a[href^="${place}/"]`)
      const links = [...new Set(await inside.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? '')))]
      for (const [n, address] of links.slice(0, mostLinks).entries()) {
        await visit()
        await settled(page)
        await page.locator(`main a[href="${address}"]`).first().click()
        await screen(page, `${name}-${n + 1}`)
      }
    }
  } finally {
    await browser.close()
    await server.close()
    await everybodyGoesHome()
  }
  process.stdout.write(`${pictures} pictures in out/screenshots\n`)
}

await run()
process.exit(0)
