import type { Locator, Page } from 'playwright-core'
import type { Look } from './everyScreen'
import { complete } from './complete'
import { settled } from './settled'

/** A field that was written to. */
type Written = {
  /** The screen, and the field's label there. */
  readonly field: string
  readonly text: string
  /** Whether the field keeps any text: one for numbers, or one that finds what is on a list, does not. */
  readonly keeps: boolean
}

/** What a walk with hostile texts did and found. */
export type Hostile = {
  readonly look: Look
  readonly written: ReadonlyMap<number, Written>
  /** Fields that did not hold what was written to them: the field, and what it held. */
  readonly changed: string[]
  /** Buttons that were pressed to send what was written: the screen and the button. */
  readonly sent: string[]
  /** Where something ran, or became a part of the page. */
  readonly harm: string[]
}

/** What every hostile text would leave in a page that took it for more than text. */
const traces =
  'script:not([src]), [onerror], [onload], iframe, link[href*="/c.css"], a[href^="javascript:"], a[href*="/link"]'
/** Whether a page ran a hostile text, or holds a part of it as more than text. */
export const isHarmed = (page: Page): Promise<boolean> =>
  page.evaluate((sought) => 'ran' in window || document.querySelector(sought) !== null, traces)

const fields = 'input:is([type=text], [type=search], [type=password], :not([type])), textarea'
/** Of a table in which every row has the same fields, so many rows are written to. */
const fewRows = 2
/** Letters of the code of a case. */
const codeLength = 5
const onward = /^(Siguiente|Seguir|Revisar antes de mandar|Hacer el archivo)$/
/** Sending by these would wait for a stranger, or write outside the vault. */
const unsent =
  /^(Buscar en esta red|Pasar ahora|Escuchar|Pasar por la carpeta|Guardar en esta carpeta|Dejar la red|Salir)/
/** Forms whose button is not the main one of their screen. */
const sendWords = /^(Guardar|Anotar|Formar|Agregar|Dejar la nota)/

/**
 * Writes hostile texts to every field of the screens that it is shown, and sends those that are forms unless told not to.
 * `turned` is in each field for a moment only: sent, it would be refused.
 */
export const writeHostile = (texts: readonly string[], turned: string, { sends = true } = {}): Hostile => {
  const written = new Map<number, Written>()
  const changed: string[] = []
  const sent: string[] = []
  const harm: string[] = []
  const rows = new Map<string, number>()
  let last = 0

  /** As many of the texts as a field takes, beginning with another each time, after a number by which it is known again. */
  const textFor = (most: number): string => {
    let text = `«${++last}»`
    for (let n = 0; n < texts.length; n += 1) {
      const next = `${text} ${texts[(last + n) % texts.length] ?? ''}`
      if (next.length <= most) text = next
    }
    return text.slice(0, most)
  }
  const look = async (page: Page, name: string, doing: string): Promise<void> => {
    if (await isHarmed(page)) harm.push(`${name}: ${doing}`)
  }
  const write = async (page: Page, field: Locator, name: string): Promise<void> => {
    const known = await field.evaluate((one) => {
      const input = one as HTMLInputElement
      const ids = input.getAttribute('aria-labelledby')?.split(' ') ?? []
      const named = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
      return {
        label: input.labels?.[0]?.textContent ?? (named || (input.getAttribute('aria-label') ?? '')),
        most: input.maxLength < 0 ? 5_000 : input.maxLength,
        isFinder: input.getAttribute('role') === 'combobox',
        isNumber: input.inputMode === 'numeric' || input.inputMode === 'decimal',
        isSearch: input.type === 'search',
      }
    })
    const kind = `${name}: ${known.label.replace(/\d+/g, 'n')}`
    const times = (rows.get(kind) ?? 0) + 1
    rows.set(kind, times)
    if (times > fewRows) return
    const text = textFor(known.most)
    const before = await field.inputValue()
    const keeps = !known.isFinder && !known.isNumber
    written.set(last, { field: kind, text, keeps })
    await field.fill(turned.slice(0, known.most))
    await field.fill(text)
    if (known.isSearch) await field.press('Enter')
    if (!keeps || known.isSearch) await settled(page)
    const held = await field.inputValue()
    if (keeps && held !== text) changed.push(`${name}: ${known.label}: ${held}`)
    await look(page, name, known.label)
    if (!keeps) await field.blur()
    // a form can be sent only when what has to be a number or a code is one; a finder turns back by itself
    if (known.isSearch || known.isNumber || known.most <= codeLength) await field.fill(before)
    if (known.isSearch) await field.press('Enter')
    if (!keeps) await field.blur()
  }
  return {
    written,
    changed,
    sent,
    harm,
    look: async (page, name) => {
      const dialog = page.getByRole('dialog')
      const isDialog = (await dialog.count()) > 0
      const place = isDialog ? dialog : page.locator('body')
      const all = place.locator(fields).filter({ visible: true }).and(page.locator(':enabled:not([readonly])'))
      const many = await all.count()
      const roles = (['textbox', 'searchbox', 'combobox'] as const).map((role) => place.getByRole(role))
      const asked = (await Promise.all(roles.map((role) => role.count()))).reduce((sum, one) => sum + one, 0)
      if (asked > many) harm.push(`${name}: ${asked - many} fields were not found`)
      for (let n = 0; n < many; n += 1) if (n < (await all.count())) await write(page, all.nth(n), name)
      // a dialog asks before something that cannot be taken back
      if (!sends || isDialog || (many === 0 && !/-step-\d+$/.test(name))) return
      const sheet = page.locator('main, body').last()
      if ((await sheet.getByRole('button', { name: onward }).count()) > 0) return
      const filled = sheet.locator('button[class*="_main_"]:visible')
      const button = filled.or(sheet.getByRole('button', { name: sendWords })).first()
      if ((await button.count()) === 0) return
      const word = (await button.innerText()).trim()
      if (unsent.test(word)) return
      await complete(page, sheet)
      sent.push(`${name}: ${word}`)
      await button.press('Enter')
      await settled(page)
      if ((await dialog.count()) > 0) {
        await page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'detached' })
      }
      await look(page, name, word)
    },
  }
}

/** Reads every screen that it is shown for what was written: what is shown of it, and what is not shown as it was written. */
export const readHostile = (written: Hostile['written']) => {
  const shown = new Set<number>()
  const wrong: string[] = []
  const harm: string[] = []
  const look: Look = async (page, name) => {
    if (await isHarmed(page)) harm.push(name)
    const texts = await page.evaluate(() => [
      document.body.textContent,
      ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
    ])
    for (const text of texts)
      for (const found of text.matchAll(/«(\d+)»/g)) {
        const number = Number(found[1])
        const expected = written.get(number)?.text ?? ''
        shown.add(number)
        if (!text.startsWith(expected, found.index))
          wrong.push(`${name}: ${text.slice(found.index, found.index + 200)}`)
      }
  }
  return { look, shown, wrong, harm }
}
