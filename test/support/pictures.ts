import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { holds } from './screens'

/** Where pictures go; nobody asks for them unless it is set. */
const shots = process.env.TEJIDO_SHOTS

/** The screen as it is: nothing is wider than its window, axe finds nothing; a picture where one is asked for. */
export const looksWell = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true })
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width: 1366, height: 768 })
      const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0)
      await page.setViewportSize({ width: 1366, height: Math.min(4000, Math.max(768, height)) })
      await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) })
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 683, height: 384 })
    await page.screenshot({ path: join(shots, `${name}-zoom.png`), fullPage: true })
    await page.setViewportSize({ width: 1366, height: 768 })
  }
  await holds(page, name)
}
