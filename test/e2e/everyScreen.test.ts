import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { before } from '../support/dialogs'
import { drivers } from '../support/drivers'
import { everyScreen } from '../support/everyScreen'
import type { Look } from '../support/everyScreen'
import { firstScreens, onSystemIn } from '../support/firstScreens'
import { fullVault } from '../support/fullVault'
import { callFromPage, scrollsSideways, writePhrase } from '../support/page'
import { everybodyGoesHome, newFolder, passphrase } from '../support/people'
import { dialogFiles, routePatterns } from '../support/routes'
import { strayWords } from '../support/strayWords'
import { wcagViolations } from '../support/wcag'

const whole = { width: 1366, height: 768 }
const zoom = { width: 683, height: 384 }

let browser: Browser
let vault = ''
beforeAll(async () => {
  browser = await openBrowser()
  const alma = await fullVault()
  await alma.lock()
  vault = alma.vault
}, 120_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

/** What was found wrong: the screen, how it was looked at, what. Empty: nothing. */
type Wrong = (readonly [screen: string, how: string, found: readonly string[]])[]
type Todo = (page: Page, wrong: Wrong) => Promise<void>

const atLaptop = async (folder: string, todo: Todo): Promise<void> => {
  const [serve] = drivers
  if (!serve) throw new Error('no driver')
  const running = await serve.launch(folder, browser)
  const wrong: Wrong = []
  try {
    const page = await running.page()
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
    page.setDefaultTimeout(15_000)
    await todo(page, wrong)
    expect(wrong).toEqual([])
    expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
  } finally {
    await running.close()
  }
}

/** Words that do not belong on the page, whether it is wider than its window, and what axe finds by its rules, if any are named. */
const check = async (page: Page, wrong: Wrong, name: string, how: string, rules?: 'all' | 'wcag'): Promise<void> => {
  const found = rules ? await wcagViolations(page, rules) : []
  const language = (await page.getAttribute('html', 'lang')) === 'en' ? 'en' : 'es'
  for (const words of await strayWords(page, language)) found.push(`words: ${words}`)
  if (await scrollsSideways(page)) found.push('scrolls sideways')
  if (found.length > 0) wrong.push([name, how, found])
}

const speak = async (page: Page, language: 'es' | 'en'): Promise<void> => {
  await callFromPage(page, 'preferences.set', { language })
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

test('every screen of an open notebook holds, at 1366 × 768 and at 200 %, in both languages, light and dark; none is left out', async () => {
  await atLaptop(vault, async (page, wrong) => {
    await writePhrase(page, passphrase)
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    // axe takes the most time of all: it looks twice, and sees both languages, sizes and themes
    const look: Look = async (_page, name) => {
      await check(page, wrong, name, 'es, light, whole', 'all')
      // what is hidden from the eye lengthens the page where nothing holds it
      const isLonger = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight)
      if (isLonger) wrong.push([name, 'whole', ['the page moves under its frame']])
      await page.setViewportSize(zoom)
      await check(page, wrong, name, 'es, light, 200 %')
      await speak(page, 'en')
      await page.emulateMedia({ colorScheme: 'dark' })
      await check(page, wrong, name, 'en, dark, 200 %', 'wcag')
      await page.setViewportSize(whole)
      await check(page, wrong, name, 'en, dark, whole')
      await page.emulateMedia({ colorScheme: 'light' })
      await speak(page, 'es')
    }
    const { routes, dialogs } = await everyScreen(page, look)
    expect(routePatterns().filter((one) => !routes.includes(one))).toEqual([])
    expect(dialogFiles().filter((one) => !dialogs.includes(one) && !before.includes(one))).toEqual([])
  })
}, 300_000)

for (const [language, colorScheme] of [
  ['es', 'light'],
  ['en', 'dark'],
] as const)
  test(`all that comes before${language === 'es' ? ', and a notebook with nothing in it' : ''}: ${language}, ${colorScheme}`, async () => {
    await atLaptop(join(newFolder(), 'vault'), async (page, wrong) => {
      await onSystemIn(page, language)
      await page.emulateMedia({ colorScheme })
      const looking =
        (sizes: readonly (typeof whole)[]): Look =>
        async (_page, name) => {
          for (const size of sizes) {
            await page.setViewportSize(size)
            await check(page, wrong, name, String(size.width), 'wcag')
          }
          await page.setViewportSize(whole)
        }
      await firstScreens(page, language, looking([whole, zoom]))
      // the screens are those of the walk above, with less on them: once, where they have the least room
      if (language === 'es') await everyScreen(page, looking([zoom]), 'few')
    })
  }, 120_000)
