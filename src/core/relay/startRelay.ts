import { createServer as createPlainServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { whoIs } from '#core/relay/addresses'
import type { Admission } from '#core/relay/admission'
import { createHalves } from '#core/relay/halves'
import { healthOf } from '#core/relay/health'
import { createPace, createRoom } from '#core/relay/limits'
import type { Relay } from '#core/relay/relay'
import type { RelayKey } from '#core/relay/relayKey'
import { dayOf } from '#core/relay/requests'
import { openSeats } from '#core/relay/seats'
import type { RelayStore } from '#core/relay/store'
import { createWatchers } from '#core/relay/watchers'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a relay is started with. */
export type RelayOptions = {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Closed when the relay stops. */
  readonly store: RelayStore
  /** Its own TLS; null where a reverse proxy or an onion service on this machine stands before it. */
  readonly key: RelayKey | null
  readonly admission: Admission
  /** Bytes that a network may have; without lines, everybody together. */
  readonly quota: number
  /** Age at which blobs go, days. */
  readonly days: number
  /** Where its source is, as text. */
  readonly source: string
  /** ms since 1970. */
  readonly now: () => number
}

/** A running relay. */
export type RunningRelay = {
  readonly port: number
  /** Who may come in from now on; whoever came in by a line that is gone is sent away. */
  admitBy(admission: Admission): void
  /** Takes no more connections, answers what is in flight, and closes the store. */
  stop(): Promise<void>
}

/** Bytes of blobs on their way to the disk, in all and of one network; and of half-sent ones. */
const [inHand, halfSent] = [
  [67_108_864, 16_777_216],
  [67_108_864, 16_777_216],
] as const
/** Requests a second, and how many may gather: of one address, of one network. */
const [addressPace, linePace] = [
  [400, 4_000],
  [1_000, 10_000],
] as const
/** How long TLS and the head of a request may take, ms. */
const handshakePatience = 10_000
const sweepEvery = 60_000
const expireEvery = 3_600_000
/** How long requests in flight may take once it was told to stop, ms. */
const stopPatience = 5_000

const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' }

const answerTo = (relay: Relay, isBehindProxy: boolean) => {
  const health = healthOf(relay)
  const say = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, text = ''): void => void response.writeHead(status, headers).end(text)
    if (request.method !== 'GET' && request.method !== 'HEAD') reply(405)
    else if (request.url === '/') reply(200, `A relay of Tejido. Source: ${relay.source}\n`)
    else if (request.url !== '/health') reply(404)
    else {
      const text = await health().catch(() => undefined)
      if (text === undefined) reply(503, 'store\n')
      else reply(200, whoIs(request, isBehindProxy).isLocal ? text : 'ok\n')
    }
  }
  return (request: IncomingMessage, response: ServerResponse): void =>
    void say(request, response).catch(() => response.destroy())
}

/** Starts listening. Failure: RelayCannotListen; the store stays open then. */
export const startRelay = async (options: RelayOptions): Promise<Result<RunningRelay>> => {
  const { store, key, quota, days, source, now } = options
  let { admission } = options
  const steady = (): number => performance.now()
  const relay: Relay = {
    store,
    room: createRoom(...inHand),
    halves: createHalves(createRoom(...halfSent), steady),
    paces: { address: createPace(...addressPace, steady), line: createPace(...linePace, steady) },
    watchers: createWatchers(),
    counters: { connections: 0, puts: 0, refused: 0 },
    quota,
    days,
    source,
    now,
    admission: () => admission,
  }
  store.onElsewhere((box) => relay.watchers.heard(box))
  const settings = {
    headersTimeout: handshakePatience,
    requestTimeout: handshakePatience,
    connectionsCheckingInterval: 2_000,
  }
  const tls = { minVersion: 'TLSv1.3', handshakeTimeout: handshakePatience } as const
  const server = key
    ? createSecureServer({ ...settings, ...tls, key: key.key, cert: key.cert }, answerTo(relay, false))
    : createPlainServer(settings, answerTo(relay, true))
  server.on('clientError', (_error, socket) => socket.destroy())
  const seats = openSeats(server, relay, key === null)

  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(options.port, options.host, () => resolve(true))
  })
  if (!isListening) {
    seats.close()
    return fail('RelayCannotListen')
  }
  const expire = (): void => void store.expire(dayOf(now()) - days).catch(() => undefined)
  const timers = [setInterval(() => relay.halves.sweep(), sweepEvery), setInterval(expire, expireEvery)]
  expire()
  return ok({
    port: (server.address() as AddressInfo).port,
    admitBy: (next) => {
      admission = next
      for (const conversation of seats.taken()) conversation.look()
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      const closed = new Promise((resolve) => server.close(resolve))
      const late = setTimeout(() => seats.cut(), stopPatience)
      await Promise.all([...seats.taken()].map((conversation) => conversation.finish()))
      seats.close()
      await closed
      clearTimeout(late)
      await store.close()
    },
  })
}
