import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * Says to an open page, in place of its engine, how something stands that it follows by `query`: what is soon over in a test
 * could be seen by nobody. The page is loaded anew. Requests of the path `unheard` are answered and reach nobody; they are given.
 */
export const speakFor = async (page: Page, query: string, unheard: string) => {
  const asked: string[] = []
  let sub = 0
  await page.route('**/subscribe', async (route) => {
    const body = route.request().postDataJSON() as { name: string; sub: number }
    if (body.name === query) sub = body.sub
    await route.continue()
  })
  await page.route(`**/${unheard}`, async (route) => {
    asked.push(route.request().postData() ?? '')
    await route.fulfill({ json: { ok: true, value: null } })
  })
  await page.addInitScript(() => {
    const Real = window.EventSource
    window.EventSource = class extends Real {
      constructor(url: string | URL) {
        super(url)
        Object.assign(window, { stream: this })
      }
    }
  })
  await page.reload()
  await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
  const say = async (value: object): Promise<void> => {
    await expect.poll(() => sub).toBeGreaterThan(0)
    await page.evaluate(
      (data) => {
        const { stream } = window as unknown as { stream: EventSource }
        stream.onmessage?.(new MessageEvent('message', { data }))
      },
      JSON.stringify({ sub, view: { ok: true, value } }),
    )
  }
  return { asked, say }
}
