import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions, IpcMainEvent, Session, WebContents } from 'electron'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { engineEnvironment, refusalToStart, vaultArgument } from '#shared/shell/argv'
import { isOurPage } from '#shared/shell/ourPage'
import { hardenSession, partition } from '../../src/main/session'
import { switches } from '#shared/shell/switches'
import { refusedEvents, windowOptions } from '#shared/shell/windowOptions'
import { confine, makeWindow } from '../../src/main/window'

const made = vi.hoisted(() => ({ options: [] as unknown[], protectedContent: 0, shown: 0 }))
vi.mock('electron', () => ({
  BrowserWindow: class {
    webContents = {
      setWindowOpenHandler: () => undefined,
      setWebRTCIPHandlingPolicy: () => undefined,
      on: () => undefined,
    }
    constructor(options: unknown) {
      made.options.push(options)
    }
    setContentProtection = () => (made.protectedContent += 1)
    once = (_event: string, listener: () => void) => listener()
    show = () => (made.shown += 1)
  },
}))

const typings = readFileSync(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'), 'utf8')
/** Every permission that Electron's own typings name, for requests or for checks. */
const permissions = [
  ...new Set(
    ['setPermissionRequestHandler', 'setPermissionCheckHandler'].flatMap((name) => {
      const line = new RegExp(`${name}\\(handler: .*permission: ([^,]+),`).exec(typings)?.[1] ?? ''
      return [...line.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '')
    }),
  ),
]

describe('a window', () => {
  beforeEach(() => {
    made.options = []
  })

  test('is isolated and sandboxed, and has none of the powers of row 1 to 3', () => {
    expect(windowOptions('/app/preload.cjs', true).webPreferences).toEqual({
      preload: '/app/preload.cjs',
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: false,
    })
    expect(windowOptions('', false).webPreferences.devTools).toBe(true)
  })

  test('is made with the session it is given and hidden from screenshots where the system can', () => {
    const session = { name: 'given' } as unknown as Session
    makeWindow(session, '/app/preload.cjs', true, { x: 1, y: 2, width: 700, height: 500 })
    const options = made.options[0] as BrowserWindowConstructorOptions
    expect(options).toMatchObject({ x: 1, y: 2, width: 700, height: 500, show: false, title: 'Cuaderno' })
    expect(options.webPreferences?.session).toBe(session)
    expect(options.webPreferences?.sandbox).toBe(true)
    expect(made.shown).toBe(1)
    expect(made.protectedContent).toBe(process.platform === 'linux' ? 0 : 1)
  })

  test('is made in one place only', () => {
    const sources = ['index', 'window'].map((name) =>
      readFileSync(join(import.meta.dirname, `../../src/main/${name}.ts`), 'utf8'),
    )
    expect(sources.join('').split('new BrowserWindow(').length - 1).toBe(1)
  })

  test('refuses to go anywhere else or to open another', () => {
    const listeners = new Map<string, (event: { preventDefault(): void }) => void>()
    let open: ((details: { url: string }) => unknown) | undefined
    let webRtc = ''
    confine({
      setWindowOpenHandler: (decide: typeof open) => {
        open = decide
      },
      setWebRTCIPHandlingPolicy: (policy: string) => {
        webRtc = policy
      },
      on: (name: string, listener: (event: { preventDefault(): void }) => void) => listeners.set(name, listener),
    } as unknown as WebContents)
    expect(open?.({ url: 'https://example.org' })).toEqual({ action: 'deny' })
    expect(webRtc).toBe('disable_non_proxied_udp')
    expect([...listeners.keys()]).toEqual([...refusedEvents])
    for (const listener of listeners.values()) {
      const preventDefault = vi.fn()
      listener({ preventDefault })
      expect(preventDefault).toHaveBeenCalledOnce()
    }
  })
})

describe('the session', () => {
  type Handlers = Record<string, (...args: never[]) => unknown>
  const hardened = async (): Promise<{ handlers: Handlers; calls: [string, unknown][] }> => {
    const handlers: Handlers = {}
    const calls: [string, unknown][] = []
    const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
      handlers[name] = handler
    }
    const note = (name: string) => (value: unknown) => calls.push([name, value])
    await hardenSession({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setDisplayMediaRequestHandler: keep('display'),
      on: (name: string, handler: (...args: never[]) => unknown) => keep(name)(handler),
      webRequest: { onBeforeRequest: keep('beforeRequest') },
      setSpellCheckerEnabled: note('spell'),
      setSpellCheckerLanguages: note('languages'),
      setSpellCheckerDictionaryDownloadURL: note('dictionaries'),
      setProxy: note('proxy'),
    } as unknown as Session)
    return { handlers, calls }
  }
  const refuse = (handlers: Handlers, name: string, ...args: unknown[]): unknown => {
    const decide = vi.fn()
    ;(handlers[name] as (...given: unknown[]) => void)(...args, decide)
    return decide.mock.calls[0]?.[0]
  }

  test('is in memory', () => expect(partition).not.toMatch(/^persist:/))

  test('grants none of the permissions that Electron knows', async () => {
    const { handlers } = await hardened()
    expect(permissions.length).toBeGreaterThan(40)
    expect(permissions).toEqual(expect.arrayContaining(['clipboard-read', 'local-network-access', 'media', 'unknown']))
    for (const permission of permissions) {
      expect(refuse(handlers, 'request', null, permission)).toBe(false)
      expect((handlers.check as (...given: unknown[]) => unknown)(null, permission, 'app://cuaderno', {})).toBe(false)
    }
    for (const deviceType of ['hid', 'serial', 'usb'])
      expect((handlers.device as (...given: unknown[]) => unknown)({ deviceType })).toBe(false)
    expect(refuse(handlers, 'display', {})).toBe(null)
  })

  test('lets nothing out but the app’s own files, and nothing down', async () => {
    const { handlers } = await hardened()
    for (const url of [
      'https://example.org',
      'http://127.0.0.1',
      'file:///etc/passwd',
      'ws://x',
      'ftp://x',
      'data:text/html,x',
      'chrome://gpu',
      'xapp://cuaderno',
      'APP2://x',
    ])
      expect(refuse(handlers, 'beforeRequest', { url })).toEqual({ cancel: true })
    for (const url of ['app://cuaderno/index.html', 'blob:app://cuaderno/1'])
      expect(refuse(handlers, 'beforeRequest', { url })).toEqual({ cancel: false })
    const preventDefault = vi.fn()
    ;(handlers['will-download'] as (event: unknown) => void)({ preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  test('never fetches a dictionary and asks no proxy', async () => {
    const { calls } = await hardened()
    expect(calls).toEqual([
      ['spell', false],
      ['languages', []],
      ['dictionaries', 'app://none/'],
      ['proxy', { mode: 'direct' }],
    ])
  })
})

describe('starting', () => {
  test('with a switch that opens memory or the page to others is refused', () => {
    const refused = [
      '--remote-debugging-port=9222',
      '--remote-debugging-pipe',
      '--REMOTE-DEBUGGING-PORT=0',
      '-remote-debugging-port=1',
      '--remote-debugging-address=0.0.0.0',
      '--remote-allow-origins=*',
      '--inspect',
      '--inspect=0',
      '--inspect-brk',
      '--inspect-port=1',
      '--debug',
      '--js-flags=--expose-gc',
      '--no-sandbox',
      '--disable-web-security',
      '--load-extension=/x',
      '--ssl-key-log-file=/x',
      '--log-net-log=/x',
      '--host-resolver-rules=MAP',
      '--proxy-server=x',
      '--user-data-dir=/x',
    ]
    for (const argument of refused)
      expect([argument, refusalToStart(['app', argument], {}, true)]).toEqual([argument, 'argument'])
    for (const argument of refused) expect(refusalToStart(['app', argument], {}, false)).toBe('argument')
  })

  test('with anything else goes on', () => {
    for (const argument of [
      '--vault=/home/alma/cuaderno',
      '--ozone-platform=wayland',
      '--disable-gpu',
      'inspect',
      '/home/remote-debugging-port',
    ])
      expect(refusalToStart(['app', argument], {}, true)).toBe(null)
  })

  test('from a packaged app with a variable that loads foreign code is refused', () => {
    for (const name of [
      'LD_PRELOAD',
      'TEJIDO_KDF',
      'DYLD_INSERT_LIBRARIES',
      'SSLKEYLOGFILE',
      'NODE_OPTIONS',
      'ELECTRON_RUN_AS_NODE',
    ]) {
      expect(refusalToStart(['app'], { [name]: '1' }, true)).toBe('environment')
      expect(refusalToStart(['app'], { [name]: '' }, true)).toBe(null)
    }
  })

  test('a test may drive a checkout, never a packaged app', () => {
    const driven = { TEJIDO_DRIVER: 'playwright' }
    expect(refusalToStart(['app', '--inspect=0'], driven, false)).toBe(null)
    expect(refusalToStart(['app', '--inspect=0'], driven, true)).toBe('argument')
  })

  test('the engine sees only a few variables', () => {
    const all = {
      HOME: '/home/alma',
      LC_TIME: 'es_MX',
      PATH: '/bin',
      LD_PRELOAD: 'x.so',
      NODE_OPTIONS: '-r x',
      SSH_AUTH_SOCK: '/s',
      TEJIDO_KDF: 'floor',
    }
    expect(engineEnvironment(all, true)).toEqual({ HOME: '/home/alma', LC_TIME: 'es_MX' })
    expect(engineEnvironment(all, false)).toEqual({ HOME: '/home/alma', LC_TIME: 'es_MX', TEJIDO_KDF: 'floor' })
  })

  test('the vault is the folder after --vault', () => {
    expect(vaultArgument(['app', '--vault', '/a'])).toBe('/a')
    expect(vaultArgument(['app', '--vault=/a b'])).toBe('/a b')
    expect(vaultArgument(['app', '--vault'])).toBe(null)
    expect(vaultArgument(['app'])).toBe(null)
  })

  test('Chromium is told to speak to nobody', () => {
    const names = switches.map(([name]) => name)
    for (const name of [
      'disable-background-networking',
      'disable-breakpad',
      'disable-component-update',
      'disable-domain-reliability',
      'disable-sync',
      'no-pings',
      'no-first-run',
      'dns-prefetch-disable',
    ])
      expect(names).toContain(name)
    expect(switches).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND'])
  })
})

test('only the top frame of our page in our window may ask for the port or for the lock', () => {
  const contents: unknown = { id: 1 }
  const frame = { origin: 'app://cuaderno', parent: null }
  const from = (sender: unknown, senderFrame: unknown): boolean =>
    isOurPage({ sender, senderFrame } as IpcMainEvent, contents as WebContents)
  expect(from(contents, frame)).toBe(true)
  expect(from({ id: 2 }, frame)).toBe(false)
  expect(from(contents, null)).toBe(false)
  expect(from(contents, { ...frame, parent: {} })).toBe(false)
  for (const origin of ['null', '', 'app://', 'app://cuaderno.evil', 'app://Cuaderno', 'https://cuaderno', 'file://'])
    expect(from(contents, { ...frame, origin })).toBe(false)
  expect(isOurPage({ sender: contents, senderFrame: frame } as unknown as IpcMainEvent, undefined)).toBe(false)
})
