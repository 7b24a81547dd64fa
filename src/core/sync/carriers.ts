import type { DoorKeeper } from '#core/sync/door'
import { exchangeWithFolder } from '#core/sync/folder'
import { openLan } from '#core/sync/lan/meeting'
import type { Local } from '#core/sync/local'
import { exchangeByParcel } from '#core/sync/parcel/parcel'
import type { ParcelCarrier } from '#core/sync/parcel/parcel'
import { exchangeWithRelay, watchRelay } from '#core/sync/relay/relay'
import type { RelayRoute } from '#core/sync/relay/connection'
import { addReports, emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { sleep } from '#core/sync/sleep'
import { dial, listen } from '#core/sync/tcp'
import type { Address, Listener } from '#core/sync/tcp'
import { fail, ok } from '#shared/result'
import type { LanView } from '#shared/contract/lan'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'

/** A way for envelopes to travel. */
export type Carrier =
  | { readonly kind: 'connect'; readonly address: Address }
  | { readonly kind: 'listen'; readonly address: Address }
  | { readonly kind: 'folder'; readonly place: string }
  | { readonly kind: 'lan' }
  | ({ readonly kind: 'relay' } & RelayRoute)
  | ParcelCarrier

/** How carriers are run. `isDone`: looked at after each meeting; once it holds, a single round ends. */
export type CarrierRun = {
  readonly carriers: readonly Carrier[]
  readonly keeper: DoorKeeper
  /** How long to wait for somebody, ms. */
  readonly wait: number
  readonly signal: AbortSignal
  /** What is being left at a place: so many of so many. */
  onProgress?(done: number, of: number): void
  /** A listener is up: its port, for a port of 0. */
  onListening?(port: number): void
  /** How a meeting on the local network stands, after each change. */
  readonly onLan?: (view: LanView) => void
  isDone?(): boolean
  /** What each meeting by a carrier that this laptop goes to came to. */
  readonly onMet?: (carrier: Carrier, met: Result<Report>) => void
}

/** Pause before the same carrier is tried again, ms. */
const pause = 500
/** Pause between two rounds of `--watch`, ms. */
const watchPause = 2_000

/** Failures after which the same carrier may well answer a moment later. */
const mayPass = (error: Failure): boolean => error.type === 'Unreachable' || error.type === 'PeerTimeout'

/** A carrier by which others come to us. */
type Door = Extract<Carrier, { kind: 'listen' | 'lan' }>
const isDoor = (carrier: Carrier): carrier is Door => carrier.kind === 'listen' || carrier.kind === 'lan'

type Tally = { report: Report; answered: boolean; failure: Failure | undefined }

const note = (tally: Tally, met: Result<Report>): void => {
  if (met.ok) {
    tally.report = addReports(tally.report, met.value)
    tally.answered = true
  } else tally.failure = met.error
}

const go = (local: Local, carrier: Exclude<Carrier, Door>, run: CarrierRun): Promise<Result<Report>> => {
  if (carrier.kind === 'connect') return dial(local, carrier.address, run.keeper)
  if (carrier.kind === 'relay') return exchangeWithRelay(local, carrier, run.keeper, run)
  if (carrier.kind === 'parcel') return exchangeByParcel(local, carrier, run.keeper, run)
  return exchangeWithFolder(local, carrier.place, run.keeper, run)
}

const reach = async (local: Local, carrier: Exclude<Carrier, Door>, run: CarrierRun): Promise<Result<Report>> => {
  const met = await go(local, carrier, run)
  run.onMet?.(carrier, met)
  return met
}

/** Tries a carrier until it answers (and, where asked, until `isDone`), or patience ends. */
const reachOnce = async (
  local: Local,
  carrier: Exclude<Carrier, Door>,
  run: CarrierRun,
  until: number,
  tally: Tally,
): Promise<void> => {
  for (;;) {
    const met = await reach(local, carrier, run)
    note(tally, met)
    const isOver = met.ok ? (run.isDone?.() ?? true) : !mayPass(met.error)
    if (isOver || run.signal.aborted || Date.now() >= until) return
    await sleep(Math.min(pause, Math.max(0, until - Date.now())), run.signal)
  }
}

const open = async (
  local: Local,
  run: CarrierRun,
  door: Door,
  onMeeting: (met: Result<Report>) => void,
): Promise<Result<Listener>> => {
  const listener =
    door.kind === 'lan'
      ? await openLan(local, run.keeper, { onMeeting, ...(run.onLan && { onView: run.onLan }) })
      : await listen(local, door.address, run.keeper, { onMeeting })
  if (listener.ok) run.onListening?.(listener.value.port)
  return listener
}

/** Listens until somebody came (and `isDone`), or patience ends. */
const listenOnce = async (local: Local, door: Door, run: CarrierRun, until: number, tally: Tally): Promise<void> => {
  const met = new AbortController()
  const listener = await open(local, run, door, (meeting) => {
    note(tally, meeting)
    if (meeting.ok && (run.isDone?.() ?? true)) met.abort()
  })
  if (!listener.ok) {
    tally.failure = listener.error
    return
  }
  await sleep(Math.max(0, until - Date.now()), AbortSignal.any([met.signal, run.signal]))
  const why = listener.value.why?.()
  await listener.value.close()
  if (why !== undefined && !tally.answered) tally.failure ??= { type: why }
}

/**
 * One round over every carrier: until each has nothing more for us and we nothing for it. Fails with NobodyAnswered
 * when none did (or with the one reason, when there is one carrier), and with Cancelled.
 */
export const exchangeOnce = async (local: Local, run: CarrierRun): Promise<Result<Report>> => {
  const tally: Tally = { report: emptyReport, answered: false, failure: undefined }
  const until = Date.now() + run.wait
  const listening = run.carriers.flatMap((carrier) =>
    isDoor(carrier) ? [listenOnce(local, carrier, run, until, tally)] : [],
  )
  const reached = run.carriers.filter((carrier) => !isDoor(carrier))
  for (const carrier of reached) await reachOnce(local, carrier, run, until, tally)
  await Promise.all(listening)
  // what came by one carrier goes on by the places where things are left
  if (run.carriers.length > 1 && tally.report.received > 0 && !run.signal.aborted)
    for (const carrier of reached) if (carrier.kind !== 'connect') note(tally, await reach(local, carrier, run))
  if (run.signal.aborted) return fail('Cancelled')
  if (tally.answered) return ok(tally.report)
  return tally.failure && run.carriers.length === 1 ? { ok: false, error: tally.failure } : fail('NobodyAnswered')
}

/** Keeps exchanging until cancelled: listens, and is told by relays, all the while; calls on the others every two seconds. */
export const exchangeWatching = async (local: Local, run: CarrierRun): Promise<Result<Report>> => {
  const tally: Tally = { report: emptyReport, answered: false, failure: undefined }
  const listeners: Listener[] = []
  for (const carrier of run.carriers) {
    if (!isDoor(carrier)) continue
    const listener = await open(local, run, carrier, (met) => note(tally, met))
    if (!listener.ok) return listener
    listeners.push(listener.value)
  }
  const relays = run.carriers.flatMap((carrier) =>
    carrier.kind === 'relay'
      ? [
          watchRelay(local, carrier, run.keeper, run, (met) => {
            note(tally, met)
            run.onMet?.(carrier, met)
          }),
        ]
      : [],
  )
  while (!run.signal.aborted) {
    for (const carrier of run.carriers)
      if (!isDoor(carrier) && carrier.kind !== 'relay') note(tally, await reach(local, carrier, run))
    await sleep(watchPause, run.signal)
  }
  await Promise.all(relays)
  for (const listener of listeners) await listener.close()
  return ok(tally.report)
}
