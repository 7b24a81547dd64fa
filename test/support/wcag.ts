import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The rules of WCAG 2.2 AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds wrong on the page, by all its rules or by those of WCAG 2.2 AA: the names of rules and the places. */
export const wcagViolations = async (page: Page, rules: 'all' | 'wcag' = 'wcag'): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async (values) => {
      type Found = { violations: { id: string; nodes: { target: unknown[] }[] }[] }
      type Axe = { run(options: unknown): Promise<Found> }
      const { violations } = await (window as unknown as { axe: Axe }).axe.run({
        ...(values && { runOnly: { type: 'tag', values } }),
        resultTypes: ['violations'],
      })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    },
    rules === 'all' ? null : tags,
  )
}
