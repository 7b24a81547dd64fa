import process from 'node:process'
import { BrowserWindow } from 'electron'
import type { Rectangle, Session, WebContents } from 'electron'
import { refusedEvents, windowOptions } from '#shared/shell/windowOptions'

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
