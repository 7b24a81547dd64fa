import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import { openingScreen, unlock } from '../support/page'
import { everybodyGoesHome } from '../support/people'
import { openTrap } from '../support/trap'
import type { Trap } from '../support/trap'
import { foundVault } from './foundVault'
import type { FoundVault } from './foundVault'
import { payloads } from './payloads'

let browser: Browser
let found: FoundVault
let trap: Trap

beforeAll(async () => {
  browser = await openBrowser()
  found = await foundVault({ cases: 1 })
  trap = await openTrap()
})
afterAll(async () => {
  await browser.close()
  trap.close()
  await everybodyGoesHome()
})

/**
 * Runs each payload as if it were already inside the page, the worst case, and gives how many ran what they carried.
 * They run from a timer, after CDP's own evaluation is over: there `eval` is what the page's policy says of it.
 */
const attack = async (page: Page): Promise<number> => {
  for (const [name, body] of payloads) {
    const mark = `(window.ran = (window.ran || new Set()).add(${JSON.stringify(name)}))`.replaceAll('"', "'")
    await page
      .evaluate(
        `setTimeout(() => { const home = ${JSON.stringify(trap.home)}; const mark = ${JSON.stringify(mark)}; ${body} }, 0)`,
      )
      .catch(() => undefined)
  }
  await page.waitForTimeout(1_000)
  return page.evaluate(() => (window as unknown as { ran?: Set<string> }).ran?.size ?? 0)
}

test('control: on a page without the policy most of the twenty run or call home', async () => {
  const page = await browser.newPage()
  await page.goto(`${trap.home}/page`)
  const ran = await attack(page)
  expect(payloads).toHaveLength(20)
  expect(ran).toBeGreaterThanOrEqual(8)
  expect(new Set(trap.visits()).size).toBeGreaterThanOrEqual(8)
  await page.close()
})

for (const driver of drivers.filter(({ missing }) => missing === null))
  test(`by ${driver.name}: none of the twenty runs, and nothing is asked of anybody`, async () => {
    trap.visits() // what came before is not this window's
    const running = await driver.launch(found.vault, browser)
    await openingScreen(running)
    const page = await unlock(running, found.passphrase)
    expect(running.seen.complaints).toEqual([])
    expect(await attack(page)).toBe(0)
    expect(trap.visits()).toEqual([])
    expect(running.seen.foreign).toEqual([])
    expect(running.seen.complaints.filter((one) => one.startsWith('policy:')).length).toBeGreaterThanOrEqual(10)
    await running.close()
  })
