import { join } from 'node:path'
import process from 'node:process'
import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import type { RelayArguments } from '#cli/relayArguments'
import { admissionOf, createAdmissionLine, openToAll, readAdmissionLines } from '#core/relay/admission'
import { isPostgresUrl, openStore } from '#core/relay/openStore'
import { keyFromFile, keyFromStore } from '#core/relay/relayKey'
import type { RelayKey } from '#core/relay/relayKey'
import { formatRelayUrl, isThisComputer, pinText } from '#core/relay/relayUrl'
import { startRelay } from '#core/relay/startRelay'
import type { RunningRelay } from '#core/relay/startRelay'
import type { RelayStore } from '#core/relay/store'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The relay's own key: a file beside the store, so that it outlives it, or where several processes find it. */
const keyOf = async (store: RelayStore, place: string, keyFile: string | undefined): Promise<Result<RelayKey>> => {
  if (keyFile !== undefined) return keyFromFile(keyFile)
  return isPostgresUrl(place) ? keyFromStore(store) : keyFromFile(join(place, 'relay.pem'))
}

const linesOf = (file: string | undefined): Result<string[]> => (file === undefined ? ok([]) : readAdmissionLines(file))

/** Reads the admission file anew when the process is told to (SIGHUP). One that is wrong changes nothing. */
const followFile = (file: string, relay: RunningRelay, output: Output): (() => void) => {
  const readAgain = (): void => {
    const lines = readAdmissionLines(file)
    if (lines.ok) relay.admitBy(admissionOf(lines.value))
    output.notice(lines.ok ? 'relayReloaded' : 'relayKept', { count: lines.ok ? lines.value.length : 0 })
  }
  process.on('SIGHUP', readAgain)
  return () => void process.off('SIGHUP', readAgain)
}

/** The address as people copy it. A line of admission is shown on a terminal alone: else it would stay in a log. */
const announce = (
  output: Output,
  { isBehindProxy, publicUrl, source }: RelayArguments,
  at: { readonly host: string; readonly port: number; readonly pin: Uint8Array | null; readonly lines: string[] },
): void => {
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  const origin = publicUrl?.origin ?? `${isBehindProxy ? 'ws' : 'wss'}://${host}:${at.port}/`
  const url = formatRelayUrl({ origin, pin: at.pin, line: null })
  output.notice('relayListens', { url })
  if (at.lines.length > 0) output.notice('relayAsks', { count: at.lines.length })
  if (process.stderr.isTTY)
    for (const line of at.lines) output.notice('relayLine', { url: formatRelayUrl({ origin, pin: at.pin, line }) })
  output.notice('relaySource', { source })
  output.value({ url, pin: at.pin && pinText(at.pin), source })
}

const untilTold = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const run = async (given: Arguments, output: Output, signal: AbortSignal, lines: string[], store: RelayStore) => {
  const { relay: asked } = given
  const [carrier] = given.carriers
  if (carrier?.kind !== 'listen') return fail('WrongUsage')
  const { host, port } = carrier.address
  const key = asked.isBehindProxy ? ok(null) : await keyOf(store, asked.store ?? '', asked.keyFile)
  if (!key.ok) return key
  const started = await startRelay({
    host,
    port,
    store,
    key: key.value,
    admission: asked.admissionFile === undefined ? openToAll : admissionOf(lines),
    quota: asked.quota,
    days: asked.days,
    source: asked.source,
    now: Date.now,
  })
  if (!started.ok) return started
  const relay = started.value
  const unfollow = asked.admissionFile === undefined ? undefined : followFile(asked.admissionFile, relay, output)
  announce(output, asked, { host, port: relay.port, pin: key.value?.pin ?? null, lines })
  await untilTold(signal)
  unfollow?.()
  await relay.stop()
  return ok(undefined)
}

/**
 * `tejido relay --listen HOST:PORT --store DIR|postgres://… [--admission-file F] …`: the blind relay, until a signal.
 * `tejido relay line`: a fresh line for an admission file.
 */
export const runRelay: Action = async (given, output, signal) => {
  const { relay: asked } = given
  const [, word] = given.words
  if (word === 'line' && given.words.length === 2) {
    const line = createAdmissionLine()
    output.line(line)
    output.value({ line })
    return ok(undefined)
  }
  const [carrier, ...more] = given.carriers
  if (word !== undefined || asked.store === undefined || carrier?.kind !== 'listen' || more.length > 0)
    return fail('WrongUsage')
  if (asked.isBehindProxy && !isThisComputer(carrier.address.host)) return fail('RelayNotLocal')
  const lines = linesOf(asked.admissionFile)
  if (!lines.ok) return lines
  const store = await openStore(asked.store)
  if (!store.ok) return store
  const done = await run(given, output, signal, lines.value, store.value)
  if (!done.ok) await store.value.close()
  return done
}
