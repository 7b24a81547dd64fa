import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { aggression, analysis, inDays } from '../support/caseFile'
import { drivers } from '../support/drivers'
import type { Running } from '../support/drivers'
import { callFromPage, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase } from '../support/people'
import { withExif } from '../support/withExif'

/** Alma's notebook over `tejido serve`, with a case that Bina moved to another state on a laptop of her own. */
let browser: Browser
let running: Running
let page: Page
let caseId = ''

beforeAll(async () => {
  const alma = await foundNetwork('Luciérnaga')
  const bina = await joinNetwork(alma, 'Jacaranda', 'facilitator')
  const opened = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    alias: 'Río',
    summaryInternal: 'Llaman de noche.',
  })
  caseId = opened.caseId
  await alma.call('case.addPerson', { caseId, chosenName: 'Río', relationToCase: 'defender', contact: 'Signal' })
  await alma.call('case.addAggression', { caseId, ...aggression, narrative: 'Texto inventado.' })
  await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
  const { planId } = await alma.call('case.addPlan', { caseId, kind: 'security', objectives: 'Dormir en casa.' })
  await alma.call('case.addMeasure', { caseId, type: 'shelter', planId, due: inDays(3) })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  await alma.call('case.setStatus', { caseId, status: 'assessing' })
  await bina.call('case.setStatus', { caseId, status: 'active', reason: 'Hay prisa.' })
  await meet(alma, bina)
  await alma.lock()
  browser = await openBrowser()
  const [serve] = drivers
  if (!serve) throw new Error('no driver')
  running = await serve.launch(alma.vault, browser)
}, 60_000)
afterAll(async () => {
  await running.close()
  await browser.close()
  await everybodyGoesHome()
})

const enter = async (): Promise<void> => {
  page = await openingScreen(running)
  await writePhrase(page, passphrase)
  await toList()
}
const toList = async (): Promise<void> => {
  await page.getByRole('navigation').first().getByRole('link', { name: 'Expedientes' }).click()
  await page.getByRole('heading', { name: 'Expedientes', exact: true }).waitFor()
  await page.getByRole('row').nth(1).waitFor()
}
const toFile = async (): Promise<void> => {
  await toList()
  await page.locator(`a[href="#/cases/${caseId}"]`).click()
  await page.getByRole('tab', { name: 'Resumen' }).waitFor()
}
const toTab = (name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click()
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
const choose = (name: string): Promise<void> => page.locator('label').getByText(name, { exact: true }).click()
const follow = (name: string | RegExp): Promise<void> =>
  page.getByRole('main').getByRole('link', { name }).first().click()
const shows = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor()

test('a case is opened with four answers, and lands in its file', async () => {
  await enter()
  await follow('Nuevo expediente')
  await press('Seguir')
  await shows('Falta esto para guardar.')
  await page.getByText('Defensora', { exact: true }).click()
  await press('Seguir')
  await page.getByRole('combobox', { name: 'País' }).fill('hond')
  await page.getByRole('option', { name: 'Honduras' }).click()
  await press('Seguir')
  await page.getByText('En dos o tres días').click()
  await press('Seguir')
  await page.getByLabel('Alias', { exact: true }).fill('Ceiba')
  await page.getByLabel('En pocas palabras').fill('La siguen desde el lunes.')
  await press('Abrir expediente')
  await page.getByRole('heading', { level: 1, name: /Ceiba/ }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Resumen' }).inputValue()).toBe('La siguen desde el lunes.')
  await shows('Honduras')
})

test('the list finds a case by a word, and says when there is none', async () => {
  await toList()
  expect(await page.getByRole('row').count()).toBe(3)
  await page.getByRole('searchbox').fill('Río')
  await shows('1 expediente con lo que se busca.')
  await page.getByRole('searchbox').fill('nadiesellamaasí')
  await shows('Ninguno con lo que se busca')
  await press('Ver todos')
  await shows('2 expedientes en este cuaderno.')
})

test('the state that was moved apart shows as two versions, and one of them is kept', async () => {
  await toFile()
  await page.getByRole('heading', { name: 'Dos versiones: Estado' }).waitFor()
  await shows('Jacaranda')
  await press('Dejar esta: En acompañamiento')
  await page.getByRole('heading', { name: 'Dos versiones: Estado' }).waitFor({ state: 'detached' })
  await page.getByRole('status').getByText('En acompañamiento').waitFor()
})

test('what a colleague wrote in the summary meanwhile comes together with what she writes', async () => {
  await toFile()
  const summary = page.getByRole('textbox', { name: 'Resumen' })
  await summary.focus()
  await page.keyboard.press('End')
  await page.keyboard.type(' Ella duerme poco.')
  const input = { caseId, path: 'summaryInternal', value: 'Desde marzo. Llaman de noche.' }
  await callFromPage(page, 'case.setField', input)
  await page.getByRole('tab', { name: 'Resumen' }).focus()
  await expect.poll(() => summary.inputValue()).toBe('Desde marzo. Llaman de noche. Ella duerme poco.')
  await shows('Guardado hace un momento')
})

test('a note outlives a lock in the middle of it, is kept, and is added to; it stays as it was', async () => {
  await toFile()
  await follow('Escribir en bitácora')
  await page.getByText('Llamada', { exact: true }).click()
  await page.getByLabel('Qué pasó').fill('Llamó el lunes.')
  await page.keyboard.press('F9')
  await enter()
  await toFile()
  await follow('Escribir en bitácora')
  await shows('Esto se había quedado a medias. Sigue como estaba.')
  expect(await page.getByLabel('Qué pasó').inputValue()).toBe('Llamó el lunes.')
  await press('Guardar')
  await shows('Nota guardada')
  await follow('Corregir o agregar')
  await page.getByLabel('Qué pasó').fill('Fue el martes.')
  await page.getByText('Describe violencia').click()
  await press('Guardar')
  await shows('Se agregó después')
  await shows('Llamó el lunes.')
  expect(await page.getByText('Fue el martes.').count()).toBe(0)
  await page.getByRole('button', { name: /Este texto describe violencia/ }).click()
  await shows('Fue el martes.')
})

test('she agrees, and takes it back; both stay written', async () => {
  const row = page.getByRole('row', { name: /Usar su fotografía/ })
  const say = async (word: string): Promise<void> => {
    await row.getByRole('link').click()
    await page.getByText('Se usa una fotografía donde aparece.').waitFor()
    await choose(word)
    await press('Anotar lo que dijo')
    await shows('Anotado: Usar su fotografía')
  }
  await toFile()
  await toTab('Acuerdos')
  expect(await row.textContent()).toContain('No se ha preguntado')
  await say('Dio su acuerdo')
  expect(await row.textContent()).toContain('Dio su acuerdo')
  await say('Lo retiró')
  expect(await row.textContent()).toContain('Lo retiró')
  await row.getByRole('link').click()
  await page.getByRole('heading', { name: 'Hasta hoy' }).waitFor()
  expect(await page.getByRole('listitem').getByText('Dio su acuerdo').count()).toBe(1)
  await follow('Volver')
})

test('a person is changed one question at a time, and not answering is an answer', async () => {
  await toFile()
  await toTab('Personas')
  await follow('Cambiar lo anotado')
  await press('Seguir')
  await choose('Prefiere no decir')
  await press('Guardar')
  await page.getByRole('definition').getByText('Prefiere no decir').waitFor()
  expect(await page.getByText('Signal').count()).toBe(0)
})

test('what is lacking to close is said in words; with it the case closes, and opens again', async () => {
  await toFile()
  await toTab('Resumen')
  await page.getByRole('tabpanel').getByRole('link', { name: 'Pasar a otro estado' }).click()
  await choose('Cerrado')
  await press('Pasar')
  await shows('Para este paso hace falta anotar el motivo.')
  await page.getByLabel('Motivo').fill('Así lo quiso.')
  await press('Pasar')
  await shows('Antes de cerrar hace falta que la defensora lo sepa.')
  await page.getByText('Ella ya sabe que se cierra').click()
  await press('Pasar')
  await shows(/Ahora: Cerrado/)
  await page.getByRole('tabpanel').getByRole('link', { name: 'Pasar a otro estado' }).click()
  await choose('Reabierto')
  await page.getByLabel('Motivo').fill('Volvió a llamar.')
  await press('Pasar')
  await shows('Ahora: Reabierto')
})

test('a picture is kept without what it says of where and when', async () => {
  await toFile()
  await toTab('Archivos')
  await follow('Agregar archivo')
  const jpeg = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 40, height: 30 } })
  const buffer = withExif(jpeg)
  await page.locator('input[type=file]').setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer })
  await shows('Esta foto dice dónde, cuándo o con qué se tomó:')
  expect(await page.getByRole('listitem').getByText('Telefon').count()).toBe(1)
  expect(await page.getByRole('checkbox', { name: 'Quitar esos datos' }).isChecked()).toBe(true)
  await press('Guardar en el expediente')
  await shows('Sin los datos de lugar, aparato y fecha.')
  await page.getByRole('button', { name: /^Abrir/ }).click()
  const picture = page.getByRole('img', { name: 'foto.jpg' })
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(40)
  const kept = await page.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/query/case.view', { method: 'POST', headers, body: JSON.stringify({ caseId: id }) })
    return (await answer.json()) as { value: { attachments: { size: number; isStripped: boolean }[] } }
  }, caseId)
  expect(kept.value.attachments).toMatchObject([{ isStripped: true, size: jpeg.length }])
  await page.getByRole('button', { name: /^Quitar/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click()
  await shows('Todavía no hay archivos')
  expect(running.seen.complaints).toEqual([])
})
