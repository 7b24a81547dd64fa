import type { DoorKeeper } from '#core/sync/door'
import { exchangeWithFolder } from '#core/sync/folder'
import type { Local } from '#core/sync/local'
import { addReports, emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { dial, listen } from '#core/sync/tcp'
import type { Address, Listener } from '#core/sync/tcp'
import { fail, ok } from '#shared/result'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'

/** A way for envelopes to travel. */
export type Carrier =
  | { readonly kind: 'connect'; readonly address: Address }
  | { readonly kind: 'listen'; readonly address: Address }
  | { readonly kind: 'folder'; readonly place: string }

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
  isDone?(): boolean
}

/** Pause before the same carrier is tried again, ms. */
const pause = 500
/** Pause between two rounds of `--watch`, ms. */
const watchPause = 2_000

/** Resolves after `ms`, or at once when cancelled. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

/** Failures after which the same carrier may well answer a moment later. */
const mayPass = (error: Failure): boolean => error.type === 'Unreachable' || error.type === 'PeerTimeout'

type Tally = { report: Report; answered: boolean; failure: Failure | undefined }

const note = (tally: Tally, met: Result<Report>): void => {
  if (met.ok) {
    tally.report = addReports(tally.report, met.value)
    tally.answered = true
  } else tally.failure = met.error
}

const reach = (
  local: Local,
  carrier: Exclude<Carrier, { kind: 'listen' }>,
  run: CarrierRun,
): Promise<Result<Report>> =>
  carrier.kind === 'connect'
    ? dial(local, carrier.address, run.keeper)
    : exchangeWithFolder(local, carrier.place, run.keeper, run)

/** Tries a carrier until it answers (and, where asked, until `isDone`), or patience ends. */
const reachOnce = async (
  local: Local,
  carrier: Exclude<Carrier, { kind: 'listen' }>,
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
  address: Address,
  onMeeting: (met: Result<Report>) => void,
): Promise<Result<Listener>> => {
  const listener = await listen(local, address, run.keeper, onMeeting)
  if (listener.ok) run.onListening?.(listener.value.port)
  return listener
}

/** Listens until somebody came (and `isDone`), or patience ends. */
const listenOnce = async (
  local: Local,
  address: Address,
  run: CarrierRun,
  until: number,
  tally: Tally,
): Promise<void> => {
  const met = new AbortController()
  const listener = await open(local, run, address, (meeting) => {
    note(tally, meeting)
    if (meeting.ok && (run.isDone?.() ?? true)) met.abort()
  })
  if (!listener.ok) {
    tally.failure = listener.error
    return
  }
  await sleep(Math.max(0, until - Date.now()), AbortSignal.any([met.signal, run.signal]))
  await listener.value.close()
}

/**
 * One round over every carrier: until each has nothing more for us and we nothing for it. Fails with NobodyAnswered
 * when none did (or with the one reason, when there is one carrier), and with Cancelled.
 */
export const exchangeOnce = async (local: Local, run: CarrierRun): Promise<Result<Report>> => {
  const tally: Tally = { report: emptyReport, answered: false, failure: undefined }
  const until = Date.now() + run.wait
  const listening = run.carriers.flatMap((carrier) =>
    carrier.kind === 'listen' ? [listenOnce(local, carrier.address, run, until, tally)] : [],
  )
  const reached = run.carriers.filter((carrier) => carrier.kind !== 'listen')
  for (const carrier of reached) await reachOnce(local, carrier, run, until, tally)
  await Promise.all(listening)
  // what came by one carrier goes on by the folders
  if (run.carriers.length > 1 && tally.report.received > 0 && !run.signal.aborted)
    for (const carrier of reached) if (carrier.kind === 'folder') note(tally, await reach(local, carrier, run))
  if (run.signal.aborted) return fail('Cancelled')
  if (tally.answered) return ok(tally.report)
  return tally.failure && run.carriers.length === 1 ? { ok: false, error: tally.failure } : fail('NobodyAnswered')
}

/** Keeps exchanging until cancelled: listens all the while, and calls on the others every two seconds. */
export const exchangeWatching = async (local: Local, run: CarrierRun): Promise<Result<Report>> => {
  const tally: Tally = { report: emptyReport, answered: false, failure: undefined }
  const listeners: Listener[] = []
  for (const carrier of run.carriers) {
    if (carrier.kind !== 'listen') continue
    const listener = await open(local, run, carrier.address, (met) => note(tally, met))
    if (!listener.ok) return listener
    listeners.push(listener.value)
  }
  while (!run.signal.aborted) {
    for (const carrier of run.carriers)
      if (carrier.kind !== 'listen') note(tally, await reach(local, carrier, run))
    await sleep(watchPause, run.signal)
  }
  for (const listener of listeners) await listener.close()
  return ok(tally.report)
}
