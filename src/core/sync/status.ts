import type { Documents } from '#core/documents/documents'
import type { Ledger } from '#core/envelopes/ledger'
import { heldHere, listPeers } from '#core/sync/peers'
import type { SyncStatus } from '#shared/contract/queries'

/** How many pieces of `wanted` are not in `holds`. */
export const lackOf = (holds: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>): number => {
  let lacks = 0
  for (const [device, seq] of wanted) lacks += Math.max(0, seq - (holds.get(device) ?? 0))
  return lacks
}

/** Chains that somebody is known to hold further than this laptop: whose, and by how many pieces. */
export const missingHere = (ledger: Ledger): { readonly device: string; readonly pieces: number }[] => {
  const here = heldHere(ledger)
  const most = new Map<string, number>()
  for (const { holds } of listPeers(ledger))
    for (const [device, seq] of holds) most.set(device, Math.max(seq, most.get(device) ?? 0))
  return [...most].flatMap(([device, seq]) => {
    const pieces = seq - (here.get(device) ?? 0)
    return pieces > 0 ? [{ device, pieces }] : []
  })
}

/** Who holds what, as far as this laptop knows. `aliasOf`: the name of a device's member, '' when unknown. */
export const syncStatus = (ledger: Ledger, documents: Documents, aliasOf: (device: string) => string): SyncStatus => {
  const here = heldHere(ledger)
  const peers = listPeers(ledger)
  const own = ledger.device.deviceId
  const elsewhere = Math.max(0, ...peers.map(({ holds }) => holds.get(own) ?? 0))
  return {
    held: ledger.chains.count(),
    carried: ledger.chains.count('sealed'),
    waiting: ledger.chains.count('new'),
    onlyHere: (here.get(own) ?? 0) - elsewhere,
    unsealed: documents.journal.count(),
    peers: peers.map(({ id, kind, at, holds }) => ({
      deviceId: id,
      kind,
      alias: kind === 'laptop' ? aliasOf(id) : '',
      lastContact: at,
      lacks: lackOf(holds, here),
    })),
    missing: missingHere(ledger).map(({ device, pieces }) => ({ deviceId: device, alias: aliasOf(device), pieces })),
  }
}
