import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { scrollsSideways } from '../support/page'
import { openSpecimen } from '../support/specimen'
import type { Specimen } from '../support/specimen'
import { wcagViolations } from '../support/wcag'
import { watch } from '../support/watch'
import type { Watch } from '../support/watch'

/** Where pictures go; nobody asks for them unless it is set. */
const shots = process.env.TEJIDO_SHOTS
const places = ['today', 'cases', 'houses', 'funds', 'shifts', 'members', 'meet', 'reports', 'care', 'help']
const whole = { width: 1366, height: 768 }
const zoom = { width: 683, height: 384 }
/** Each language, theme and size at least once; the other pairs are looked at in real screens, by `everyScreen.test.ts`. */
const looks = [
  { name: 'es-light', query: 'language=es', size: whole },
  { name: 'en-big', query: 'language=en&size=150', size: whole },
  { name: 'en-dark-zoom', query: 'language=en&theme=dark', size: zoom },
]

let browser: Browser
let specimen: Specimen
let seen: Watch
let page: Page
beforeAll(async () => {
  specimen = await openSpecimen()
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  specimen.close()
})
afterEach(async () => {
  await page.close()
})

const visit = async (query: string, size = whole): Promise<void> => {
  page = await browser.newPage({ viewport: size, locale: 'es-MX', reducedMotion: 'reduce' })
  seen = watch()
  await seen.page(page)
  await page.goto(`${specimen.url}?${query}`)
  await page.getByRole('main').waitFor()
}
const picture = async (name: string): Promise<void> => {
  if (shots === undefined) return
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent.trim() ?? '')
const said = (id: string): Promise<string | null> => page.getByTestId(id).textContent()

for (const { name, query, size } of looks)
  test(`all that a screen is made of holds, and axe finds nothing: ${name}`, { timeout: 240_000 }, async () => {
    for (const place of places) {
      await visit(`${query}&at=/${place}`, size)
      expect([place, await wcagViolations(page, name === 'es-light' ? 'all' : 'wcag')]).toEqual([place, []])
      expect([place, await scrollsSideways(page)]).toEqual([place, false])
      const lock = await page.getByRole('button', { name: /Cerrar ya|Close now/ }).boundingBox()
      expect([place, (lock?.y ?? size.height) + (lock?.height ?? 1) <= size.height]).toEqual([place, true])
      const short = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, input:not([type=checkbox],[type=radio]), nav a')]
          .filter((one) => one.checkVisibility() && !one.closest('[aria-hidden=true], .hidden-visually'))
          .filter((one) => Math.round(one.getBoundingClientRect().height) < 44)
          .map((one) => one.textContent),
      )
      expect([place, short]).toEqual([place, []])
      await picture(`${name}-${place}`)
      const complaints = seen.complaints.filter((one) => place !== 'care' || !one.includes('a screen with a mistake'))
      expect([place, complaints]).toEqual([place, []])
      await page.close()
    }
    await visit(query, size)
  })

test('she walks from place to place with the keyboard, and lands on each title', async () => {
  await visit('')
  expect(await focused()).toBe('Muestrario')
  await page.getByRole('link', { name: 'Hoy' }).focus()
  for (const title of ['Campos', 'Casas', 'Fondos']) {
    const word = title === 'Campos' ? 'Expedientes' : title
    await page.getByRole('link', { name: word, exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(title)
    expect(await page.locator('[aria-current=page]').textContent()).toBe(word)
  }
  await page.keyboard.press('Shift+Tab')
  expect(await focused()).toContain('Cerrar ya')
  await page.getByRole('link', { name: 'Ir al contenido' }).focus()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
})

test('the folded bar always keeps the way to close beside the menu', async () => {
  await visit('', zoom)
  expect(await page.getByRole('navigation').count()).toBe(0)
  const lock = await page.getByRole('button', { name: 'Cerrar ya' }).boundingBox()
  const menu = page.getByRole('button', { name: 'Menú' })
  expect(Math.abs((lock?.y ?? 0) - ((await menu.boundingBox())?.y ?? 99))).toBeLessThan(2)
  await menu.focus()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('navigation').getByRole('link').count()).toBe(10)
  expect(await wcagViolations(page, 'all')).toEqual([])
  await picture('menu-zoom')
  await page.getByRole('link', { name: 'Encuentro', exact: true }).click()
  await expect.poll(focused).toBe('Encuentro')
  expect(await page.getByRole('navigation').count()).toBe(0)
})

test('a screen that breaks leaves the navigation, and the next one is whole', async () => {
  await visit('at=/care')
  await page.getByRole('heading', { level: 1, name: 'Algo no se pudo mostrar' }).waitFor()
  await page.getByRole('link', { name: 'Ayuda' }).click()
  await page.getByRole('heading', { level: 1, name: /puede llegar/ }).waitFor()
})

test('F8 hides codes, aliases and the words of bands, and brings them back', async () => {
  await visit('')
  const main = page.getByRole('main')
  expect(
    await main
      .getByText('Inminente')
      .boundingBox()
      .then((box) => box?.width),
  ).toBeGreaterThan(20)
  await page.keyboard.press('F8')
  await main.getByText('K··').waitFor()
  await main.getByText('L. d. R.').waitFor()
  expect(
    await main
      .getByText('Inminente')
      .boundingBox()
      .then((box) => box?.width),
  ).toBeLessThan(3)
  expect(await page.getByRole('button', { name: 'Vista discreta' }).getAttribute('aria-pressed')).toBe('true')
  expect(await wcagViolations(page, 'all')).toEqual([])
  await picture('discreet')
  await page.keyboard.press('F8')
  await expect.poll(() => main.getByText('K··').count()).toBe(0)
})

test('a day and dates of every precision are typed and picked, and nothing breaches the policy', async () => {
  await visit('at=/cases')
  const next = page.getByRole('group', { name: 'Próxima revisión' })
  await next.getByRole('spinbutton').first().focus()
  await page.keyboard.type('05122026')
  await expect.poll(() => said('date')).toContain('"2026-12-05"')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => said('date')).toContain('"2027-12-05"')
  await next.getByRole('button').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /diciembre de 2027/ })
    .nth(8)
    .waitFor()
  expect(await wcagViolations(page, 'all')).toEqual([])
  await picture('calendar')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => said('date')).toContain('"2027-12-06"')

  const when = page.getByRole('group', { name: 'Cuándo pasó' })
  await when.getByText('Mes', { exact: true }).click()
  await when.getByRole('button', { name: /Mes$/ }).click()
  await page.getByRole('option', { name: 'mayo' }).click()
  await when.getByRole('textbox', { name: 'Año' }).fill('2023')
  await page.keyboard.press('Tab')
  await expect.poll(() => said('date')).toContain('{"from":"2023-05-01","to":null,"precision":"month"}')
  await when.getByText('Exacta').click()
  await when.getByRole('spinbutton').first().focus()
  await page.keyboard.type('14')
  await expect.poll(() => said('date')).toContain('{"from":"2023-05-14","to":null,"precision":"exact"}')
  await when.getByText('No se sabe', { exact: true }).click()
  await expect.poll(() => said('date')).toContain('{"from":null,"to":null,"precision":"unknown"}')
  expect(seen.complaints).toEqual([])
})

test('a place is found however it is spelled', async () => {
  await visit('at=/cases')
  const field = page.getByRole('combobox', { name: 'País', exact: true })
  await field.click()
  await field.fill('sacapa i')
  await page.getByText('No hay nada con esas letras.').waitFor()
  await field.fill('nuble zaca')
  await page.getByRole('option', { name: 'Zacapa y Ñuble' }).waitFor()
  await picture('place')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await said('place')).toBe('Zacapa y Ñuble')
  expect(seen.complaints).toEqual([])
})

test('the list of places stays open when the focus has to move its field into sight', async () => {
  await visit('at=/cases', zoom)
  const field = page.getByRole('combobox', { name: 'País', exact: true })
  const isIn = () => field.evaluate((one) => one === document.activeElement)
  for (let n = 0; n < 40 && !(await isIn()); n += 1) await page.keyboard.press('Tab')
  const options = () => page.getByRole('option').count()
  const later = () => page.waitForTimeout(300) // longer than the page moves by itself
  await later()
  expect(await options()).toBe(8)
  await page.evaluate(() => window.scrollBy(0, -60))
  await expect.poll(options, { message: 'moved by hand the page closes it' }).toBe(0)
  await page.keyboard.press('ArrowDown')
  await later()
  expect(await options()).toBe(8)
  await page.keyboard.type('nuble zaca')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => said('place')).toBe('Zacapa y Ñuble')
  expect(seen.complaints).toEqual([])
})

test('what is written in a form is kept, also when F9 comes before the next breath', async () => {
  await visit('at=/cases')
  await page.getByLabel('Cómo quiere que le digamos').pressSequentially('Marea')
  await page.keyboard.press('F9')
  const paper = () =>
    page.evaluate(() => {
      const { drafts, calls } = (window as unknown as { paper: { drafts: Map<string, unknown>; calls: string[] } })
        .paper
      return { draft: drafts.get('specimen'), last: calls.slice(-2) }
    })
  await expect.poll(paper).toEqual({ draft: { alias: 'Marea', account: '' }, last: ['draft.keep', 'lock'] })
  await page.getByText('Guardado hace un momento').waitFor()
  await page.getByRole('link', { name: 'Casas' }).click()
  await page.getByRole('link', { name: 'Expedientes' }).click()
  await page.getByText('De antes').waitFor()
  expect(await page.getByLabel('Cómo quiere que le digamos').inputValue()).toBe('Marea')
  await page.getByRole('button', { name: 'Mandar' }).click()
  await expect.poll(async () => (await paper()).draft).toBe(undefined)
})

test('lists of two levels fold, count and are searched', async () => {
  await visit('at=/members')
  await page.getByRole('button', { name: /Amenazas y hostigamiento 1 elegida/ }).waitFor()
  await page.getByRole('button', { name: /igital/ }).press('Enter')
  await page
    .getByRole('checkbox', { name: /sin precisar/ })
    .last()
    .press('Space')
  await expect.poll(() => said('types')).toBe('death_threat digital')
  await page.getByRole('searchbox').fill('amenasa d muerte')
  await page.getByRole('checkbox', { name: /Amenaza de muerte/ }).press('Space')
  await expect.poll(() => said('types')).toBe('digital')
  await page.getByRole('tab', { name: 'De dos niveles' }).press('ArrowRight')
  await page.getByRole('heading', { name: 'Listas cortas' }).waitFor()
})

test('answers, versions, menus and what must be confirmed go by keyboard, and give the focus back', async () => {
  await visit('at=/help')
  await page.getByRole('radio', { name: /Es posible/ }).focus()
  await page.keyboard.press('Space')
  for (const name of ['No Está lejos', 'No sé', 'Prefiere no decir', 'Después']) {
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('radio', { name: new RegExp(`^${name}`) }).isChecked()).toBe(true)
  }
  await page.getByRole('link', { name: 'Encuentro', exact: true }).click()
  await page.getByRole('button', { name: 'Dejar esta: Miércoles 25, 16:00' }).press('Enter')
  expect(await said('kept')).toBe('b')
  await page.getByRole('link', { name: 'Hoy' }).click()
  await page.getByRole('button', { name: 'Más' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Pasar a otra red' }).waitFor()
  expect(await wcagViolations(page, 'all')).toEqual([])
  await picture('menu')
  await page.keyboard.press('Enter')
  expect(await said('said')).toBe('one')
  const opener = page.getByRole('button', { name: 'Apartar' })
  await opener.press('Enter')
  await page.getByRole('dialog', { name: 'Apartar esta pieza' }).waitFor()
  expect(await wcagViolations(page, 'all')).toEqual([])
  await picture('confirm')
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe('Apartar')
  await page.getByRole('button', { name: 'Quitar' }).click()
  await page.getByRole('alert').getByText('Esto lo ven otras personas de la red.').first().waitFor()
  await page.getByRole('button', { name: 'Aceptar' }).click()
  await page.getByRole('status').getByText('Se aceptó').waitFor()
  expect(await page.getByText('Texto inventado').count()).toBe(0)
  await page.getByRole('button', { name: /describe violencia/ }).press('Enter')
  await page.getByText('Texto inventado').waitFor()
  expect(seen.complaints).toEqual([])
})

test('on paper there is no navigation and no button, and bands are black on white', async () => {
  await visit('theme=dark')
  await page.emulateMedia({ media: 'print' })
  for (const role of ['navigation', 'button'] as const) expect(await page.getByRole(role).count()).toBe(0)
  const band = page.getByText('Inminente').locator('..')
  expect(await band.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(255, 255, 255)')
  expect(await band.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(0, 0, 0)')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
  await page.setViewportSize({ width: 720, height: 930 })
  await picture('print')
})
