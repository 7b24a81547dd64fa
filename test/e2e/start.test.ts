import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { goTo } from '../support/page'
import { everybodyGoesHome, newFolder } from '../support/people'
import { foundVault } from './foundVault'

const root = join(import.meta.dirname, '../..')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
})

const start = (args: readonly string[], env: Record<string, string>): { child: ChildProcess; said: () => string } => {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
    env: { ...process.env, LANG: 'es_MX.UTF-8', TEJIDO_BUILT: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += piece.toString()))
  return { child, said: () => text }
}
const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', resolve))

test('npm start without Electron says so in one sentence and gives the link of the browser', async () => {
  const { vault, passphrase, caseCodes } = await foundVault({ cases: 1 })
  const { child, said } = start(['--vault', vault], { ELECTRON_EXEC_PATH: join(root, 'no-such-electron') })
  await expect.poll(said, { timeout: 30_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/)
  expect(said().split('\n')[0]).toBe(
    'La ventana de escritorio (Electron) no está en esta computadora: la aplicación se abre en el navegador.',
  )
  const context = await browser.newContext({ locale: 'es-MX' })
  const page = await context.newPage()
  await page.goto(/http:\S+/.exec(said())?.[0] ?? '')
  await page.getByLabel('Frase de paso').fill(passphrase)
  await page.keyboard.press('Enter')
  await goTo(page, 'Expedientes')
  await page.getByRole('rowheader', { name: caseCodes[0] ?? '' }).waitFor()
  await context.close()
  const exit = ended(child)
  child.kill('SIGINT')
  await exit
})

test.skipIf(process.platform === 'win32')('npm start opens Electron where a variable names its binary', async () => {
  const binary = join(newFolder(), 'electron')
  writeFileSync(binary, '#!/bin/sh\necho "opened with $*"\n')
  chmodSync(binary, 0o755)
  const { child, said } = start(['--vault', '/v'], { ELECTRON_EXEC_PATH: binary })
  await ended(child)
  expect(said()).toBe(`opened with ${root} --vault /v\n`)
})
