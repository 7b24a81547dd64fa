import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import type { Running } from '../support/drivers'
import { beginNote, confirm, follow, look, press, settle, shows, toCase, toMember } from '../support/hands'
import { listen, makeNotebook, meetAt, nameNetwork, noteWords, sixWords, whyNoAddress } from '../support/newNotebook'
import { goTo, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, newFolder } from '../support/people'
import { choose, find } from '../support/screens'
import { goOn, question } from '../support/walk'

/**
 * A week of two women, on two laptops on which nothing was ever done, told by what they do at the screen; by each way of
 * running the app. Each step goes on from the one before: when one fails, the rest of that week is not told.
 */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

/** One of them, with her laptop. */
type Laptop = { readonly running: Running; page: Page; phrase: string }

for (const driver of drivers) {
  const reason = driver.missing ?? (driver.name === 'serve' ? null : whyNoAddress)
  if (reason !== null) process.stdout.write(`skipped: a week by ${driver.name}: ${reason}\n`)

  describe.skipIf(reason !== null)(`A week, by ${driver.name}`, () => {
    let alma: Laptop
    let luz: Laptop
    let caseCode = ''
    let isBroken = false

    const sitDown = async (): Promise<Laptop> => {
      const running = await driver.launch(join(newFolder(), 'vault'), browser)
      return { running, page: await settle(await running.page()), phrase: '' }
    }
    beforeAll(async () => {
      alma = await sitDown()
      luz = await sitDown()
    })
    afterAll(async () => {
      await luz.running.close()
      await alma.running.close()
    })
    beforeEach(({ task, skip }) => {
      if (isBroken) skip('a step before failed')
      isBroken = true
      return () => {
        isBroken = task.result?.state === 'fail'
      }
    })

    /** Luz goes to Alma's address; both have then what the other had. */
    const meet = async (): Promise<void> => {
      await goTo(luz.page, 'Encuentro')
      await meetAt(luz.page)
    }
    test('Alma makes her notebook and a network of one, and writes down the words to come back', async () => {
      const { page } = alma
      alma.phrase = await makeNotebook(page)
      await nameNetwork(page, 'Alma')
      await press(page, 'Crear la red')
      await noteWords(page)
      await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
    })

    test('Luz joins with a code: six equal words on both screens, and Alma lets her in', async () => {
      await goTo(alma.page, 'Integrantes')
      await follow(alma.page, 'Invitar')
      await press(alma.page, 'Hacer la invitación')
      const code = await alma.page.locator('[data-code]').innerText()
      await follow(alma.page, 'Peticiones')
      const address = await listen(alma.page)

      const { page } = luz
      luz.phrase = await makeNotebook(page)
      await press(page, 'Tengo un código')
      await page.getByLabel('Código').fill(code)
      await page.getByLabel('Alias').fill('Luz')
      await look(page)
      await press(page, 'Pedir entrar')
      await noteWords(page)
      await page.getByRole('heading', { level: 1, name: 'Esperando que la red conteste' }).waitFor()
      await page.getByText('Ir a la dirección', { exact: true }).click()
      await page.getByLabel('Dirección', { exact: true }).fill(address)
      await press(page, 'Encontrarse')
      await expect.poll(() => sixWords(alma.page), { timeout: 20_000 }).toHaveLength(6)
      await expect.poll(() => sixWords(page), { timeout: 20_000 }).toHaveLength(6)
      expect(await sixWords(page)).toEqual(await sixWords(alma.page))
      await look(page)
      await look(alma.page)
      await press(alma.page, 'Las seis palabras son iguales')
      await press(alma.page, 'Son iguales: dejarla entrar')
      await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor({ timeout: 40_000 })
      await toMember(alma.page, 'Luz')
    })

    test('Alma opens a case with four answers, and lets Luz into its team', async () => {
      const { page } = alma
      await goTo(page, 'Expedientes')
      await follow(page, 'Nuevo expediente')
      await page.getByText('Defensora', { exact: true }).click()
      await press(page, 'Seguir')
      await find(page, 'País', 'Honduras')
      await press(page, 'Seguir')
      await page.getByText('En una o dos semanas').click()
      await press(page, 'Seguir')
      await page.getByLabel('Alias', { exact: true }).fill('Ceiba')
      await page.getByLabel('En pocas palabras').fill('La siguen desde el lunes.')
      await press(page, 'Abrir expediente')
      const title = page.getByRole('heading', { level: 1, name: /Ceiba/ })
      await title.waitFor()
      caseCode = (await title.innerText()).replace('Ceiba', '').trim()
      await page.getByRole('tab', { name: 'Equipo y accesos' }).click()
      await find(page, 'Dejar entrar a alguien', 'Luz')
      await press(page, 'Dejar entrar')
      await shows(page, 'Ya puede abrirlo')
    })

    test('Alma analyses the risk with her, question by question, to the end', async () => {
      const { page } = alma
      const answer = (words: RegExp): Promise<void> => page.getByRole('radio', { name: words }).first().press(' ')
      const upTo = async (title: string): Promise<void> => {
        for (let n = 0; n < 40 && (await question(page)) !== title; n += 1) await goOn(page)
        expect(await question(page)).toBe(title)
      }
      await page.getByRole('tab', { name: 'Riesgo' }).click()
      await page.locator('main a[href$="/risk/new"]').first().click()
      await shows(page, /^Pregunta \d+ de/)
      await goOn(page)
      await page.getByLabel('Quién o qué amenaza').fill('Guardias de la empresa')
      await upTo('¿Qué tan probable es que pase?')
      await answer(/^Probable/)
      await goOn(page)
      await answer(/^Daño grave/)
      for (const [where, level] of [
        ['Vivienda', /^La expone mucho/],
        ['Comunidad', /^La protege poco/],
      ] as const) {
        const domain = page.getByRole('checkbox', { name: where, exact: true })
        for (let n = 0; n < 10 && (await domain.count()) === 0; n += 1) await goOn(page)
        await domain.press(' ')
        await goOn(page)
        await answer(level)
      }
      await upTo('Resultado')
      await press(page, 'Guardar el análisis')
      await page.getByRole('heading', { level: 1, name: /^Análisis de riesgo \d$/ }).waitFor()
      await page.getByRole('region', { name: 'Resultado' }).getByText('Alto', { exact: true }).waitFor()
    })

    test('Alma offers a house; Luz asks for a place in it, Alma says yes, and Luz reads it', async () => {
      await goTo(alma.page, 'Casas')
      await follow(alma.page, 'Ofrecer una casa')
      await alma.page.getByLabel('Nombre inventado de la casa').fill('Casa Amate')
      await find(alma.page, 'País', 'Guatemala')
      await alma.page.getByRole('textbox', { name: 'Lugares en total', exact: true }).fill('4')
      await press(alma.page, 'Ofrecer')
      await alma.page.getByRole('heading', { level: 1, name: 'Casa Amate' }).waitFor()
      await meet()
      await goTo(luz.page, 'Casas')
      await follow(luz.page, 'Pedir lugar Casa Amate')
      await find(luz.page, 'Clave del expediente', caseCode)
      await press(luz.page, 'Pedir lugar')
      await shows(luz.page, 'Espera respuesta')
      await meet()
      await goTo(alma.page, 'Casas')
      await follow(alma.page, 'Solicitudes')
      await press(alma.page, 'Decir que sí')
      await confirm(alma.page, 'Decir que sí')
      await shows(alma.page, 'Dijeron que sí')
      await meet()
      await goTo(luz.page, 'Casas')
      await follow(luz.page, 'Solicitudes')
      await shows(luz.page, 'Dijeron que sí')
    })

    test('they form a committee; Alma cannot keep a shift, and Luz takes it', async () => {
      const { page } = alma
      await goTo(page, 'Guardias')
      await page.getByRole('navigation', { name: 'Partes de Guardias' }).getByRole('link', { name: 'Comités' }).click()
      await page.getByLabel('Cómo se llama').fill('Acción urgente')
      await choose(page, 'De qué se ocupa', 'Acción urgente')
      await press(page, 'Formar el comité')
      await page.getByRole('heading', { level: 1, name: 'Acción urgente' }).waitFor()
      await goTo(page, 'Guardias')
      await follow(page, 'Asignar guardia')
      await find(page, 'Quién', 'Alma')
      await choose(page, 'Comité', 'Acción urgente')
      await press(page, 'Asignar')
      await page
        .getByRole('link', { name: /^Ver Acción urgente/ })
        .first()
        .click()
      await press(page, 'Pedir cambio')
      await confirm(page, 'Pedir cambio')
      await page.getByRole('button', { name: 'Quedarme con ella' }).waitFor()
      await meet()
      await goTo(luz.page, 'Guardias')
      await luz.page.getByRole('region', { name: 'Guardias de la semana' }).waitFor()
      // tomorrow may be in the week after
      if ((await luz.page.getByText('Pide cambio').count()) === 0) await follow(luz.page, 'Semana siguiente')
      await luz.page
        .getByRole('link', { name: /^Ver Acción urgente/ })
        .first()
        .click()
      await press(luz.page, 'Tomar esta guardia')
      await shows(luz.page, 'Cubierta')
      await meet()
      await shows(page, 'Cubierta')
    })

    test('apart, each gives the case another priority; both see the two, and Alma keeps one for both', async () => {
      const give = async (laptop: Laptop, priority: string): Promise<void> => {
        await toCase(laptop.page, caseCode, 'Resumen')
        await follow(laptop.page, 'Cambiar los datos')
        await choose(laptop.page, 'Prioridad', priority)
        await press(laptop.page, 'Guardar')
        await laptop.page.getByRole('tab', { name: 'Resumen' }).waitFor()
      }
      const twice = ({ page }: Laptop) => page.getByRole('heading', { name: 'Dos versiones: Prioridad' })
      await give(alma, 'Urgente')
      await give(luz, 'Alta')
      expect(await twice(alma).count()).toBe(0)
      await meet()
      await toCase(luz.page, caseCode, 'Resumen')
      for (const laptop of [alma, luz]) {
        await twice(laptop).waitFor()
        for (const version of ['Urgente', 'Alta'])
          await laptop.page.getByRole('button', { name: `Dejar esta: ${version}` }).waitFor()
      }
      await press(alma.page, 'Dejar esta: Alta')
      await twice(alma).waitFor({ state: 'detached' })
      await meet()
      await toCase(luz.page, caseCode, 'Resumen')
      await luz.page.getByRole('definition').getByText('Alta', { exact: true }).waitFor()
      expect(await twice(luz).count()).toBe(0)
    })

    test('somebody comes in while Luz writes: she closes at once, and what she wrote is there when she opens', async () => {
      await toCase(luz.page, caseCode, 'Bitácora')
      await beginNote(luz.page, 'Llamó el lunes.')
      await luz.page.keyboard.press('F9').catch(() => undefined) // the page may be gone before the key is up again
      luz.page = await settle(await openingScreen(luz.running))
      expect(await luz.page.getByText('Llamó el lunes.').count()).toBe(0)
      await writePhrase(luz.page, luz.phrase)
      await toCase(luz.page, caseCode, 'Bitácora')
      await follow(luz.page, 'Escribir en bitácora')
      await shows(luz.page, 'Esto se había quedado a medias. Sigue como estaba.')
      expect(await luz.page.getByLabel('Qué pasó').inputValue()).toBe('Llamó el lunes.')
      await press(luz.page, 'Guardar')
      await shows(luz.page, 'Nota guardada')
      await meet()
      await toCase(alma.page, caseCode, 'Bitácora')
      await shows(alma.page, 'Llamó el lunes.')
    })

    test('before Luz is put out Alma is told what she could read, and that it cannot be unread', async () => {
      const { page } = alma
      await toMember(page, 'Luz')
      await page.getByRole('heading', { name: 'Lo que pudo leer' }).waitFor()
      const aCase = page.getByRole('listitem').filter({ hasText: 'Un expediente' })
      await aCase.getByText('Hoy lo lee.').waitFor()
      await press(page, 'Sacar de la red')
      await page.getByRole('dialog').getByText('Lo que ya leyó no se puede des-leer').waitFor()
      await confirm(page, 'Sacar de la red')
      await shows(page, 'Quedó fuera de la red.')
      await aCase.getByText('La llave todavía no cambia: cambia cuando alguien escriba ahí.').waitFor()
    })

    test('after it Luz still reads what she had; nothing new comes, and her screen says why', async () => {
      await toCase(alma.page, caseCode, 'Bitácora')
      await beginNote(alma.page, 'Se acordó otra ruta.')
      await press(alma.page, 'Guardar')
      await shows(alma.page, 'Nota guardada')
      await goTo(luz.page, 'Encuentro')
      await press(luz.page, 'Encontrarse')
      await shows(luz.page, 'La otra computadora dice que esta no está en la red, o que ya salió de ella.')
      await toCase(luz.page, caseCode, 'Bitácora')
      await shows(luz.page, 'Llamó el lunes.')
      expect(await luz.page.getByText('Se acordó otra ruta.').count()).toBe(0)
      await toMember(alma.page, 'Luz')
      const aCase = alma.page.getByRole('listitem').filter({ hasText: 'Un expediente' })
      await aCase.getByText('La llave ya cambió: lo nuevo no lo lee.').waitFor()
    })

    test('all week no page asked anybody else for anything, or complained', () => {
      for (const { running } of [alma, luz]) expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
    })
  })
}
