import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { keepDoor, knock, sessionKeys } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import { exchange, LocalFailure } from '#core/sync/exchange'
import { exchangePieces } from '#core/sync/exchangePieces'
import { finishExchange } from '#core/sync/local'
import type { Local } from '#core/sync/local'
import { notePeer } from '#core/sync/peers'
import { meet } from '#core/sync/prove'
import { emptyReport, reportOf } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { openSession, SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import { diskFailureOf } from '#core/vault/diskFailure'
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

/** What ended a conversation. A bug of ours in it must not end the listener: it is Unexpected. */
const failureOf = (error: unknown): FailureType => {
  if (error instanceof SessionError || error instanceof LocalFailure) return error.kind
  return diskFailureOf(error) ?? 'Unexpected'
}

/** The envelopes are exchanged and on disk: a peer that goes before the pieces came is no failure of that. */
const passed = (error: unknown): void => {
  if (!(error instanceof SessionError) || error.kind === 'PeerMisbehaved') throw error
}

/** One conversation from handshake to goodbye, whatever the two are to each other. */
const converse = async (session: Session, local: Local, keeper: DoorKeeper): Promise<Report> => {
  const network = local.network()
  if (session.key.kind === 'invitation') {
    const done = local.joining()
      ? await knock(session, local)
      : network && (await keepDoor(session, local, network, keeper))
    await finishExchange(local)
    return done
      ? { ...emptyReport, bytesSent: session.bytes().sent, bytesReceived: session.bytes().received }
      : emptyReport
  }
  if (!network) throw new SessionError('PeerMisbehaved')
  const peer = await meet(session, local, network)
  const { sent, received, theirs, goesOn } = await exchange(session, local, network)
  await local.exclusive(() => notePeer(network.ledger, peer, 'laptop', theirs))
  await finishExchange(local)
  await keeper.onTaken()
  if (goesOn) await exchangePieces(session, local, network).catch(passed)
  return reportOf(peer, sent, received, session.bytes())
}

const opened = (address: Address): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port })
    const refuse = (): void => {
      socket.destroy()
      reject(new SessionError('Unreachable'))
    }
    socket.setTimeout(connectPatience, refuse)
    socket.once('error', refuse)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', refuse)
      resolve(socket)
    })
  })

/**
 * Dials a laptop and exchanges with it. A listener that does not share the first key hangs up without a word, so the
 * next is offered. Failures: Unreachable · HandshakeRefused · PeerTimeout · PeerMisbehaved, and those of our own disk.
 */
export const dial = async (local: Local, address: Address, keeper: DoorKeeper): Promise<Result<Report>> => {
  const keys = sessionKeys(local).slice(0, mostOffers)
  let last: FailureType = 'HandshakeRefused'
  for (const key of keys) {
    try {
      const session = await openSession(await opened(address), true, [key])
      const report = await converse(session, local, keeper)
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
export type Listener = { readonly port: number; close(): Promise<void> }

/** Listens on an address; `onMeeting` hears what each conversation came to. Fails with Unreachable when it cannot listen there. */
export const listen = (
  local: Local,
  address: Address,
  keeper: DoorKeeper,
  onMeeting: (met: Result<Report>) => void,
): Promise<Result<Listener>> =>
  new Promise((resolve) => {
    const open = new Set<Socket>()
    const server = createServer((socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      void openSession(socket, false, sessionKeys(local))
        .then(async (session) => {
          const report = await converse(session, local, keeper)
          session.close()
          onMeeting(ok(report))
        })
        .catch((error: unknown) => {
          socket.destroy()
          onMeeting(fail(failureOf(error)))
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
