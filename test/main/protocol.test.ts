import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentSecurityPolicy, pageFiles } from '#shared/contract/page'
import { appOrigin, startPage } from '#shared/shell/ourPage'
import { answerPage, readPageFiles } from '../../src/main/protocol'

let root = ''
let answer: (request: { url: string; method: string }) => Promise<Response>
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tejido-pages-'))
  mkdirSync(join(root, 'pages/assets'), { recursive: true })
  writeFileSync(join(root, 'secret.js'), 'outside')
  for (const name of [
    'index.html',
    'assets/index-1.js',
    'assets/index-1.css',
    'assets/a.woff2',
    'assets/index-1.js.map',
    'assets/.hidden',
  ])
    writeFileSync(join(root, 'pages', name), name)
  answer = answerPage(join(root, 'pages'), readPageFiles(join(root, 'pages')))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const get = (path: string): Promise<Response> => answer({ url: `${appOrigin}${path}`, method: 'GET' })

test('a file of the list comes with its type and the strict policy', async () => {
  const page = await answer({ url: startPage, method: 'GET' })
  expect(page.status).toBe(200)
  expect(await page.text()).toBe('index.html')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy("'none'"))
  expect((await get('/assets/index-1.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect((await get('/assets/a.woff2')).headers.get('content-type')).toBe('font/woff2')
})

test('the policy is row 5 of the threat model, word for word', () => {
  expect(contentSecurityPolicy("'none'")).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  )
  expect(contentSecurityPolicy("'self'")).toBe(
    contentSecurityPolicy("'none'").replace("connect-src 'none'", "connect-src 'self'"),
  )
})

test('what is built but is of no known type is not served', async () => {
  for (const path of ['/assets/index-1.js.map', '/assets/.hidden']) expect((await get(path)).status).toBe(404)
})

test('no way of writing a path reaches anything else', async () => {
  const tricks = [
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..\\secret.js',
    '/assets/..%5c..%5csecret.js',
    '/assets/../index.html',
    '/INDEX.HTML',
    '/assets/INDEX-1.js',
    '/index.html%00',
    '/index.html\u0000',
    '/index.html?x',
    '/index.html#x',
    '/index.html/',
    '//index.html',
    '/./index.html',
    '',
    '/assets',
    '/assets/',
    '/__proto__',
    '/constructor',
    '/toString',
    '.evil/index.html',
    ':80/index.html',
    '@evil/index.html',
  ]
  for (const path of tricks) expect([path, (await get(path)).status]).toEqual([path, 404])
  for (const url of [
    'app://other/index.html',
    'app://cuadernos/index.html',
    'APP://cuaderno/index.html',
    'https://cuaderno/index.html',
    'file:///etc/passwd',
    '',
  ])
    expect((await answer({ url, method: 'GET' })).status).toBe(404)
  for (const method of ['POST', 'HEAD', 'PUT', 'get'])
    expect((await answer({ url: startPage, method })).status).toBe(404)
})

test('any text is either a name of the list or 404', async () => {
  const names = new Set(pageFiles(['index.html', 'assets/index-1.js', 'assets/index-1.css', 'assets/a.woff2']).keys())
  const pieces = fc.constantFrom(
    '/',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '\\',
    '\u0000',
    '%00',
    'index.html',
    'INDEX.HTML',
    'assets',
    'index-1.js',
    'secret.js',
    '?',
    '#',
    'a',
    'ñ',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), async (parts) => {
      const path = `/${parts.join('')}`
      expect((await get(path)).status).toBe(names.has(path) ? 200 : 404)
    }),
    { numRuns: 2_000, seed: 20_261_121 },
  )
})
