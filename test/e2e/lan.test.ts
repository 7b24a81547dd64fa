import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import type { Running } from '../support/drivers'
import { settle } from '../support/hands'
import { openIsland, whyNoIsland } from '../support/island/island'
import type { Island } from '../support/island/island'
import { goTo, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, passphrase } from '../support/people'
import { runStandIn } from '../support/standIn/host'
import { axeViolations } from '../support/page'

if (whyNoIsland !== null) process.stdout.write(`skipped: two notebooks on a local network: ${whyNoIsland}\n`)

describe.skipIf(whyNoIsland !== null)('Two notebooks on the same local network', () => {
  let island: Island
  let browser: Browser
  const open: Running[] = []

  beforeAll(async () => {
    const alma = await foundNetwork('Alma')
    const bina = await joinNetwork(alma, 'Bina')
    await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    island = await openIsland()
    const node = island.inside(process.execPath)
    browser = await openBrowser(island.inside)
    for (const person of [alma, bina]) {
      await person.lock()
      open.push(runStandIn({ browser, out, vault: person.vault, node }))
    }
  })
  afterAll(async () => {
    for (const one of open) await one.close()
    await browser.close()
    await island.close()
    await everybodyGoesHome()
  })

  /** Opens the notebook and looks on the network, by the keyboard. */
  const look = async (running: Running): Promise<Page> => {
    const page = await openingScreen(running)
    await settle(page)
    await writePhrase(page, passphrase)
    await goTo(page, 'Encuentro')
    await page.getByRole('button', { name: 'Buscar en esta red' }).press('Enter')
    await page.getByRole('status').getByText('Buscando en esta red…').waitFor()
    return page
  }

  test('each sees who is here and what moved, and how to come by hand; a screen reader is told', async () => {
    const [hers, other] = open
    if (!hers || !other) throw new Error('two notebooks')
    const alma = await look(hers)
    await alma.getByRole('button', { name: 'Si no se encuentran solas: la dirección' }).click()
    const address = await alma.getByText(/^[\d.]+:\d+$/).innerText()
    await alma.getByRole('img', { name: `Imagen QR de la dirección ${address}` }).waitFor()
    const bina = await look(other)
    for (const [page, name] of [[alma, 'Bina'] as const, [bina, 'Alma'] as const]) {
      const person = page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Pasó lo que había' })
      await person.first().waitFor()
      await page.getByRole('status').getByText('Hay 1 computadora aquí.').waitFor()
      expect(await axeViolations(page)).toEqual([])
    }
    expect(await bina.getByText(/llegaron [1-9]\d*\./).count()).toBeGreaterThan(0)
    await bina.getByRole('button', { name: 'Terminar el encuentro' }).press('Enter')
    await bina.getByText(/^Terminó\. Salieron \d+ piezas y llegaron [1-9]\d*; apartadas: 0\.$/).waitFor()
    await alma.getByRole('button', { name: 'Terminar el encuentro' }).press('Enter')
    await alma.getByText(/^Terminó\. Salieron [1-9]/).waitFor()
    for (const one of open) expect(one.seen).toMatchObject({ complaints: [], foreign: [] })
  })
})
