import type { DoorKeeper } from '#core/sync/door'
import { LocalFailure } from '#core/sync/exchange'
import type { Local } from '#core/sync/local'
import { mostWatched } from '#core/relay/messages'
import { relayContext } from '#core/relay/relayUrl'
import { boxesOfRelay } from '#core/sync/relay/boxKeys'
import { listRequests } from '#core/sync/requests'
import { sleep } from '#core/sync/sleep'
import { offersOf, readingSecrets } from '#core/sync/offers'
import type { Offer } from '#core/sync/offers'
import { exchangeAt } from '#core/sync/place'
import type { Visit } from '#core/sync/place'
import { connectRelay, RelayError } from '#core/sync/relay/connection'
import type { RelayConnection, RelayRoute } from '#core/sync/relay/connection'
import { relayPlace } from '#core/sync/relay/relayPlace'
import type { Report } from '#core/sync/report'
import { diskFailureOf } from '#core/vault/diskFailure'
import { fail } from '#shared/result'
import type { FailureType } from '#shared/errors'
import type { Result } from '#shared/result'

const failureOf = (error: unknown): FailureType => {
  if (error instanceof RelayError || error instanceof LocalFailure) return error.kind
  return diskFailureOf(error) ?? 'Unexpected'
}

const exchangeOver = (
  connection: RelayConnection,
  local: Local,
  { url }: RelayRoute,
  keeper: DoorKeeper,
  visit: Visit,
): Promise<Result<Report>> => {
  function* held(): Generator<Offer> {
    const network = local.network()
    if (network) yield* offersOf(network.ledger)
  }
  return exchangeAt(local, relayPlace(local, connection, url, held), keeper, visit)
}

/**
 * Exchanges with a relay: reads what is new in the boxes of every epoch, then leaves what is not there. Failures: Unreachable ·
 * PeerTimeout · RelayNeedsProxy · RelayPinWrong · RelayNotAdmitted · RelayTooOld · RelayMisbehaved · RelayQuotaFull · RelayFull · RelayBusy,
 * Cancelled, and those of our own disk. What was read or left before a failure stays so.
 */
export const exchangeWithRelay = async (
  local: Local,
  route: RelayRoute,
  keeper: DoorKeeper,
  visit: Visit,
): Promise<Result<Report>> => {
  try {
    const connection = await connectRelay(route, visit.signal)
    try {
      return await exchangeOver(connection, local, route, keeper, visit)
    } finally {
      connection.close()
    }
  } catch (error) {
    return fail(failureOf(error))
  }
}

/** The longest pause between two tries, and the shortest, ms. */
const [longestPause, shortestPause] = [300_000, 1_000]
/** Edits made one after the other go together: so long after one something is left, ms. */
const gather = 1_000
/** How often a relay is looked at though it said nothing, ms. */
const lookAgain = 600_000

/** Twice as long after each failure, and never the same for two laptops, so that not all come back at once. */
const pauseAfter = (failures: number, wait: number): number =>
  Math.max(wait, Math.min(longestPause, shortestPause * 2 ** failures) * (0.5 + Math.random()))

/** What there is to leave here; another text once there is something else. */
const toLeave = (local: Local): string => {
  const network = local.network()
  return network
    ? [network.ledger.chains.count(), network.documents.journal.count(), listRequests(local.db).length].join()
    : ''
}

/** Resolves when the relay has news, when something here is to be left, when the connection is over, or after a while. */
const untilNext = (local: Local, connection: RelayConnection, left: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const next = new AbortController()
    const stops = [
      connection.onNews(() => next.abort()),
      local.onChange(() => {
        if (toLeave(local) !== left) void sleep(gather, signal).then(() => next.abort())
      }),
    ]
    void connection.over.then(() => next.abort())
    void sleep(lookAgain, AbortSignal.any([next.signal, signal])).then(() => {
      for (const stop of stops) stop()
      resolve()
    })
  })

/** Boxes to be told of: of the newest epochs and of open invitations. */
const watched = (local: Local, { url }: RelayRoute): [Uint8Array, Uint8Array][] => {
  const network = local.network()
  const keysOf = boxesOfRelay(relayContext(url.origin))
  return (network ? readingSecrets(network.ledger) : []).slice(-mostWatched).map((secret) => {
    const { publicKey, token } = keysOf(secret)
    return [publicKey, token]
  })
}

/**
 * Keeps exchanging with a relay until cancelled: when it has news, and when there is something to leave. Tries again
 * after a failure, ever more seldom. `onMeeting` hears what each exchange came to.
 */
export const watchRelay = async (
  local: Local,
  route: RelayRoute,
  keeper: DoorKeeper,
  visit: Visit,
  onMeeting: (met: Result<Report>) => void,
): Promise<void> => {
  const { signal } = visit
  let failures = 0
  while (!signal.aborted) {
    let wait = 0
    try {
      const connection = await connectRelay(route, signal)
      try {
        // an exchange over a connection that is over fails, and ends this
        for (;;) {
          await connection.ask({ t: 'watch', boxes: watched(local, route) }, 'watching')
          const news = new AbortController()
          const before = toLeave(local)
          const stop = connection.onNews(() => news.abort())
          const met = await exchangeOver(connection, local, route, keeper, visit).finally(stop)
          onMeeting(met)
          failures = 0
          // what was written meanwhile may have come too late to go along
          if (!news.signal.aborted && toLeave(local) === before) await untilNext(local, connection, before, signal)
        }
      } finally {
        connection.close()
      }
    } catch (error) {
      if (error instanceof RelayError) ({ wait } = error)
      const type = failureOf(error)
      if (type !== 'Cancelled') onMeeting(fail(type))
    }
    await sleep(pauseAfter(failures, wait), signal)
    failures += 1
  }
}
