import type { Pipe } from '#shared/contract/wire'
import type { Connection } from './connection'
import { overHttp } from './overHttp'
import { overPort } from './overPort'

/**
 * The connection of this page. Only a page that came from the loopback server speaks HTTP: a window of the app whose
 * preload is missing gets null, which the caller must show as broken, and never falls back.
 */
export const connect = (): Connection | null => {
  const { tejido } = window as { readonly tejido?: Pipe } // put there by the preload
  if (tejido) return overPort(tejido)
  return location.protocol === 'http:' && location.hostname === '127.0.0.1' ? overHttp() : null
}
