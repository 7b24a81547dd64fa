import { keepDoor, knock } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import { exchange, LocalFailure } from '#core/sync/exchange'
import { exchangePieces } from '#core/sync/exchangePieces'
import { finishExchange } from '#core/sync/local'
import type { Local } from '#core/sync/local'
import { notePeer } from '#core/sync/peers'
import { meet } from '#core/sync/prove'
import { emptyReport, reportOf } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import { diskFailureOf } from '#core/vault/diskFailure'
import type { FailureType } from '#shared/errors'

/** Told how one conversation goes. */
export type Follower = {
  /** The two share a key. */
  opened(): void
  /** The other has proved her device. */
  proved(device: string): void
  /** Envelopes went or came: how many more. */
  moved(sent: number, received: number): void
}

/** What ended a conversation. A bug of ours in it must not end the listener: it is Unexpected. */
export const failureOf = (error: unknown): FailureType => {
  if (error instanceof SessionError || error instanceof LocalFailure) return error.kind
  return diskFailureOf(error) ?? 'Unexpected'
}

/** The envelopes are exchanged and on disk: a peer that goes before the pieces came is no failure of that. */
const passed = (error: unknown): void => {
  if (!(error instanceof SessionError) || error.kind === 'PeerMisbehaved') throw error
}

/** A session whose envelopes are counted. */
const counted = (session: Session, follower: Follower): Session => ({
  ...session,
  async send(message) {
    await session.send(message)
    if (message.t === 'envelopes') follower.moved(message.list.length, 0)
  },
  async receive() {
    const message = await session.receive()
    if (message.t === 'envelopes') follower.moved(0, message.list.length)
    return message
  },
})

/** One conversation from handshake to goodbye, whatever the two are to each other. */
export const converse = async (
  opened: Session,
  local: Local,
  keeper: DoorKeeper,
  follower?: Follower,
): Promise<Report> => {
  follower?.opened()
  const session = follower ? counted(opened, follower) : opened
  const network = local.network()
  if (session.key.kind === 'invitation') {
    const done = local.joining()
      ? await knock(session, local)
      : network && (await keepDoor(session, local, network, keeper))
    await finishExchange(local)
    const entered = local.network()
    if (done && entered) await exchangePieces(session, local, entered).catch(passed)
    return done
      ? { ...emptyReport, bytesSent: session.bytes().sent, bytesReceived: session.bytes().received }
      : emptyReport
  }
  if (!network) throw new SessionError('PeerMisbehaved')
  const peer = await meet(session, local, network)
  follower?.proved(peer)
  const { sent, received, theirs, goesOn } = await exchange(session, local, network, peer)
  await local.exclusive(() => notePeer(network.ledger, peer, 'laptop', theirs))
  await finishExchange(local)
  await keeper.onTaken()
  if (goesOn) await exchangePieces(session, local, network, peer).catch(passed)
  return reportOf(peer, sent, received, session.bytes())
}
