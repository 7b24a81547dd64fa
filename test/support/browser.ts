import process from 'node:process'
import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Unpacks the Chromium that comes inside its npm package (once, 197 MB) and says where it is; null where a browser of the system is used. */
export const unpackChromium = async (): Promise<string | null> =>
  process.platform === 'linux' ? sparticuz.executablePath() : null

/**
 * A Chromium without sandbox or network chatter of its own: the one of npm on Linux, an installed Chrome elsewhere.
 * `inside` gives the program to run in place of it.
 */
export const openBrowser = async (inside = (program: string): string => program): Promise<Browser> => {
  const executablePath = await unpackChromium()
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({
    ...(executablePath === null ? { channel: 'chrome' } : { executablePath: inside(executablePath) }),
    args,
    headless: true,
  })
}
