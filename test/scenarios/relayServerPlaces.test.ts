import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { parseArguments } from '#cli/arguments'
import { parseRelayUrl } from '#core/relay/relayUrl'
import { everybodyGoesHome, newFolder } from '../support/people'
import { serveInBrowser } from '../../src/cli/serve'
import { newBlob, newBox, openClient } from '../support/relayClient'

afterAll(everybodyGoesHome)

const root = join(import.meta.dirname, '../..')
const out = process.env.TEJIDO_OUT ?? join(root, 'out')
const service = readFileSync(join(root, 'build/relay/tejido-relay.service'), 'utf8')
const container = readFileSync(join(root, 'build/relay/Containerfile'), 'utf8')
const page = readFileSync(join(root, 'docs/relay.md'), 'utf8')

/** Every command line of a relay in a text, without what stands for the program. */
const relayLines = (text: string): string[][] =>
  [...text.matchAll(/(?:cli\.js|^ *tejido) (relay(?: [^\n`]*)?)$/gm)].map(([, line = '']) => line.trim().split(/\s+/))

test('the service, the container and the page name options that there are', () => {
  const [entry = '[]'] = [...container.matchAll(/^ENTRYPOINT (.*)$/gm)].map(([, line]) => line)
  const ofContainer = (JSON.parse(entry) as string[]).slice(2)
  const lines = [...relayLines(service), ofContainer, ...relayLines(page)]
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) {
    const parsed = parseArguments(line)
    expect([line, parsed.ok]).toEqual([line, true])
    if (!parsed.ok) continue
    expect(parsed.value.words[0]).toBe('relay')
    if (parsed.value.words[1] === 'line') continue
    expect(parsed.value.relay.store).toBeDefined()
    expect(parsed.value.carriers.map(({ kind }) => kind)).toEqual(['listen'])
  }
  expect(relayLines(service)).toHaveLength(1)
  expect(service).toContain('ExecReload=/bin/kill -HUP $MAINPID')
})

test('what the container copies is all that a relay needs', { timeout: 60_000 }, async () => {
  const image = newFolder()
  for (const [, words = ''] of container.matchAll(/^COPY (.*)$/gm)) {
    const parts = words.split(' ')
    const to = parts.at(-1) ?? ''
    for (const from of parts.slice(0, -1)) {
      const source = from === 'out/main' ? join(out, 'main') : join(root, from)
      const target = to.endsWith('/') ? join(image, to, from) : join(image, to)
      mkdirSync(dirname(target), { recursive: true })
      cpSync(source, target, { recursive: true, dereference: true })
    }
  }
  const { stdout } = await promisify(execFile)(process.execPath, ['out/main/cli.js', 'relay', 'line'], { cwd: image })
  expect(parseRelayUrl(`wss://relay.example.org#,${stdout.trim()}`).ok).toBe(true)
  const child = spawn(
    process.execPath,
    ['out/main/cli.js', 'relay', '--listen', '127.0.0.1:0', '--store', join(image, 'store'), '--json'],
    { cwd: image, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const first = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
  )
  const client = await openClient((JSON.parse(first) as { url: string }).url)
  expect(await client.put(newBox(), newBlob())).toMatchObject({ t: 'stored' })
  await client.close()
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  expect(await gone).toBe(0)
})

test('the app in a browser says where its source is, in every answer', async () => {
  let url = ''
  const rendererDir = join(out, 'renderer')
  const onReady = (link: string): void => void (url = link)
  const served = await serveInBrowser({ vault: join(newFolder(), 'vault'), port: 0, rendererDir, onReady })
  try {
    for (const path of ['/', '/nothing']) {
      const { headers } = await fetch(new URL(path, url))
      expect(headers.get('x-source-code')).toContain('AGPL')
    }
  } finally {
    await served.close()
  }
})
