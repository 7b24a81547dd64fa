import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { encodeRelayMessage, parseClientMessage, parseServerMessage } from '#core/relay/messages'
import type { ClientMessage, ServerMessage } from '#core/relay/messages'
import { parseRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'

/** What goes to the laptop in a message's place: other messages, frames that are none, text frames, nothing. */
type Said = readonly (ServerMessage | Uint8Array | string)[]

/** How a relay between a laptop and an honest one lies. What is left out it passes on. */
export type Misbehaviour = {
  /** Which honest relay this connection is led to, of those given. */
  readonly leadsTo?: (connection: number) => number
  /** Takes a request itself: what it answers; undefined passes it on. */
  readonly takes?: (message: ClientMessage) => Said | undefined
  /** What it makes of an answer; the answer as it was when undefined. */
  readonly makes?: (message: ServerMessage, asked: ClientMessage | undefined) => Said | undefined
  /** The same, below messages. */
  readonly frames?: (frame: Uint8Array) => readonly Uint8Array[]
  /** Answers the HTTP request that would open the socket. */
  readonly opens?: (socket: Duplex) => void
}

/** A relay that lies. */
export type HostileRelay = {
  readonly url: RelayUrl
  /** From the next message on. */
  lie(how: Misbehaviour): void
  /** Connections that it had so far. */
  connections(): number
  close(): Promise<void>
}

const open: HostileRelay[] = []
/** In afterAll. */
export const hostileRelaysStop = async (): Promise<void> => {
  for (const relay of open.splice(0)) await relay.close()
}

const bytesOf = (said: ServerMessage | Uint8Array | string): Uint8Array | string =>
  typeof said === 'string' || said instanceof Uint8Array ? said : encodeRelayMessage(said)

/** Stands between laptops and honest relays. */
export const openHostileRelay = async (honest: readonly { readonly url: RelayUrl }[]): Promise<HostileRelay> => {
  let how: Misbehaviour = {}
  let connections = 0
  const server = createServer((_request, response) => response.end('no relay'))
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const converse = (laptop: WebSocket): void => {
    const behind = honest[how.leadsTo?.(connections) ?? 0]?.url.origin ?? ''
    connections += 1
    const relay = new WebSocket(behind, { perMessageDeflate: false, rejectUnauthorized: false })
    const asked = new Map<number, ClientMessage>()
    const early: Uint8Array[] = []
    const say = (all: Said): void => {
      for (const one of all) if (laptop.readyState === WebSocket.OPEN) laptop.send(bytesOf(one))
    }
    for (const socket of [laptop, relay]) socket.on('error', () => undefined)
    laptop.on('close', () => relay.terminate())
    relay.on('close', () => laptop.close())
    relay.on('open', () => early.splice(0).forEach((frame) => relay.send(frame)))
    laptop.on('message', (data: Buffer) => {
      const frame = new Uint8Array(data)
      const message = parseClientMessage(frame)
      if (!message) throw new Error('a laptop said what is no message')
      if (message.t !== 'enter') asked.set(message.n, message)
      const own = how.takes?.(message)
      if (own) say(own)
      else if (relay.readyState === WebSocket.OPEN) relay.send(frame)
      else early.push(frame)
    })
    relay.on('message', (data: Buffer) => {
      const frame = new Uint8Array(data)
      const message = parseServerMessage(frame)
      if (!message) throw new Error('an honest relay said what is no message')
      const of = 'n' in message ? asked.get(message.n) : undefined
      say(how.frames?.(frame) ?? how.makes?.(message, of) ?? [frame])
    })
  }
  const all = new Set<Socket>()
  server.on('connection', (socket) => {
    all.add(socket)
    socket.once('close', () => all.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (how.opens) {
      connections += 1
      how.opens(socket)
    } else sockets.handleUpgrade(request, socket, head, converse)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = parseRelayUrl(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/`)
  if (!url.ok) throw new Error(url.error.type)
  const relay: HostileRelay = {
    url: url.value,
    lie: (next) => void (how = next),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of all) socket.destroy()
        server.close(() => resolve())
      }),
  }
  open.push(relay)
  return relay
}
