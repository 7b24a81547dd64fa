import { networkInterfaces } from 'node:os'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a test does at every screen on the way; nothing unless it says so. */
type Look = (page: Page) => Promise<void>
const noLook: Look = () => Promise.resolve()

const titled = async (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title }).waitFor()

/** From the first screen of a new laptop to an open, empty notebook; gives the phrase that was offered. */
export const makeNotebook = async (page: Page, look: Look = noLook): Promise<string> => {
  await titled(page, 'Un cuaderno cerrado con llave')
  await look(page)
  await page.getByRole('button', { name: 'Empezar' }).click()
  const offered = page.locator('[data-phrase]')
  await expect.poll(async () => (await offered.innerText()).split(' ').length).toBe(7)
  const phrase = await offered.innerText()
  await look(page)
  await page.getByRole('button', { name: 'Ya la escribí' }).click()
  await titled(page, 'La frase, otra vez')
  await look(page)
  await page.getByLabel('Escribir la frase').fill(phrase.toUpperCase())
  await page.getByRole('button', { name: 'Crear el cuaderno' }).click()
  await titled(page, 'Cómo empezar')
  await look(page)
  return phrase
}

/** Fills what a new network is asked, and sends nothing yet. */
export const nameNetwork = async (page: Page, alias: string): Promise<void> => {
  await page.getByRole('button', { name: 'Crear la red' }).click()
  await page.getByLabel('Nombre de la red').fill('Red de Práctica')
  await page.getByRole('combobox', { name: 'País' }).fill('Méx')
  await page.getByRole('option', { name: 'México' }).click()
  await page.getByLabel('Alias').fill(alias)
}

/** Through the sheet with the twenty-four recovery words: reads them, and answers for the two that are asked. */
export const noteWords = async (page: Page, look: Look = noLook): Promise<void> => {
  await titled(page, '24 palabras para volver')
  await look(page)
  const words = await page.locator('[data-words] span').allInnerTexts()
  expect(words).toHaveLength(24)
  await page.getByRole('button', { name: 'Ya las escribí' }).click()
  await titled(page, 'Dos palabras del papel')
  await look(page)
  for (const field of await page.getByRole('textbox').all()) {
    const label = await field.evaluate((one) => (one as HTMLInputElement).labels?.[0]?.textContent ?? '')
    await field.fill(words[Number(label.replace(/\D/g, '')) - 1] ?? '')
  }
  await page.getByRole('button', { name: 'Seguir' }).click()
}

/** The six words on the screen of her who asks, or of her who admits; none as long as they are not known. */
export const sixWords = (page: Page): Promise<string[]> =>
  page
    .getByRole('list', { name: 'Seis palabras para comparar en voz alta' })
    .first()
    .getByRole('listitem')
    .allInnerTexts()

const isInNetwork = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ family, internal }) => family === 'IPv4' && !internal),
)
/** Why the screen of this computer cannot tell an address to meet at; null where it can. */
export const whyNoAddress = isInNetwork ? null : 'this computer is in no network: its screen tells no address'

/** Chooses how to meet. */
export const meetBy = (page: Page, way: string): Promise<void> => page.getByText(way, { exact: true }).click()

/** Begins to listen, where a screen offers it, and gives the address that it tells to the others. */
export const listen = async (page: Page): Promise<string> => {
  await meetBy(page, 'Esta computadora escucha')
  await page.getByRole('button', { name: 'Escuchar', exact: true }).click()
  const told = page.getByText(/^[\d.]+:\d+$/)
  const none = page.getByText('Esta computadora no está en ninguna red')
  await told.or(none).first().waitFor()
  if ((await none.count()) === 0) return told.first().innerText()
  // a computer in no network tells no address: by HTTP the page itself may ask for the port
  return page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/query/meeting', { method: 'POST', headers, body: '{}' })
    return `127.0.0.1:${((await answer.json()) as { value: { port: number } }).value.port}`
  })
}

/** Goes to an address from the screen that offers it, and waits until something has passed. */
export const meetAt = async (page: Page): Promise<void> => {
  const go = page.getByRole('button', { name: 'Encontrarse', exact: true })
  await Promise.all([page.getByText('Pasando…').waitFor(), go.click()])
  await page.getByText(/^Terminó\./).waitFor()
}
