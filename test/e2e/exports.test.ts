import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { openCaseToSum } from '../support/caseToSum'
import { goTo } from '../support/page'
import { looksWell as look } from '../support/pictures'
import { everybodyGoesHome, meet, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { coordinators, specOf, standsAs } from '../support/releases'
import { atHerLaptop, choose } from '../support/screens'
import { press, confirm, follow, shows } from '../support/hands'

let browser: Browser
let alma: Person
let bina: Person
let carla: Person
let dina: Person

beforeAll(async () => {
  browser = await openBrowser()
  ;({ alma, bina, carla, dina } = await coordinators(60))
  await alma.call('house.offer', { alias: 'Casa Amate', country: 'MX', type: 'rest', placesTotal: 4 })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

/** Takes files of the release on the screen into a new folder, and tells what is in it. */
const takeFiles = async (page: Page): Promise<Map<string, string>> => {
  const folder = newFolder()
  await page.getByLabel('Carpeta', { exact: true }).fill(folder)
  await press(page, 'Guardar en esta carpeta')
  await shows(page, /archivos? en la carpeta/)
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** An invented entry of a year. */
const entryOf = (year: string) => ({
  date: { from: `${year}-05-14`, precision: 'exact' },
  country: 'MX',
  types: ['harassment'],
  target: 'personal',
  genderDimension: 'no',
})

/** Goes to the story of the first case of the list. */
const toStory = async (page: Page): Promise<void> => {
  await goTo(page, 'Expedientes')
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.getByRole('tab', { name: 'Equipo y accesos' }).click()
  await follow(page, 'Escribir o revisar el relato')
  await page.getByRole('heading', { level: 1, name: 'Relato para el público' }).waitFor()
}

const title = '2012. Cuadros para el público'
const summaryTitle = '2025. Resúmenes de casos para organizaciones aliadas'

test('Alma prepares a year by the keyboard: it is shown what is hidden and why, no small number, and she sets it aside', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await shows(page, 'Todavía no hay publicaciones')
    await follow(page, 'Preparar cuadros')
    await page.getByRole('heading', { level: 1, name: 'Preparar cuadros' }).waitFor()
    await press(page, 'Ver cómo quedarían')
    await shows(page, 'De esto no hay todavía ningún año')
    await choose(page, 'De qué año', '2012')
    await page.getByRole('radio', { name: 'Todo el año' }).press(' ')
    await choose(page, 'Primer dato', 'Presunto responsable')
    await page.getByRole('radio', { name: 'Por grupos' }).press(' ')
    await choose(page, 'Segundo dato', 'Dimensión de género')
    await press(page, 'Agregar este cuadro')
    await look(page, 'prepare')
    await page.getByRole('button', { name: 'Ver cómo quedarían' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Vista previa: 2012' }).waitFor({ timeout: 60_000 })
    await shows(page, 'Qué se ocultó y por qué')
    await shows(page, /La casa del tablero todavía no ha compartido sus cifras hasta el final del periodo/)
    await look(page, 'preview')
    const tables = await page.getByText(/^Cuadro 1 de \d+$/).textContent()
    const many = Number(/(\d+)$/.exec(tables ?? '')?.[1])
    let marks = 0
    for (let at = 1; at <= many; at += 1) {
      await shows(page, `Cuadro ${at} de ${many}`)
      const cells = await page.getByRole('main').locator('table td').allInnerTexts()
      marks += cells.filter((text) => text.includes('▪')).length
      expect(cells.filter((text) => /^[1-4]$/.test(text.trim()))).toEqual([])
      if (at < many) await page.getByRole('button', { name: 'Cuadro siguiente' }).press('Enter')
    }
    expect(marks).toBeGreaterThan(0)
    await look(page, 'preview-last')
    await follow(page, 'Sacar un borrador')
    await look(page, 'files-draft')
    const drafts = await takeFiles(page)
    expect([...drafts.keys()].every((name) => name.startsWith('borrador-'))).toBe(true)
    expect(drafts.get('borrador-informe.html')).toContain('BORRADOR–NO PUBLICAR')
    await look(page, 'files-draft-done')
    await follow(page, 'Volver')
    await press(page, 'Apartar para publicar')
    await confirm(page, 'Apartar para publicar')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await shows(page, 'Espera a que otra coordinadora la apruebe')
    await look(page, 'leased-own')
  })
}, 120_000)

test('Bina counts the same on her laptop and approves; Alma publishes; files are marked until another laptop knows it', async () => {
  const [release] = (await alma.query('release.list')).releases
  const releaseId = release?.releaseId ?? ''
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Informes')
    await follow(page, `Revisar y aprobar: ${title}`)
    await press(page, 'Contar en esta computadora')
    await page.getByText('contó todo otra vez y salió lo mismo').waitFor({ timeout: 60_000 })
    await look(page, 'approve')
    await press(page, 'Aprobar')
    await shows(page, 'Ya la aprobó otra coordinadora')
  })
  expect(await standsAs(bina, releaseId)).toBe('approved')
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await look(page, 'ledger-approved')
    await follow(page, `Publicar: ${title}`)
    await look(page, 'approved')
    await press(page, 'Publicar')
    await confirm(page, 'Publicar')
    await shows(page, 'Falta que otra computadora tenga la anotación: la lleva')
    await follow(page, 'Sacar archivos')
    await shows(page, /Salen marcados «BORRADOR–NO PUBLICAR»: falta que otra/)
    const drafts = await takeFiles(page)
    expect(drafts.get('borrador-cuadro-01.csv')).toContain('BORRADOR–NO PUBLICAR')
  })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await follow(page, `Ver: ${title}`)
    await follow(page, 'Sacar archivos')
    await shows(page, 'Salen sin marca de borrador')
    await page.getByRole('radio', { name: 'Los dos' }).press(' ')
    const files = await takeFiles(page)
    expect([...files.keys()].filter((name) => name.includes('borrador'))).toEqual([])
    const csv = files.get('cuadro-01.csv') ?? ''
    expect(csv.startsWith('\ufeff')).toBe(true)
    const tables = [...files].filter(([name]) => name.startsWith('cuadro-'))
    expect(tables.some(([, text]) => text.includes('▪ dato protegido / protected'))).toBe(true)
    expect(files.get('informe.html')).toContain('dato protegido')
    for (const [name, text] of files)
      if (!name.endsWith('.xlsx')) expect([name, text.includes('BORRADOR')]).toEqual([name, false])
    await follow(page, 'Volver')
    await shows(page, 'Archivos para publicar')
    await look(page, 'published')
  })
}, 120_000)

test('two set aside apart: both are shown and one is chosen, the other is taken back with a reason; Dina reads the ledger only', async () => {
  await alma.call('registry.submitMany', { entries: [entryOf('2013'), entryOf('2013')] })
  await alma.call('registry.closePeriod', { period: '2013' })
  await meet(alma, bina)
  const spec = specOf('2013')
  for (const one of [alma, bina]) await one.call('release.lease', { spec })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await page.getByText('Dos a la vez').first().waitFor()
    await look(page, 'ledger-conflict')
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Elegir una/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Dejar esta: Bina' }).waitFor()
    await look(page, 'conflict')
    await press(page, 'Dejar esta: Bina')
    await confirm(page, 'Dejar esta')
    await goTo(page, 'Informes')
    await shows(page, 'Se eligió otra')
    await follow(page, 'Revisar y aprobar: 2013. Cuadros para el público')
    await press(page, 'Cancelar esta publicación')
    await confirm(page, 'Cancelarla')
    await page.getByRole('dialog').getByText('Falta decir por qué.').waitFor()
    await page.getByRole('dialog').getByLabel('Motivo').fill('Falta una fuente')
    await confirm(page, 'Cancelarla')
    await shows(page, 'La canceló')
    await look(page, 'cancelled')
  })
  await meet(alma, dina)
  await atHerLaptop(dina, browser, async (page) => {
    await goTo(page, 'Informes')
    await shows(page, 'Aquí se lee lo que se publicó')
    expect(await page.getByRole('link', { name: 'Preparar cuadros' }).count()).toBe(0)
    await look(page, 'member')
    await follow(page, `Ver: ${title}`)
    await shows(page, 'Quién sacó archivos')
    expect(await page.getByRole('main').getByRole('button').allInnerTexts()).not.toContain('Preparar una corrección')
    expect(await page.getByRole('link', { name: 'Sacar archivos' }).count()).toBe(0)
  })
}, 120_000)

test('summaries of cases: of too few it is said that there are none; of enough who approves sees the rows, and no name', async () => {
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await follow(page, 'Preparar resúmenes')
    await choose(page, 'De qué año', '2025')
    await page.getByRole('radio', { name: 'Todo el año' }).press(' ')
    await press(page, 'Ver cómo quedarían')
    await shows(page, /No se publican resúmenes de menos de 20/)
  })
  for (let i = 0; i < 21; i += 1) await openCaseToSum(alma, i, { agreed: true, name: 'Xóchitl' })
  await atHerLaptop(alma, browser, async (page) => {
    await goTo(page, 'Informes')
    await follow(page, 'Preparar resúmenes')
    await choose(page, 'De qué año', '2025')
    await page.getByRole('radio', { name: 'Todo el año' }).press(' ')
    await press(page, 'Ver cómo quedarían')
    await shows(page, '21 casos, uno por fila')
    await look(page, 'summaries')
    await press(page, 'Apartar para publicar')
    await confirm(page, 'Apartar para publicar')
    await page.getByRole('heading', { level: 1, name: summaryTitle }).waitFor()
  })
  await meet(alma, bina)
  await atHerLaptop(bina, browser, async (page) => {
    await goTo(page, 'Informes')
    await follow(page, `Revisar y aprobar: ${summaryTitle}`)
    expect(await page.getByRole('region', { name: 'Casos' }).getByRole('row').count()).toBe(22)
    expect(await page.getByText('Xóchitl').count()).toBe(0)
    await look(page, 'summaries-approve')
    await press(page, 'Aprobar')
    await shows(page, 'Ya la aprobó otra coordinadora')
    await follow(page, 'Sacar un borrador')
    const drafts = await takeFiles(page)
    expect([...drafts.keys()].every((name) => name.startsWith('borrador-'))).toBe(true)
    expect([...drafts.values()].filter((text) => text.includes('Xóchitl'))).toEqual([])
  })
}, 120_000)

test('a story of a case: what leads to her is told word by word, and two others approve what is left', async () => {
  const { cases } = await alma.query('case.list')
  const caseId = cases[0]?.caseId ?? ''
  for (const one of [bina, carla]) await alma.call('case.grant', { caseId, memberId: await one.id() })
  await atHerLaptop(alma, browser, async (page) => {
    await toStory(page)
    await page.getByLabel('Qué se quiere contar').fill('Xóchitl salió de Tocoa el 14 de mayo de 2025.')
    await press(page, 'Revisar el texto')
    await shows(page, /Se hallaron \d cosas que pueden llevar a una persona/)
    await shows(page, '«Xóchitl»')
    await shows(page, '21 expedientes comparten este perfil')
    await look(page, 'story-findings')
    await page.getByLabel('Qué se quiere contar').fill('Una lideresa salió de su casa en 2025.')
    await press(page, 'Revisar el texto')
    await shows(page, 'No se halló nada que lleve a una persona')
    await press(page, 'Guardar este relato')
    await press(page, 'Apartar para publicar')
    await shows(page, 'Lo aprueban dos que facilitan')
  })
  for (const one of [bina, carla]) {
    await meet(alma, one)
    await atHerLaptop(one, browser, async (page) => {
      await toStory(page)
      await press(page, 'Aprobar')
      await shows(page, new RegExp(`Lo aprobó ${one.alias}`))
    })
    await meet(alma, one)
  }
  await atHerLaptop(alma, browser, async (page) => {
    await toStory(page)
    await shows(page, 'Aprobado por dos')
    await look(page, 'story-approved')
    await press(page, 'Publicar')
    await confirm(page, 'Publicar')
    await page.getByRole('main').getByText('Publicado', { exact: true }).waitFor()
    await follow(page, 'Sacar archivos')
    const files = await takeFiles(page)
    expect([...files.keys()].sort()).toEqual(['borrador-relato.html', 'borrador-relato.txt'])
  })
  await meet(alma, bina)
  await atHerLaptop(alma, browser, async (page) => {
    await toStory(page)
    await shows(page, 'Los archivos ya pueden salir sin marca de borrador.')
    await look(page, 'story-published')
    await follow(page, 'Sacar archivos')
    await shows(page, 'Salen sin marca de borrador')
    expect([...(await takeFiles(page)).keys()].sort()).toEqual(['relato.html', 'relato.txt'])
  })
}, 120_000)
