import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeViolations, goTo, scrollsSideways } from './page'

/** Presses a button by its whole name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** Answers a dialog by a button with this name. */
export const confirm = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

/** Follows a link of the screen, not of the navigation. */
export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('main').getByRole('link', { name, exact: true }).first().click()

/** Waits until a text is there to be read. */
export const shows = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor()

/** Goes to the screen of a case, and to one of its tabs. */
export const toCase = async (page: Page, caseCode: string, tab: string): Promise<void> => {
  await goTo(page, 'Expedientes')
  await page.getByRole('rowheader', { name: caseCode }).getByRole('link').click()
  await page.getByRole('tab', { name: tab, exact: true }).click()
}

/** Goes to what the network sees of a member. */
export const toMember = async (page: Page, alias: string): Promise<void> => {
  await goTo(page, 'Integrantes')
  await follow(page, alias)
  await page.getByRole('heading', { level: 1, name: alias }).waitFor()
}

/** Begins a note in the log of the case that is open, and saves nothing yet. */
export const beginNote = async (page: Page, words: string): Promise<void> => {
  await follow(page, 'Escribir en bitácora')
  await page.getByText('Llamada', { exact: true }).click()
  await page.getByLabel('Qué pasó').fill(words)
}

/** Sits down before a page: nothing on it moves, and what does not come within twenty seconds is missing. */
export const settle = async (page: Page): Promise<Page> => {
  page.setDefaultTimeout(20_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return page
}

/** Looks at the screen as it is, at 200 %: nothing is wider than its window, and axe finds nothing. */
export const look = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 683, height: 384 })
  expect(await scrollsSideways(page)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })
}
