import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { converse, failureOf } from '#core/sync/conversation'
import type { Follower } from '#core/sync/conversation'
import { sessionKeys } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import type { Local } from '#core/sync/local'
import type { Report } from '#core/sync/report'
import { openSession, SessionError } from '#core/sync/session'
import type { SessionKey } from '#core/sync/session'
import type { FailureType } from '#shared/errors'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** An address of the TCP carrier. */
export type Address = { readonly host: string; readonly port: number }

/** Connections a listener holds at a time; more are turned away before a byte is read. */
const mostConnections = 32
/** Keys a dialler offers, one a connection: epochs newest first, then open invitations. */
const mostOffers = 24
/** How long a connection may take to open, ms. */
const connectPatience = 10_000

const opened = (address: Address, patience: number, signal: AbortSignal | undefined): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port })
    const refuse = (): void => {
      socket.destroy()
      reject(new SessionError('Unreachable'))
    }
    socket.setTimeout(patience, refuse)
    socket.once('error', refuse)
    const cut = (): void => void socket.destroy()
    if (signal?.aborted) cut()
    signal?.addEventListener('abort', cut)
    socket.once('close', () => {
      signal?.removeEventListener('abort', cut)
      refuse()
    })
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', refuse)
      resolve(socket)
    })
  })

/** How a dial differs from the usual. */
export type DialOptions = {
  /** Which keys to offer, when it is known which the other has; all by default. */
  readonly keys?: readonly SessionKey[]
  /** How long a connection may take to open, ms. */
  readonly patience?: number
  readonly follower?: Follower
  /** Cuts the line. */
  readonly signal?: AbortSignal
}

/**
 * Dials a laptop and exchanges with it. A listener that does not share the first key hangs up without a word, so the
 * next is offered. Failures: Unreachable · HandshakeRefused · PeerTimeout · PeerMisbehaved, and those of our own disk.
 */
export const dial = async (
  local: Local,
  address: Address,
  keeper: DoorKeeper,
  { keys = sessionKeys(local).slice(0, mostOffers), patience = connectPatience, follower, signal }: DialOptions = {},
): Promise<Result<Report>> => {
  let last: FailureType = 'HandshakeRefused'
  for (const key of keys) {
    try {
      const session = await openSession(await opened(address, patience, signal), true, [key])
      const report = await converse(session, local, keeper, follower)
      session.close()
      return ok(report)
    } catch (error) {
      last = failureOf(error)
      if (last !== 'HandshakeRefused') return fail(last)
    }
  }
  return fail(last)
}

/** A listening carrier. */
export type Listener = {
  readonly port: number
  close(): Promise<void>
  /** Why nobody may have been met, where that is known. */
  why?(): FailureType | undefined
}

/** Who is told of the conversations of a listener. */
export type Hosting = {
  /** What each conversation came to. */
  readonly onMeeting: (met: Result<Report>) => void
  /** Who follows one that begins, from an address. */
  readonly follow?: (from: string) => Follower & { over(met: Result<Report>): void }
}

/** An IPv4 address as it is written, also where the system gives it as one of IPv6. */
const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '')

/** Listens on an address. Fails with Unreachable when it cannot listen there. */
export const listen = (
  local: Local,
  address: Address,
  keeper: DoorKeeper,
  { onMeeting, follow }: Hosting,
): Promise<Result<Listener>> =>
  new Promise((resolve) => {
    const open = new Set<Socket>()
    const server = createServer((socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      const follower = follow?.(plainAddress(socket.remoteAddress))
      const over = (met: Result<Report>): void => {
        follower?.over(met)
        onMeeting(met)
      }
      void openSession(socket, false, sessionKeys(local))
        .then(async (session) => {
          const report = await converse(session, local, keeper, follower)
          session.close()
          over(ok(report))
        })
        .catch((error: unknown) => {
          socket.destroy()
          over(fail(failureOf(error)))
        })
    })
    server.maxConnections = mostConnections
    server.once('error', () => resolve(fail('Unreachable')))
    server.listen(address.port, address.host, () => {
      const at = server.address()
      resolve(
        ok({
          port: typeof at === 'object' && at !== null ? at.port : address.port,
          close: () =>
            new Promise((done) => {
              for (const socket of open) socket.destroy()
              server.close(() => done())
            }),
        }),
      )
    })
  })
