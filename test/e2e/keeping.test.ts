import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import { goTo } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { atHerLaptop, holds } from '../support/screens'
import { speakFor } from '../support/speakFor'

let browser: Browser
let alma: Person
let bina: Person
beforeAll(async () => {
  browser = await openBrowser()
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  await meet(alma, bina)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

const settings = async (page: Page, screen?: string): Promise<void> => {
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Ajustes', exact: true }).click()
  if (screen === undefined) return
  await page.getByRole('link', { name: screen, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: screen, exact: true }).waitFor()
}

/** A window where there is no vault yet. */
const atNothing = async (vault: string, sit: (page: Page) => Promise<void>): Promise<void> => {
  const [serve] = drivers
  const running = await serve?.launch(vault, browser)
  if (!running) throw new Error('no driver')
  try {
    const page = await running.page()
    page.setDefaultTimeout(15_000)
    await page.getByRole('heading', { level: 1, name: 'Un cuaderno cerrado con llave' }).waitFor()
    await sit(page)
    expect(running.seen.complaints).toEqual([])
  } finally {
    await running.close()
  }
}

test('Alma makes a backup, sees when, and comes back from it on another computer', async () => {
  const file = join(newFolder(), 'cuaderno.copia')
  await atHerLaptop(alma, browser, async (page) => {
    await settings(page, 'Respaldo y recuperación')
    await page.getByText('Todavía no se ha hecho ninguna en esta computadora.').waitFor()
    await page.getByRole('button', { name: 'Hacer la copia' }).click()
    await page.getByText('Falta decir dónde.').waitFor()
    await page.getByLabel('Dónde guardarla').fill(file)
    await page.getByRole('button', { name: 'Hacer la copia' }).click()
    await page.getByText('La copia quedó en «cuaderno.copia»').waitFor()
    await page.getByText('Última copia').waitFor()
    await holds(page, 'backup')
    await page.getByRole('button', { name: 'Hacer la copia' }).click()
    await page.getByText('Ahí ya hay un archivo con ese nombre.').waitFor()
  })
  expect(existsSync(file)).toBe(true)
  await atNothing(join(newFolder(), 'vault'), async (page) => {
    await page.getByRole('button', { name: 'Tengo una copia' }).click()
    await page.getByLabel('Frase de ese día').fill('otra frase que no es la de ese día')
    await page.getByLabel('Dónde está el archivo').fill(file)
    await page.getByRole('button', { name: 'Volver desde la copia' }).click()
    await page.getByText('Esa frase no abre.').waitFor()
    await holds(page, 'restore')
    await page.getByLabel('Frase de ese día').fill(passphrase)
    await page.getByRole('button', { name: 'Volver desde la copia' }).click()
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
  })
})

test('Alma makes new words on paper after her phrase, and they are shown once', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await settings(page, 'Respaldo y recuperación')
    await page.getByLabel('Frase de paso, otra vez').fill('esta no es la frase de ella')
    await page.getByRole('button', { name: 'Hacer palabras nuevas' }).click()
    await page.getByText('Esa frase no abre.').waitFor()
    await page.getByLabel('Frase de paso, otra vez').fill(passphrase)
    await page.getByRole('button', { name: 'Hacer palabras nuevas' }).click()
    await page.getByRole('heading', { level: 1, name: '21 palabras para volver' }).waitFor()
    const words = await page.locator('[data-words] span').allInnerTexts()
    expect(words).toHaveLength(21)
    await page.getByRole('button', { name: 'Ya las escribí' }).click()
    for (const label of await page.locator('label').allInnerTexts())
      await page.getByLabel(label, { exact: true }).fill(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '')
    await page.getByRole('button', { name: 'Seguir' }).click()
    await page.getByText('Hechas y escritas.').waitFor()
    expect(await page.locator('[data-words]').count()).toBe(0)
  })
})

test('a threshold that Alma proposes below its floor waits on the first screen of Bina, who says it too', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await settings(page, 'Reglas de la red')
    await page.getByRole('button', { name: 'Cambiar: Personas que tiene que reunir un número' }).click()
    await page.getByRole('textbox', { name: 'Nuevo valor' }).fill('4')
    await page.getByRole('button', { name: 'Decidir' }).click()
    await page.getByText('Alma propone 4.').waitFor()
    await holds(page, 'rules')
  })
  for (let i = 0; i < 2; i++) await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await page.getByText('Regla de la red que pide una segunda palabra').waitFor()
    await page.getByRole('link', { name: 'Leer y decidir' }).click()
    await page.getByRole('button', { name: 'Decir también 4' }).click()
    await page.getByText('Personas que tiene que reunir un número: 4').waitFor()
  })
})

test('two took a shift apart: each sees it first, and one leaves it to the other', async () => {
  const { committeeId } = await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })
  const carla = await joinNetwork(alma, 'Carla')
  const [start, end] = [26, 30].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString()) as [
    string,
    string,
  ]
  const { shiftId } = await alma.call('shift.assign', { committeeId, start, end, primary: await alma.id() })
  await alma.call('shift.release', { shiftId })
  const round = async (): Promise<void> => {
    for (let i = 0; i < 2; i++) for (const one of [bina, carla]) await meet(alma, one)
  }
  await round()
  await bina.call('shift.take', { shiftId })
  await carla.call('shift.take', { shiftId })
  await round()
  await atHerLaptop(carla, browser, async (page) => {
    await page.getByText('Turno tomado por varias').waitFor()
    await page.getByRole('link', { name: 'Ver quién se queda' }).click()
    await page.getByRole('heading', { name: 'Varias tomaron esta guardia' }).waitFor()
    await page.getByText('La suelta ella misma, o decide quien coordina el comité.').waitFor()
    await holds(page, 'taken apart')
    await page.getByRole('button', { name: 'Se queda Bina' }).click()
    await page.getByText('Quedó dicho quién está.').waitFor()
  })
  await round()
  expect((await bina.query('today')).items.some(({ kind }) => kind === 'shift_apart')).toBe(false)
})

test('while a backup is written she sees how far it is, and can stop it', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    const { asked, say } = await speakFor(page, 'copy', 'cancelCopy')
    await settings(page, 'Respaldo y recuperación')
    const bar = page.getByRole('progressbar', { name: 'Copia hecha, en porcentaje' })
    await say({ phase: 'writing', share: 0 })
    await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('0 de 100')
    await say({ phase: 'writing', share: 0.374 })
    await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('37 de 100')
    await holds(page, 'backup under way')
    await page.getByRole('button', { name: 'Detener la copia' }).click()
    await expect.poll(() => asked).toHaveLength(1)
    await say({ phase: 'over', result: { ok: false, error: { type: 'Cancelled' } } })
    await page.getByRole('status').getByText('La copia se detuvo. No quedó ningún archivo.').waitFor()
    expect(await bar.count()).toBe(0)
    await page.getByRole('button', { name: 'Hacer la copia' }).waitFor()
  })
})

test('a request that nobody answers is left, and she begins again in the same notebook', async () => {
  const { code } = await alma.call('invitation.create', { role: 'member' })
  await atNothing(join(newFolder(), 'vault'), async (page) => {
    await page.getByRole('button', { name: 'Empezar' }).click()
    await page.locator('[data-phrase]').getByText(/\w/).waitFor()
    const phrase = await page.locator('[data-phrase]').innerText()
    await page.getByRole('button', { name: 'Ya la escribí' }).click()
    await page.getByLabel('Escribir la frase').fill(phrase)
    await page.getByRole('button', { name: 'Crear el cuaderno' }).click()
    await page.getByRole('button', { name: 'Tengo un código' }).click()
    await page.getByLabel('Código').fill(code)
    await page.getByLabel('Alias').fill('Dalia')
    await page.getByRole('button', { name: 'Pedir entrar' }).click()
    const words = await page.locator('[data-words] span').allInnerTexts()
    await page.getByRole('button', { name: 'Ya las escribí' }).click()
    for (const label of await page.locator('label').allInnerTexts())
      await page.getByLabel(label, { exact: true }).fill(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '')
    await page.getByRole('button', { name: 'Seguir' }).click()
    await page.getByRole('heading', { level: 1, name: 'Esperando que la red conteste' }).waitFor()
    await holds(page, 'waiting')
    await page.getByRole('button', { name: 'Empezar de nuevo' }).click()
    await page.getByRole('button', { name: 'Dejarla y empezar de nuevo' }).click()
    await page.getByRole('heading', { level: 1, name: 'Cómo empezar' }).waitFor()
  })
})

test('with two networks in one notebook she goes from one to the other', async () => {
  await alma.call('network.choose', { networkId: 'new' })
  await alma.call('network.create', { name: 'Red del norte', country: 'MX', alias: 'Alma' })
  await atHerLaptop(alma, browser, async (page) => {
    await settings(page, 'Redes')
    await holds(page, 'networks')
    await page.getByRole('button', { name: 'Pasar a esta red: Red de Práctica' }).click()
    await page.getByRole('button', { name: 'Pasar a esta red: Red del norte' }).waitFor()
    await page.getByRole('button', { name: 'Entrar o empezar otra' }).click()
    await page.getByRole('heading', { name: 'Redes que ya están aquí' }).waitFor()
    await page.getByRole('button', { name: 'Pasar a esta red: Red de Práctica' }).click()
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
  })
})
