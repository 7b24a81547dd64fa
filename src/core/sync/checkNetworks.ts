import { checkVault, rebuildVault } from '#core/documents/checkDocuments'
import type { CheckReport } from '#core/documents/checkDocuments'
import type { Local } from '#core/sync/local'
import type { Networks } from '#core/sync/networks'

/** What was made again from the logs. `closed`: networks that do not open, and of which nothing was. */
export type RebuildReport = { readonly documents: number; readonly changes: number; readonly closed: number }

/** A place that is in no network yet has nothing that could be wrong beyond what opening it checks. */
const emptyCheck: CheckReport = { ok: true, envelopes: 0, quarantined: 0, documents: 0, problems: [] }

const checkOne = (local: Local): CheckReport => {
  const network = local.network()
  return network ? checkVault(network.documents) : emptyCheck
}

/** Checks every network of the vault. One that does not open is a problem, by the type of its failure. In the queue. */
export const checkNetworks = async (networks: Networks): Promise<CheckReport> => {
  let all = emptyCheck
  for (const place of networks.places()) {
    const local = await networks.open(place)
    const one = local.ok ? checkOne(local.value) : { ...emptyCheck, ok: false, problems: [local.error.type] }
    all = {
      ok: all.ok && one.ok,
      envelopes: all.envelopes + one.envelopes,
      quarantined: all.quarantined + one.quarantined,
      documents: all.documents + one.documents,
      problems: [...all.problems, ...one.problems],
    }
  }
  return all
}

/** Makes the caches of every network again from its log; one that does not open is left as it is. In the queue. */
export const rebuildNetworks = async (networks: Networks): Promise<RebuildReport> => {
  let all: RebuildReport = { documents: 0, changes: 0, closed: 0 }
  for (const place of networks.places()) {
    const local = await networks.open(place)
    const network = local.ok ? local.value.network() : undefined
    const one = network && local.ok ? await rebuildVault(network.documents, local.value.taster) : undefined
    all = {
      documents: all.documents + (one?.documents ?? 0),
      changes: all.changes + (one?.changes ?? 0),
      closed: all.closed + (local.ok ? 0 : 1),
    }
  }
  return all
}
