import type { Page } from 'playwright-core'
import { codeOfAnother } from './fullVault'
import { settled } from './settled'

/** The words of the buttons that go on to another question. */
const onward = /^(Siguiente|Seguir|Revisar antes de mandar|Hacer el archivo)$/
/** Answers that are not the first: another threat would be asked about for ever. */
const answers: Readonly<Record<string, RegExp>> = { '¿Hay otra amenaza?': /^No/, '¿Cuándo pasó?': /^No se sabe/ }
/** The question that another network answers. */
const askedElsewhere = '¿Qué código dio la otra red?'
/** More questions than any form has. */
const most = 40

const titleOf = async (page: Page): Promise<string> => (await page.locator('main h1').textContent())?.trim() ?? ''
const stepOf = async (page: Page): Promise<string> =>
  `${await titleOf(page)} ${(await page.locator('main [role=progressbar]').getAttribute('aria-valuetext')) ?? ''}`

/** Answers a question as it comes: the first answer of each group, a few words in each field. */
const answer = async (page: Page): Promise<void> => {
  const main = page.locator('main')
  const title = await titleOf(page)
  const wanted = answers[title]
  if (title === askedElsewhere) await main.getByRole('textbox').fill(codeOfAnother())
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
    if (isGuided) await answer(page)
    const before = isGuided ? await stepOf(page) : await page.locator('main h2').first().textContent()
    await button.click()
    await settled(page)
    const now = () => (isGuided ? stepOf(page) : page.locator('main h2').first().textContent())
    let after = await now()
    // what the engine is asked before the next question takes longer than the page is calm
    for (let tries = 0; after === before && tries < 20; tries += 1) {
      await settled(page)
      after = await now()
    }
    if (after === before) throw new Error(`no way on from: ${before}`)
    await look(`step-${step}`)
  }
}
