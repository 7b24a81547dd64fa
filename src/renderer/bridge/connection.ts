import { createContext, use } from 'react'
import type { Door } from '#shared/contract/door'
import type { Result } from '#shared/result'

/** The engine as a screen sees it, whichever door leads to it. */
export type Connection = Door & {
  /** Opens the vault. The phrase goes to the engine and is kept nowhere here. */
  unlock(passphrase: string): Promise<Result<unknown>>
  /** Closes now; this page and all it shows are destroyed. */
  lock(): void
}

/** The connection of this window. */
export const ConnectionContext = createContext<Connection | null>(null)

/** The connection of this window. Throws outside `ConnectionContext`. */
export const useConnection = (): Connection => {
  const connection = use(ConnectionContext)
  if (!connection) throw new Error('no connection above this screen')
  return connection
}
