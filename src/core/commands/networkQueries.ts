import type { QueryHandlers } from '#core/commands/handler'
import type { Documents } from '#core/documents/documents'
import { documentIdOf } from '#core/envelopes/batches'
import type { Networks } from '#core/sync/networks'
import type { NetworkRow } from '#shared/contract/queries'
import { networkKinds, networkRecord, profileDocument } from '#shared/records/networkProfile'
import type { NetworkKind } from '#shared/records/networkProfile'
import { readRecord } from '#shared/records/record'
import { ok } from '#shared/result'

/** What a network says it is; `network` until its profile is here. */
export const kindOf = async (documents: Documents): Promise<NetworkKind> => {
  const profile = await documents.read(documentIdOf(documents.ledger.network, profileDocument))
  const { kind } = readRecord(networkRecord, profile?.state)
  return networkKinds.find((known) => known === kind) ?? 'network'
}

const rowOf = async (networks: Networks, place: string): Promise<NetworkRow | undefined> => {
  const opened = await networks.open(place)
  const nothing = { networkId: null, name: null, kind: 'network', pending: false, failure: null } as const
  if (!opened.ok) {
    const networkId = networks.networkOf(place) ?? null
    return { ...nothing, networkId, current: false, failure: opened.error.type }
  }
  const local = opened.value
  const network = local.network()
  const current = local === networks.current()
  const pending = local.joining() !== undefined
  if (!network) return pending || current ? { ...nothing, current, pending } : undefined
  const { ledger, documents } = network
  const name = ledger.root().state().network?.name ?? null
  return { networkId: ledger.network, name, kind: await kindOf(documents), current, pending, failure: null }
}

/** The query over all networks of the vault, current or not. */
export const networkQueries = {
  'network.list': async ({ networks }) => {
    const rows: NetworkRow[] = []
    for (const place of networks.places()) {
      const row = await rowOf(networks, place)
      if (row) rows.push(row)
    }
    return ok({ networks: rows })
  },
} satisfies Partial<QueryHandlers>
