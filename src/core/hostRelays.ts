import { rowIdOf } from '#core/commands/relays/relays'
import type { Engine } from '#core/createEngine'
import { createFollowed } from '#core/hostState'
import { formatRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import type { Carrier } from '#core/sync/carriers'
import type { Report } from '#core/sync/report'
import type { RelaysState } from '#shared/contract/host'
import type { Preferences } from '#shared/contract/own'
import type { QueryOutput } from '#shared/contract/queries'
import { readAddress } from '#shared/rules/address'
import type { Result } from '#shared/result'

type OneRelay = RelaysState[number]
type RelayCarrier = Extract<Carrier, { kind: 'relay' }>
/** What the notebook wants of relays: whether it goes by itself, how, and in which network. */
type Wish = Preferences['relays'] & { readonly network: string | null }

const carrierOf = (url: RelayUrl, proxy: string): RelayCarrier => {
  const socks = readAddress(proxy)
  return { kind: 'relay', url, ...(socks && { socks }) }
}

/** Relays as this laptop goes to them: by its own proxy, if it has one. */
export const relayCarriers = async (engine: Engine, urls: () => readonly RelayUrl[]): Promise<RelayCarrier[]> => {
  const known = await engine.query('preferences.get', {})
  const { proxy } = (known.ok ? (known.value as Preferences) : { relays: { proxy: '' } }).relays
  return urls().map((url) => carrierOf(url, proxy))
}

/** Keeps one vault in touch with the relays of its current network, while it is open and she wants so. */
export const createRelays = () => {
  const state = createFollowed<RelaysState>([])
  const watches = new Map<string, { readonly relayId: string; end(): Promise<unknown> }>()
  /** Watches that were told to end and have not ended yet. */
  const ending = new Set<Promise<unknown>>()
  let stops: (() => void)[] = []

  const tell = (relayId: string, now: Omit<OneRelay, 'relayId'>): void =>
    state.set([...state.now().filter((one) => one.relayId !== relayId), { relayId, ...now }])
  const forget = (relayId: string): void => state.set(state.now().filter((one) => one.relayId !== relayId))

  const watch = (engine: Engine, url: RelayUrl, proxy: string) => {
    const relayId = rowIdOf(url)
    const stop = new AbortController()
    tell(relayId, { state: 'trying', failure: null })
    const over = engine
      .exchange({
        carriers: [carrierOf(url, proxy)],
        wait: 0,
        watch: true,
        signal: stop.signal,
        onMet: (_carrier, met) => {
          if (stop.signal.aborted) return
          tell(relayId, met.ok ? { state: 'inTouch', failure: null } : { state: 'trying', failure: met.error })
        },
      })
      .catch(() => undefined) // a disk that refuses says so at the next thing she does
    return {
      relayId,
      end: () => {
        stop.abort()
        return over
      },
    }
  }
  const unwatch = (key: string): void => {
    const one = watches.get(key)
    if (!one) return
    watches.delete(key)
    const over = one.end().finally(() => ending.delete(over))
    ending.add(over)
  }
  /** Ends what is not wanted any more, or not so, and begins what is. Both look at the network that is current now. */
  const follow = (engine: Engine, { auto, proxy, network }: Wish): void => {
    const wanted = new Map(
      (auto && network !== null ? engine.relays() : []).map((url) => [
        [network, formatRelayUrl(url), proxy].join('\n'),
        url,
      ]),
    )
    for (const [key, { relayId }] of watches)
      if (!wanted.has(key)) {
        unwatch(key)
        forget(relayId)
      }
    for (const [key, url] of wanted) if (!watches.has(key)) watches.set(key, watch(engine, url, proxy))
  }

  return {
    state,
    /** Begins, with an engine that was just opened. */
    begin(engine: Engine): void {
      let wish: Wish = { auto: false, proxy: '', network: null }
      let further: (() => void)[] = []
      const stopFurther = (): void => {
        for (const stop of further.splice(0)) stop()
      }
      const hear = (name: string, listen: (value: unknown) => void): (() => void) =>
        engine.subscribe(name, {}, (view) => {
          if (view.ok) listen(view.value)
        })
      const now = (): void => follow(engine, wish)
      const listenFurther = (): (() => void)[] => [
        hear('me', (me) => {
          wish = { ...wish, network: (me as QueryOutput<'me'>).networkId }
          now()
        }),
        engine.subscribe('relay.list', {}, now),
      ]
      stops = [
        stopFurther,
        // who does not want it pays nothing for it
        hear('preferences.get', (preferences) => {
          const { relays } = preferences as Preferences
          wish = { ...wish, ...relays }
          if (!relays.auto) stopFurther()
          else if (further.length === 0) further = listenFurther()
          now()
        }),
      ]
    },
    /** Notes what going to a relay once came to. */
    note: (carrier: Carrier, met: Result<Report>): void => {
      if (carrier.kind !== 'relay' || (!met.ok && met.error.type === 'Cancelled')) return
      const relayId = rowIdOf(carrier.url)
      const { state: how } = state.now().find((one) => one.relayId === relayId) ?? { state: 'off' }
      tell(relayId, { state: how, failure: met.ok ? null : met.error })
    },
    /** Ends all, and waits until it has. */
    async end(): Promise<void> {
      for (const stop of stops.splice(0)) stop()
      for (const key of [...watches.keys()]) unwatch(key)
      await Promise.all(ending)
      state.set([])
    },
  }
}
