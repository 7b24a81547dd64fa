import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'
import { atHerLaptop, choose, find, holds } from '../support/screens'

let browser: Browser
let alma: Person
let bina: Person
let committeeId = ''

/** So many hours from now, on the hour. */
const inHours = (hours: number): string =>
  new Date((Math.floor(Date.now() / 3_600_000) + hours) * 3_600_000).toISOString()

beforeAll(async () => {
  browser = await openBrowser()
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina')
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

test('Alma forms a committee, puts Bina in it, and notes a task and a decision', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Guardias')
    await page.getByText('Todavía no hay comités').waitFor()
    await page.getByRole('navigation', { name: 'Partes de Guardias' }).getByRole('link', { name: 'Comités' }).click()
    await page.getByLabel('Cómo se llama').fill('Acción urgente')
    await choose(page, 'De qué se ocupa', 'Acción urgente')
    await page.getByRole('button', { name: 'Formar el comité' }).click()
    await page.getByRole('heading', { level: 1, name: 'Acción urgente' }).waitFor()
    await page.getByRole('tab', { name: 'Quiénes están' }).click()
    for (const name of ['Alma', 'Bina']) {
      await find(page, 'Quién', name)
      await page.getByLabel('Qué hace en el comité').fill('responde')
      await page.getByRole('button', { name: 'Guardar' }).click()
      await page.getByRole('button', { name: `Quitar: ${name}` }).waitFor()
    }
    await page.getByRole('tab', { name: 'Tareas' }).click()
    await page.getByLabel('Qué hay que hacer').fill('Llamar a la red de salud')
    await page.getByRole('button', { name: 'Anotar', exact: true }).click()
    await page.getByRole('button', { name: 'Hecha: Llamar a la red de salud' }).waitFor()
    await page.getByRole('tab', { name: 'Acuerdos' }).click()
    await page.getByLabel('Qué se decidió').fill('Dos por turno')
    await page.getByRole('button', { name: 'Guardar el acuerdo' }).click()
    await page.getByText('Dos por turno').first().waitFor()
    await page.getByRole('link', { name: 'Comités' }).first().click()
    await page.getByRole('link', { name: 'Abrir Acción urgente' }).waitFor()
  })
  committeeId = (await alma.query('committee.list')).committees[0]?.committeeId ?? ''
})

test('a shift is assigned and confirmed; a second at the same time is refused in words; a swap is asked for', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Guardias')
    await page.getByRole('link', { name: 'Asignar guardia' }).click()
    await page.getByRole('button', { name: 'Asignar', exact: true }).click()
    await page.getByText('Falta elegir quién.').waitFor()
    await holds(page, 'assign')
    const assign = async (): Promise<void> => {
      await choose(page, 'Comité', 'Acción urgente')
      await find(page, 'Quién', 'Alma')
      await page.getByRole('button', { name: 'Asignar', exact: true }).click()
    }
    await assign()
    await page.getByRole('region', { name: 'Guardias de la semana' }).waitFor()
    await page.getByText('Por confirmar').first().waitFor()
    await page.getByRole('link', { name: 'Asignar guardia' }).click()
    await assign()
    await page.getByText('A esa hora ella ya tiene otro turno.').waitFor()
    await page.getByRole('link', { name: 'Mi carga y descanso' }).click()
    await page.getByText(/Nadie más ve esto/).waitFor()
    await page.getByRole('link', { name: /^Ver / }).click()
    await page.getByRole('button', { name: 'Confirmar mi guardia' }).click()
    await page.getByText('Confirmada.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Pedir cambio' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pedir cambio' }).click()
    await page.getByRole('button', { name: 'Quedarme con ella' }).waitFor()
    await page.getByLabel('Qué tiene que saber quien sigue').fill('Falta llamar a 7QK2M')
    await page.getByRole('button', { name: 'Dejar la nota' }).click()
    await page.getByText('La nota quedó.').waitFor()
  })
})

test('Bina takes the shift that Alma asked to swap', async () => {
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Guardias')
    // tomorrow may be in the week after
    if ((await page.getByText('Pide cambio').count()) === 0)
      await page.getByRole('link', { name: 'Semana siguiente' }).click()
    await page
      .getByRole('link', { name: /^Ver Acción urgente/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Tomar esta guardia' }).click()
    await page.getByText('Cubierta').first().waitFor()
    await page.getByText('Falta llamar a 7QK2M').waitFor()
  })
  await meet(alma, bina)
  const { shifts } = await alma.query('shift.calendar', { from: inHours(0), to: inHours(72) })
  expect(shifts).toMatchObject([{ status: 'covered', coveredByAlias: 'Bina' }])
})

test('two women for one time are shown as two versions, of one size', async () => {
  const span = { committeeId, start: inHours(50), end: inHours(54) }
  await alma.call('shift.assign', { ...span, primary: await alma.id() })
  await alma.call('shift.assign', { ...span, primary: await bina.id() })
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Guardias')
    const twice = page.getByRole('heading', { name: /Dos versiones: quién está/ })
    await page.getByRole('region', { name: 'Guardias de la semana' }).waitFor()
    if ((await twice.count()) === 0) await page.getByRole('link', { name: 'Semana siguiente' }).click()
    await twice.waitFor()
    await holds(page, 'clash')
    const keep = page.getByRole('button', { name: 'Dejar esta: Bina' })
    expect(await keep.evaluate((one) => one.clientHeight)).toBe(
      await page.getByRole('button', { name: 'Dejar esta: Alma' }).evaluate((one) => one.clientHeight),
    )
    await keep.click()
    await twice.waitFor({ state: 'detached' })
  })
})

test('an alert needs its three words; answers have one size; it is closed by hand', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Guardias')
    await page.getByRole('link', { name: 'Alertas' }).click()
    await page.getByText('No hay alertas').waitFor()
    await page.getByRole('link', { name: 'Preparar una alerta' }).click()
    await page.getByRole('heading', { level: 1, name: '¿Qué tan urgente es?' }).waitFor()
    await page.getByText('Emergencia', { exact: true }).click()
    await page.getByRole('button', { name: 'Seguir' }).click()
    await page.getByText('Toda la red', { exact: true }).click()
    await page.getByLabel('Qué pasa y qué hace falta').fill('Hace falta transporte hoy')
    await page.getByRole('button', { name: 'Revisar antes de mandar' }).click()
    await page.getByRole('heading', { level: 1, name: '¿Se manda?' }).waitFor()
    await page.getByLabel('Escribir las tres palabras').fill('otras tres palabras')
    await page.getByRole('button', { name: 'Mandar la alerta' }).click()
    await page.getByText('La confirmación no coincide. No se envió nada.').waitFor()
    await holds(page, 'alert-3')
    const words = await page
      .getByText(/Escribirlas tal como están/)
      .evaluate((one) => one.nextElementSibling?.textContent)
    await page.getByLabel('Escribir las tres palabras').fill(words ?? '')
    await page.getByRole('button', { name: 'Mandar la alerta' }).click()
    await page.getByText('Hace falta transporte hoy').waitFor()
  })
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Guardias')
    await page.getByRole('link', { name: 'Alertas' }).click()
    const answers = page.getByRole('group', { name: 'Mi respuesta' }).getByRole('button')
    await answers.first().waitFor()
    const widths = await answers.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)))
    expect(new Set(widths).size).toBe(1)
    await page.getByRole('button', { name: 'Voy' }).click()
    await page.getByText('Alguien respondió').waitFor()
    await page.getByRole('button', { name: 'Decir que está atendida' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decir que está atendida' }).click()
    await page.getByRole('button', { name: 'Cerrar la alerta' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrar la alerta' }).click()
    await page.getByText('No hay alertas').waitFor()
  })
})
