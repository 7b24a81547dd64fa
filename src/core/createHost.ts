import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import { createPassphrase } from '#core/identity/passphraseWords'
import { createCopies, createOwnData } from '#core/hostCopies'
import type { ChooseFile } from '#core/hostCopies'
import { createMeetings } from '#core/hostMeeting'
import type { ChooseFolder } from '#core/hostMeeting'
import { createRelays } from '#core/hostRelays'
import { tryOnDisk } from '#core/vault/diskFailure'
import { openSlot } from '#core/vault/keySlot'
import { readKeySlots } from '#core/vault/keySlots'
import { createVault, vaultExists } from '#core/vault/vault'
import { vaultFiles } from '#core/vault/vaultFiles'
import type { OpenDoor } from '#shared/contract/door'
import type { Host } from '#shared/contract/host'
import { copyQuery, meetingQuery, ownDataQuery, relaysQuery } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a door tells its host. */
export type HostOptions = {
  /** The vault's folder. */
  readonly vault: string
  /** The network to begin on; the one chosen last otherwise. */
  readonly network?: string
  /** Asks in the system's own box; null: none was chosen. Left out where there is no such box. */
  readonly chooseFolder?: ChooseFolder
  /** As `chooseFolder`, for a file. */
  readonly chooseFile?: ChooseFile
  /** As in `EngineOptions`. */
  readonly tasteWorker?: URL
}

/** How long a lock waits for a meeting, relays, a backup and own data to end, ms. */
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

/** A file for another network, and those of a release, go where she chooses in the system's own box: its path never comes to the page. */
const asksForFolder = (name: string, input: unknown): boolean =>
  ['transfer.save', 'release.files', 'release.summaryFiles', 'narrative.files'].includes(name) &&
  typeof input === 'object' &&
  input !== null &&
  'folder' in input &&
  input.folder === null

/** The host of one vault, for whichever door. Making, opening, changing the phrase and locking happen one at a time. */
export const createHost = ({ vault, network, chooseFolder, chooseFile, tasteWorker }: HostOptions): Host => {
  let engine: Engine | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const relays = createRelays()
  const meetings = createMeetings(chooseFolder, chooseFile, relays.note)
  const copies = createCopies(vault, chooseFile)
  const ownData = createOwnData(chooseFile)

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
    relays.begin(engine)
    return ok(null)
  }

  const followed = {
    [meetingQuery]: meetings.state,
    [copyQuery]: copies.state,
    [ownDataQuery]: ownData.state,
    [relaysQuery]: relays.state,
  }
  const ownState = (name: string) => Object.entries(followed).find(([known]) => known === name)?.[1]
  const doorOf = (opened: Engine): OpenDoor => ({
    call: async (name, input) => {
      // what is forgotten must not be written to by a meeting that still goes on
      if (name === 'network.stopJoining') await meetings.end()
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
    cancelCopy: copies.cancel,
    backUp: (place) => (engine ? copies.begin(engine, place) : fail('VaultLocked')),
    cancelOwnData: ownData.cancel,
    takeOwnData: (place, passphrase) => (engine ? ownData.begin(engine, place, passphrase) : fail('VaultLocked')),
    restore: (place, passphrase) =>
      inTurn(async () => {
        if (engine || vaultExists(vault)) return fail('VaultExists')
        const restored = await copies.restore(place, passphrase)
        return restored.ok ? open(passphrase) : restored
      }),
    exchange: (input) => (engine ? meetings.begin(engine, input) : fail('VaultLocked')),
    cancel: meetings.cancel,
    door: () => engine && doorOf(engine),
    lock: () =>
      inTurn(async () => {
        const closing = engine
        engine = null
        const parting = new Promise((resolve) => setTimeout(resolve, partingTime))
        await Promise.race([Promise.all([meetings.end(), copies.end(), ownData.end(), relays.end()]), parting])
        meetings.state.set({ phase: 'idle' })
        copies.state.set({ phase: 'idle' })
        ownData.state.set({ phase: 'idle' })
        await closing?.lock()
      }),
  }
}
