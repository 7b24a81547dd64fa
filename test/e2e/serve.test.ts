import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '#shared/contract/page'
import { serveInBrowser } from '../../src/cli/serve'
import { out } from '../support/drivers'
import { everybodyGoesHome } from '../support/people'
import { foundVault } from './foundVault'
import type { FoundVault } from './foundVault'

type Answer = { status: number; headers: IncomingHttpHeaders; text: string; body: () => unknown }
type Asked = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

let found: FoundVault
let server: { close(): Promise<void> }
let link: URL
let cookie = ''

/** One request exactly as written: Node's own client leaves the path and the headers alone. */
const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: link.port, path, method, headers: { host: link.host, ...headers } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            body: () => JSON.parse(text) as unknown,
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })

/** A request of our own page: its cookie, its origin, JSON. */
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(path, {
    method: 'POST',
    headers: { cookie, origin: link.origin, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const start = async (passphrase?: string): Promise<void> => {
  server = await serveInBrowser({
    vault: found.vault,
    ...(passphrase === undefined ? {} : { passphrase }),
    port: 0,
    rendererDir: join(out, 'renderer'),
    onReady: (url) => {
      link = new URL(url)
    },
  })
}
const visit = async (): Promise<void> => {
  const answer = await ask(link.pathname + link.search)
  cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}

beforeAll(async () => {
  found = await foundVault({ cases: 2 })
})
afterAll(everybodyGoesHome)
afterEach(() => server.close())

describe('a page of serve', () => {
  beforeEach(async () => {
    await start()
    await visit()
  })

  test('the link works once, and gives a cookie that no script and no other site can use', async () => {
    await server.close()
    await start()
    const first = await ask(link.pathname + link.search)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await ask(link.pathname + link.search)).status).toBe(401)
    expect((await ask(`/?token=${'A'.repeat(32)}`)).status).toBe(401)
  })

  test('without the cookie there is nothing, not even the opening screen', async () => {
    for (const path of ['/', '/index.html', '/subscribe?page=00000000-0000-0000-0000-000000000000'])
      expect((await ask(path)).status).toBe(401)
    expect((await post('/query/me', {}, { cookie: '' })).status).toBe(401)
    expect((await post('/query/me', {}, { cookie: `${cookie}x` })).status).toBe(401)
  })

  test('a name that only resolves to this computer is another host: 421', async () => {
    for (const host of [
      'evil.example',
      `localhost:${link.port}`,
      `127.0.0.1`,
      `127.0.0.1:${link.port}.evil.example`,
      `[::1]:${link.port}`,
    ]) {
      expect((await ask('/', { headers: { host, cookie } })).status).toBe(421)
      expect((await ask(link.pathname + link.search, { headers: { host } })).status).toBe(421)
    }
  })

  test('a page of another origin is refused even with the cookie', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://localhost:${link.port}`,
      `https://127.0.0.1:${link.port}`,
      'http://127.0.0.1:1',
    ])
      expect((await post('/query/me', {}, { origin })).status).toBe(403)
    const noOrigin = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: '{}' }
    expect((await ask('/query/me', noOrigin)).status).toBe(403)
    for (const site of ['cross-site', 'same-site'])
      expect((await ask('/', { headers: { cookie, 'sec-fetch-site': site } })).status).toBe(403)
  })

  test('only the files of the list exist, by exactly their names', async () => {
    const page = await ask('/', { headers: { cookie } })
    expect(page.status).toBe(200)
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? ''
    expect((await ask(script, { headers: { cookie } })).status).toBe(200)
    const tricks = [
      '/../main/index.js',
      '/assets/../../main/index.js',
      '/%2e%2e/main/index.js',
      '/assets/%2e%2e/index.html',
      '/..%2fmain/index.js',
      '/..%5cmain%5cindex.js',
      '/assets\\..\\index.html',
      '/index.html%00',
      '/index.html%00.js',
      '/INDEX.HTML',
      '/Index.html',
      '//index.html',
      '/./index.html',
      '/index.html/',
      '/index.html?',
      '/index.html?x=1',
      '/index.html#a',
      '/assets',
      '/assets/',
      `${script}/`,
      script.toUpperCase(),
      '/index.html;a',
      '/%69ndex.html',
      '/etc/passwd',
      '/package.json',
      `http://${link.host}/index.html`,
      '/__proto__',
      '/constructor',
    ]
    for (const path of tricks) expect([path, (await ask(path, { headers: { cookie } })).status]).toEqual([path, 404])
  })

  test('every answer carries the policy, with self as the only place to connect to', async () => {
    for (const answer of [
      await ask('/', { headers: { cookie } }),
      await ask('/nothing', { headers: { cookie } }),
      await ask('/'),
      await post('/query/me', {}),
    ]) {
      expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy("'self'"))
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('a body over one mebibyte is refused, whether its length is announced or not', async () => {
    const big = JSON.stringify({ text: 'a'.repeat(1024 * 1024) })
    const refused = { status: 413, body: { ok: false, error: { type: 'InputTooLarge', detail: { limit: 1048576 } } } }
    const announced = await post('/query/search', big, { 'content-length': String(big.length) })
    expect({ status: announced.status, body: announced.body() }).toEqual(refused)
    const streamed = await post('/query/search', big, { 'transfer-encoding': 'chunked' })
    expect({ status: streamed.status, body: streamed.body() }).toEqual(refused)
  })

  test('what is not a JSON object, or not said to be JSON, is refused', async () => {
    for (const body of ['{', '[]', '1', 'null', '"text"', '{"a":1}}'])
      expect((await post('/query/me', body)).body()).toEqual({ ok: false, error: { type: 'BadInput' } })
    expect((await post('/query/me', '{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await ask('/query/me', { method: 'PUT', headers: { cookie, origin: link.origin } })).status).toBe(405)
  })

  test('closed, it answers nothing but that it is closed; the phrase opens it; lock closes it again', async () => {
    const locked = { ok: false, error: { type: 'VaultLocked' } }
    expect((await post('/query/case.list', {})).body()).toEqual(locked)
    expect((await post('/call/case.open', { kindOfSubject: 'defender', country: 'MX' })).body()).toEqual(locked)
    expect((await post('/unlock', { passphrase: 'no es esta la frase de ella' })).body()).toEqual({
      ok: false,
      error: { type: 'WrongPassphrase' },
    })
    expect((await post('/unlock', { passphrase: 7 })).body()).toEqual({ ok: false, error: { type: 'BadInput' } })
    expect((await post('/unlock', { passphrase: found.passphrase })).body()).toEqual({ ok: true, value: null })
    expect((await post('/query/case.list', {})).body()).toMatchObject({ ok: true, value: { total: 2 } })
    for (const name of ['no.such', '__proto__', 'constructor', ''])
      expect((await post(`/query/${name}`, {})).body()).toMatchObject({ ok: false, error: { type: 'UnknownName' } })
    expect((await post('/lock', {})).body()).toEqual({ ok: true, value: null })
    expect((await post('/query/case.list', {})).body()).toEqual(locked)
  })
})

test('started with the phrase, the first page is already open', async () => {
  await start(found.passphrase)
  await visit()
  expect((await post('/query/case.list', {})).body()).toMatchObject({ ok: true, value: { total: 2 } })
})
