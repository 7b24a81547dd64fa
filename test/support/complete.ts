import type { Locator, Page } from 'playwright-core'
import { settled } from './settled'

/** A table of forms is not completed: more choices than any one form asks for. */
const mostChoices = 12

/**
 * Chooses what a form asks for besides words, where nothing is chosen yet: the first that is offered. Found by what they
 * are made of: while a list is open, all else on the page has no role.
 */
export const complete = async (page: Page, form: Locator): Promise<void> => {
  const boxes = await form.locator('input[role=combobox]:visible').all()
  if (boxes.length > mostChoices) return
  for (const group of await form.locator('[role=radiogroup]:visible:has(input[type=radio])').all())
    if ((await group.locator('input:checked').count()) === 0)
      await group.locator('input[type=radio]').first().press(' ')
  for (const box of boxes) {
    if ((await box.inputValue()) !== '') continue
    await box.fill('a')
    await settled(page)
    if ((await page.locator('[role=option]').count()) > 0) {
      await box.press('ArrowDown')
      await box.press('Enter')
    }
    await box.blur()
    await settled(page)
  }
  // what is chosen no longer says so: the next one is the first again
  const lists = form.locator('button:visible', { hasText: /^Elegir…/ })
  for (let before = 0, left = await lists.count(); left > 0 && left !== before; left = await lists.count()) {
    before = left
    await lists.first().press('Enter')
    await page.locator('[role=option]').first().press('Enter')
    await settled(page)
  }
}
