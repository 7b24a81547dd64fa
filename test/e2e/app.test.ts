import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { goTo, openingScreen, unlock } from '../support/page'
import { runStandIn } from '../support/standIn/host'
import type { StandInOptions, StandInRun } from '../support/standIn/host'
import { everybodyGoesHome } from '../support/people'
import { foundVault } from './foundVault'
import type { FoundVault } from './foundVault'

let browser: Browser
let found: FoundVault
let folder = ''
beforeAll(async () => {
  browser = await openBrowser()
  found = await foundVault({ cases: 1 })
  folder = mkdtempSync(join(tmpdir(), 'tejido-app-'))
})
afterAll(async () => {
  await browser.close()
  await everybodyGoesHome()
  rmSync(folder, { recursive: true, force: true })
})

const run = (options: Partial<StandInOptions> = {}): StandInRun =>
  runStandIn({ browser, out, vault: found.vault, ...options })
const box = (text: string) => expect.objectContaining({ saw: 'box', title: 'Cuaderno', text }) as unknown

describe('the app does not start', () => {
  test('with a switch that would let others look in', async () => {
    for (const argument of ['--remote-debugging-port=9222', '--inspect=0']) {
      const app = run({ args: [argument], env: { STAND_IN_PACKAGED: '1', TEJIDO_KDF: '' } })
      expect(await app.ended).toBe(1)
      expect(app.saw).toContainEqual(box('No se abre con esa orden: dejaría ver lo que hay dentro.'))
      expect(app.engines()).toEqual([])
    }
  })

  test('packaged, with a phrase that is cheap to guess', async () => {
    const app = run({ env: { STAND_IN_PACKAGED: '1', TEJIDO_KDF: 'floor' } })
    expect(await app.ended).toBe(1)
    expect(app.saw).toContainEqual(box('No se abre con esa orden: dejaría ver lo que hay dentro.'))
  })

  test('without its preload', async () => {
    const bare = join(folder, 'bare')
    for (const part of ['main', 'renderer']) cpSync(join(out, part), join(bare, part), { recursive: true })
    writeFileSync(join(bare, 'package.json'), '{"type":"module"}')
    const app = run({ out: bare, env: { STAND_IN_PACKAGED: '1', TEJIDO_KDF: '' } })
    expect(await app.ended).toBe(1)
    expect(app.saw).toContainEqual(box('A esta instalación le falta una parte. Hace falta instalar de nuevo.'))
  })
})

test('a page whose preload gave it nothing says so, and looks for no other door', async () => {
  const empty = join(folder, 'empty')
  for (const part of ['main', 'renderer', 'preload']) cpSync(join(out, part), join(empty, part), { recursive: true })
  writeFileSync(join(empty, 'package.json'), '{"type":"module"}')
  writeFileSync(join(empty, 'preload/index.cjs'), '')
  const app = run({ out: empty })
  const page = await app.page()
  await page.getByRole('alert').getByText('Algo no se pudo mostrar').waitFor()
  expect(await page.getByLabel('Frase de paso').count()).toBe(0)
  expect([app.seen.foreign, app.engines()]).toEqual([[], []])
  await app.close()
})

describe('the notebook closes', () => {
  test('when the laptop is put to sleep or its screen is locked', async () => {
    const app = run()
    for (const event of ['suspend', 'lock-screen']) {
      const page = await unlock(app, found.passphrase)
      app.power(event)
      await openingScreen(app)
      await expect.poll(() => page.isClosed()).toBe(true)
    }
    await app.close()
  })

  test('when its engine dies, whatever killed it; and it opens again', async () => {
    const app = run()
    const page = await unlock(app, found.passphrase)
    process.kill(app.engines().at(-1) ?? 0, 'SIGKILL')
    await openingScreen(app)
    expect(page.isClosed()).toBe(true)
    await unlock(app, found.passphrase)
    await app.close()
  })

  test('for good when its engine dies before it could open', async () => {
    const app = run()
    await openingScreen(app)
    process.kill(app.engines().at(-1) ?? 0, 'SIGKILL')
    expect(await app.ended).toBe(1)
    expect(app.saw).toContainEqual(
      box('El cuaderno se cerró sin poder abrir. Nada se borró. Se puede intentar otra vez.'),
    )
  })

  test('with the window, and leaves no process behind', async () => {
    const app = run()
    const page = await unlock(app, found.passphrase)
    await page.close()
    expect(await app.ended).toBe(0)
    for (const pid of app.engines()) expect(() => process.kill(pid, 0)).toThrow()
  })
})

test('a code that was copied is on the clipboard until the notebook closes', async () => {
  const app = run()
  const page = await unlock(app, found.passphrase)
  await goTo(page, 'Integrantes')
  await page.getByRole('link', { name: 'Invitar' }).click()
  await page.getByRole('button', { name: 'Hacer la invitación' }).click()
  const text = await page.locator('[data-code]').innerText()
  await page.getByRole('button', { name: 'Copiar' }).click()
  const copied = (): (string | undefined)[] => app.saw.filter(({ saw }) => saw === 'clipboard').map((one) => one.text)
  await expect.poll(copied).toEqual([text])
  await page.keyboard.press('F9').catch(() => undefined)
  await openingScreen(app)
  await expect.poll(copied).toEqual([text, ''])
  await app.close()
})

test('a reloaded page finds the notebook closed', async () => {
  const app = run()
  const page = await unlock(app, found.passphrase)
  const engine = app.engines().at(-1)
  await page.reload()
  await openingScreen(app)
  await expect.poll(() => app.engines().at(-1) !== engine).toBe(true)
  await expect.poll(() => page.getByLabel('Frase de paso').isVisible()).toBe(true)
  await app.close()
})
