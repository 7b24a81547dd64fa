import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { serveInBrowser } from '../../src/cli/serve'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { axeViolations, goTo, scrollsSideways } from '../support/page'
import { everybodyGoesHome, newFolder, tasteWorker } from '../support/people'
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

/** A laptop on which nothing was ever done. */
const newLaptop = async (): Promise<Page> => {
  let link = ''
  const server = await serveInBrowser({
    vault: join(newFolder(), 'vault'),
    port: 0,
    rendererDir: join(out, 'renderer'),
    tasteWorker,
    onReady: (url) => (link = url),
  })
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'es-MX',
    reducedMotion: 'reduce',
  })
  open.push({
    close: async () => {
      await context.close()
      await server.close()
    },
  })
  const page = await context.newPage()
  await page.goto(link)
  return page
}

/** Looks at the screen as it is, also at 200 %. */
const look = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 683, height: 384 })
  expect(await scrollsSideways(page)).toBe(false)
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })
}
const looking = async (page: Page, heading: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await look(page)
}

/** From the first screen to an open, empty notebook; gives the phrase. */
const makeNotebook = async (page: Page, isLooking = false): Promise<string> => {
  await page.getByRole('heading', { name: 'Un cuaderno cerrado con llave' }).waitFor()
  if (isLooking) {
    expect(await page.locator('body').innerText()).not.toMatch(/tejido|defensora|mujer|derechos|\bred\b|expediente/i)
    await look(page)
  }
  await page.getByRole('button', { name: 'Empezar' }).click()
  const offered = page.locator('[data-phrase]')
  await expect.poll(async () => (await offered.innerText()).split(' ').length).toBe(7)
  const phrase = await offered.innerText()
  if (isLooking) await looking(page, 'La frase que abre el cuaderno')
  await page.getByRole('button', { name: 'Ya la escribí' }).click()
  if (isLooking) {
    await looking(page, 'La frase, otra vez')
    await page.getByLabel('Escribir la frase').fill('otra cosa')
    await page.getByRole('button', { name: 'Crear el cuaderno' }).click()
    await page.getByText('No es igual.').waitFor()
    expect(await axeViolations(page)).toEqual([])
  }
  await page.getByLabel('Escribir la frase').fill(phrase.toUpperCase())
  await page.getByRole('button', { name: 'Crear el cuaderno' }).click()
  await page.getByRole('heading', { name: 'Cómo empezar' }).waitFor()
  return phrase
}

/** Through the sheet with the twenty-four words. */
const noteWords = async (page: Page, isLooking = false): Promise<void> => {
  await page.getByRole('heading', { name: '24 palabras para volver' }).waitFor()
  if (isLooking) await look(page)
  const words = await page.locator('[data-words] span').allInnerTexts()
  expect(words).toHaveLength(24)
  await page.getByRole('button', { name: 'Ya las escribí' }).click()
  await page.getByRole('heading', { name: 'Dos palabras del papel' }).waitFor()
  if (isLooking) await look(page)
  for (const field of await page.getByRole('textbox').all()) {
    const label = await field.evaluate((one) => (one as HTMLInputElement).labels?.[0]?.textContent ?? '')
    await field.fill(words[Number(label.replace(/\D/g, '')) - 1] ?? '')
  }
  await page.getByRole('button', { name: 'Seguir' }).click()
}

const foundNetwork = async (page: Page, alias: string): Promise<void> => {
  await page.getByLabel('Nombre de la red').fill('Red de Práctica')
  await page.getByRole('combobox', { name: 'País' }).fill('Méx')
  await page.getByRole('option', { name: 'México' }).click()
  await page.getByLabel('Alias').fill(alias)
}

test('from nothing to a network of one; a lock on the way loses nothing that was typed', async () => {
  const page = await newLaptop()
  const phrase = await makeNotebook(page, true)
  await look(page)
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await foundNetwork(page, 'Ceiba')
  await looking(page, 'Una red nueva')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: 'Abrir el cuaderno' }).waitFor()
  await page.getByLabel('Frase de paso').fill(phrase)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Crear la red' }).click()
  expect(await page.getByLabel('Nombre de la red').inputValue()).toBe('Red de Práctica')
  expect(await page.getByLabel('Alias').inputValue()).toBe('Ceiba')
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await noteWords(page, true)
  await looking(page, 'Hoy')
  await page.getByText('Nada espera por ahora').waitFor()
}, 90_000)

test('a second joins with a code: six equal words on both screens, and then she is in', async () => {
  const alma = await newLaptop()
  await makeNotebook(alma)
  await alma.getByRole('button', { name: 'Crear la red' }).click()
  await foundNetwork(alma, 'Alma')
  await alma.getByRole('button', { name: 'Crear la red' }).click()
  await noteWords(alma)
  await goTo(alma, 'Integrantes')
  await alma.getByRole('link', { name: 'Invitar' }).click()
  await alma.getByRole('button', { name: 'Hacer la invitación' }).click()
  const code = await alma.locator('[data-code]').innerText()
  await alma.getByRole('link', { name: 'Peticiones' }).click()
  await alma.getByRole('button', { name: 'Escuchar' }).click()
  await alma.getByText('Esta computadora escucha.').waitFor()

  const luz = await newLaptop()
  await makeNotebook(luz)
  await luz.getByRole('button', { name: 'Tengo un código' }).click()
  await luz.getByLabel('Código').fill(code)
  await luz.getByLabel('Alias').fill('Luz')
  await looking(luz, 'Entrar con un código')
  await luz.getByRole('button', { name: 'Pedir entrar' }).click()
  await noteWords(luz)
  await looking(luz, 'Esperando que la red conteste')
  const port = await alma.evaluate(async () => {
    const answer = await fetch('/query/meeting', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const { value } = (await answer.json()) as { value: { port: number } }
    return value.port
  })
  await luz.getByLabel('Dirección', { exact: true }).fill(`127.0.0.1:${port}`)
  await luz.getByRole('button', { name: 'Encontrarse' }).click()
  const six = (page: Page): Promise<string[]> =>
    page
      .getByRole('list', { name: 'Seis palabras para comparar en voz alta' })
      .first()
      .getByRole('listitem')
      .allInnerTexts()
  await expect.poll(() => six(alma), { timeout: 20_000 }).toHaveLength(6)
  await expect.poll(() => six(luz), { timeout: 20_000 }).toHaveLength(6)
  expect(await six(luz)).toEqual(await six(alma))
  await look(luz)
  await looking(alma, 'Peticiones')
  await alma.getByRole('button', { name: 'Las seis palabras son iguales' }).click()
  await alma.getByRole('button', { name: 'Son iguales: dejarla entrar' }).click()
  await luz.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor({ timeout: 40_000 })
  await goTo(alma, 'Integrantes')
  await alma.getByRole('link', { name: 'Luz' }).waitFor()
}, 90_000)

test('in the app: the same by the port; a folder chosen in the system’s box never comes to the page', async () => {
  const folder = newFolder()
  const app = runStandIn({ browser, out, vault: join(newFolder(), 'vault'), env: { STAND_IN_FOLDER: folder } })
  open.push(app)
  const page = await app.page()
  await makeNotebook(page)
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await foundNetwork(page, 'Ceiba')
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await noteWords(page)
  await goTo(page, 'Encuentro')
  await page.getByText('Por una carpeta o memoria').click()
  await page.getByRole('button', { name: 'Pasar por la carpeta' }).click()
  await page.getByText(/Terminó\. Salieron [1-9]\d* piezas/).waitFor()
  expect(await page.content()).not.toContain(folder)
  expect(app.seen).toMatchObject({ complaints: [], foreign: [] })
}, 90_000)
