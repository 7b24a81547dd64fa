import type { Page } from 'playwright-core'
import { dialogs } from './dialogs'
import { countLastYear } from './fullReleases'
import { walkGuide } from './guides'
import { patternOf, routePatterns } from './routes'
import { settled } from './settled'

/** What is done at a screen: a check, a picture. The page is as it was afterwards: its size, its language. */
export type Look = (page: Page, name: string) => Promise<void>

/** Somewhere a link leads to, and from where: the address of that screen and the tab it is under. */
type Way = {
  readonly address: string
  readonly from: string | null
  readonly tab: number
  /** What stands around the link: which of several rows it is of. */
  readonly words: string
}

/** Of several screens of one kind, one that has most on it. */
const richest = /En acompañamiento|Colibrí|Verificada|Romero|Publicada|Aprobado por dos/

/** The name of a screen: the words of its address. */
const nameOf = (pattern: string): string =>
  pattern
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? 'one' : part))
    .join('-')
    .replace(/(-one)+$/, '-one')

const wordOf = (label: string): string =>
  label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z]+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll(' ', '-')

/** Closes the dialog there is. What else stood open in it, a list under a field, closes first. */
const closeDialog = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog')
  for (let tries = 0; tries < 3 && (await dialog.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape')
    await settled(page)
  }
  await dialog.waitFor({ state: 'detached' })
}

/**
 * Walks through every screen of an open notebook, by its links, each kind of screen once: its tabs, the questions of its
 * guided form, the dialogs that it opens. Gives the patterns of addresses and the files of dialogs that it came to.
 * `plain`: questions and dialogs are left out. `few`: screens of one thing too, for a notebook in which there is nothing yet.
 */
export const everyScreen = async (
  page: Page,
  look: Look,
  howMuch: 'all' | 'plain' | 'few' = 'all',
): Promise<{ readonly routes: readonly string[]; readonly dialogs: readonly string[] }> => {
  const patterns = routePatterns().filter((one) => howMuch !== 'few' || !one.includes(':'))
  const ways = new Map<string, Way[]>()
  const known = new Map<string, Way>()
  const seen = new Set<string>()
  const opened = new Set<string>()

  const gather = async (where: string, from: string | null, tab = 0): Promise<void> => {
    const links = await page.locator(`${where} a[href^="#/"]`).evaluateAll((all) =>
      all.map((one) => ({
        address: one.getAttribute('href')?.slice(1) ?? '',
        words: one.closest('tr, li, section')?.textContent ?? '',
      })),
    )
    for (const { address, words } of links) {
      const pattern = patternOf(address, patterns)
      if (pattern === undefined || known.has(address)) continue
      const way = { address, from, tab, words }
      known.set(address, way)
      ways.set(pattern, [...(ways.get(pattern) ?? []), way])
    }
  }
  const openTab = async (tab: number): Promise<void> => {
    const one = page.locator('main [role=tab]').nth(tab)
    if ((await one.count()) === 0 || (await one.getAttribute('aria-selected')) === 'true') return
    await one.click()
    await settled(page)
  }
  const arrive = async (address: string): Promise<void> => {
    const link = page.locator(`a[href="#${address}"]:visible`).first()
    if ((await link.count()) === 0) {
      const way = known.get(address)
      // the navigation comes by itself, when the window is wide again
      if (way?.from != null) {
        await arrive(way.from)
        await openTab(way.tab)
      }
    }
    await link.click()
    await settled(page)
  }
  /** The dialogs of a screen that its open tab leads to. */
  const openDialogs = async (pattern: string, words: string): Promise<void> => {
    for (const { file, at, of, press, first, role = 'button' } of dialogs) {
      if (at !== pattern || opened.has(file) || of?.test(words) === false) continue
      const opener = page.locator('main').getByRole(role, { name: press }).first()
      if (!(await opener.isVisible())) continue
      opened.add(file)
      await first?.(page)
      await opener.press(role === 'radio' ? ' ' : 'Enter')
      await settled(page)
      const items = page.getByRole('menuitem')
      if ((await items.count()) > 0) await items.first().press('Enter')
      await page.getByRole('dialog').waitFor()
      await look(page, `${nameOf(pattern)}-dialog-${wordOf(file.split('/')[1] ?? '')}`)
      await closeDialog(page)
    }
  }
  const visit = async (pattern: string, way: Way, lookAt: Look): Promise<void> => {
    await arrive(way.address)
    const name = nameOf(pattern)
    const tabs = await page.locator('main [role=tab]').allTextContents()
    for (const tab of tabs.length === 0 ? [0] : tabs.keys()) {
      if (tab > 0) await openTab(tab)
      await lookAt(page, tab === 0 ? name : `${name}-${wordOf(tabs[tab] ?? '')}`)
      await gather('main', way.address, tab)
      if (howMuch === 'all') await openDialogs(pattern, way.words)
    }
  }

  if (howMuch !== 'few') await countLastYear(page)
  await gather('nav', null)
  for (;;) {
    const next = [...ways].find(([pattern]) => !seen.has(pattern))
    if (!next) break
    const [pattern, choices] = next
    seen.add(pattern)
    const way = choices.find(({ words }) => richest.test(words)) ?? choices[0]
    if (!way) continue
    await visit(pattern, way, look)
    if (howMuch !== 'all') continue
    await walkGuide(page, (step) => look(page, `${nameOf(pattern)}-${step}`))
    for (const { at, of, file } of dialogs) {
      const other = choices.find(({ words }) => of?.test(words))
      if (at === pattern && other && !opened.has(file)) await visit(pattern, other, () => Promise.resolve())
    }
  }
  return { routes: [...seen].sort(), dialogs: [...opened].sort() }
}
