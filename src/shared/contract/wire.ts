import type { Result } from '#shared/result'

/**
 * The one channel between the window and the engine (docs/architecture.md, The processes): JSON texts over one
 * MessagePort in the app, the same shapes over HTTP in `tejido serve`. Text, because its size is known before it is read.
 */

/** The most a request may weigh, in UTF-16 units over the port and in bytes over HTTP: a long form fifty times over. */
export const requestLimit = 1024 * 1024
/** How many views one window may follow at once; a screen follows two or three. */
export const subscriptionLimit = 64

/** What a window asks. `id` is chosen by the window; an answer carries it back, and so does each view of a subscription. */
export type WireRequest =
  | { readonly id: number; readonly kind: 'unlock'; readonly passphrase: string }
  | {
      readonly id: number
      readonly kind: 'call' | 'query' | 'subscribe'
      readonly name: string
      readonly input: unknown
    }
  | { readonly id: number; readonly kind: 'unsubscribe' }

/** What comes back: one `result` for a request, or one more `view` of the subscription whose request was `sub`. */
export type WireReply =
  { readonly id: number; readonly result: Result<unknown> } | { readonly sub: number; readonly view: Result<unknown> }

/** What the preload gives the page, and all it gives: three functions that move texts. */
export type Pipe = {
  /** Sends one request text to the engine. */
  readonly send: (text: string) => void
  /** Names the one listener of reply texts; those that came earlier are handed over first. */
  readonly receive: (listener: (text: string) => void) => void
  /** Closes now: the engine process ends and this page is destroyed. */
  readonly lock: () => void
}

/** A result before it is known to be of the expected operation: what a refused request gets back. */
export type Unreadable = { readonly refused: 'InputTooLarge' | 'BadInput'; readonly id: number | null }

const kindsWithName: readonly unknown[] = ['call', 'query', 'subscribe']

/** A request text, read and checked; anything else is `Unreadable`, with the id to answer to when one can be told. */
export const parseRequest = (text: unknown): WireRequest | Unreadable => {
  if (typeof text !== 'string') return { refused: 'BadInput', id: null }
  if (text.length > requestLimit) return { refused: 'InputTooLarge', id: null }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { refused: 'BadInput', id: null }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { refused: 'BadInput', id: null }
  const { id, kind, name, input, passphrase } = value as Record<string, unknown>
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return { refused: 'BadInput', id: null }
  if (kind === 'unlock' && typeof passphrase === 'string') return { id, kind, passphrase }
  if (kind === 'unsubscribe') return { id, kind }
  if (kindsWithName.includes(kind) && typeof name === 'string' && name.length <= 100)
    return { id, kind: kind as 'call' | 'query' | 'subscribe', name, input: input ?? {} }
  return { refused: 'BadInput', id }
}
