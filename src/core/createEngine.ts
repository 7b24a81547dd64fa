import { backUp, bindRestored } from '#core/commands/backup'
import type { BackupMade } from '#core/commands/backup'
import { followPieces } from '#core/commands/cases/attachmentCommands'
import { followShares } from '#core/commands/shareCommands'
import { exportOwnData } from '#core/commands/ownData/exportOwnData'
import { makeLaterWords } from '#core/commands/laterWords'
import { followHouses } from '#core/commands/houses/publishPlaces'
import { followStubs } from '#core/commands/cases/stubs'
import { followFunctions } from '#core/commands/spaceCommands'
import { relaysOf } from '#core/commands/relays/relays'
import { endCounting } from '#core/commands/releases/checks'
import { followReleases } from '#core/commands/releases/sayWord'
import { dispatchCommand, dispatchQuery } from '#core/commands/dispatch'
import { contextOf } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import type { CheckReport } from '#core/documents/checkDocuments'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { eraseDue } from '#core/documents/eraseSpaces'
import { sealDocuments } from '#core/documents/sealDocuments'
import { judgeSpace } from '#core/envelopes/batches'
import { settle } from '#core/envelopes/settle'
import { createTaster } from '#core/envelopes/taste'
import type { RelayUrl } from '#core/relay/relayUrl'
import { exchangeOnce, exchangeWatching } from '#core/sync/carriers'
import type { CarrierRun } from '#core/sync/carriers'
import { checkNetworks, rebuildNetworks } from '#core/sync/checkNetworks'
import type { RebuildReport } from '#core/sync/checkNetworks'
import { transact } from '#core/sync/local'
import type { Local } from '#core/sync/local'
import { openNetworks } from '#core/sync/networks'
import type { Report } from '#core/sync/report'
import { missingHere } from '#core/sync/status'
import { openVault } from '#core/vault/vault'
import type { Going } from '#core/vault/vault'
import type { OpenDoor } from '#shared/contract/door'
import type { OwnDataWritten } from '#shared/contract/host'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The engine of one unlocked vault, on its current network. Nothing in it knows Electron. */
export type Engine = OpenDoor & {
  /** Exchanges over carriers in the network that is current now: one round, or (`watch`) until cancelled. */
  exchange(
    run: Omit<CarrierRun, 'keeper'> & { readonly watch?: boolean; readonly admit?: boolean },
  ): Promise<Result<Report>>
  /** Relays that the current network has added. */
  relays(): readonly RelayUrl[]
  /** Pieces known to be elsewhere, by device. */
  missing(): { readonly device: string; readonly pieces: number }[]
  /** Whether the vault holds more than one network, or requests for one: then who asks for one has to say which. */
  holdsSeveral(): boolean
  /** Over all networks. */
  check(): Promise<Result<CheckReport>>
  /** Over all networks. */
  rebuild(): Promise<Result<RebuildReport>>
  changePassphrase(next: string): Promise<Result<void>>
  /** Writes an encrypted copy of the vault, with all its networks, to a file that is not there yet. */
  backUp(file: string, going?: Going): Promise<Result<BackupMade>>
  /** Writes all that she may read in the current network to a file that is not there yet, under a passphrase of its own. */
  exportOwnData(file: string, passphrase: string, going?: Going): Promise<Result<OwnDataWritten>>
  /** Fresh recovery words in the current network, shown once. Who asks has just given the passphrase. */
  makeLaterWords(): Promise<Result<{ readonly recoveryWords: string }>>
  /** Seals own edits, closes the vault. What the process still holds in memory goes only with the process. */
  lock(): Promise<void>
}

/** What an engine needs from outside. */
export type EngineOptions = {
  /** The vault's folder. */
  readonly vault: string
  readonly passphrase: string
  /** The network to begin on, as `Networks.choose` takes it; the one chosen last otherwise. */
  readonly network?: string
  /** The built worker for foreign bytes; the one beside the running bundle otherwise. */
  readonly tasteWorker?: URL
  readonly now?: () => Date
}

/** How often views are asked again though nothing changed, ms: cards lapse, shifts begin and holds end by the clock. */
const clockTime = 60_000
/** Seconds without an edit after which the journal is sealed. */
const idleSeconds = 10
/** How long a newcomer is kept on the line while her request waits to be admitted, ms: less than a session's silence. */
const patience = 20_000

/** What an interruption left half done: envelopes stored and not judged, a restored laptop not bound, a case not erased, batches not applied. */
const resume = async (local: Local): Promise<void> => {
  const network = local.network()
  if (!network) return
  const { ledger, documents } = network
  if (ledger.chains.count('new') > 0) {
    await sealDocuments(documents)
    const done = transact(ledger, () => {
      for (const space of settle(ledger)) judgeSpace(ledger, space)
    })
    if (!done.ok) return
  }
  bindRestored(local)
  await eraseDue(documents)
  await applyBatches(documents, local.taster, inQueue)
}

/** Unlocks a vault and puts the engine together: the only composition root. Failures are those of openVault and openNetworks. */
export const createEngine = async (options: EngineOptions): Promise<Result<Engine>> => {
  const vault = await openVault(options.vault, options.passphrase)
  if (!vault.ok) return vault
  const taster = createTaster(options.tasteWorker ?? new URL('./tasteWorker.js', import.meta.url))
  const setup = {
    taster,
    now: options.now ?? (() => new Date()),
    resume: (local: Local) => resume(local).catch(() => undefined), // a full disk: she must still be able to read
  }
  const opened = await openNetworks(vault.value, setup, options.network)
  if (!opened.ok) {
    await taster.close()
    vault.value.close()
    return opened
  }
  const networks = opened.value
  const { turns } = networks
  let idle: NodeJS.Timeout | undefined
  const clock = setInterval(() => turns.changed(), clockTime)
  clock.unref()

  const sealWhenIdle = (): void => {
    clearTimeout(idle)
    // What cannot be sealed now (a full disk) is in the journal, and is sealed at the next chance.
    idle = setTimeout(() => void turns.exclusive(() => networks.seal()).catch(() => undefined), idleSeconds * 1_000)
    idle.unref()
  }
  /** What follows from what was said, here or by others: readers of functions, stale shares. */
  const follow = (context: Context): Promise<void> =>
    turns.exclusive(async () => {
      followFunctions(context)
      await followShares(context)
      await followHouses(context)
      await followStubs(context)
      await followReleases(context)
    })
  const query = (name: string, input: unknown): Promise<Result<unknown>> =>
    turns.exclusive(() => dispatchQuery(contextOf(networks), name, input))
  /** `at`: the network it is meant for, when she may have chosen another meanwhile. */
  const callAt = async (at: Local | undefined, name: string, input: unknown): Promise<Result<unknown>> => {
    const { context, done } = await turns.exclusive(async () => {
      const context = contextOf(networks, at)
      return { context, done: await dispatchCommand(context, name, input) }
    })
    if (done.ok) {
      await follow(context)
      turns.changed()
      sealWhenIdle()
    }
    return done
  }
  return ok({
    call: (name, input) => callAt(undefined, name, input),
    query,
    subscribe(name, input, listen) {
      let last = ''
      let isOpen = true
      const tell = async (): Promise<void> => {
        const view = await query(name, input)
        const written = JSON.stringify(view)
        if (!isOpen || written === last) return
        last = written
        listen(view)
      }
      void tell()
      const stop = turns.onChange(() => void tell())
      return () => {
        isOpen = false
        stop()
      }
    },
    async exchange({ watch = false, admit = false, ...run }) {
      const local = networks.current()
      const keeper = {
        patience: Math.min(patience, run.wait),
        onRequest: async (requestId: string): Promise<void> => {
          if (admit) await callAt(local, 'request.admit', { requestId, checked: false })
        },
        onTaken: async (): Promise<void> => {
          const context = contextOf(networks, local)
          await follow(context)
          await turns.exclusive(() => followPieces(context))
        },
      }
      const met = await (watch ? exchangeWatching : exchangeOnce)(local, { ...run, keeper })
      await follow(contextOf(networks, local))
      return met
    },
    relays: () => relaysOf(contextOf(networks)),
    missing: () => {
      const network = networks.current().network()
      return network ? missingHere(network.ledger) : []
    },
    holdsSeveral: () => networks.areSeveral(),
    check: () => turns.exclusive(async () => ok(await checkNetworks(networks))),
    rebuild: () => turns.exclusive(async () => ok(await rebuildNetworks(networks))),
    backUp: async (file, going) => {
      const made = await backUp(networks, file, going)
      turns.changed()
      return made
    },
    exportOwnData: async (file, passphrase, going) => {
      const written = await exportOwnData(networks, file, passphrase, going)
      turns.changed()
      sealWhenIdle()
      return written
    },
    makeLaterWords: async () => {
      const made = await turns.exclusive(() => makeLaterWords(contextOf(networks)))
      if (made.ok) turns.changed()
      return made
    },
    changePassphrase: (next) => turns.exclusive(() => vault.value.changePassphrase(next)),
    lock: () => {
      endCounting(networks)
      return turns.exclusive(async () => {
        clearTimeout(idle)
        clearInterval(clock)
        try {
          await networks.close()
        } finally {
          await taster.close()
        }
      })
    },
  })
}
