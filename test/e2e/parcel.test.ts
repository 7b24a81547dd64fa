import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { meetBy } from '../support/newNotebook'
import { goTo } from '../support/page'
import { board, offer } from '../support/parcels'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { atHerLaptop, choose, holds } from '../support/screens'
import { speakFor } from '../support/speakFor'

// Alma and Bina do not meet: a file goes between them.

let browser: Browser
let alma: Person
let bina: Person
let stick: string
beforeAll(async () => {
  browser = await openBrowser()
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  await meet(alma, bina)
  stick = newFolder()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

const parcel = async (page: Page, act: string): Promise<void> => {
  await goTo(page, 'Encuentro')
  await meetBy(page, 'Por un paquete')
  await page.getByText(act, { exact: true }).click()
}
/** A picture for whoever wants to look: TEJIDO_SHOTS names a folder. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.TEJIDO_SHOTS
  if (folder === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 683, height: 384 })
  await page.screenshot({ path: join(folder, `${name}-small.png`), fullPage: true })
  await page.setViewportSize({ width: 1366, height: 768 })
}

test('Alma saves a parcel for Bina, who opens it; opened again it does nothing, damaged it says so', async () => {
  const alias = await offer(alma)
  const file = join(stick, 'k3f9x2')
  await atHerLaptop(alma, browser, async (page) => {
    await parcel(page, 'Guardar un paquete')
    await page.getByRole('button', { name: 'Guardar el paquete' }).click()
    await page.getByText('Falta escribir el archivo.').waitFor()
    await choose(page, 'Para quién', 'Bina')
    await page.getByLabel('Archivo nuevo').fill(file)
    await holds(page, 'save a parcel')
    await picture(page, 'save')
    await page.getByRole('button', { name: 'Guardar el paquete' }).click()
    await page.getByText(/^Guardado: k3f9x2\. Lleva \d+ piezas?\./).waitFor()
    await holds(page, 'parcel saved')
    await picture(page, 'saved')
    await page.getByRole('button', { name: 'Guardar el paquete' }).click()
    await page.getByText('Ahí ya hay un archivo con ese nombre. No se tocó.').waitFor()
  })
  await atHerLaptop(bina, browser, async (page) => {
    await parcel(page, 'Abrir un paquete')
    await page.getByLabel('Archivo', { exact: true }).fill(file)
    await holds(page, 'open a parcel')
    await picture(page, 'open')
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, -1))
    await page.getByRole('button', { name: 'Abrir el paquete' }).click()
    await page.getByText('El archivo llegó dañado o cortado. No entró nada de él.').waitFor()
    await picture(page, 'damaged')
    writeFileSync(file, whole)
    await page.getByRole('button', { name: 'Abrir el paquete' }).click()
    await page.getByText(/^Terminó\. Salieron 0 piezas y llegaron [1-9]/).waitFor()
    await page.getByRole('button', { name: 'Abrir el paquete' }).click()
    await page.getByText('Terminó. Salieron 0 piezas y llegaron 0').waitFor()
  })
  expect(await board(bina)).toContain(alias)
})

test('Bina asks for what is missing, Alma answers with it', async () => {
  const alias = await offer(alma)
  await atHerLaptop(bina, browser, async (page) => {
    await parcel(page, 'Pedir lo que falta')
    await page.getByLabel('Archivo nuevo').fill(join(stick, 'pide'))
    await page.getByRole('button', { name: 'Guardar el pedido' }).click()
    await page.getByText('Guardado: pide. No lleva piezas de la red.').waitFor()
  })
  await atHerLaptop(alma, browser, async (page) => {
    await parcel(page, 'Responder a un pedido')
    await page.getByLabel('Archivo del pedido').fill(join(stick, 'k3f9x2'))
    await page.getByLabel('Archivo nuevo').fill(join(stick, 'lleva'))
    await page.getByRole('button', { name: 'Responder', exact: true }).click()
    await page.getByText('Ese archivo no es un pedido.').waitFor()
    expect(existsSync(join(stick, 'lleva'))).toBe(false)
    await page.getByLabel('Archivo del pedido').fill(join(stick, 'pide'))
    await holds(page, 'answer a request')
    await picture(page, 'answer')
    await page.getByRole('button', { name: 'Responder', exact: true }).click()
    await page.getByText(/^Guardado: lleva\. Lleva 1 pieza\./).waitFor()
  })
  await atHerLaptop(bina, browser, async (page) => {
    await parcel(page, 'Abrir un paquete')
    await page.getByLabel('Archivo', { exact: true }).fill(join(stick, 'lleva'))
    await page.getByRole('button', { name: 'Abrir el paquete' }).click()
    await page.getByText('Terminó. Salieron 0 piezas y llegaron 1').waitFor()
  })
  expect(await board(bina)).toContain(alias)
})

test('while a file or a folder goes through she sees how far it is, and can stop it', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    // those of a test are through before anybody could look: what the engine says of large ones is said here
    const { asked, say } = await speakFor(page, 'meeting', 'cancel')
    await goTo(page, 'Encuentro')
    const bar = page.getByRole('progressbar', { name: 'Va pasando' })
    const open = { phase: 'open', addresses: [], port: null, lan: null }
    for (const ways of [['parcel'], ['folder']]) {
      await say({ ...open, ways, progress: null })
      await page.getByText('Pasando…').waitFor()
      expect(await bar.count()).toBe(0)
      await say({ ...open, ways, progress: { done: 374_000_000, of: 1_000_000_000 } })
      await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('37 de 100')
    }
    await holds(page, 'parcel under way')
    await picture(page, 'underway')
    await page.getByRole('button', { name: 'Detener' }).click()
    await expect.poll(() => asked).toHaveLength(1)
    await say({ phase: 'idle' })
    await expect.poll(() => bar.count()).toBe(0)
  })
})
