import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastMonthBefore } from '#shared/rules/houseFigure'
import { openBrowser } from '../support/browser'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'
import { atHerLaptop, choose, find, holds } from '../support/screens'

let browser: Browser
let alma: Person
let bina: Person

beforeAll(async () => {
  browser = await openBrowser()
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina')
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

test('Alma offers a house, and says no more of it than a name, a country and places', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByText('Todavía no hay casas').waitFor()
    await page.getByRole('link', { name: 'Ofrecer una casa' }).click()
    await page.getByLabel('Nombre inventado de la casa').waitFor()
    await page.getByRole('button', { name: 'Ofrecer', exact: true }).click()
    await page.getByText('Falta un nombre inventado.').waitFor()
    await holds(page, 'offer')
    await page.getByLabel('Nombre inventado de la casa').fill('Casa Amate')
    await find(page, 'País', 'Guatemala')
    await page.getByRole('textbox', { name: 'Lugares en total', exact: true }).fill('4')
    await page.getByRole('textbox', { name: 'Lugares libres hoy', exact: true }).fill('3')
    await page.getByRole('button', { name: 'Ofrecer', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Casa Amate' }).waitFor()
    await page.getByText('3 de 4 lugares libres').waitFor()
    await page.getByText(/Confirmada hasta el/).waitFor()
    await page.getByRole('link', { name: 'Casas', exact: true }).first().click()
    await page.getByRole('listitem').filter({ hasText: 'Casa Amate' }).last().waitFor()
  })
  expect((await alma.query('house.board')).houses).toMatchObject([
    { alias: 'Casa Amate', country: 'GT', placesFree: 3 },
  ])
})

test('Bina asks for a place; Alma says yes; Bina reads it', async () => {
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Pedir lugar Casa Amate' }).click()
    await page.getByText(/La solicitud llega a Alma/).waitFor()
    await page.getByLabel('Clave del expediente').fill('7QK2M')
    await page.getByRole('textbox', { name: 'De 0 a 5 años', exact: true }).fill('1')
    await page.keyboard.press('Tab')
    await page.getByText('2 personas').waitFor()
    await page.getByRole('button', { name: 'Pedir lugar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Solicitudes' }).waitFor()
    await page.getByText('Espera respuesta').waitFor()
  })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Solicitudes' }).click()
    await page.getByRole('heading', { name: 'Esperan mi respuesta' }).waitFor()
    await page.getByText('1 persona adulta, 1 de 0 a 5 años').waitFor()
    await page.getByRole('button', { name: 'Decir que sí' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decir que sí' }).click()
    await page.getByText('Dijeron que sí').first().waitFor()
  })
  await meet(alma, bina)
  expect((await bina.query('hold.list')).holds).toMatchObject([{ status: 'accepted', mine: true }])
})

test('a no asks why, and is counted', async () => {
  const { houses } = await bina.query('house.board')
  const houseCardId = houses[0]?.houseCardId ?? ''
  await bina.call('hold.request', { houseCardId, caseCode: '9ZZ1A', party: { adults: 5 } })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Solicitudes' }).click()
    await page.getByRole('button', { name: 'Decir que no' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decir que no' }).click()
    await page.getByText('Falta elegir una razón.').waitFor()
    await page.getByRole('dialog').getByText('No hay lugar').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decir que no' }).click()
    await page.getByText('Dijeron que no').first().waitFor()
    await page.getByRole('link', { name: 'Lo que faltó' }).click()
    await page.getByText(/1 solicitud sin lugar, para 5 personas/).waitFor()
    await holds(page, 'unmet')
  })
})

test('her own house: rooms, who arrives, places in words and in a table, and what it means that it is not safe', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Ver la ficha Casa Amate' }).click()
    await page.getByRole('button', { name: 'Abrir el espacio de la casa' }).click()
    await page.getByRole('link', { name: 'Abrir mi casa' }).click()
    await page.getByRole('tab', { name: 'Cuartos' }).click()
    await page.getByLabel('Cómo se llama el cuarto').fill('Cuarto del patio')
    await page.getByRole('textbox', { name: 'Camas o lugares', exact: true }).fill('3')
    await page.getByRole('button', { name: 'Agregar un cuarto' }).click()
    await page.getByText('Cuarto agregado.').waitFor()
    await page.getByRole('tab', { name: 'Quién llega y quién está' }).click()
    await page.getByRole('link', { name: 'Ya llegaron' }).click()
    await page.getByRole('textbox', { name: 'Nombre inventado', exact: true }).fill('Colibrí')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('heading', { name: 'En la casa ahora' }).waitFor()
    await page.getByText('Colibrí').first().waitFor()
    await page.getByRole('tab', { name: 'Lugares', exact: true }).click()
    await page.getByRole('region', { name: 'Lugares de los próximos 60 días' }).waitFor()
    await page.getByRole('tab', { name: 'La casa', exact: true }).click()
    await page.getByText('Descubierta o en peligro', { exact: true }).click()
    await page.getByText(/La ficha desaparece del tablero/).waitFor()
    await page.getByRole('button', { name: 'Decir que ya no es segura' }).click()
    await page.getByRole('heading', { name: 'Salir de la casa' }).waitFor()
    await holds(page, 'team-evacuation')
    await page.getByText(/Salen primero las personas/).click()
    await page.getByText('1 de 10').waitFor()
  })
  await meet(alma, bina)
  expect((await bina.query('house.board')).houses).toEqual([])
})

test('the board chooses by country, and an incident is noted', async () => {
  await bina.call('house.offer', { alias: 'Casa Ceiba', country: 'HN', type: 'rest', placesTotal: 2, validHours: 5 })
  await bina.call('house.offer', { alias: 'Casa Jocote', country: 'MX', type: 'hostel', placesTotal: 9 })
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByText('2 casas.').waitFor()
    await page.getByText(/Por confirmar: vence/).waitFor()
    await choose(page, 'País', 'México')
    await page.getByText('1 casa.').waitFor()
  })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Abrir mi casa Casa Amate' }).click()
    await page.getByRole('tab', { name: 'Incidentes' }).click()
    await page.getByRole('link', { name: 'Anotar un incidente' }).click()
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByText('Falta elegir una respuesta.').first().waitFor()
    await holds(page, 'incident')
    await choose(page, 'Qué fue', 'Amenaza')
    await page.getByText('Prevención', { exact: true }).click()
    await page.getByText('Seguir', { exact: true }).click()
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('tab', { name: 'Incidentes' }).click()
    await page.getByText('Amenaza').waitFor()
  })
})

test('a house tells the network how many came, asked and left until last month, with the keyboard alone, and never who', async () => {
  const month = lastMonthBefore(new Date().toISOString().slice(0, 10))
  const houseCardId =
    (await alma.query('house.board')).houses.find(({ alias }) => alias === 'Casa Amate')?.houseCardId ?? ''
  const guest = { houseCardId, guestAlias: 'Garza', partySize: 2, arrival: `${month}-02` }
  const { stayId } = await alma.call('stay.arrive', guest)
  await alma.call('stay.depart', { houseCardId, stayId, kind: 'return', date: `${month}-09` })
  const shareBy = async (page: Page): Promise<void> => {
    const figures = page.getByRole('region', { name: 'Cifras para la red' })
    await figures.getByText('Esta casa todavía no ha compartido cifras con la red.').waitFor()
    await figures.getByText(/Nunca ve quién, cuántas personas, ni el día/).waitFor()
    await holds(page, 'figures')
    await figures.getByRole('button', { name: /Compartir hasta/ }).focus()
    await page.keyboard.press('Enter')
    await figures.getByText('Las cifras quedaron compartidas.').waitFor()
    await figures.getByText('La red tiene todo lo de los meses que ya pasaron.').waitFor()
    // the button is gone, and the keyboard is where it was
    await expect.poll(() => figures.evaluate((one) => one.contains(document.activeElement))).toBe(true)
    await holds(page, 'figures-shared')
  }
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Abrir mi casa Casa Amate' }).click()
    await page.getByRole('tab', { name: 'Lugares', exact: true }).click()
    await page.getByText('1 estancia que terminó').waitFor()
    await shareBy(page)
  })
  expect((await alma.query('house.team', { houseCardId })).figures).toEqual({
    through: month,
    mayShare: true,
    next: null,
  })
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Casas')
    await page.getByRole('link', { name: 'Ver la ficha Casa Ceiba' }).click()
    await page.getByText(/No hay estancias ni solicitudes nuevas/).waitFor()
    await shareBy(page)
  })
})
