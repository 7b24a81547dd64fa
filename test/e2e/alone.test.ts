import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import type { Running } from '../support/drivers'
import { settle } from '../support/hands'
import { openIsland, whyNoIsland } from '../support/island/island'
import type { Island } from '../support/island/island'
import { listen, meetAt, meetBy } from '../support/newNotebook'
import { goTo, openingScreen, writePhrase } from '../support/page'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase } from '../support/people'
import { runStandIn } from '../support/standIn/host'
import { watch } from '../support/watch'

if (whyNoIsland !== null) process.stdout.write(`skipped: alone: ${whyNoIsland}\n`)

describe.skipIf(whyNoIsland !== null)('With nobody to reach', () => {
  let island: Island
  let browser: Browser
  let node = ''
  const vaults: string[] = []

  beforeAll(async () => {
    const alma = await foundNetwork('Alma')
    const bina = await joinNetwork(alma, 'Bina')
    await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    await meet(alma, bina)
    for (const person of [alma, bina]) {
      await person.lock()
      vaults.push(person.vault)
    }
    island = await openIsland()
    node = island.inside(process.execPath)
    browser = await openBrowser(island.inside)
  })
  afterAll(async () => {
    await browser.close()
    await island.close()
    await everybodyGoesHome()
  })

  const enter = async (running: Running): Promise<Page> => {
    const page = await openingScreen(running)
    await settle(page)
    await writePhrase(page, 'esta no es la frase de nadie')
    await page.getByText('Esa frase no abre.').waitFor()
    await writePhrase(page, passphrase)
    await page.getByRole('navigation', { name: 'Lugares' }).waitFor()
    return page
  }
  const walk = async (page: Page): Promise<number> => {
    const places = await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link').allInnerTexts()
    for (const place of places) {
      await goTo(page, place)
      const parts = page.getByRole('navigation', { name: `Partes de ${place}` }).getByRole('link')
      for (const part of await parts.allInnerTexts()) {
        await parts.filter({ hasText: part }).first().click()
        await page.getByRole('heading', { level: 1 }).waitFor()
      }
    }
    return places.length
  }

  test('control: whoever tries to reach anybody is seen, in the engine’s process and in the window’s', async () => {
    const tries = [
      "require('node:dns').lookup('alguien.example', () => 0)",
      "require('node:net').connect(443, '203.0.113.7').on('error', () => 0)",
      "require('node:net').connect(4444, '203.0.113.8').on('error', () => 0)",
      "const socket = require('node:dgram').createSocket('udp4')",
      "socket.send('a', 9999, '203.0.113.9', () => socket.send('a', 5353, '224.0.0.251', () => socket.close()))",
    ]
    await once(spawn(node, ['-e', tries.join('\n')], { stdio: 'inherit' }), 'exit')
    expect(await island.attempts()).toEqual(
      expect.arrayContaining([
        'name alguien.example',
        'tcp 203.0.113.7:443',
        expect.stringMatching(/^tcp that nobody took: \d/),
        expect.stringMatching(/^udp that nobody took: \d/),
        expect.stringMatching(/^to many at once: \d/),
      ]),
    )
    const page = await browser.newPage()
    for (const address of ['http://otra.example/', 'https://203.0.113.10/', 'http://203.0.113.11:8123/'])
      await page.goto(address).catch(() => undefined)
    await page.close()
    const seen = await island.attempts()
    expect(seen).toContain('name otra.example')
    expect(seen).toContain('tcp 203.0.113.10:443')
    expect(seen).toContainEqual(expect.stringMatching(/^tcp that nobody took: \d/))
  })

  test('the app opens, refuses a phrase, is walked through, meets a colleague and locks: it tries nobody else', async () => {
    const open = vaults.map((vault) => runStandIn({ browser, out, vault, node }))
    const [alma, bina] = open
    if (!alma || !bina) throw new Error('two laptops')
    const hers = await enter(alma)
    expect(await walk(hers)).toBeGreaterThan(5)
    await goTo(hers, 'Encuentro')
    const address = await listen(hers)
    const page = await enter(bina)
    await goTo(page, 'Encuentro')
    await meetBy(page, 'Ir a la dirección')
    await page.getByLabel('Dirección', { exact: true }).fill(address)
    await meetAt(page)
    for (const one of open) {
      await (await one.page()).keyboard.press('F9').catch(() => undefined) // the page may be gone before the key is up
      await openingScreen(one)
    }
    for (const one of open) await one.close()
    expect(await island.attempts()).toEqual([])
    for (const one of open) expect(one.seen.foreign).toEqual([])
  })

  test('so does the browser’s way, by the command line', async () => {
    const seen = watch()
    const server = spawn(node, [join(out, 'main/cli.js'), 'serve', '--vault', vaults[0] ?? '', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    server.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    await expect.poll(() => said, { timeout: 20_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/)
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'es-MX' })
    const page = await context.newPage()
    await seen.page(page)
    await page.goto(/http:\S+/.exec(said)?.[0] ?? '')
    const running = { seen, page: () => Promise.resolve(page), engines: () => [], close: () => context.close() }
    await enter(running)
    expect(await walk(page)).toBeGreaterThan(5)
    await page.keyboard.press('F9')
    await openingScreen(running)
    await context.close()
    const exit = once(server, 'exit')
    server.kill('SIGINT')
    await exit
    expect(await island.attempts()).toEqual([])
    expect(seen.complaints).toEqual([])
  })
})
