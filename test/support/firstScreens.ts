import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { codeOfSecret, createInvitationSecret } from '#core/identity/invitationCode'
import type { Look } from './everyScreen'
import { settled } from './settled'

type Tree = { readonly [key: string]: string | Tree }

/** The words of the screens in a language, by key. */
const wordsIn = (language: 'es' | 'en'): ((key: string) => string) => {
  const file = join(import.meta.dirname, `../../src/renderer/i18n/${language}.json`)
  const all = JSON.parse(readFileSync(file, 'utf8')) as Tree
  return (key) => {
    const found = key
      .split('.')
      .reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : at), all)
    if (typeof found !== 'string') throw new Error(`no words: ${key}`)
    return found
  }
}

/** The page as on a computer whose system speaks this language. */
export const onSystemIn = async (page: Page, language: 'es' | 'en'): Promise<void> => {
  await page.addInitScript((tag) => {
    Object.defineProperty(navigator, 'language', { get: () => tag })
  }, language)
  await page.reload()
}

/**
 * Walks through all that there is before the notebook: from a laptop without a vault, over a request to be let in that is
 * left again, to a network of one, closed and open again. The page speaks `language` by itself; it ends in the open notebook, in which nothing was done yet.
 */
export const firstScreens = async (page: Page, language: 'es' | 'en', look: Look): Promise<void> => {
  const words = wordsIn(language)
  const press = async (key: string): Promise<void> => {
    await page.getByRole('button', { name: words(key), exact: true }).click()
    await settled(page)
  }
  const at = async (key: string, name: string): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: words(key), exact: true }).waitFor()
    await settled(page)
    await look(page, name)
  }
  /** Recovery words onto paper, and two of them back; looked at under a name. */
  const writeDown = async (name: string | null): Promise<void> => {
    const seen = page.locator('[data-words] span')
    await seen.first().waitFor()
    if (name !== null) await at('welcome.words.title', name)
    const paper = await seen.allInnerTexts()
    await press('welcome.words.written')
    if (name !== null) await at('welcome.words.checkTitle', `${name}-check`)
    for (const field of await page.getByRole('textbox').all()) {
      const label = await field.evaluate((one) => (one as HTMLInputElement).labels?.[0]?.textContent ?? '')
      await field.fill(paper[Number(label.replace(/\D/g, '')) - 1] ?? '')
    }
    await press('welcome.words.done')
  }
  await at('welcome.title', 'first')
  await press('welcome.begin')
  const offered = page.locator('[data-phrase]')
  await offered.getByText(/(\S+ ){6}/).waitFor()
  await at('welcome.phrase.title', 'first-phrase')
  const phrase = await offered.innerText()
  await page.getByRole('radio', { name: words('welcome.phrase.own') }).press(' ')
  await at('welcome.phrase.title', 'first-phrase-own')
  await page.getByRole('radio', { name: words('welcome.phrase.offered') }).press(' ')
  await press('welcome.phrase.written')
  await page.getByLabel(words('welcome.phrase.again')).fill('otra')
  await press('welcome.create')
  await at('welcome.phrase.againTitle', 'first-phrase-again')
  await page.getByLabel(words('welcome.phrase.again')).fill(phrase)
  await press('welcome.create')
  await at('welcome.ways.title', 'first-ways')
  for (const way of ['join', 'device', 'recover']) {
    await press(`welcome.ways.${way}Go`)
    await at(`welcome.${way}.title`, `first-${way}`)
    await press('welcome.back')
  }
  await press('welcome.ways.joinGo')
  await page.getByLabel(words('welcome.code'), { exact: true }).fill(codeOfSecret(createInvitationSecret()))
  await page.getByLabel(words('welcome.alias'), { exact: true }).fill('Ceiba')
  await press('welcome.ask')
  await writeDown(null)
  await at('welcome.waiting.title', 'first-waiting')
  await press('welcome.waiting.stop')
  await page.getByRole('dialog').waitFor()
  await look(page, 'first-waiting-dialog')
  await press('welcome.waiting.stopGo')
  await page.getByRole('heading', { level: 1, name: words('welcome.ways.title'), exact: true }).waitFor()
  await settled(page)
  await press('welcome.ways.networkGo')
  await page.getByLabel(words('welcome.network.name')).fill('Red de Práctica')
  await page.getByLabel(words('welcome.alias'), { exact: true }).fill('Ceiba')
  const country = page.getByRole('combobox', { name: words('welcome.network.country') })
  await country.fill('Guatemala')
  await page.getByRole('option', { name: 'Guatemala' }).waitFor()
  await country.press('ArrowDown')
  await country.press('Enter')
  await at('welcome.network.title', 'first-network')
  await press('welcome.network.create')
  await writeDown('first-words')
  await page.getByRole('navigation', { name: words('shell.places') }).waitFor()
  await page.keyboard.press('F9')
  await at('unlock.title', 'opening')
  await page.getByLabel(words('unlock.label')).fill('no es esta')
  await page.keyboard.press('Enter')
  await page.getByLabel(words('unlock.label')).and(page.locator('[aria-invalid=true]')).waitFor()
  await at('unlock.title', 'opening-wrong')
  await page.getByLabel(words('unlock.label')).fill(phrase)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: words('shell.places') }).waitFor()
}
