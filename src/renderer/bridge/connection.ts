import { createContext, use } from 'react'
import type { Door } from '#shared/contract/door'
import type { CopyState, MeetingRequest, MeetingState, OwnDataState, RelaysState } from '#shared/contract/host'
import type { VaultState } from '#shared/contract/wire'
import type { Result } from '#shared/result'

/** The engine as a screen sees it, whichever door leads to it. */
export type Connection = Door & {
  /** Whether there is a vault, and whether it is open. */
  state(): Promise<Result<VaultState>>
  /** Seven words for a passphrase, made by the engine. */
  suggest(): Promise<Result<{ readonly phrase: string }>>
  /** Makes the vault and opens it. */
  create(passphrase: string): Promise<Result<unknown>>
  /** Opens the vault. The phrase goes to the engine and is kept nowhere here. */
  unlock(passphrase: string): Promise<Result<unknown>>
  changePassphrase(old: string, next: string): Promise<Result<unknown>>
  /** Fresh recovery words, once the passphrase was given again; shown once. */
  newWords(passphrase: string): Promise<Result<{ readonly recoveryWords: string }>>
  /** Begins a backup; `copy` tells how it goes. null: its file is chosen in the system's own box. */
  backUp(place: string | null): Promise<Result<unknown>>
  /** Ends the backup that is under way; there is no file then. */
  cancelCopy(): Promise<Result<unknown>>
  /** How the backup stands, now and after each change. */
  copy(listen: (state: Result<CopyState>) => void): () => void
  /** Begins to write all that she may read, under a phrase of its own that is kept nowhere; `ownData` tells how it goes. */
  takeOwnData(place: string | null, passphrase: string): Promise<Result<unknown>>
  /** As `cancelCopy`, of own data. */
  cancelOwnData(): Promise<Result<unknown>>
  /** How the writing of own data stands, now and after each change. */
  ownData(listen: (state: Result<OwnDataState>) => void): () => void
  /** Makes the vault from a backup and opens it. */
  restore(place: string | null, passphrase: string): Promise<Result<unknown>>
  /** Begins a meeting; `meeting` tells how it goes. */
  exchange(request: MeetingRequest): Promise<Result<unknown>>
  /** Ends the meeting. */
  cancel(): Promise<Result<unknown>>
  /** How the meeting stands, now and after each change. */
  meeting(listen: (state: Result<MeetingState>) => void): () => void
  /** How this notebook stands with relays, now and after each change. */
  relays(listen: (state: Result<RelaysState>) => void): () => void
  /** Puts a text on the system's clipboard; false where a browser refuses. The app takes it away after half a minute. */
  copyText(text: string): Promise<boolean>
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
