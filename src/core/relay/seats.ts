import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { whoIs } from '#core/relay/addresses'
import { converse } from '#core/relay/conversation'
import type { Conversation } from '#core/relay/conversation'
import { createRoom } from '#core/relay/limits'
import { largestRelayFrame } from '#core/relay/messages'
import type { Relay } from '#core/relay/relay'

/** Connections at a time, in all and from one address (a house, a hotel, a country's mobile gateway). */
const [mostConnections, mostEach] = [4_096, 256]
/** Silent for one to two such times, with nothing of ours taken either: gone. Long, for lines of a few KB a second. */
const pingEvery = 60_000

/** The connections of a relay. */
export type Seats = {
  taken(): Iterable<Conversation>
  /** Ends all sockets at once, those that never said anything too. */
  cut(): void
  /** No more pings. */
  close(): void
}

/** Gives connections of an HTTP server their seat and their conversation. Nothing of a WebSocket is compressed. */
export const openSeats = (server: Server, relay: Relay, isBehindProxy: boolean): Seats => {
  const seats = createRoom(mostConnections, mostEach)
  const sockets = new Set<Socket>()
  const conversations = new Map<WebSocket, Conversation>()
  const heard = new WeakSet<WebSocket>()
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: largestRelayFrame, perMessageDeflate: false })
  webSockets.on('wsClientError', (_error, socket) => socket.destroy())

  server.on('connection', (socket: Socket) => {
    // behind a proxy all come from it, and whose they are stands in their first lines
    const seat = isBehindProxy ? '' : (socket.remoteAddress ?? '')
    if (isBehindProxy ? sockets.size >= mostConnections : !seats.take(seat, 1)) {
      relay.counters.refused += 1
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      if (!isBehindProxy) seats.give(seat, 1)
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const { address } = whoIs(request, isBehindProxy)
    const seat = isBehindProxy ? address : undefined
    if (seat !== undefined && !seats.take(seat, 1)) {
      relay.counters.refused += 1
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n')
      return
    }
    if (seat !== undefined) socket.once('close', () => seats.give(seat, 1))
    webSockets.handleUpgrade(request, socket, head, (opened) => {
      const alive = (): void => void heard.add(opened)
      alive()
      relay.counters.connections += 1
      opened.once('close', () => {
        conversations.delete(opened)
        relay.counters.connections -= 1
      })
      conversations.set(opened, converse(opened, address, relay, alive))
    })
  })
  const pings = setInterval(() => {
    for (const socket of conversations.keys())
      if (heard.delete(socket)) socket.ping()
      else socket.terminate()
  }, pingEvery)
  return {
    taken: () => conversations.values(),
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () => clearInterval(pings),
  }
}
