import { createHash } from 'node:crypto'
import { SocksProxyAgent } from 'socks-proxy-agent'
import { TLSSocket } from 'node:tls'
import WebSocket from 'ws'
import { sameBytes, toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { admissionProof, lineKeyOf } from '#core/relay/boxes'
import {
  encodeRelayMessage,
  largestRelayFrame,
  mostInFlight,
  parseServerMessage,
  relayVersion,
} from '#core/relay/messages'
import type { ClientMessage, RelayCode, RelayMessageOf, ServerMessage } from '#core/relay/messages'
import type { RelayUrl } from '#core/relay/relayUrl'
import type { FailureType } from '#shared/errors'

/** Why a relay was not reached or did not do what was asked. */
export class RelayError extends Error {
  override readonly name = 'RelayError'
  /** The relay's own word. */
  readonly code: RelayCode | undefined
  /** After how long it may do it, ms. */
  readonly wait: number
  constructor(
    readonly kind: FailureType,
    { code, wait = 0 }: { readonly code?: RelayCode; readonly wait?: number | undefined } = {},
  ) {
    super(kind)
    this.code = code
    this.wait = wait
  }
}

type Asked = Exclude<ClientMessage, { t: 'enter' }>
/** A request as it is asked, without the number that the connection gives it. */
type Request = Asked extends infer M ? (M extends Asked ? Omit<M, 'n'> : never) : never
type Answer = Extract<ServerMessage, { n: number }>

/** A connection to a relay, past its door. */
export type RelayConnection = {
  /** Of the relay's store, 16 bytes: another one is another store. */
  readonly instance: Uint8Array
  /** The age at which the relay drops blobs, days. */
  readonly days: number
  /** Asks, and resolves with an answer of one of the kinds that belong to it. Rejects with RelayError. */
  ask<T extends Answer['t']>(request: Request, ...kinds: readonly T[]): Promise<RelayMessageOf<T>>
  /** Calls `listen` when a watched box has something new, until it is called off. */
  onNews(listen: () => void): () => void
  /** Resolves when the connection is over. */
  readonly over: Promise<void>
  close(): void
}

/** How a relay is reached. `socks`: a SOCKS5 proxy, as Tor's. `patience`: where it is to be other than usual. */
export type RelayRoute = {
  readonly url: RelayUrl
  readonly socks?: { readonly host: string; readonly port: number }
  readonly patience?: Patience
}

/** How long a relay may take, ms: to let one in, through Tor too; to answer, over the slowest line. */
type Patience = { readonly door: number; readonly answer: number }
const usualPatience: Patience = { door: 30_000, answer: 600_000 }
/** A connection on which nothing moved for so long is asked whether it is still there, and given up after as long again, ms. */
const heartbeat = 30_000

const failures: Record<RelayCode, FailureType> = {
  BadMessage: 'RelayMisbehaved',
  BadSize: 'RelayMisbehaved',
  BadSignature: 'RelayMisbehaved',
  NotFound: 'RelayMisbehaved',
  QuotaFull: 'RelayQuotaFull',
  RelayFull: 'RelayFull',
  TooMany: 'RelayBusy',
  NotAdmitted: 'RelayNotAdmitted',
  TooOld: 'RelayTooOld',
}

const refused = ({ code, wait }: RelayMessageOf<'failed'>): RelayError => new RelayError(failures[code], { code, wait })

/** A proxy with a name and password of its own for each connection: Tor then takes another way for each. */
const agentFor = ({ socks }: RelayRoute): SocksProxyAgent | undefined => {
  if (!socks) return undefined
  const host = socks.host.includes(':') ? `[${socks.host}]` : socks.host
  const name = toHex(randomBytes(16))
  return new SocksProxyAgent(`socks5h://${name}:x@${host}:${String(socks.port)}`)
}

/** Whether the key of the other end is the one in the address. Where the address names none, TLS itself has looked. */
const isPinned = ({ pin }: RelayUrl, socket: unknown): boolean => {
  if (!pin) return true
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  const spki = certificate?.publicKey.export({ type: 'spki', format: 'der' })
  return spki !== undefined && sameBytes(createHash('sha256').update(spki).digest(), pin)
}

const bytesOf = (data: unknown): Uint8Array | undefined => (data instanceof Buffer ? new Uint8Array(data) : undefined)

/**
 * Connects and enters. A name in .onion is asked of the proxy alone: without one it would be asked of whoever answers for names.
 * Rejects with RelayError: Unreachable, PeerTimeout, RelayNeedsProxy, RelayPinWrong, RelayNotAdmitted, RelayTooOld, RelayMisbehaved.
 */
export const connectRelay = (route: RelayRoute, signal: AbortSignal): Promise<RelayConnection> =>
  new Promise((resolve, reject) => {
    const { url, patience = usualPatience } = route
    if (url.host.endsWith('.onion') && !route.socks) {
      reject(new RelayError('RelayNeedsProxy'))
      return
    }
    const agent = agentFor(route)
    const socket = new WebSocket(url.origin, {
      maxPayload: largestRelayFrame,
      perMessageDeflate: false,
      followRedirects: false,
      handshakeTimeout: patience.door,
      ...(agent && { agent }),
      // a pinned key is looked at below; an ordinary certificate by TLS
      ...(url.pin && { rejectUnauthorized: false }),
    })
    const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: RelayError) => void }>()
    const queue: (() => void)[] = []
    const listeners = new Set<() => void>()
    let failure: RelayError | undefined
    let instance: Uint8Array | undefined
    let count = 0
    let isAlive = true
    let isIn = false

    const end = (why: RelayError): void => {
      failure ??= why
      socket.terminate()
    }
    const fail = (kind: FailureType): void => end(new RelayError(kind))
    const stop = (): void => fail('Cancelled')
    const door = setTimeout(() => fail('PeerTimeout'), patience.door)
    let unsent = 0
    const beat = setInterval(() => {
      const moves = isAlive || socket.bufferedAmount < unsent
      isAlive = false
      unsent = socket.bufferedAmount
      if (!moves) fail('PeerTimeout')
      else if (socket.readyState === WebSocket.OPEN) socket.ping()
    }, heartbeat)
    const over = new Promise<void>((ended) => {
      socket.once('close', () => {
        clearTimeout(door)
        clearInterval(beat)
        signal.removeEventListener('abort', stop)
        const why = failure ?? new RelayError('Unreachable')
        for (const one of waiting.values()) one.reject(why)
        waiting.clear()
        for (const next of queue.splice(0)) next()
        reject(why)
        ended()
      })
    })
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    socket.on('error', () => undefined) // 'close' follows
    socket.on('pong', () => void (isAlive = true))
    socket.on('upgrade', ({ socket: raw }) => {
      if (!isPinned(url, raw)) fail('RelayPinWrong')
    })

    const ask = async <T extends Answer['t']>(request: Request, ...kinds: readonly T[]): Promise<RelayMessageOf<T>> => {
      while (waiting.size >= mostInFlight && !failure) await new Promise<void>((go) => queue.push(go))
      if (socket.readyState !== WebSocket.OPEN) throw failure ?? new RelayError('Unreachable')
      const n = (count = (count % 0xffff_fffe) + 1)
      const answered = new Promise<Answer>((resolve, reject) => waiting.set(n, { resolve, reject }))
      const timer = setTimeout(() => fail('PeerTimeout'), patience.answer)
      socket.send(encodeRelayMessage({ ...request, n }))
      const answer = await answered.finally(() => {
        clearTimeout(timer)
        waiting.delete(n)
        queue.shift()?.()
      })
      if (answer.t === 'failed') throw refused(answer)
      if (!kinds.some((kind) => kind === answer.t)) {
        fail('RelayMisbehaved')
        throw new RelayError('RelayMisbehaved')
      }
      return answer as RelayMessageOf<T>
    }
    const enter = (hello: RelayMessageOf<'hello'>): void => {
      ;({ instance } = hello)
      const proof = hello.asks && url.line !== null ? admissionProof(lineKeyOf(url.line), hello.challenge) : null
      if (hello.v !== relayVersion) fail('RelayTooOld')
      else if (hello.asks && !proof) fail('RelayNotAdmitted')
      else socket.send(encodeRelayMessage({ t: 'enter', v: relayVersion, proof }))
    }
    const onNews = (listen: () => void): (() => void) => {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    }
    /** What is no answer to a request. */
    const hear = (message: Exclude<ServerMessage, { t: 'part' | 'stored' | 'listed' | 'blob' | 'watching' }>): void => {
      if (message.t === 'hello' && !instance) enter(message)
      else if (message.t === 'welcome' && instance && !isIn) {
        isIn = true
        clearTimeout(door)
        resolve({ instance, days: message.days, ask, onNews, over, close: () => socket.close() })
      } else if (message.t === 'new') for (const listen of listeners) listen()
      else if (message.t === 'failed') end(refused(message))
      else fail('RelayMisbehaved')
    }
    socket.on('message', (data) => {
      isAlive = true
      if (failure) return
      const bytes = bytesOf(data)
      const message = bytes && parseServerMessage(bytes)
      const asked = message && 'n' in message ? waiting.get(message.n) : undefined
      if (!message) fail('RelayMisbehaved')
      else if (message.t === 'hello' || message.t === 'welcome' || message.t === 'new') hear(message)
      else if (message.t === 'failed' && message.n === 0) hear(message)
      else if (asked) asked.resolve(message)
      else fail('RelayMisbehaved')
    })
  })
