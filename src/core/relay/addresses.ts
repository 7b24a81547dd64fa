import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'

/** Of this process alone: what is remembered of an address for its pace leads nowhere after it ends. */
const secret = randomBytes(32)

/** The first 64 bits of an IPv6 address: whoever has one has all of them. */
const networkOf = (address: string): string => {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const rest = tail.split(':').filter((group) => group !== '')
  const missing = address.includes('::') ? 8 - groups.length - rest.length : 0
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...rest].slice(0, 4).join(':')
}

const plainOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  return isIPv6(address) ? networkOf(address.toLowerCase()) : address
}

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address)

/**
 * Who asks, for limits alone. Behind a proxy it is the last address of X-Forwarded-For, the one that our proxy added; with no
 * such header (an onion service) nobody is known. `address` is a keyed hash, `isLocal` says that somebody on this machine asks.
 */
export const whoIs = (
  request: IncomingMessage,
  isBehindProxy: boolean,
): { readonly address: string | undefined; readonly isLocal: boolean } => {
  const peer = request.socket.remoteAddress ?? ''
  const forwarded = [request.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? ''
  const known = isBehindProxy ? forwarded.slice(0, 64) : peer
  return {
    address: known === '' ? undefined : toHex(hash(utf8(plainOf(known)), 16, secret)),
    isLocal: isLoopback(peer) && forwarded === '',
  }
}
