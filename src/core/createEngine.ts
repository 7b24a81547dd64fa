import { backUp, bindRestored } from '#core/commands/backup'
import type { BackupMade } from '#core/commands/backup'
import { followShares } from '#core/commands/shareCommands'
import { followFunctions } from '#core/commands/spaceCommands'
import { dispatchCommand, dispatchQuery } from '#core/commands/dispatch'
import { checkVault, rebuildVault } from '#core/documents/checkDocuments'
import type { CheckReport } from '#core/documents/checkDocuments'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { eraseDue } from '#core/documents/eraseSpaces'
import { sealDocuments } from '#core/documents/sealDocuments'
import { judgeSpace } from '#core/envelopes/batches'
import { settle } from '#core/envelopes/settle'
import { createTaster } from '#core/envelopes/taste'
import { exchangeOnce, exchangeWatching } from '#core/sync/carriers'
import type { CarrierRun } from '#core/sync/carriers'
import { openLocal, transact } from '#core/sync/local'
import type { Local } from '#core/sync/local'
import type { Report } from '#core/sync/report'
import { missingHere } from '#core/sync/status'
import { openVault } from '#core/vault/vault'
import type { OpenDoor } from '#shared/contract/door'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The engine of one unlocked vault. Nothing in it knows Electron. */
export type Engine = OpenDoor & {
  /** Exchanges over carriers: one round, or (`watch`) until cancelled. */
  exchange(
    run: Omit<CarrierRun, 'keeper'> & { readonly watch?: boolean; readonly admit?: boolean },
  ): Promise<Result<Report>>
  /** Pieces known to be elsewhere, by device. */
  missing(): { readonly device: string; readonly pieces: number }[]
  check(): Promise<Result<CheckReport>>
  rebuild(): Promise<Result<{ readonly documents: number; readonly changes: number }>>
  changePassphrase(next: string): Promise<Result<void>>
  /** Writes an encrypted copy of the vault to a file that is not there yet. */
  backUp(file: string): Promise<Result<BackupMade>>
  /** Seals own edits, closes the vault. What the process still holds in memory goes only with the process. */
  lock(): Promise<void>
}

/** What an engine needs from outside. */
export type EngineOptions = {
  /** The vault's folder. */
  readonly vault: string
  readonly passphrase: string
  /** The built worker for foreign bytes; the one beside the running bundle otherwise. */
  readonly tasteWorker?: URL
  readonly now?: () => Date
}

/** Seconds without an edit after which the journal is sealed. */
const idleSeconds = 10
/** How long a newcomer is kept on the line while her request waits to be admitted, ms: less than a session's silence. */
const patience = 20_000

/** A vault that is in no network yet has nothing that could be wrong beyond what opening it checks. */
const emptyCheck: CheckReport = { ok: true, envelopes: 0, quarantined: 0, documents: 0, problems: [] }

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

/** Unlocks a vault and puts the engine together: the only composition root. Failures are those of openVault. */
export const createEngine = async (options: EngineOptions): Promise<Result<Engine>> => {
  const vault = await openVault(options.vault, options.passphrase)
  if (!vault.ok) return vault
  const taster = createTaster(options.tasteWorker ?? new URL('./tasteWorker.js', import.meta.url))
  const local = openLocal(vault.value, taster, options.now ?? (() => new Date()))
  await resume(local).catch(() => undefined) // a full disk: she must still be able to read
  let idle: NodeJS.Timeout | undefined

  const seal = async (): Promise<void> => {
    const network = local.network()
    if (network) await sealDocuments(network.documents)
  }
  const sealWhenIdle = (): void => {
    clearTimeout(idle)
    // What cannot be sealed now (a full disk) is in the journal, and is sealed at the next chance.
    idle = setTimeout(() => void local.exclusive(seal).catch(() => undefined), idleSeconds * 1_000)
    idle.unref()
  }
  /** What follows from what was said, here or by others: readers of functions, stale shares. */
  const follow = (): Promise<void> =>
    local.exclusive(async () => {
      followFunctions(local)
      await followShares(local)
    })
  const query = (name: string, input: unknown): Promise<Result<unknown>> =>
    local.exclusive(() => dispatchQuery(local, name, input))
  const call = async (name: string, input: unknown): Promise<Result<unknown>> => {
    const done = await local.exclusive(() => dispatchCommand(local, name, input))
    if (done.ok) {
      await follow()
      local.changed()
      sealWhenIdle()
    }
    return done
  }
  return ok({
    call,
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
      const stop = local.onChange(() => void tell())
      return () => {
        isOpen = false
        stop()
      }
    },
    async exchange({ watch = false, admit = false, ...run }) {
      const keeper = {
        patience: Math.min(patience, run.wait),
        onRequest: async (requestId: string): Promise<void> => {
          if (admit) await call('request.admit', { requestId, checked: false })
        },
      }
      const met = await (watch ? exchangeWatching : exchangeOnce)(local, { ...run, keeper })
      await follow()
      return met
    },
    missing: () => {
      const network = local.network()
      return network ? missingHere(network.ledger) : []
    },
    check: () =>
      local.exclusive(() => {
        const network = local.network()
        return ok(network ? checkVault(network.documents) : emptyCheck)
      }),
    rebuild: () =>
      local.exclusive(async () => {
        const network = local.network()
        return ok(network ? await rebuildVault(network.documents, taster) : { documents: 0, changes: 0 })
      }),
    backUp: (file) => local.exclusive(() => backUp(local, file)),
    changePassphrase: (next) => local.exclusive(() => vault.value.changePassphrase(next)),
    lock: () =>
      local.exclusive(async () => {
        clearTimeout(idle)
        try {
          await seal()
          await local.network()?.documents.live.close()
        } catch {
          // the journal keeps what could not be sealed; locking never waits for a disk
        } finally {
          await taster.close()
          vault.value.close()
        }
      }),
  })
}
