import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers, out } from '../support/drivers'
import { look } from '../support/hands'
import { makeNotebook, nameNetwork, noteWords } from '../support/newNotebook'
import { axeViolations, goTo, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, newFolder } from '../support/people'
import { runStandIn } from '../support/standIn/host'

let browser: Browser
const open: { close(): Promise<void> }[] = []
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** Looks at a screen on the way; the first gives away nothing of what it is for, and a phrase that is not equal is refused. */
const looking = async (page: Page): Promise<void> => {
  await look(page)
  const title = await page.locator('h1').innerText()
  if (title === 'Un cuaderno cerrado con llave')
    expect(await page.locator('body').innerText()).not.toMatch(/tejido|defensora|mujer|derechos|\bred\b|expediente/i)
  if (title === 'La frase, otra vez') {
    await page.getByLabel('Escribir la frase').fill('otra cosa')
    await page.getByRole('button', { name: 'Crear el cuaderno' }).click()
    await page.getByText('No es igual.').waitFor()
    expect(await axeViolations(page)).toEqual([])
  }
}

test('from nothing to a network of one; a lock on the way loses nothing that was typed', async () => {
  const serve = drivers.find(({ name }) => name === 'serve')
  if (!serve) throw new Error('no driver')
  const running = await serve.launch(join(newFolder(), 'vault'), browser)
  open.push(running)
  const page = await running.page()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const phrase = await makeNotebook(page, looking)
  await nameNetwork(page, 'Ceiba')
  await look(page)
  await page.keyboard.press('F9')
  await openingScreen(running)
  await writePhrase(page, phrase)
  await page.getByRole('button', { name: 'Crear la red' }).click()
  expect(await page.getByLabel('Nombre de la red').inputValue()).toBe('Red de Práctica')
  expect(await page.getByLabel('Alias').inputValue()).toBe('Ceiba')
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await noteWords(page, look)
  await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
  await look(page)
  await page.getByText('Nada espera por ahora').waitFor()
  expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
}, 90_000)

test('in the app a folder is chosen in the system’s box, and its name never comes to the page', async () => {
  const folder = newFolder()
  const app = runStandIn({ browser, out, vault: join(newFolder(), 'vault'), env: { STAND_IN_FOLDER: folder } })
  open.push(app)
  const page = await app.page()
  await makeNotebook(page)
  await nameNetwork(page, 'Ceiba')
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await noteWords(page)
  await goTo(page, 'Encuentro')
  await page.getByText('Por una carpeta o memoria').click()
  await page.getByRole('button', { name: 'Pasar por la carpeta' }).click()
  await page.getByText(/Terminó\. Salieron [1-9]\d* piezas/).waitFor()
  expect(await page.content()).not.toContain(folder)
  expect(app.seen).toMatchObject({ complaints: [], foreign: [] })
}, 90_000)
