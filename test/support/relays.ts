import { join } from 'node:path'
import { admissionOf, createAdmissionLine, openToAll } from '#core/relay/admission'
import { openStore } from '#core/relay/openStore'
import { keyFromFile } from '#core/relay/relayKey'
import { formatRelayUrl, parseRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import { startRelay } from '#core/relay/startRelay'
import type { Report } from '#core/sync/report'
import type { Address } from '#core/sync/tcp'
import type { Result } from '#shared/result'
import { newFolder } from './people'
import type { Person } from './people'

/** A relay that runs for a test, with a store and a TLS key of its own on disk. */
export type TestRelay = {
  readonly url: RelayUrl
  /** As a person copies it. */
  readonly address: string
  /** Where the store is. */
  readonly place: string
  stop(): Promise<void>
  /** Stops, and comes up at the same port with what is on disk, or with an empty store. */
  restart(how?: { wiped?: boolean }): Promise<void>
}

const sure = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.type}`)
  return result.value
}

const open: TestRelay[] = []
/** In afterAll, before people go home. */
export const relaysStop = async (): Promise<void> => {
  for (const relay of open.splice(0)) await relay.stop()
}

/** Starts one on a free port of this computer. */
export const openRelay = async ({
  withLine = false,
  quota = 1_000_000_000,
  now = Date.now,
}: { withLine?: boolean; quota?: number; now?: () => number } = {}): Promise<TestRelay> => {
  const keyFile = join(newFolder(), 'relay.pem')
  const key = sure(keyFromFile(keyFile))
  const line = withLine ? createAdmissionLine() : null
  const start = async (place: string, port: number) =>
    sure(
      await startRelay({
        host: '127.0.0.1',
        port,
        store: sure(await openStore(place)),
        key,
        admission: line === null ? openToAll : admissionOf([line]),
        quota,
        days: 400,
        source: 'https://example.org/tejido',
        now,
      }),
    )
  let place = newFolder()
  let running = await start(place, 0)
  let isUp = true
  const { port } = running
  const origin = `wss://127.0.0.1:${String(port)}/`
  const address = formatRelayUrl({ origin, pin: key.pin, line })
  const relay: TestRelay = {
    address,
    url: sure(parseRelayUrl(address)),
    get place() {
      return place
    },
    async stop() {
      if (isUp) await running.stop()
      isUp = false
    },
    async restart({ wiped = false } = {}) {
      await relay.stop()
      if (wiped) place = newFolder()
      running = await start(place, port)
      isUp = true
    },
  }
  open.push(relay)
  return relay
}

/** How somebody goes to relays. */
export type Going = { admit?: boolean; socks?: Address; signal?: AbortSignal; wait?: number }

const never = new AbortController().signal

/** Somebody exchanges with relays, once. */
export const goTo = (
  person: Person,
  relays: readonly { readonly url: RelayUrl }[],
  { admit, socks, signal = never, wait = 0 }: Going = {},
): Promise<Result<Report>> =>
  person.engine().exchange({
    carriers: relays.map(({ url }) => ({ kind: 'relay', url, ...(socks && { socks }) })),
    wait,
    signal,
    ...(admit === undefined ? {} : { admit }),
  })

/** As `goTo`; what fails is the test's failure. */
export const visitRelay = async (person: Person, relay: TestRelay, going: Going = {}): Promise<Report> =>
  sure(await goTo(person, [relay], going))
