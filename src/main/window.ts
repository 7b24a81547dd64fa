import { BrowserWindow } from 'electron'
import type { BrowserWindowConstructorOptions, Rectangle, Session, WebContents } from 'electron'

/** What a window is made with: isolated, sandboxed, no powers (docs/threat-model.md, rows 1 to 3, 18, 20 and 28). */
export const windowOptions = (preload: string, packaged: boolean): BrowserWindowConstructorOptions => ({
  title: 'Cuaderno',
  width: 1366,
  height: 768,
  minWidth: 640,
  minHeight: 400,
  show: false,
  autoHideMenuBar: true,
  backgroundColor: '#f3f3ef',
  webPreferences: {
    preload,
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
    devTools: !packaged,
  },
})

/** Events that would take a page elsewhere; each is refused. */
export const refusedEvents = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const

/** Refuses every way out of the page and every second window (row 7), and the leak of addresses by WebRTC (row 22). */
export const confine = (
  contents: Pick<WebContents, 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy' | 'on'>,
): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  const on = contents.on.bind(contents) as (name: string, listener: (event: { preventDefault(): void }) => void) => void
  for (const name of refusedEvents) on(name, (event) => event.preventDefault())
}

/** The only place where a window is made. It is shown when it has something to show. */
export const makeWindow = (session: Session, preload: string, packaged: boolean, bounds?: Rectangle): BrowserWindow => {
  const options = windowOptions(preload, packaged)
  const window = new BrowserWindow({ ...options, ...bounds, webPreferences: { ...options.webPreferences, session } })
  confine(window.webContents)
  if (process.platform !== 'linux') window.setContentProtection(true)
  window.once('ready-to-show', () => window.show())
  return window
}
