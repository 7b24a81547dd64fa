import { spawn } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser'
import { out } from '../support/drivers'
import { goTo, writePhrase } from '../support/page'
import { runStandIn } from '../support/standIn/host'

/** What the part hands over: two closed vaults of one network; each run works on copies. */
export type DeskInput = {
  readonly alma: string
  readonly bina: string
  readonly passphrase: string
  readonly runs: number
  readonly folder: string
  readonly envelopes: number
}

/** A number a run. Times in ms but `arrived`, which is in s; memory in MiB; `bundle` in kB. */
export type DeskFigures = Record<
  | 'start'
  | 'today'
  | 'list'
  | 'typing'
  | 'typingSlow'
  | 'busy'
  | 'busySlow'
  | 'arrived'
  | 'own'
  | 'chromium'
  | 'bundle',
  number[]
>

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** Processes under this one, with their command lines. */
const descendants = (): { pid: number; command: string }[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
      } catch {
        return [] // ended meanwhile
      }
    })
  const under = new Set([process.pid])
  for (let before = 0; before < under.size;) {
    before = under.size
    for (const { pid, parent } of all) if (under.has(parent)) under.add(pid)
  }
  return all.filter(({ pid }) => pid !== process.pid && under.has(pid))
}

/** Memory that these processes would give back, in MiB: shared pages are divided among those who share them. */
const memoryOf = (which: (command: string) => boolean): number =>
  descendants()
    .filter(({ command }) => which(command))
    .reduce((sum, { pid }) => {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
      return sum + Number(pss?.[1] ?? 0) / 1_024
    }, 0)

/** Notes, for each key from now on, how long until the page was drawn with it. */
const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const delays: number[] = []
    Object.assign(window, { delays })
    document.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => delays.push(performance.now() - timeStamp)
          port2.postMessage(null)
        }),
      { capture: true },
    )
  })

const delaysOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { delays: number[] }).delays.splice(0))

const text = 'la nota de hoy sigue donde quedó ayer y se lee igual que antes '
const type = async (page: Page, until: (keys: number) => boolean): Promise<number[]> => {
  await delaysOf(page)
  for (let keys = 0; !until(keys); keys++) await page.keyboard.type(text[keys % text.length] ?? ' ', { delay: 40 })
  await page.waitForTimeout(100)
  return (await delaysOf(page)).sort((a, b) => a - b)
}
const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? NaN
const slowest = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.95)] ?? NaN

/** A request by the page's own pipe, whose answer nobody waits for. */
const ask = (page: Page, request: Record<string, unknown>): Promise<void> =>
  page.evaluate((asked) => {
    const { tejido } = window as unknown as { tejido: { send(text: string): void } }
    tejido.send(JSON.stringify({ id: 900_000, ...asked }))
  }, request)

const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as DeskInput
const names = ['start', 'today', 'list', 'typing', 'typingSlow', 'busy', 'busySlow', 'arrived', 'own'] as const
const figures = Object.fromEntries([...names, 'chromium', 'bundle'].map((name) => [name, []])) as unknown as DeskFigures
const phraseFile = join(input.folder, 'phrase')
writeFileSync(phraseFile, input.passphrase)
const browser = await openBrowser()
for (let run = 0; run < input.runs; run++) {
  const copies = Object.fromEntries(
    (['alma', 'bina'] as const).map((who) => {
      const copy = join(input.folder, `${who}-${run}`)
      cpSync(input[who], copy, { recursive: true })
      return [who, copy]
    }),
  )
  const begun = performance.now()
  const running = runStandIn({ browser, out, vault: copies.alma ?? '' })
  const page = await running.page()
  await page.getByRole('heading', { name: 'Abrir el cuaderno' }).waitFor()
  figures.start.push(performance.now() - begun)
  await page.getByLabel('Frase de paso').fill(input.passphrase)
  const pressed = performance.now()
  await writePhrase(page, input.passphrase)
  await page.getByRole('heading', { level: 1, name: 'Hoy' }).waitFor()
  figures.today.push(performance.now() - pressed)
  const left = performance.now()
  await goTo(page, 'Expedientes')
  await page.getByRole('row').nth(3).waitFor()
  figures.list.push(performance.now() - left)
  figures.own.push(memoryOf((command) => !/chrom/i.test(command) && !command.includes('esbuild')))
  figures.chromium.push(memoryOf((command) => /chrom/i.test(command)))

  await goTo(page, 'Expedientes')
  await page.locator('main tbody a').first().click()
  await page.getByRole('link', { name: 'Escribir en bitácora' }).first().click()
  await page.getByRole('textbox').last().click()
  await watchKeys(page)
  const quiet = await type(page, (keys) => keys >= 60)
  figures.typing.push(median(quiet))
  figures.typingSlow.push(slowest(quiet))

  const port = await freePort()
  const other = ['--vault', copies.bina ?? '', '--passphrase-file', phraseFile, '--listen', `127.0.0.1:${port}`]
  const bina = spawn(process.execPath, [join(out, 'main/cli.js'), 'sync', ...other, '--once', '--wait', '120'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let isOver = false
  bina.once('exit', () => (isOver = true))
  await page.waitForTimeout(4_000) // her vault opens
  const met = performance.now()
  await ask(page, {
    kind: 'exchange',
    input: { carriers: [{ kind: 'connect', host: '127.0.0.1', port }], wait: 120 },
  })
  await page.getByRole('textbox').last().click()
  const busy = await type(page, () => isOver)
  figures.arrived.push((performance.now() - met) / 1_000)
  figures.busy.push(median(busy))
  figures.busySlow.push(slowest(busy))
  await running.close()
}
await browser.close()
const assets = join(out, 'renderer/assets')
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
figures.bundle.push(scripts.reduce((sum, name) => sum + statSync(join(assets, name)).size / 1_000, 0))
process.stdout.write(JSON.stringify(figures))
process.exit(0)
