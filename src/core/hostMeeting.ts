import { basename } from 'node:path'
import type { Engine } from '#core/createEngine'
import { createFollowed } from '#core/hostState'
import { needsParcelBox, parcelOf } from '#core/hostParcel'
import type { ChooseParcel } from '#core/hostParcel'
import { relayCarriers } from '#core/hostRelays'
import { parseRelayUrl } from '#core/relay/relayUrl'
import type { Carrier, CarrierRun } from '#core/sync/carriers'
import { waysOut } from '#core/sync/lan/interfaces'
import { meetingRequest } from '#shared/contract/host'
import type { MeetingRequest, MeetingState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Asks for a folder in the system's own box; null: none was chosen. */
export type ChooseFolder = () => Promise<string | null>

type Open = Extract<MeetingState, { phase: 'open' }>

/**
 * The meetings of one vault: one at a time. `chooseFolder`, `chooseParcel`: left out where there are no such boxes. `onMet`: as of a
 * `CarrierRun`.
 */
export const createMeetings = (
  chooseFolder: ChooseFolder | undefined,
  chooseParcel: ChooseParcel | undefined,
  onMet: NonNullable<CarrierRun['onMet']>,
) => {
  let meeting: { readonly end: AbortController; over: Promise<unknown> } | null = null
  const state = createFollowed<MeetingState>({ phase: 'idle' })

  /** Ways to meet as carriers; null: the box was closed without choosing. `files`: gets the names of what is written. */
  const carriersOf = async (
    engine: Engine,
    { carriers }: MeetingRequest,
    files: string[],
  ): Promise<Carrier[] | null> => {
    const all: Carrier[] = []
    for (const way of carriers) {
      if (way.kind === 'lan') all.push(way)
      else if (way.kind === 'listen') all.push({ kind: 'listen', address: { host: '0.0.0.0', port: 0 } })
      else if (way.kind === 'connect') all.push({ kind: 'connect', address: { host: way.host, port: way.port } })
      else if (way.kind === 'relays') all.push(...(await relayCarriers(engine, () => engine.relays())))
      else if (way.kind === 'relay') {
        const url = parseRelayUrl(way.address)
        if (url.ok) all.push(...(await relayCarriers(engine, () => [url.value])))
      } else if (way.kind === 'parcel') {
        if (needsParcelBox(way)) state.set({ phase: 'choosing' })
        const parcel = await parcelOf(way, (what) => chooseParcel?.(what) ?? Promise.resolve(null))
        if (parcel === null) return null
        all.push({ ...parcel, onWritten: (written) => files.push(...written.map(({ path }) => basename(path))) })
      } else {
        if (way.place === null) state.set({ phase: 'choosing' })
        const place = way.place ?? (await chooseFolder?.()) ?? null
        if (place === null) return null
        all.push({ kind: 'folder', place })
      }
    }
    return all
  }

  const meet = async (engine: Engine, request: MeetingRequest, end: AbortController): Promise<void> => {
    const files: string[] = []
    const carriers = await carriersOf(engine, request, files)
    if (!carriers || end.signal.aborted) {
      state.set({ phase: 'idle' })
      return
    }
    const ways = request.carriers.map(({ kind }) => kind)
    let now: Open = { phase: 'open', ways, addresses: [], port: null, lan: null, progress: null }
    const change = (more: Partial<Open>): void => {
      now = { ...now, ...more }
      state.set(now)
    }
    change({})
    // who is open to all who come is so for a time that the clock ends
    let told = -1
    const onProgress = (done: number, of: number): void => {
      const percent = Math.floor((100 * done) / Math.max(1, of))
      if (percent !== told) change({ progress: { done, of } }) // each is a message to the window
      told = percent
    }
    const isOpen = ways.includes('listen') || ways.includes('lan')
    const clock = isOpen ? setTimeout(() => end.abort(), request.wait * 1_000) : undefined
    try {
      const met = await engine.exchange({
        carriers,
        wait: request.wait * 1_000,
        watch: isOpen,
        signal: end.signal,
        onProgress,
        onMet,
        onListening: (port) => change({ addresses: waysOut().map(({ ip }) => `${ip}:${port}`), port }),
        onLan: (lan) => change({ lan, addresses: lan.addresses }),
      })
      const isNothing = met.ok ? isOpen && met.value.peers.length === 0 : met.error.type === 'Cancelled'
      if (isNothing) state.set({ phase: 'idle' })
      else if (!met.ok) state.set({ phase: 'over', result: met })
      else {
        const { sent, received, quarantined } = met.value
        state.set({ phase: 'over', result: ok({ sent, received, quarantined, files }) })
      }
    } finally {
      clearTimeout(clock)
    }
  }

  return {
    state,
    /** Begins one. Failures: AlreadySo (one is under way), BadInput (also: a box is needed, and there is none), RelayAddressWrong. */
    begin(engine: Engine, input: unknown): Result<null> {
      if (meeting) return fail('AlreadySo')
      const request = meetingRequest.safeParse(input)
      const lacksBox = request.data?.carriers.some(
        (way) =>
          (way.kind === 'folder' && way.place === null && !chooseFolder) ||
          (way.kind === 'parcel' && needsParcelBox(way) && !chooseParcel),
      )
      if (!request.success || lacksBox) return fail('BadInput')
      for (const way of request.data.carriers) {
        const url = way.kind === 'relay' ? parseRelayUrl(way.address) : undefined
        if (url && !url.ok) return url
      }
      const end = new AbortController()
      const over = meet(engine, request.data, end)
        .catch(() => state.set({ phase: 'over', result: fail('Unexpected') }))
        .finally(() => {
          meeting = null
        })
      meeting = { end, over }
      return ok(null)
    },
    cancel: (): void => meeting?.end.abort(),
    /** Ends the one that is under way, and waits until it has. */
    async end(): Promise<void> {
      meeting?.end.abort()
      await meeting?.over
    },
  }
}
