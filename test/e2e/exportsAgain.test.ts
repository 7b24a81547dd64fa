import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOwnData } from '#core/commands/ownData/openOwnData'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { confirm, follow, press, shows } from '../support/hands'
import { callFromPage, goTo, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, meet, newFolder, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { looksWell } from '../support/pictures'
import { around, coordinators, specOf } from '../support/releases'
import { atHerLaptop } from '../support/screens'
import { runStandIn } from '../support/standIn/host'
import { speakFor } from '../support/speakFor'
import { strayWords } from '../support/strayWords'

// Alma and Bina publish a year, and correct it. Dina takes what she may read with her.

let browser: Browser
let alma: Person
let bina: Person
let dina: Person
const title = '2012. Cuadros para el público'

beforeAll(async () => {
  browser = await openBrowser()
  ;({ alma, bina, dina } = await coordinators(10))
  const { releaseId } = await alma.call('release.lease', { spec: specOf('2012') })
  await meet(alma, bina)
  await bina.call('release.approve', { releaseId })
  await bina.call('release.publish', { releaseId })
  await around(alma, bina, dina)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

/** So many entries come late into the year that is closed. */
const comeLate = async (count: number): Promise<void> => {
  const entry = {
    date: { from: '2012-05-14', precision: 'exact' },
    country: 'MX',
    types: ['harassment'],
    target: 'personal',
    genderDimension: 'no',
  }
  await alma.call('registry.submitMany', {
    entries: Array<typeof entry>(count).fill(entry),
    lateReason: 'Llegó tarde.',
  })
}

/** From the release that stands to how its correction would look. */
const prepareCorrection = async (page: Page): Promise<void> => {
  await goTo(page, 'Informes')
  await follow(page, `Ver: ${title}`)
  await press(page, 'Preparar una corrección')
  await page.getByRole('heading', { level: 1, name: 'Preparar cuadros' }).waitFor()
  await press(page, 'Ver cómo quedarían')
  await page.getByRole('heading', { level: 1, name: 'Vista previa: 2012' }).waitFor({ timeout: 60_000 })
}

test('a correction of one entry would point at it: it is said why, and there is nothing to go on with', async () => {
  await comeLate(1)
  await atHerLaptop(alma, browser, async (page) => {
    await prepareCorrection(page)
    await shows(page, 'Así no se puede publicar')
    expect(await page.getByText('Así saldría').count()).toBe(0)
    await shows(page, /desde lo que ya se publicó cambiaron muy pocos registros/)
    const main = page.getByRole('main')
    for (const name of [/^Apartar/, /^Publicar/, /^Aprobar/, /borrador/, /archivos/])
      for (const role of ['button', 'link'] as const)
        expect([name, role, await main.getByRole(role, { name }).count()]).toEqual([name, role, 0])
    await looksWell(page, 'blocked')
    await follow(page, 'Ver la anterior')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  })
}, 60_000)

test('one of enough entries is set aside, approved and published; the one before is shown as replaced, and the new one as its correction', async () => {
  await comeLate(5)
  await atHerLaptop(alma, browser, async (page) => {
    await prepareCorrection(page)
    await press(page, 'Apartar como corrección')
    await page.getByRole('dialog').getByText('la anterior queda en el libro como reemplazada').waitFor()
    await confirm(page, 'Apartar como corrección')
    await shows(page, 'Espera a que otra coordinadora la apruebe')
    await shows(page, 'Corrige una publicación anterior.')
  })
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await shows(page, 'Una publicación espera su revisión')
    await looksWell(page, 'today-review')
    await follow(page, 'Revisar')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await press(page, 'Contar en esta computadora')
    await page.getByText('contó todo otra vez y salió lo mismo').waitFor({ timeout: 60_000 })
    await press(page, 'Aprobar')
    await shows(page, 'Ya la aprobó otra coordinadora')
  })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await shows(page, 'Una publicación ya puede publicarse')
    await looksWell(page, 'today-publish')
    await follow(page, 'Ir a publicar')
    await press(page, 'Publicar')
    await confirm(page, 'Publicar')
    await shows(page, 'Falta que otra computadora tenga la anotación: la lleva')
    await goTo(page, 'Informes')
    const out = page.getByRole('region', { name: 'Publicadas' }).getByRole('listitem')
    const [first, second] = [
      out.filter({ hasText: 'Corrige una publicación anterior.' }),
      out.filter({ hasText: 'Reemplazada' }),
    ]
    expect([await first.count(), await second.count()]).toEqual([1, 1])
    expect(await first.innerText()).toContain('Publicada')
    await looksWell(page, 'ledger-corrected')
    await first.getByRole('link').click()
    await shows(page, 'Corrige una publicación anterior.')
    await page.getByRole('heading', { level: 2, name: 'Agresiones', exact: true }).waitFor()
    await looksWell(page, 'correction')
    await follow(page, 'Ver la anterior')
    await shows(page, 'Reemplazada por una corrección')
    expect(await page.getByRole('button', { name: 'Preparar una corrección' }).count()).toBe(0)
    await looksWell(page, 'superseded')
  })
}, 120_000)

const words = {
  es: {
    place: 'Informes',
    title: 'Llevarse sus datos',
    phrase: 'Frase para este archivo',
    again: 'Frase para este archivo, otra vez',
    where: 'Dónde guardarlo',
    go: 'Guardar el archivo',
    short: 'La frase es corta: hacen falta seis palabras, o veinte letras.',
    different: 'No es igual. Se puede escribir otra vez, o volver a verla.',
    whole: 'Hace falta el camino completo, desde su principio. No se guardó nada.',
    done: 'Quedó guardado en «lo-mio».',
    how: 'Cómo se abre después',
    order: 'tejido export own-data --open ARCHIVO --out CARPETA',
  },
  en: {
    place: 'Reports',
    title: 'Take one’s own data',
    phrase: 'Phrase for this file',
    again: 'Phrase for this file, once more',
    where: 'Where to keep it',
    go: 'Save the file',
    short: 'The phrase is short: it takes six words, or twenty letters.',
    different: 'It is not the same. It can be written again, or looked at again.',
    whole: 'It takes the full path, from its beginning. Nothing was saved.',
    done: 'It is saved in “lo-mio”.',
    how: 'How it is opened later',
    order: 'tejido export own-data --open FILE --out FOLDER',
  },
} as const

/** Goes with the Tab key alone to what has this role, or else this label, and name. */
const tabTo = async (page: Page, role: 'link' | 'button' | 'field', name: string): Promise<void> => {
  const one = role === 'field' ? page.getByLabel(name, { exact: true }) : page.getByRole(role, { name, exact: true })
  await one.waitFor()
  for (let steps = 0; steps < 80; steps += 1) {
    if (await one.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not come to ${name}`)
}
const write = async (page: Page, field: string, text: string): Promise<void> => {
  await tabTo(page, 'field', field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

const own = 'orilla tambor neblina cacao tortuga volcán hilo'

test.each(['es', 'en'] as const)(
  'Dina, a member, takes her own data by the keyboard alone (%s)',
  async (language) => {
    const said = words[language]
    const file = join(newFolder(), 'lo-mio')
    await atHerLaptop(dina, browser, async (page) => {
      await callFromPage(page, 'preferences.set', { language })
      await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
      await tabTo(page, 'link', said.place)
      await page.keyboard.press('Enter')
      await tabTo(page, 'link', said.title)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: said.title }).waitFor()
      await looksWell(page, `own-data-${language}`)
      if (language === 'en') await page.setViewportSize({ width: 683, height: 384 })

      await write(page, said.phrase, 'tres palabras nada')
      await write(page, said.again, 'otras')
      await page.keyboard.press('Enter')
      for (const text of [said.short, said.different]) await shows(page, text)
      await looksWell(page, `own-data-wrong-${language}`)
      await write(page, said.phrase, own)
      await write(page, said.again, own.toUpperCase())
      await write(page, said.where, 'lo-mio')
      await page.keyboard.press('Enter')
      await shows(page, said.whole)
      await write(page, said.where, file)
      await tabTo(page, 'button', said.go)
      await page.keyboard.press('Enter')
      await shows(page, said.done)
      await tabTo(page, 'button', said.how)
      await page.keyboard.press('Enter')
      await page.getByText(said.order).waitFor()
      // of the phrase nothing is left on the page
      expect(
        await page
          .locator('input[type=password]')
          .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
      ).toEqual(['', ''])
      expect(await strayWords(page, language)).toEqual([])
      await looksWell(page, `own-data-done-${language}`)
      await callFromPage(page, 'preferences.set', { language: 'es' })
    })
    const opened = join(newFolder(), 'abierto')
    expect(await openOwnData(file, own, opened)).toMatchObject({ ok: true })
    expect(readFileSync(join(opened, 'index.json'), 'utf8')).toContain('"alias": "Dina"')
    expect(existsSync('lo-mio')).toBe(false)
  },
  60_000,
)

test('while it is written she sees how far it is and can stop it; of what is not in it she is told', async () => {
  await atHerLaptop(dina, browser, async (page) => {
    const { asked, say } = await speakFor(page, 'ownData', 'cancelOwnData')
    await goTo(page, 'Informes')
    await follow(page, 'Llevarse sus datos')
    const bar = page.getByRole('progressbar', { name: 'Archivo hecho, en porcentaje' })
    await say({ phase: 'writing', share: 0.374 })
    await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('37 de 100')
    await looksWell(page, 'own-data-under-way')
    await press(page, 'Detener')
    await expect.poll(() => asked).toHaveLength(1)
    await say({ phase: 'over', result: { ok: false, error: { type: 'Cancelled' } } })
    await page.getByRole('status').getByText('Se detuvo. No quedó ningún archivo.').waitFor()
    expect(await bar.count()).toBe(0)
    const written = { name: 'lo-mio', sha256: 'ab'.repeat(32), documents: 31, attachments: 4, elsewhere: 2, damaged: 1 }
    await say({ phase: 'over', result: { ok: true, value: written } })
    await shows(page, 'Adjuntos que están en otra computadora y no van: 2')
    await shows(page, 'Adjuntos dañados que no van: 1')
    await shows(page, 'ab'.repeat(32))
    await looksWell(page, 'own-data-not-all')
  })
}, 60_000)

test('in the app the system’s box says where, and that place never comes to the page; a name that is taken is said, and her phrase need not be written again', async () => {
  const file = join(newFolder(), 'para-mi')
  await dina.lock()
  const app = runStandIn({ browser, out, vault: dina.vault, env: { STAND_IN_FOLDER: file } })
  try {
    const page = await openingScreen(app)
    await writePhrase(page, passphrase)
    await goTo(page, 'Informes')
    await follow(page, 'Llevarse sus datos')
    const phrases = (): Promise<string[]> =>
      Promise.all(
        ['', ', otra vez'].map((more) => page.getByLabel(words.es.phrase + more, { exact: true }).inputValue()),
      )
    const choose = async (): Promise<void> => {
      for (const more of ['', ', otra vez']) await page.getByLabel(words.es.phrase + more, { exact: true }).fill(own)
      await press(page, 'Elegir dónde y guardar')
    }
    await choose()
    await shows(page, 'Quedó guardado en «para-mi».')
    await expect.poll(phrases).toEqual(['', ''])
    await choose()
    await shows(page, 'Ahí ya hay un archivo con ese nombre. No se tocó.')
    expect(await phrases()).toEqual([own, own])
    expect(await page.content()).not.toContain(file)
    expect(app.seen).toMatchObject({ complaints: [], foreign: [] })
  } finally {
    await app.close()
    await dina.reopen()
  }
  expect(await openOwnData(file, own, join(newFolder(), 'abierto'))).toMatchObject({ ok: true })
}, 60_000)
