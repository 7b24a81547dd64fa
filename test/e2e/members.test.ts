import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { serveInBrowser } from '../../src/cli/serve'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase, tasteWorker } from '../support/people'

let browser: Browser
let vault = ''
let page: Page
let close: () => Promise<void> = () => Promise.resolve()

beforeAll(async () => {
  browser = await openBrowser()
  const alma = await foundNetwork('Alma')
  const luz = await joinNetwork(alma, 'Luz')
  await meet(alma, luz)
  await luz.call('card.set', { skills: ['legal'], languages: ['mam'], availability: 'hours' })
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.grant', { caseId, memberId: await luz.id() })
  await meet(alma, luz)
  await alma.lock()
  await luz.lock()
  vault = alma.vault
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

const start = async (): Promise<string> => {
  let link = ''
  const server = await serveInBrowser({
    vault,
    port: 0,
    rendererDir: join(out, 'renderer'),
    tasteWorker,
    onReady: (url) => (link = url),
  })
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'es-MX',
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  close = async () => {
    await context.close()
    await server.close()
  }
  return link
}
const open = async (phrase: string): Promise<void> => {
  await page.getByLabel('Frase de paso').fill(phrase)
  await page.keyboard.press('Enter')
}
beforeEach(async () => {
  const link = await start()
  await page.goto(link)
  await open(passphrase)
  await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
})
afterEach(() => close())

test('she is found by what she knows; before she is put out it is told what she could read', async () => {
  await goTo(page, 'Integrantes')
  await page.getByRole('searchbox', { name: 'Buscar por alias, habilidad o idioma' }).fill('legál')
  await expect.poll(() => page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Luz'])
  await page.getByRole('main').getByRole('link', { name: 'Luz' }).click()
  await page.getByRole('heading', { level: 1, name: 'Luz' }).waitFor()
  await page.getByRole('heading', { name: 'Lo que pudo leer' }).waitFor()
  await page.getByText('Un expediente', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Sacar de la red' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Lo que ya leyó no se puede des-leer').waitFor()
  await dialog.getByRole('button', { name: 'Sacar de la red' }).click()
  await page.getByText('Quedó fuera de la red.').first().waitFor()
  await page.getByRole('heading', { name: 'Quiénes faltan por enterarse' }).waitFor()
}, 60_000)

test('a lock loses nothing that was typed on her card', async () => {
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Mi tarjeta' }).click()
  await page.getByLabel('Pronombre').fill('ella')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: 'Abrir el cuaderno' }).waitFor()
  await open(passphrase)
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Mi tarjeta' }).click()
  await expect.poll(() => page.getByLabel('Pronombre').inputValue()).toBe('ella')
}, 60_000)

test('the phrase is changed with the old one only, and then the new one alone opens', async () => {
  const next = 'amate copal obsidiana jade barro hilo telar'
  const change = async (old: string): Promise<void> => {
    await page.getByLabel('Frase de ahora').fill(old)
    await page.getByLabel('Frase nueva', { exact: true }).fill(next)
    await page.getByLabel('Frase nueva, otra vez').fill(next)
    await page.getByRole('button', { name: 'Cambiar la frase' }).click()
  }
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Ajustes' }).click()
  await change('esta no es la frase de alma')
  await page.getByText('Esa frase no abre.').waitFor()
  await change(passphrase)
  await page.getByText('Cambió. Solo abre la frase nueva.').waitFor()
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: 'Abrir el cuaderno' }).waitFor()
  await open(passphrase)
  await page.getByText('Esa frase no abre.').waitFor()
  await open(next)
  await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Ajustes' }).click()
  await page.getByLabel('Frase de ahora').fill(next)
  await page.getByLabel('Frase nueva', { exact: true }).fill(passphrase)
  await page.getByLabel('Frase nueva, otra vez').fill(passphrase)
  await page.getByRole('button', { name: 'Cambiar la frase' }).click()
  await page.getByText('Cambió. Solo abre la frase nueva.').waitFor()
}, 60_000)
