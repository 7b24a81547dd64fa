import type { Result } from '#shared/result'

/**
 * The one channel between the window and the engine (docs/architecture.md, The processes): JSON texts over one
 * MessagePort in the app, the same shapes over HTTP in `tejido serve`. Text, because its size is known before it is read.
 */

/** The most a request may weigh, in UTF-16 units over the port and in bytes over HTTP: a long form fifty times over. */
export const requestLimit = 1024 * 1024
/** How many views one window may follow at once; a screen follows two or three. */
export const subscriptionLimit = 64

/** The longest phrase: seven words many times over, and far from what would keep the key's derivation busy. */
export const phraseLimit = 1_000

/** The query by which a window follows the `MeetingState` of its notebook; no other door answers it. */
export const meetingQuery = 'meeting'
/** The query by which a window follows the `CopyState` of its notebook; no other door answers it. */
export const copyQuery = 'copy'
/** The query by which a window follows the `OwnDataState` of its notebook; no other door answers it. */
export const ownDataQuery = 'ownData'
/** The query by which a window follows the `RelaysState` of its notebook; no other door answers it. */
export const relaysQuery = 'relays'

/** What may be known of a vault before it is open. */
export type VaultState = {
  /** A vault, or part of one, is there. */
  readonly exists: boolean
  readonly isOpen: boolean
  /** A folder or file is chosen in the system's own box; otherwise its path is written by hand. */
  readonly choosesFolder: boolean
}

/** What a window asks. `id` is chosen by the window; an answer carries it back, and so does each view of a subscription. */
export type WireRequest =
  | { readonly id: number; readonly kind: 'state' | 'suggest' | 'cancel' | 'cancelCopy' | 'cancelOwnData' }
  | { readonly id: number; readonly kind: 'create' | 'unlock' | 'newWords'; readonly passphrase: string }
  | { readonly id: number; readonly kind: 'changePassphrase'; readonly old: string; readonly next: string }
  /** `place`: where the file is; null: it is chosen in the system's own box. */
  | { readonly id: number; readonly kind: 'backUp'; readonly place: string | null }
  | {
      readonly id: number
      readonly kind: 'restore' | 'takeOwnData'
      readonly place: string | null
      readonly passphrase: string
    }
  /** `input`: a `MeetingRequest`, checked by the host. */
  | { readonly id: number; readonly kind: 'exchange'; readonly input: unknown }
  | { readonly id: number; readonly kind: 'call' | 'query'; readonly name: string; readonly input: unknown }
  | Subscribing

/** What a window asks of its subscriptions. */
export type Subscribing =
  | { readonly id: number; readonly kind: 'subscribe'; readonly name: string; readonly input: unknown }
  | { readonly id: number; readonly kind: 'unsubscribe' }

/** What comes back: one `result` for a request, or one more `view` of the subscription whose request was `sub`. */
export type WireReply =
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly sub: number; readonly view: Result<unknown> }

/** What the preload gives the page, and all it gives: four functions that move texts. */
export type Pipe = {
  /** Sends one request text to the engine. */
  readonly send: (text: string) => void
  /** Names the one listener of reply texts; those that came earlier are handed over first. */
  readonly receive: (listener: (text: string) => void) => void
  /** Closes now: the engine process ends and this page is destroyed. */
  readonly lock: () => void
  /** Puts a text on the system's clipboard for half a minute. */
  readonly copy: (text: string) => void
}

/** A result before it is known to be of the expected operation: what a refused request gets back. */
export type Unreadable = { readonly refused: 'InputTooLarge' | 'BadInput'; readonly id: number | null }

const isPlace = (place: unknown): place is string | null =>
  place === null || (typeof place === 'string' && place !== '' && place.length <= 4_096 && !place.includes('\0'))

const isOneOf = <K extends string>(kinds: readonly K[], kind: unknown): kind is K =>
  (kinds as readonly unknown[]).includes(kind)

/** A request as a value, checked; anything else is `Unreadable`, with the id to answer to when one can be told. */
export const readRequest = (value: unknown): WireRequest | Unreadable => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { refused: 'BadInput', id: null }
  const { id, kind, name, input, passphrase, old, next, place } = value as Record<string, unknown>
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return { refused: 'BadInput', id: null }
  if ([passphrase, old, next].some((phrase) => typeof phrase === 'string' && phrase.length > phraseLimit))
    return { refused: 'InputTooLarge', id }
  if (isOneOf(['create', 'unlock', 'newWords'], kind) && typeof passphrase === 'string') return { id, kind, passphrase }
  if (kind === 'changePassphrase' && typeof old === 'string' && typeof next === 'string') return { id, kind, old, next }
  if (kind === 'backUp' && isPlace(place)) return { id, kind, place }
  if (isOneOf(['restore', 'takeOwnData'], kind) && isPlace(place) && typeof passphrase === 'string')
    return { id, kind, place, passphrase }
  if (isOneOf(['state', 'suggest', 'cancel', 'cancelCopy', 'cancelOwnData'], kind)) return { id, kind }
  if (kind === 'unsubscribe') return { id, kind }
  if (kind === 'exchange') return { id, kind, input }
  if (typeof name !== 'string' || name.length > 100) return { refused: 'BadInput', id }
  if (isOneOf(['call', 'query'], kind)) return { id, kind, name, input: input ?? {} }
  return kind === 'subscribe' ? { id, kind, name, input: input ?? {} } : { refused: 'BadInput', id }
}

/** A request text, read and checked. */
export const parseRequest = (text: unknown): WireRequest | Unreadable => {
  if (typeof text !== 'string') return { refused: 'BadInput', id: null }
  if (text.length > requestLimit) return { refused: 'InputTooLarge', id: null }
  try {
    return readRequest(JSON.parse(text))
  } catch {
    return { refused: 'BadInput', id: null }
  }
}
