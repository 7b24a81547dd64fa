import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { drivers } from './drivers'
import { axeViolations, openingScreen, scrollsSideways, writePhrase } from './page'
import { passphrase } from './people'
import type { Person } from './people'

/** Somebody sits down at her laptop: her notebook in a browser, over the real engine, and closed again afterwards. */
export const atHerLaptop = async (
  person: Person,
  browser: Browser,
  sit: (page: Page) => Promise<void>,
): Promise<void> => {
  const [serve] = drivers
  if (!serve) throw new Error('no driver')
  await person.lock()
  const running = await serve.launch(person.vault, browser)
  try {
    const page = await openingScreen(running)
    page.setDefaultTimeout(10_000)
    await writePhrase(page, passphrase)
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    await sit(page)
    expect(running.seen.complaints).toEqual([])
  } finally {
    await running.close()
    await person.reopen()
  }
}

/** Chooses from a field that opens a list. */
export const choose = async (page: Page, field: string, option: string): Promise<void> => {
  const trigger = page.getByRole('button', { name: new RegExp(field) })
  await trigger.click()
  await page.getByRole('option', { name: option, exact: true }).click()
  // the list gives the focus back when it has closed: what is done before that would lose it again
  await expect.poll(() => trigger.evaluate((one) => one === document.activeElement)).toBe(true)
}

/** Writes some of a name into a field that finds it, and takes what it found. */
export const find = async (page: Page, field: string, name: string): Promise<void> => {
  const box = page.getByRole('combobox', { name: field, exact: true })
  const option = page.getByRole('option', { name, exact: true })
  await box.fill(name)
  const came = await option.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  )
  if (!came) {
    // a list that closed just before took the focus back, and a field that loses it keeps no half-written name
    await box.fill('')
    await box.fill(name)
    await option.waitFor()
  }
  await box.press('ArrowDown')
  await box.press('Enter')
  await expect.poll(() => box.inputValue()).toBe(name)
}

/** A state that only this flow comes to, at its usual size and at 200 %: axe finds nothing, and the page does not scroll sideways. */
export const holds = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const [width, height] of [
    [1366, 768],
    [683, 384],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect([name, width, await axeViolations(page)]).toEqual([name, width, []])
    expect([name, width, await scrollsSideways(page)]).toEqual([name, width, false])
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}
