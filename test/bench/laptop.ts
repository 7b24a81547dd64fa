import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dispatchCommand, dispatchQuery } from '#core/commands/dispatch'
import { openSlot } from '#core/vault/keySlot'
import { readKeySlots } from '#core/vault/keySlots'
import { unlock } from '#core/vault/openVault'
import { vaultFiles } from '#core/vault/vaultFiles'
import { createVault } from '#core/vault/vault'
import type { Vault } from '#core/vault/vault'
import { passphraseToKey } from '#core/crypto/passphraseKey'
import type { Documents } from '#core/documents/documents'
import { createTaster } from '#core/envelopes/taste'
import type { Ledger } from '#core/envelopes/ledger'
import type { Local } from '#core/sync/local'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'
import { openAlone } from '../support/alone'
import { passphrase, tasteWorker } from '../support/people'

/** What a result holds; throws on a failure. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.type} ${JSON.stringify(result.error.detail ?? {})}`)
  return result.value
}

/** A vault that is open below the engine's door, where a bench can time one step alone. */
export type Laptop = {
  readonly vault: string
  readonly local: Local
  ledger(): Ledger
  documents(): Documents
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  query<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<QueryOutput<N>>
  close(): Promise<void>
}

const held = async (folder: string, vault: Vault): Promise<Laptop> => {
  const taster = createTaster(tasteWorker)
  const local = await openAlone(vault, taster, () => new Date())
  const network = () => {
    const open = local.network()
    if (!open) throw new Error('no network in this vault')
    return open
  }
  return {
    vault: folder,
    local,
    ledger: () => network().ledger,
    documents: () => network().documents,
    call: async (name, input) => valueOf(await dispatchCommand(local, name, input)) as never,
    query: async (name, input) => valueOf(await dispatchQuery(local, name, input)) as never,
    async close() {
      await local.network()?.documents.live.close()
      await taster.close()
      vault.close()
    },
  }
}

/** A folder that the run removes at its end, whatever happens. */
export const benchFolder = (): string => mkdtempSync(join(tmpdir(), 'tejido-bench-'))

/** A fresh vault. */
export const newLaptop = async (): Promise<Laptop> => {
  const folder = join(benchFolder(), 'vault')
  return held(folder, valueOf(await createVault(folder, passphrase)))
}

/** The key of a vault, so that Argon2id, which is slow on purpose, stays outside of what is timed. */
export const keyOf = async (folder: string): Promise<Uint8Array> => {
  const { newest } = valueOf(readKeySlots(vaultFiles(folder).keys))
  const key = openSlot(newest, await passphraseToKey(passphrase, newest.salt, newest.cost))
  if (!key) throw new Error('the passphrase does not open it')
  return key
}

/** Opens a vault with its key, all checks included. */
export const openLaptop = (folder: string, key: Uint8Array): Promise<Laptop> =>
  held(folder, valueOf(unlock(vaultFiles(folder), key.slice())))

/** A copy of a closed vault, so that each run starts from the same. */
export const copyVault = (folder: string): string => {
  const copy = join(benchFolder(), 'vault')
  cpSync(folder, copy, { recursive: true })
  return copy
}
