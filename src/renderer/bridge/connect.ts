import type { Pipe } from '#shared/contract/wire'
import type { Connection } from './connection'
import { overHttp } from './overHttp'
import { overPort } from './overPort'

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly tejido?: Pipe
  }
}

/**
 * The connection of this page. Only a page that came from the loopback server speaks HTTP: a window of the app whose
 * preload is missing gets null, which the caller must show as broken, and never falls back.
 */
export const connect = (): Connection | null => {
  if (window.tejido) return overPort(window.tejido)
  return location.protocol === 'http:' && location.hostname === '127.0.0.1' ? overHttp() : null
}
