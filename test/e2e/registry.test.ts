import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import type { Running } from '../support/drivers'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, openPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { holds } from '../support/screens'
import { openCases } from '../support/walk'

let browser: Browser
let alma: Person
let bina: Person
beforeAll(async () => {
  browser = await openBrowser()
  alma = await foundNetwork('Alma')
  bina = await joinNetwork(alma, 'Bina')
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  await alma.call('space.grant', { spaceId, memberId: await bina.id() })
  await meet(alma, bina)
  await meet(alma, bina)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

/** Opens somebody's notebook in the browser, at the registry; her engine is closed until she is done. */
const atRegistry = async (person: Person, todo: (page: Page, running: Running) => Promise<void>): Promise<Person> => {
  await person.lock()
  const serve = drivers.find(({ name }) => name === 'serve')
  if (!serve) throw new Error('no driver')
  const running = await serve.launch(person.vault, browser)
  try {
    const page = await openCases(running, passphrase)
    await page.getByRole('link', { name: 'Registro de agresiones' }).click()
    await page.getByRole('heading', { level: 1, name: 'Registro de agresiones' }).waitFor()
    await todo(page, running)
    expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
  } finally {
    await running.close()
  }
  return openPerson(person.alias, person.vault)
}
const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click()
const tick = (page: Page, words: string): Promise<void> =>
  page.getByRole('checkbox', { name: words, exact: true }).press(' ')

test('Alma enters two rows at once: what is not understood is said by row, and then both are kept', async () => {
  alma = await atRegistry(alma, async (page) => {
    await page.getByText('Todavía no hay fichas aquí').waitFor()
    await tab(page, 'Captura')
    const first = page.getByLabel('Fecha, fila 1', { exact: true })
    await first.focus()
    const rows = [
      [
        '14/05/2023',
        'Honduras',
        'Olancho',
        'Catacamas',
        'Hostigamiento',
        '',
        'Sí',
        'Insultos',
        'Empresa nacional',
        'Medios',
      ],
      ['05/2023', 'HN', 'Olancho', '', 'no existe', 'organisation', 'No', '', '', 'La defensora'],
    ]
    await page.evaluate(
      (text) => {
        const data = new DataTransfer()
        data.setData('text/plain', text)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      },
      rows.map((row) => row.join('\t')).join('\n'),
    )
    await page.getByText('Lo copiado está en la tabla.').waitFor()
    await page.getByRole('button', { name: 'Guardar las fichas' }).click()
    await page.getByText('Fila 2: Falta el tipo, o alguno no está en la lista.').waitFor()
    const types = page.getByLabel('Tipos, fila 2', { exact: true })
    expect(await types.evaluate((field) => field === document.activeElement)).toBe(true)
    await holds(page, 'registry-grid')
    await types.fill('Amenaza de muerte; Vigilancia, seguimiento o acecho')
    await types.press('Shift+Enter')
    expect(
      await page.getByLabel('Tipos, fila 1', { exact: true }).evaluate((field) => field === document.activeElement),
    ).toBe(true)
    await page.getByRole('button', { name: 'Guardar las fichas' }).click()
    await page.getByText('2 fichas guardadas.').waitFor()
    expect(await first.inputValue()).toBe('')
    await tab(page, 'Fichas')
    await page.getByText('2 fichas', { exact: true }).waitFor()
  })
  await meet(alma, bina)
  expect((await bina.query('registry.list')).total).toBe(2)
}, 90_000)

test('Bina verifies one, with the sources it needs, and codes it a second time: where they differ is shown', async () => {
  bina = await atRegistry(bina, async (page) => {
    await page.getByRole('row').filter({ hasText: 'Hostigamiento' }).getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'Hostigamiento' }).waitFor()
    await page.getByRole('radio', { name: /^Se verifica/ }).press(' ')
    await page.getByRole('button', { name: 'Guardar la verificación' }).click()
    await page.getByText('Faltan fuentes: el testimonio de ella, o dos distintas.').waitFor()
    await holds(page, 'registry-verify')
    await tick(page, 'Organización')
    await page.getByRole('button', { name: 'Guardar la verificación' }).click()
    await page.getByRole('heading', { name: 'Segunda codificación' }).waitFor()
    expect(await page.getByText('Insultos o lenguaje sexista').isVisible()).toBe(false)
    await page.getByRole('searchbox').first().fill('hostig')
    await tick(page, 'Amenazas y hostigamiento: Hostigamiento')
    await page.getByRole('radio', { name: 'Personal, contra una defensora' }).press(' ')
    await page.getByRole('radiogroup', { name: 'Dimensión de género' }).getByText('No', { exact: true }).click()
    await page.getByRole('button', { name: 'Guardar la codificación' }).click()
    await page.getByText('2 diferencias').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Dimensión de género' })
    expect(await row.getByText('Distintas').count()).toBe(1)
    await holds(page, 'registry-coded')
  })
  await meet(alma, bina)
}, 60_000)

test('the tables show them, quality what is missing, and Alma closes a period and opens it again', async () => {
  const entry = {
    date: { from: '2023-05-15', precision: 'exact' },
    country: 'HN',
    department: 'Olancho',
    municipality: 'Catacamas',
    types: ['harassment'],
    target: null,
    genderDimension: 'no',
    perpetrators: [{ category: 'private' }],
  }
  await alma.call('registry.submit', { ...entry, person: 'Una Invención' })
  await alma.call('registry.submit', { ...entry, person: 'Una Invención' })
  alma = await atRegistry(alma, async (page) => {
    await tab(page, 'Posibles repetidas')
    await page.getByRole('heading', { name: '¿Es el mismo hecho?' }).first().waitFor()
    await holds(page, 'registry-duplicates')
    const pairs = await page.getByRole('button', { name: 'No lo es' }).count()
    await page.getByRole('button', { name: 'Es el mismo hecho' }).first().click()
    await expect.poll(() => page.getByRole('button', { name: 'No lo es' }).count()).toBeLessThan(pairs)
    await tab(page, 'Cuadros')
    const bars = page.getByRole('figure').getByRole('table')
    await bars.getByRole('row', { name: 'mayo de 2023' }).waitFor()
    expect(await bars.getByRole('row', { name: 'mayo de 2023' }).textContent()).toContain('3')
    for (const kind of ['País', 'Tipo', 'Presunto responsable', 'Dimensión de género']) {
      await page.getByRole('radio', { name: kind }).click()
      await page.getByRole('region', { name: /^Agresiones por/ }).waitFor()
    }
    await tab(page, 'Calidad')
    await page.getByRole('heading', { name: 'Datos que faltan' }).waitFor()
    await tab(page, 'Periodos')
    await page.getByRole('button', { name: 'Cerrar: 2023', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cerrar', exact: true }).click()
    await page.getByText('Cerrado, versión 1').waitFor()
    await page.getByRole('button', { name: 'Abrir: 2023', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Abrir', exact: true }).click()
    await dialog.getByText('Falta decir por qué.').waitFor()
    await dialog.getByLabel('Por qué se abre').fill('Llegó otra fuente')
    await dialog.getByRole('button', { name: 'Abrir', exact: true }).click()
    await page.getByText('El periodo está abierto.').waitFor()
  })
}, 60_000)
