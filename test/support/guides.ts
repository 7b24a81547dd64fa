import type { Page } from 'playwright-core'
import { settled } from './settled'

/** The words of the buttons that go on to another question. */
const onward = /^(Siguiente|Seguir|Revisar antes de mandar)$/
/** Answers that are not the first: another threat would be asked about for ever. */
const answers: Readonly<Record<string, RegExp>> = { '¿Hay otra amenaza?': /^No/, '¿Cuándo pasó?': /^No se sabe/ }
/** Questions that only somebody elsewhere can answer: what follows is looked at by the test of that form. */
const beyond = ['¿Qué código dio la otra red?']
/** More questions than any form has. */
const most = 40

const titleOf = async (page: Page): Promise<string> => (await page.locator('main h1').textContent())?.trim() ?? ''
const stepOf = async (page: Page): Promise<string> =>
  `${await titleOf(page)} ${(await page.locator('main [role=progressbar]').getAttribute('aria-valuetext')) ?? ''}`

/** Answers a question as it comes: the first answer of each group, a few words in each field. */
const answer = async (page: Page): Promise<void> => {
  const main = page.locator('main')
  const wanted = answers[await titleOf(page)]
  for (const group of await main.getByRole('radiogroup').all()) {
    if ((await group.locator('input:checked').count()) > 0) continue
    const one = wanted === undefined ? group.getByRole('radio') : group.getByRole('radio', { name: wanted })
    await one.first().press(' ')
  }
  const ticks = main.getByRole('checkbox')
  if ((await ticks.count()) > 0 && (await main.locator('input[type=checkbox]:checked').count()) === 0)
    await ticks.first().press(' ')
  for (const box of await main.getByRole('combobox', { name: 'País', exact: true }).all()) {
    if ((await box.inputValue()) !== '') continue
    await box.fill('Guatemala')
    await page.getByRole('option', { name: 'Guatemala' }).waitFor()
    await box.press('ArrowDown')
    await box.press('Enter')
  }
  for (const field of await main.locator('textarea:visible, input[type=text]:not([role=combobox]):visible').all())
    if ((await field.inputValue()) === '')
      await field.fill((await field.getAttribute('maxlength')) === '5' ? '7QK2M' : 'Algo inventado')
}

/** Goes through a guided form to its last question, and tells each after the first by its place. */
export const walkGuide = async (page: Page, look: (step: string) => Promise<void>): Promise<void> => {
  const isGuided = (await page.locator('main [role=progressbar]').count()) > 0
  const button = page.locator('main').getByRole('button', { name: onward })
  for (let step = 2; step < most && (await button.count()) > 0; step += 1) {
    if (beyond.includes(await titleOf(page))) return
    if (isGuided) await answer(page)
    const before = isGuided ? await stepOf(page) : await page.locator('main h2').first().textContent()
    await button.click()
    await settled(page)
    const after = isGuided ? await stepOf(page) : await page.locator('main h2').first().textContent()
    if (after === before) throw new Error(`no way on from: ${before}`)
    await look(`step-${step}`)
  }
}
