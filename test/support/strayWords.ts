import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Tree = { readonly [key: string]: string | Tree }
const leaves = (tree: Tree): string[] =>
  Object.values(tree).flatMap((one) => (typeof one === 'string' ? [one] : leaves(one)))
const wordsOf = (language: string): string[] =>
  ['src/renderer/i18n', 'src/shared/i18n/vocabulary'].flatMap((folder) =>
    leaves(JSON.parse(readFileSync(join(import.meta.dirname, '../..', folder, `${language}.json`), 'utf8')) as Tree),
  )

const english = new Set(wordsOf('en'))
/** Words of the Spanish screens that are no words of the English ones. */
const spanish = wordsOf('es').filter((one) => one.length > 2 && !one.includes('{{') && !english.has(one))

/** What people wrote, which nothing translates, and which happens to be a word of the screens too. */
const written = ['Seguridad', 'Acción urgente', 'Autocuidado', 'Nube']

const foreign = spanish.filter((one) => !written.includes(one))
type Window = { tejidoForeign?: ReadonlySet<string> }

/** Texts of the page that no screen may show: keys of words, codes of lists, and, on an English one, Spanish words. */
export const strayWords = async (page: Page, language: 'es' | 'en'): Promise<string[]> => {
  // thousands of words go over once, not with each look
  if (!(await page.evaluate(() => 'tejidoForeign' in window)))
    await page.evaluate((words) => void ((window as Window).tejidoForeign = new Set(words)), foreign)
  return page.evaluate((isEnglish) => {
    const other = isEnglish ? (window as Window).tejidoForeign : undefined
    const isStray = (text: string): boolean =>
      /^[a-z]\w*(\.\w+)+$/.test(text) || /^[a-z]+(_[a-z]+)+$/.test(text) || other?.has(text) === true
    const texts: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement
      if (parent?.checkVisibility() && !parent.closest('script, style, [data-written]'))
        texts.push(walk.currentNode.textContent?.trim() ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label]')) texts.push(one.getAttribute('aria-label') ?? '')
    return [...new Set(texts)].filter(isStray)
  }, language === 'en')
}
