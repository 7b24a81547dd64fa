// What `import 'electron'` means when the compiled main is run by plain Node under the tests. Windows are pages of a
// Chromium that the test holds (host.ts); this side talks to it over the channel of `fork`. Enough of Electron for
// this app and no more: what is not here throws by name. Green here says that our code wires up, never that Electron does.
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { only } from './only.mjs'
import { fromAfar, handOver, MessageChannelMain } from './ports.mjs'

const host = (message) => process.send(message)
const windows = new Map()
const schemes = new Map()
const waiting = new Map()
let lastWindow = 0
let lastAsk = 0
/** Asks the host for something that takes time. */
const ask = (message) =>
  new Promise((resolve) => {
    waiting.set(++lastAsk, resolve)
    host({ ...message, ask: lastAsk })
  })

// ---------------------------------------------------------------- app
let quitting = false
const folders = new Map(['appData', 'home'].map((name) => [name, join(tmpdir(), 'stand-in')]))
const application = Object.assign(new EventEmitter(), {
  isPackaged: process.env.STAND_IN_PACKAGED === '1',
  commandLine: only('app.commandLine', { appendSwitch: (name, value) => host({ saw: 'switch', name, value }) }),
  enableSandbox: () => host({ saw: 'sandbox' }),
  setName: () => {},
  getPath: (name) => folders.get(name),
  setPath: (name, folder) => folders.set(name, folder),
  getLocale: () => 'es-MX',
  whenReady: () => Promise.resolve(),
  requestSingleInstanceLock: () => true,
  configureHostResolver: () => {},
  clearRecentDocuments: () => {},
  quit: () => {
    if (quitting) return
    let refused = false
    application.emit('before-quit', { preventDefault: () => (refused = true) })
    if (refused) return
    quitting = true
    application.emit('quit', {}, 0)
    process.exit(0)
  },
  exit: (code) => process.exit(code),
})
export const app = only('app', application)

// ---------------------------------------------------------------- the small ones
export const protocol = only('protocol', {
  registerSchemesAsPrivileged: (list) => {
    for (const { scheme } of list) schemes.set(scheme, null)
  },
})
const theSession = only(
  'session',
  Object.assign(new EventEmitter(), {
    protocol: only('session.protocol', { handle: (scheme, answer) => schemes.set(scheme, answer) }),
    webRequest: only('session.webRequest', { onBeforeRequest: () => {} }),
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    setDisplayMediaRequestHandler: () => {},
    setSpellCheckerEnabled: () => {},
    setSpellCheckerLanguages: () => {},
    setSpellCheckerDictionaryDownloadURL: () => {},
    setProxy: async () => {},
  }),
)
export const session = only('session', {
  fromPartition: (name) => {
    if (name.startsWith('persist:')) throw new Error('stand-in: a session that writes to disk is not offered')
    return theSession
  },
})
const chosen = process.env.STAND_IN_FOLDER
export const dialog = only('dialog', {
  showErrorBox: (title, text) => host({ saw: 'box', title, text }),
  showSaveDialog: async () => ({ canceled: !chosen, filePath: chosen ?? '' }),
  showOpenDialog: async () => ({ canceled: !chosen, filePaths: chosen ? [chosen] : [] }),
})
let copied = ''
const copies = (text) => {
  copied = text
  host({ saw: 'clipboard', text })
}
export const clipboard = only('clipboard', {
  readText: () => copied,
  writeText: copies,
  clear: () => copies(''),
})
export const Menu = only('Menu', { setApplicationMenu: () => {}, buildFromTemplate: (template) => template })
export const powerMonitor = only('powerMonitor', new EventEmitter())
const ipc = new EventEmitter()
export const ipcMain = only('ipcMain', ipc)
export { MessageChannelMain }

// ---------------------------------------------------------------- utilityProcess
class Utility extends EventEmitter {
  constructor(entry, args, { env, stdio }) {
    super()
    const output = stdio === 'inherit' ? 'inherit' : 'ignore'
    this.child = fork(entry, args, {
      execArgv: ['--import', new URL('./parentPort.mjs', import.meta.url).href],
      env,
      serialization: 'advanced',
      stdio: ['ignore', output, output, 'ipc'],
    })
    this.pid = this.child.pid
    host({ saw: 'engine', pid: this.pid })
    this.child.on('message', ({ message, port, data }) => {
      if (port !== undefined) fromAfar(port, data)
      else this.emit('message', message)
    })
    this.child.on('exit', (code) => {
      this.pid = undefined
      this.emit('exit', code)
    })
  }
  send(message) {
    if (this.child.connected) this.child.send(message, () => {})
  }
  postMessage(message, ports = []) {
    this.send({ message, transferred: ports.map((port) => handOver(port, (n, data) => this.send({ port: n, data }))) })
  }
  kill() {
    return this.child.kill()
  }
}
export const utilityProcess = only('utilityProcess', {
  fork: (entry, args, options) => only('UtilityProcess', new Utility(entry, args, options)),
})

// ---------------------------------------------------------------- windows
const makeFrame = (window, url) =>
  only('WebFrameMain', {
    url,
    origin: url.split('/').slice(0, 3).join('/'),
    parent: null,
    postMessage: (channel, message, ports = []) =>
      host({
        toPage: window,
        channel,
        message,
        ports: ports.map((port) => handOver(port, (number, data) => host({ toPagePort: window, port: number, data }))),
      }),
  })

const makeContents = (window) =>
  only(
    'WebContents',
    Object.assign(new EventEmitter(), {
      window,
      setWindowOpenHandler: (decide) => {
        if (decide({ url: 'https://example.org' }).action !== 'deny') throw new Error('stand-in: no second windows')
      },
      setWebRTCIPHandlingPolicy: () => {},
    }),
  )

export class BrowserWindow extends EventEmitter {
  constructor(options) {
    super()
    const { preload, contextIsolation, sandbox, nodeIntegration } = options.webPreferences
    if (!contextIsolation || !sandbox || nodeIntegration)
      throw new Error('stand-in: only a sandboxed, isolated window is offered')
    this.id = ++lastWindow
    this.bounds = { x: 0, y: 0, width: options.width, height: options.height }
    this.webContents = makeContents(this.id)
    windows.set(this.id, this)
    host({ window: this.id, preload, bounds: this.bounds })
  }
  loadURL(url) {
    return ask({ load: this.id, url })
  }
  getBounds() {
    return this.bounds
  }
  setContentProtection() {}
  show() {}
  focus() {}
  destroy() {
    if (!windows.delete(this.id)) return
    host({ destroy: this.id })
    this.emit('closed')
    if (windows.size === 0) application.emit('window-all-closed')
  }
}

// ---------------------------------------------------------------- from the host
const fromHost = {
  answered: ({ ask: number }) => {
    waiting.get(number)?.()
    waiting.delete(number)
  },
  request: async ({ number, url, method }) => {
    const response = await schemes.get('app')({ url, method })
    const body = Buffer.from(await response.arrayBuffer())
    host({ answer: number, status: response.status, headers: Object.fromEntries(response.headers), body })
  },
  ipc: ({ window, url, channel, args }) => {
    const sender = windows.get(window)?.webContents
    if (sender) ipc.emit(channel, { sender, senderFrame: makeFrame(window, url) }, ...args)
  },
  fromPort: ({ port, data }) => fromAfar(port, data),
  shown: ({ window }) => windows.get(window)?.emit('ready-to-show'),
  closed: ({ window }) => windows.get(window)?.destroy(),
  power: ({ event }) => powerMonitor.emit(event),
  quit: () => application.quit(),
}
process.on('message', (message) => void fromHost[message.to](message))
process.on('disconnect', () => process.exit(0))
