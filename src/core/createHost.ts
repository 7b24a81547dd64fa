import { networkInterfaces } from 'node:os'
import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { createPassphrase } from '#core/identity/passphraseWords'
import { createCopies } from '#core/hostCopies'
import type { ChooseFile } from '#core/hostCopies'
import { createFollowed } from '#core/hostState'
import type { Carrier } from '#core/sync/carriers'
import { tryOnDisk } from '#core/vault/diskFailure'
import { openSlot } from '#core/vault/keySlot'
import { readKeySlots } from '#core/vault/keySlots'
import { createVault, vaultExists } from '#core/vault/vault'
import { vaultFiles } from '#core/vault/vaultFiles'
import type { OpenDoor } from '#shared/contract/door'
import { meetingRequest } from '#shared/contract/host'
import type { Host, MeetingRequest, MeetingState } from '#shared/contract/host'
import { copyQuery, meetingQuery } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a door tells its host. */
export type HostOptions = {
  /** The vault's folder. */
  readonly vault: string
  /** The network to begin on; the one chosen last otherwise. */
  readonly network?: string
  /** Asks in the system's own box; null: none was chosen. Left out where there is no such box. */
  readonly chooseFolder?: () => Promise<string | null>
  /** As `chooseFolder`, for a backup. */
  readonly chooseFile?: ChooseFile
  /** As in `EngineOptions`. */
  readonly tasteWorker?: URL
}

/** How long a lock waits for a meeting to end, ms. */
const partingTime = 1_000

/** Whether the phrase opens the vault, without opening it. */
const isPhraseOf = async (vault: string, passphrase: string): Promise<Result<null>> => {
  const slots = tryOnDisk(() => readKeySlots(vaultFiles(vault).keys))
  if (!slots.ok) return slots
  const { newest } = slots.value
  const key = await passphraseToKey(passphrase, newest.salt, newest.cost)
  const vaultKey = openSlot(newest, key)
  key.fill(0)
  vaultKey?.fill(0)
  return vaultKey ? ok(null) : fail('WrongPassphrase')
}

/** Where others on the same network find a port of this computer. */
const addressesOf = (port: number): string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ family, internal, address }) =>
      family === 'IPv4' && !internal ? [`${address}:${port}`] : [],
    ),
  )

/** A file for another network goes where she chooses in the system's own box: its path never comes to the page. */
const asksForFolder = (name: string, input: unknown): boolean =>
  name === 'transfer.save' && typeof input === 'object' && input !== null && 'folder' in input && input.folder === null

/** The host of one vault, for whichever door. Making, opening, changing the phrase and locking happen one at a time. */
export const createHost = ({ vault, network, chooseFolder, chooseFile, tasteWorker }: HostOptions): Host => {
  let engine: Engine | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let meeting: { readonly end: AbortController; over: Promise<unknown> } | null = null
  const state = createFollowed<MeetingState>({ phase: 'idle' })
  const copies = createCopies(vault, chooseFile)

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act)
    turn = next.catch(() => null)
    return next
  }
  const open = async (passphrase: string): Promise<Result<null>> => {
    const opened = await createEngine({
      vault,
      passphrase,
      ...(network === undefined ? {} : { network }),
      ...(tasteWorker && { tasteWorker }),
    })
    if (!opened.ok) return opened
    engine = opened.value
    return ok(null)
  }

  /** Ways to meet as carriers; null: the box was closed without choosing. */
  const carriersOf = async ({ carriers }: MeetingRequest): Promise<Carrier[] | null> => {
    const all: Carrier[] = []
    for (const way of carriers) {
      if (way.kind === 'listen') all.push({ kind: 'listen', address: { host: '0.0.0.0', port: 0 } })
      else if (way.kind === 'connect') all.push({ kind: 'connect', address: { host: way.host, port: way.port } })
      else {
        if (way.place === null) state.set({ phase: 'choosing' })
        const place = way.place ?? (await chooseFolder?.()) ?? null
        if (place === null) return null
        all.push({ kind: 'folder', place })
      }
    }
    return all
  }

  const meet = async (with_: Engine, request: MeetingRequest, end: AbortController): Promise<void> => {
    const carriers = await carriersOf(request)
    if (!carriers || end.signal.aborted) {
      state.set({ phase: 'idle' })
      return
    }
    const ways = carriers.map(({ kind }) => kind)
    const listens = ways.includes('listen')
    state.set({ phase: 'open', ways, addresses: [], port: null })
    // who listens does so for all who come; her time is ended by the clock
    const clock = listens ? setTimeout(() => end.abort(), request.wait * 1_000) : undefined
    try {
      const met = await with_.exchange({
        carriers,
        wait: request.wait * 1_000,
        watch: listens,
        signal: end.signal,
        onListening: (port) => state.set({ phase: 'open', ways, addresses: addressesOf(port), port }),
      })
      const isNothing = met.ok ? listens && met.value.peers.length === 0 : met.error.type === 'Cancelled'
      if (isNothing) state.set({ phase: 'idle' })
      else if (!met.ok) state.set({ phase: 'over', result: met })
      else {
        const { sent, received, quarantined } = met.value
        state.set({ phase: 'over', result: ok({ sent, received, quarantined }) })
      }
    } finally {
      clearTimeout(clock)
    }
  }

  const followed = { [meetingQuery]: state, [copyQuery]: copies.state }
  const ownState = (name: string) => Object.entries(followed).find(([known]) => known === name)?.[1]
  const doorOf = (opened: Engine): OpenDoor => ({
    call: async (name, input) => {
      // what is forgotten must not be written to by a meeting that still goes on
      if (name === 'network.stopJoining' && meeting) {
        meeting.end.abort()
        await meeting.over
      }
      const folder = asksForFolder(name, input) ? await chooseFolder?.() : undefined
      if (folder === null) return fail('Cancelled')
      return opened.call(name, folder === undefined ? input : { ...(input as object), folder })
    },
    query: (name, input) => {
      const own = ownState(name)
      return own ? Promise.resolve(ok(own.now())) : opened.query(name, input)
    },
    subscribe: (name, input, listen) => ownState(name)?.follow(listen) ?? opened.subscribe(name, input, listen),
  })

  return {
    state: () => ({ exists: vaultExists(vault), isOpen: engine !== null, choosesFolder: chooseFolder !== undefined }),
    suggest: createPassphrase,
    create: (passphrase) =>
      inTurn(async () => {
        if (engine) return fail('VaultExists')
        const made = await createVault(vault, passphrase)
        if (!made.ok) return made
        made.value.close()
        return open(passphrase)
      }),
    unlock: (passphrase) => inTurn(() => (engine ? Promise.resolve(ok(null)) : open(passphrase))),
    changePassphrase: (old, next) =>
      inTurn(async () => {
        if (!engine) return fail('VaultLocked')
        const known = await isPhraseOf(vault, old)
        if (!known.ok) return known
        const changed = await engine.changePassphrase(next)
        return changed.ok ? ok(null) : changed
      }),
    newWords: (passphrase) =>
      inTurn(async () => {
        if (!engine) return fail('VaultLocked')
        const known = await isPhraseOf(vault, passphrase)
        return known.ok ? engine.makeLaterWords() : known
      }),
    backUp: (place) => (engine ? copies.begin(engine, place) : fail('VaultLocked')),
    restore: (place, passphrase) =>
      inTurn(async () => {
        if (engine || vaultExists(vault)) return fail('VaultExists')
        const restored = await copies.restore(place, passphrase)
        return restored.ok ? open(passphrase) : restored
      }),
    exchange: (input) => {
      if (!engine) return fail('VaultLocked')
      if (meeting) return fail('AlreadySo')
      const request = meetingRequest.safeParse(input)
      const needsBox = request.data?.carriers.some((way) => way.kind === 'folder' && way.place === null)
      if (!request.success || (needsBox && !chooseFolder)) return fail('BadInput')
      const end = new AbortController()
      const over = meet(engine, request.data, end)
        .catch(() => state.set({ phase: 'over', result: fail('Unexpected') }))
        .finally(() => {
          meeting = null
        })
      meeting = { end, over }
      return ok(null)
    },
    cancel: () => meeting?.end.abort(),
    door: () => engine && doorOf(engine),
    lock: () =>
      inTurn(async () => {
        const closing = engine
        engine = null
        if (meeting) {
          meeting.end.abort()
          await Promise.race([meeting.over, new Promise((resolve) => setTimeout(resolve, partingTime))])
        }
        state.set({ phase: 'idle' })
        copies.state.set({ phase: 'idle' })
        await closing?.lock()
      }),
  }
}
