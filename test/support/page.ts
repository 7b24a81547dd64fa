import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Running } from './drivers'

/** Waits for the opening screen of the window there is now, which after a lock is a new one. */
export const openingScreen = async (running: Running): Promise<Page> => {
  await expect
    .poll(async () => (await running.page()).getByRole('heading', { name: 'Abrir el cuaderno' }).isVisible(), {
      timeout: 20_000,
    })
    .toBe(true)
  return running.page()
}

/** Writes a phrase on the opening screen and presses Enter. */
export const writePhrase = async (page: Page, phrase: string): Promise<void> => {
  await page.getByLabel('Frase de paso').fill(phrase)
  await page.keyboard.press('Enter')
}

/** Goes to a place of the navigation. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: place, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: place, exact: true }).waitFor()
}

/** Opens the notebook, goes to the cases and waits until the list has come. */
export const unlock = async (running: Running, phrase: string): Promise<Page> => {
  const page = await openingScreen(running)
  await writePhrase(page, phrase)
  await goTo(page, 'Expedientes')
  await page.getByText('Buscando los expedientes…').waitFor({ state: 'detached' })
  return page
}

/** A command sent from inside the page, by the road that page has: its pipe in the app, HTTP in a browser. */
export const callFromPage = (page: Page, name: string, input: unknown): Promise<void> =>
  page.evaluate(
    async ([command, given]) => {
      const pipe = (window as unknown as { tejido?: { send(text: string): void } }).tejido
      const body = JSON.stringify(given)
      if (pipe) pipe.send(JSON.stringify({ id: 900_000, kind: 'call', name: command, input: given }))
      else
        await fetch(`/call/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
    },
    [name, input] as const,
  )

/** What axe finds wrong on the page as it is: the names of rules and the places. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { target: unknown[] }[] }[] }
    const { violations } = await (window as unknown as { axe: { run(): Promise<Found> } }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  })
}

/** Whether the page is wider than its window. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
