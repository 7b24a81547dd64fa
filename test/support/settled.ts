import type { Page } from 'playwright-core'

/** How long nothing has to change on the page until it counts as settled, and how long that is waited for, in milliseconds. */
const patience = { calm: 60, most: 10_000 }

/** Waits until the screen has its title, nothing says that it is on its way, and the page has stopped changing. */
export const settled = async (page: Page): Promise<void> => {
  const isCalm = await page.evaluate(async ({ calm, most }) => {
    const begun = performance.now()
    let [now, changed] = [begun, begun]
    const watcher = new MutationObserver(() => (changed = performance.now()))
    watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    while (now - changed <= calm && now - begun < most) {
      await new Promise((go) => setTimeout(go, 20))
      now = performance.now()
      // a form says by itself that it is being kept, long after it has stopped changing
      const waits = [...document.querySelectorAll('[role=status]')].some((one) =>
        /(?<!Guardando|Saving)…$/.test(one.textContent.trim()),
      )
      if (waits || !document.querySelector('h1')) changed = now
    }
    watcher.disconnect()
    return now - changed > calm
  }, patience)
  if (!isCalm) throw new Error('the screen did not settle')
}
