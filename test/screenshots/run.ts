import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import { everyScreen } from '../support/everyScreen'
import type { Look } from '../support/everyScreen'
import { firstScreens } from '../support/firstScreens'
import { fullVault } from '../support/fullVault'
import { writePhrase } from '../support/page'
import { everybodyGoesHome, newFolder, passphrase } from '../support/people'
import { settled } from '../support/settled'

/**
 * `npm run screenshots`: a picture of every screen, by the same walk that `everyScreen.test.ts` makes, in light, dark and
 * at 200 %, in out/screenshots. Names say the screen: the words of its address, its tab, its question, its dialog.
 */
const folder = process.argv[2] ?? join(import.meta.dirname, '../../out/screenshots')
const whole = { width: 1366, height: 768 }
const zoom = { width: 683, height: 384 }
/** No screen is so long that more would be seen in it, in CSS pixels. */
const longest = 6_000

let pictures = 0
const take = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  pictures += 1
}

/** The whole of a screen, as far down as it goes. */
const look: Look = async (page, name) => {
  const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0)
  await page.setViewportSize({ ...whole, height: Math.min(longest, Math.max(whole.height, height)) })
  await take(page, `${name}-light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(zoom)
  await settled(page)
  await take(page, `${name}-zoom`)
  await page.setViewportSize(whole)
}

const run = async (): Promise<void> => {
  process.env.TEJIDO_KDF = 'floor' // invented vaults: no need to wait for a strong key
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const alma = await fullVault()
  await alma.lock()
  const browser = await openBrowser()
  const [serve] = drivers
  const sit = async (vault: string, todo: (page: Page) => Promise<unknown>): Promise<void> => {
    if (!serve) return
    const running = await serve.launch(vault, browser)
    const page = await running.page()
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
    await todo(page)
    await running.close()
  }
  try {
    await sit(join(newFolder(), 'vault'), async (page) => {
      await firstScreens(page, 'es', look)
      await everyScreen(page, (_page, name) => look(page, `empty-${name}`), 'few')
    })
    await sit(alma.vault, async (page) => {
      await writePhrase(page, passphrase)
      await page.getByRole('navigation').first().waitFor()
      await everyScreen(page, look)
    })
  } finally {
    await browser.close()
    await everybodyGoesHome()
  }
  process.stdout.write(`${pictures} pictures in ${folder}\n`)
}

await run()
process.exit(0)
