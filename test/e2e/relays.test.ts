import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import { confirm, follow, press, settle, shows } from '../support/hands'
import { makeNotebook, meetBy, noteWords, sixWords } from '../support/newNotebook'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { openRelay, relaysStop, visitRelay } from '../support/relays'
import type { TestRelay } from '../support/relays'
import { atHerLaptop, holds } from '../support/screens'

let browser: Browser
let relay: TestRelay
let alma: Person
let bina: Person
beforeAll(async () => {
  browser = await openBrowser()
  relay = await openRelay({ withLine: true })
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await relaysStop()
  await everybodyGoesHome()
})

const relays = async (page: Page): Promise<void> => {
  await goTo(page, 'Encuentro')
  await follow(page, 'Repetidoras')
  await page.getByRole('heading', { level: 1, name: 'Repetidoras' }).waitFor()
}
const nameOf = ({ url }: TestRelay): string => `${url.host}:${String(url.port)}`
const board = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias)
const offer = (person: Person, alias: string) =>
  person.call('house.offer', { alias, country: 'GT', type: 'safe_house', placesTotal: 3 })
/** Ticks the box by which a notebook goes to relays by itself, and waits until it is there. */
const goAlone = async (page: Page): Promise<void> => {
  await page.getByRole('checkbox', { name: 'Conectarse sola mientras el cuaderno está abierto' }).press(' ')
  await page.getByRole('status').getByText('En contacto').waitFor()
}

test('Alma adds a relay, is told that its key is wrong, writes the right one, passes; Bina gets what was left', async () => {
  await offer(alma, 'Casa Amate')
  await atHerLaptop(alma, browser, async (page) => {
    await relays(page)
    await shows(page, 'Esta red no usa ninguna repetidora')
    await follow(page, 'Agregar una repetidora')
    const field = page.getByLabel('Dirección de la repetidora', { exact: true })
    await press(page, 'Agregar')
    await shows(page, 'Falta pegar la dirección.')
    await field.fill('https://repetidora.example')
    await press(page, 'Agregar')
    await page.getByText('Esa no es la dirección de una repetidora').waitFor()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await holds(page, 'a false address')
    await field.fill(relay.address.replace(/#[^,]*/, `#${'A'.repeat(43)}`))
    await press(page, 'Agregar')
    await page.getByRole('heading', { level: 1, name: 'Repetidoras' }).waitFor()
    await shows(page, 'Desde esta computadora todavía no se ha pasado por ella.')
    await press(page, 'Pasar ahora')
    await page.getByRole('listitem').getByText('La llave de esa repetidora no es la de su dirección.').waitFor()
    await holds(page, 'a wrong key')
    await follow(page, nameOf(relay))
    await page.getByLabel('Dirección nueva').fill(relay.address)
    await press(page, 'Cambiarla')
    await shows(page, 'Cambiada.')
    await expect.poll(() => page.locator('[data-relay-address]').innerText()).toBe(relay.address)
    await holds(page, 'one relay')
    await relays(page)
    await press(page, 'Pasar ahora')
    await page.getByText(/^Terminó\. Salieron [1-9]/).waitFor()
    await shows(page, 'Todo lo de aquí ya está allá')
    expect(await page.getByText('La llave de esa repetidora').count()).toBe(0)
    await holds(page, 'relays')
    await goTo(page, 'Encuentro')
    await page.getByText(/^Lo último que escribió esta computadora \(\d+ piezas?\) está en 1 repetidora$/).waitFor()
    await shows(page, `Repetidora ${nameOf(relay)}`)
    await holds(page, 'where things are')
  })
  await visitRelay(bina, relay)
  expect(await board(bina)).toContain('Casa Amate')
})

test('Bina, who does not facilitate, sees the relay and its address, and why she changes nothing', async () => {
  await atHerLaptop(bina, browser, async (page) => {
    await relays(page)
    await shows(page, 'Las agrega, cambia y quita quien facilita o coordina')
    expect(await page.getByRole('link', { name: 'Agregar una repetidora' }).count()).toBe(0)
    await follow(page, nameOf(relay))
    await shows(page, 'La agregó')
    expect(await page.locator('[data-relay-address]').innerText()).toBe(relay.address)
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Dejar de usarla' }).count()).toBe(0)
    await shows(page, 'Las agrega, cambia y quita quien facilita o coordina')
    await holds(page, 'one relay for a member')
  })
})

test('a proxy that is none is said so; one where nobody is keeps the relay out of reach, and nothing goes round it', async () => {
  await atHerLaptop(bina, browser, async (page) => {
    await relays(page)
    const proxy = page.getByLabel('Proxy SOCKS5')
    await proxy.fill('Tor')
    await press(page, 'Guardar el proxy')
    await shows(page, 'Así no es un proxy.')
    await proxy.fill('127.0.0.1:9')
    await press(page, 'Guardar el proxy')
    await shows(page, 'Ahora se va por 127.0.0.1:9.')
    await press(page, 'Pasar ahora')
    await page.getByRole('listitem').getByText('No se llega a la repetidora').waitFor()
    await holds(page, 'out of reach')
    await proxy.fill('')
    await press(page, 'Guardar el proxy')
    await shows(page, 'Ahora se va directo')
    await press(page, 'Pasar ahora')
    await page.getByText(/^Terminó\./).waitFor()
    await page.getByText('No se llega a la repetidora').waitFor({ state: 'detached' })
  })
})

test('both notebooks in touch by themselves: what Alma offers is on Bina’s board without a touch', async () => {
  await atHerLaptop(alma, browser, async (hers) => {
    await relays(hers)
    await goAlone(hers)
    await holds(hers, 'in touch')
    await atHerLaptop(bina, browser, async (page) => {
      await relays(page)
      await goAlone(page)
      await goTo(page, 'Casas')
      await goTo(hers, 'Casas')
      await follow(hers, 'Ofrecer una casa')
      await hers.getByLabel('Nombre inventado de la casa').fill('Casa Copal')
      await hers.getByRole('combobox', { name: 'País' }).fill('Guatemala')
      await hers.getByRole('option', { name: 'Guatemala' }).click()
      await hers.getByRole('textbox', { name: 'Lugares en total', exact: true }).fill('4')
      await press(hers, 'Ofrecer')
      await hers.getByRole('heading', { level: 1, name: 'Casa Copal' }).waitFor()
      await page.getByText('Casa Copal').first().waitFor({ timeout: 30_000 })
    })
  })
}, 90_000)

test('Dalia joins by a code and the relay’s address, and meets nobody', async () => {
  const [serve] = drivers
  if (!serve) throw new Error('no driver')
  const running = await serve.launch(join(newFolder(), 'vault'), browser)
  try {
    // Alma’s notebook still goes to the relay by itself, as she said
    await atHerLaptop(alma, browser, async (hers) => {
      await goTo(hers, 'Integrantes')
      await follow(hers, 'Invitar')
      await press(hers, 'Hacer la invitación')
      const code = await hers.locator('[data-code]').innerText()
      await shows(hers, 'Y una de estas direcciones')
      const address = await hers.locator('[data-relay-address]').innerText()
      await holds(hers, 'a code and an address')
      await follow(hers, 'Peticiones')

      const page = await settle(await running.page())
      await makeNotebook(page)
      await press(page, 'Tengo un código')
      await page.getByLabel('Código').fill(code)
      await page.getByLabel('Alias').fill('Dalia')
      await press(page, 'Pedir entrar')
      await noteWords(page)
      await page.getByRole('heading', { level: 1, name: 'Esperando que la red conteste' }).waitFor()
      await meetBy(page, 'Por una repetidora')
      await page.getByLabel('Dirección de la repetidora', { exact: true }).fill('repetidora')
      await press(page, 'Pasar por la repetidora')
      await page.getByText('Esa no es la dirección de una repetidora').waitFor()
      await holds(page, 'joining by a relay')
      await page.getByLabel('Dirección de la repetidora', { exact: true }).fill(address)
      await press(page, 'Pasar por la repetidora')
      await expect.poll(() => sixWords(hers), { timeout: 40_000 }).toHaveLength(6)
      await press(hers, 'Las seis palabras son iguales')
      await confirm(hers, 'Son iguales: dejarla entrar')
      await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor({ timeout: 60_000 })
      await relays(page)
      await shows(page, nameOf(relay))
    })
    expect(running.seen.complaints).toEqual([])
  } finally {
    await running.close()
  }
}, 150_000)

test('Alma stops using it, once she read what follows', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await relays(page)
    await follow(page, nameOf(relay))
    await press(page, 'Dejar de usarla')
    await page.getByRole('dialog').getByText('Nadie de la red deja ni recoge nada más ahí.').waitFor()
    await confirm(page, 'Dejar de usarla')
    await shows(page, 'Esta repetidora ya no está')
    await follow(page, 'Todas las repetidoras')
    await shows(page, 'Esta red no usa ninguna repetidora')
  })
})
