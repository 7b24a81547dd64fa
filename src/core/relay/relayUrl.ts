import { createHash } from 'node:crypto'
import { concatBytes, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { symbols, symbolsTyped } from '#core/crypto/symbols'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Where a relay is, as a person copies it. */
export type RelayUrl = {
  /** `scheme://host:port/path`, always with its port, in one form: what the keys of a box are bound to. */
  readonly origin: string
  /** TLS (`wss`); else plain, for this computer and for .onion only. */
  readonly isSecure: boolean
  /** Without the brackets of IPv6. */
  readonly host: string
  readonly port: number
  /** Begins with a slash, and ends with none unless it is all. */
  readonly path: string
  /** SHA-256 of the relay's own key (SPKI), 32 bytes; null where an ordinary certificate is to be checked. */
  readonly pin: Uint8Array | null
  /** The network's admission line, 26 symbols; null where none is needed. */
  readonly line: string | null
}

/** Symbols of an admission line: 130 bits. */
const lineLength = 26
const longestUrl = 500

/** An admission line as it counts, of what a person typed or pasted; undefined when it is none. */
export const admissionLineTyped = (typed: string): string | undefined => {
  const line = symbolsTyped(typed)
  return line.length === lineLength && Array.from(line).every((symbol) => symbols.includes(symbol)) ? line : undefined
}

/** Whether a host, as a URL or an address names it, is the computer itself. */
export const isThisComputer = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** 32 bytes in base64url, in the one form that they have. */
const pinOf = (text: string): Uint8Array | undefined => {
  const pin = Uint8Array.from(Buffer.from(text, 'base64url'))
  return pin.length === 32 && pinText(pin) === text ? pin : undefined
}

/** A pin as it stands in an address. */
export const pinText = (pin: Uint8Array): string => Buffer.from(pin).toString('base64url')

/** The pin of a public key (SPKI, DER). */
export const pinOfKey = (spki: Uint8Array): Uint8Array => Uint8Array.from(createHash('sha256').update(spki).digest())

const readUrl = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Pin and line of what stands behind the `#`; undefined when it is neither. */
const readFragment = (fragment: string): Pick<RelayUrl, 'pin' | 'line'> | undefined => {
  const [first = '', second, ...rest] = fragment.split(',')
  const pin = first === '' ? null : pinOf(first)
  const line = second === undefined ? null : admissionLineTyped(second)
  return pin === undefined || line === undefined || rest.length > 0 ? undefined : { pin, line }
}

/**
 * A relay's address as somebody typed or pasted it: `wss://host:port/path#pin,LINE`, of which port, path, pin and line may be left
 * out. Failure: RelayAddressWrong {reason: `form`, or `plain` for `ws://` to another computer that is no .onion}.
 */
export const parseRelayUrl = (typed: string): Result<RelayUrl> => {
  const text = typed.trim()
  const url = text.length > longestUrl ? undefined : readUrl(text)
  const fragment = url && readFragment(url.hash.slice(1))
  if (!url || !fragment || !/^wss?:$/.test(url.protocol) || url.hostname === '')
    return fail('RelayAddressWrong', { reason: 'form' })
  if (url.username !== '' || url.password !== '' || url.search !== '')
    return fail('RelayAddressWrong', { reason: 'form' })
  const isSecure = url.protocol === 'wss:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (!isSecure && fragment.pin) return fail('RelayAddressWrong', { reason: 'form' })
  if (!isSecure && !isThisComputer(host) && !host.endsWith('.onion'))
    return fail('RelayAddressWrong', { reason: 'plain' })
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  const path = url.pathname.replace(/\/+$/, '') || '/'
  if (port === 0) return fail('RelayAddressWrong', { reason: 'form' })
  return ok({ origin: `${url.protocol}//${url.hostname}:${port}${path}`, isSecure, host, port, path, ...fragment })
}

/** The address as a person copies it; `parseRelayUrl` gives the same again. */
export const formatRelayUrl = ({ origin, pin, line }: Pick<RelayUrl, 'origin' | 'pin' | 'line'>): string => {
  const pinned = pin === null ? '' : pinText(pin)
  if (line !== null) return `${origin}#${pinned},${line}`
  return pin === null ? origin : `${origin}#${pinned}`
}

/** What the keys of a box are bound to beside the network's secret: this relay's address, as 32 bytes. */
export const relayContext = (origin: string): Uint8Array<ArrayBuffer> =>
  hash(concatBytes(utf8('tejido/1/relay'), Uint8Array.of(0), utf8(origin)))
