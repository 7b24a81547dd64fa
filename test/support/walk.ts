import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Running } from './drivers'
import { openingScreen, writePhrase } from './page'

/** The question that a guided form shows. */
export const question = async (page: Page): Promise<string> =>
  (await page.locator('main h1').textContent())?.trim() ?? ''

/** Goes on to the next question, and waits until it is there and has the focus. */
export const goOn = async (page: Page): Promise<void> => {
  const before = await page.getByText(/^Pregunta \d+ de/).textContent()
  await page.getByRole('button', { name: 'Siguiente' }).click()
  await expect.poll(async () => page.getByText(/^Pregunta \d+ de/).textContent(), { timeout: 5_000 }).not.toBe(before)
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout: 5_000 }).toBe('H1')
}

/** Opens the only case of the list, and one of its tabs. */
export const openTab = async (page: Page, tab: RegExp): Promise<void> => {
  await page.locator('main tbody a').first().click()
  await page.getByRole('tab', { name: tab }).click()
}

/** Opens the notebook at the list of cases. */
export const openCases = async (running: Running, phrase: string): Promise<Page> => {
  const page = await openingScreen(running)
  await writePhrase(page, phrase)
  await page.getByRole('navigation').getByRole('link', { name: 'Expedientes', exact: true }).click()
  await page.getByRole('heading', { name: 'Expedientes', exact: true }).waitFor()
  return page
}
