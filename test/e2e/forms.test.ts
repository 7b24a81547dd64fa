import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { drivers } from '../support/drivers'
import type { Running } from '../support/drivers'
import { everyScreen } from '../support/everyScreen'
import { firstScreens } from '../support/firstScreens'
import { fullVault } from '../support/fullVault'
import { settle } from '../support/hands'
import { isHarmed, readHostile, writeHostile } from '../support/hostile'
import type { Hostile } from '../support/hostile'
import { openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, newFolder, openPerson, passphrase } from '../support/people'
import { openTrap } from '../support/trap'
import type { Trap } from '../support/trap'
import { hostileTexts, turnedText } from './payloads'

let browser: Browser
let trap: Trap
let texts: readonly string[] = []
let vault = ''
beforeAll(async () => {
  browser = await openBrowser()
  trap = await openTrap()
  texts = hostileTexts(trap.home)
  const alma = await fullVault()
  await alma.lock()
  vault = alma.vault
}, 120_000)
afterAll(async () => {
  await browser.close()
  trap.close()
  await everybodyGoesHome()
})

/** Opens the app, does something at its page, and sees to it that nothing went wrong or out. */
const atLaptop = async (folder: string, sit: (running: Running, page: Page) => Promise<void>): Promise<void> => {
  const [serve] = drivers
  if (!serve) throw new Error('no driver')
  trap.visits()
  const running = await serve.launch(folder, browser)
  try {
    const page = await running.page()
    const boxes: string[] = []
    page.on('dialog', (box) => {
      boxes.push(box.message())
      void box.dismiss()
    })
    page.context().on('page', (other) => boxes.push(other.url()))
    await settle(page)
    await sit(running, page)
    expect(boxes).toEqual([])
    expect(running.seen).toMatchObject({ complaints: [], foreign: [] })
    expect(trap.visits()).toEqual([])
  } finally {
    await running.close()
  }
}

const features = join(import.meta.dirname, '../../src/renderer/features')
/** How many fields for words the sources of some screens name, so that a walk which comes to fewer says so. */
const named = (isThere: (file: string) => boolean): number =>
  readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && isThere(file))
    .map((file) => readFileSync(join(features, file), 'utf8'))
    .reduce((sum, text) => sum + (text.match(/<(TextField|TextArea|SearchBox)\b|as: '(line|words)',/g)?.length ?? 0), 0)
const isBefore = (file: string): boolean => /^(welcome|unlock)/.test(file)

/** Different fields that hold any words: those of the rows of a table count once. */
const kept = ({ written }: Hostile): number =>
  new Set([...written.values()].filter(({ keeps }) => keeps).map(({ field }) => field)).size

const tell = (where: string, { written, sent }: Hostile, shown: number): void => {
  const screens = new Set([...written.values()].map(({ field }) => field.split(': ')[0]))
  process.stdout.write(
    `${where}: hostile text in ${written.size} fields on ${screens.size} screens, ${sent.length} forms sent, ${shown} texts read back\n`,
  )
}

test('control: it is seen where a page takes a text for markup, or shows another in its place', async () => {
  const page = await browser.newPage()
  for (const text of texts.filter((one) => /[<>]/.test(one))) {
    await page.goto(`${trap.home}/page`)
    expect(await isHarmed(page)).toBe(false)
    await page.evaluate((markup) => {
      document.body.innerHTML = `<p title="${markup}">${markup}</p>`
    }, text)
    await expect.poll(() => isHarmed(page), { timeout: 2_000 }).toBe(true)
  }
  expect(trap.visits()).toEqual(expect.arrayContaining(['/frame', '/c.css']))
  const read = readHostile(new Map([[1, { field: '', text: '«1» {{alias}}', keeps: true }]]))
  await page.goto(`${trap.home}/page`)
  for (const shown of ['«1» {{alias}} está aquí', '«1» Alma está aquí']) {
    await page.evaluate((text) => (document.body.textContent = text), shown)
    await read.look(page, 'control')
  }
  expect(read).toMatchObject({ harm: [], wrong: ['control: «1» Alma está aquí'] })
  await page.close()
})

test('before the notebook: whatever is written is text, and the names of a network and of a woman stay what they are', async () => {
  await atLaptop(join(newFolder(), 'vault'), async (_running, page) => {
    const hostile = writeHostile(texts, turnedText, { sends: false }) // the walk sends them itself
    await firstScreens(page, 'es', hostile.look)
    const read = readHostile(hostile.written)
    await everyScreen(page, read.look, 'few')
    tell('before the notebook', hostile, read.shown.size)
    expect(hostile).toMatchObject({ harm: [], changed: [] })
    expect(read).toMatchObject({ harm: [], wrong: [] })
    expect(kept(hostile)).toBeGreaterThanOrEqual(named(isBefore))
    expect(read.shown.size).toBeGreaterThan(0)
  })
}, 120_000)

test('in every field of every screen, sent, closed, opened and read again, whatever is written is text', async () => {
  await atLaptop(vault, async (running, page) => {
    await writePhrase(page, passphrase)
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    const hostile = writeHostile(texts, turnedText)
    await everyScreen(page, hostile.look)
    await page.keyboard.press('F9')
    await openingScreen(running)
    // a walk begins a report of an incident where there is none begun
    const alma = await openPerson('Alma', vault)
    for (const { houseCardId } of (await alma.query('house.board')).houses)
      await alma.call('draft.drop', { form: `house.incident:${houseCardId}` })
    await alma.lock()
    await writePhrase(page, passphrase)
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    const read = readHostile(hostile.written)
    await everyScreen(page, read.look, 'plain') // what was written in a question or a dialog is read where it came to
    tell('in the notebook', hostile, read.shown.size)
    expect(hostile).toMatchObject({ harm: [], changed: [] })
    expect(read).toMatchObject({ harm: [], wrong: [] })
    expect(kept(hostile)).toBeGreaterThanOrEqual(named((file) => !isBefore(file)))
    expect(hostile.sent.length).toBeGreaterThanOrEqual(25)
    expect(read.shown.size).toBeGreaterThanOrEqual(kept(hostile) / 3)
  })
}, 300_000)
