import process from 'node:process'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import type { Running } from '../support/drivers'
import { callFromPage, goTo, openingScreen, unlock, writePhrase } from '../support/page'
import { everybodyGoesHome } from '../support/people'
import { foundVault } from './foundVault'
import type { FoundVault } from './foundVault'

const aCase = { kindOfSubject: 'defender', country: 'MX' }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

for (const driver of drivers) {
  if (driver.missing) process.stdout.write(`skipped: ${driver.name}: ${driver.missing}\n`)

  describe.skipIf(driver.missing)(`Alma and her notebook, by ${driver.name}`, () => {
    let found: FoundVault
    let running: Running
    beforeAll(async () => {
      found = await foundVault({ cases: 3 })
    })
    afterAll(everybodyGoesHome)
    beforeEach(async () => {
      running = await driver.launch(found.vault, browser)
    })
    afterEach(async () => {
      await running.close()
    })

    test('a wrong phrase opens nothing and erases nothing; the right one shows the three cases', async () => {
      const page = await openingScreen(running)
      expect(await page.title()).toBe('Cuaderno')
      await writePhrase(page, 'esta no es la frase de alma')
      await page.getByText('Esa frase no abre. No se borra nada por equivocarse: se puede probar otra vez.').waitFor()
      expect(await page.getByLabel('Frase de paso').evaluate((field) => field === document.activeElement)).toBe(true)
      await writePhrase(page, found.passphrase)
      await goTo(page, 'Expedientes')
      await page.getByRole('row').nth(3).waitFor()
      expect(await page.getByRole('row').count()).toBe(4)
      expect(await page.getByRole('rowheader').allTextContents()).toEqual(expect.arrayContaining([...found.caseCodes]))
      expect(await page.getByRole('status').first().textContent()).toBe('3 expedientes en este cuaderno.')
      expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
    })

    test('F9 ends the engine and destroys what was on the page', async () => {
      const page = await unlock(running, found.passphrase)
      const engine = running.engines().at(-1)
      await page.keyboard.press('F9').catch(() => undefined) // the page may be gone before the key is up again
      const after = await openingScreen(running)
      expect(await after.getByRole('rowheader').count()).toBe(0)
      expect(await after.getByLabel('Frase de paso').inputValue()).toBe('')
      if (engine !== undefined) {
        expect(page.isClosed()).toBe(true)
        await expect.poll(() => isAlive(engine), { timeout: 20_000 }).toBe(false)
      }
      await unlock(running, found.passphrase)
    })

    test('the button closes as the key does', async () => {
      const page = await unlock(running, found.passphrase)
      await page.getByRole('button', { name: 'Cerrar ya' }).click()
      await openingScreen(running)
    })

    test('she goes from the phrase to the lock with the keyboard alone', async () => {
      const page = await openingScreen(running)
      await page.keyboard.type(found.passphrase)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
      await page.keyboard.press('Shift+Tab')
      expect(
        await page.getByRole('button', { name: 'Cerrar ya' }).evaluate((one) => one === document.activeElement),
      ).toBe(true)
      await page.keyboard.press('Enter')
      await openingScreen(running)
    })

    test('a case that is opened shows by itself, without reloading', async () => {
      const page = await unlock(running, found.passphrase)
      const before = await page.getByRole('rowheader').count()
      await page.evaluate(() => Object.assign(window, { sameDocument: true }))
      await callFromPage(page, 'case.open', aCase)
      await expect.poll(() => page.getByRole('rowheader').count(), { timeout: 20_000 }).toBe(before + 1)
      expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    })

    test('five minutes without a touch close it', async () => {
      const page = await openingScreen(running)
      await page.clock.install()
      await unlock(running, found.passphrase)
      await page.clock.fastForward('04:30')
      expect(await page.getByRole('table').count()).toBe(1)
      await page.keyboard.press('Shift')
      await page.clock.fastForward('04:30')
      expect(await page.getByRole('table').count()).toBe(1)
      await page.clock.fastForward('01:00')
      await openingScreen(running)
    })
  })
}
