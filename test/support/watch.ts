import type { Page } from 'playwright-core'

/** What pages did that they should not: a test looks at it at the end. */
export type Watch = {
  /** Breaches of the content security policy, errors and warnings of the console, uncaught errors. */
  readonly complaints: string[]
  /** Requests for anything that is not the app's own. */
  readonly foreign: string[]
  /** Starts watching a page. */
  page(page: Page): Promise<void>
}

/** Makes a watch. */
export const watch = (): Watch => {
  const complaints: string[] = []
  return {
    complaints,
    foreign: [],
    page: async (page) => {
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', (event) =>
          // oxlint-disable-next-line no-console -- inside the page: the console is how it reaches the watch
          console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
        ),
      )
    },
  }
}
