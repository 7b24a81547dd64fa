import { contextOf } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import type { Taster } from '#core/envelopes/taste'
import { openNetworks } from '#core/sync/networks'
import type { Vault } from '#core/vault/vault'

/** An open vault below the engine's door, where a test or a bench can do one step alone. */
export const openAlone = async (vault: Vault, taster: Taster, now: () => Date): Promise<Context> => {
  const networks = await openNetworks(vault, { taster, now, resume: () => Promise.resolve() })
  if (!networks.ok) throw new Error(networks.error.type)
  return contextOf(networks.value)
}
