import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveInBrowser } from '../../src/cli/serve'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, newFolder, passphrase, tasteWorker } from '../support/people'

let browser: Browser
let page: Page
let close: () => Promise<void> = () => Promise.resolve()

beforeAll(async () => {
  browser = await openBrowser()
  const alma = await foundNetwork('Alma')
  const mine = await alma.id()
  const { committeeId } = await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })
  await alma.call('committee.addMember', { committeeId, memberId: mine, role: 'coordina' })
  const from = Date.now()
  const at = (hours: number): string => new Date(from + hours * 3_600_000).toISOString()
  await alma.call('shift.assign', { committeeId, start: at(-1), end: at(5), primary: mine })
  await alma.call('shift.assign', { committeeId, start: at(30), end: at(40), primary: mine })
  await alma.lock()
  let link = ''
  const server = await serveInBrowser({
    vault: alma.vault,
    passphrase,
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
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
})
afterAll(async () => {
  await close()
  await browser.close()
  await everybodyGoesHome()
})

test('the first thing is bigger than the rest; beside it who is on duty, free places and what is only here', async () => {
  await page.getByRole('heading', { level: 2, name: 'De guardia ahora' }).first().waitFor()
  const first = page.getByRole('region', { name: 'Lo que sigue' })
  const rest = page.getByRole('region', { name: 'Por hacer' })
  await first.waitFor()
  const sizeOf = (where: typeof first, level: number): Promise<number> =>
    where
      .getByRole('heading', { level })
      .last()
      .evaluate((one) => parseFloat(getComputedStyle(one).fontSize))
  expect(await sizeOf(first, 2)).toBeGreaterThan(await sizeOf(rest, 3))
  await page.getByRole('complementary').getByText('Alma').waitFor()
  await page.getByText('0 lugares libres, confirmados').waitFor()
  await page.getByText(/cambios? están? solo en esta computadora/).waitFor()
  await first.getByRole('link', { name: 'Ver el turno' }).click()
  await page.getByRole('main').getByText('Alma').first().waitFor()
  await goTo(page, 'Hoy')
  await page.getByRole('complementary').getByRole('link', { name: 'Preparar encuentro' }).click()
  await page.getByRole('heading', { level: 1, name: 'Encuentro' }).waitFor()
}, 60_000)

test('a meeting by a folder passes what is here, and says so; a folder that is not there is said plainly', async () => {
  await goTo(page, 'Encuentro')
  await page.getByText('Por una carpeta o memoria').click()
  await page.getByLabel('Carpeta', { exact: true }).fill('/no/hay/tal/carpeta')
  await page.getByRole('button', { name: 'Pasar por la carpeta' }).click()
  await page.getByText('Esa carpeta no está.').waitFor()
  await page.getByLabel('Carpeta', { exact: true }).fill(newFolder())
  await page.getByRole('button', { name: 'Pasar por la carpeta' }).click()
  await page.getByText(/Terminó\. Salieron [1-9]\d* piezas/).waitFor()
  await page.getByText('Una carpeta o memoria', { exact: true }).waitFor()
}, 60_000)
