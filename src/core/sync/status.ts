import type { Documents } from '#core/documents/documents'
import type { Ledger } from '#core/envelopes/ledger'
import { maySpeak, memberOf } from '#core/spaces/rootState'
import { heldHere, listPeers } from '#core/sync/peers'
import type { Peer } from '#core/sync/peers'
import type { Vector } from '#core/spaces/vector'
import type { SyncStatus } from '#shared/contract/queries'

/** How many pieces of `wanted` are not in `holds`. */
export const lackOf = (holds: Vector, wanted: Vector): number => {
  let lacks = 0
  for (const [device, seq] of wanted) lacks += Math.max(0, seq - (holds.get(device) ?? 0))
  return lacks
}

/**
 * Who is still exchanged with. A laptop that was put out is not waited for: what it alone holds will not come, and what it
 * holds of hers is no copy.
 */
const peersOf = (ledger: Ledger): Peer[] => {
  const root = ledger.state()
  const isOut = (device: string): boolean => memberOf(root, device) !== undefined && !maySpeak(root, device)
  return listPeers(ledger).filter(({ kind, id }) => kind !== 'laptop' || !isOut(id))
}

/** Chains that somebody is known to hold further than this laptop: whose, and by how many pieces. */
export const missingHere = (ledger: Ledger): { readonly device: string; readonly pieces: number }[] => {
  const here = heldHere(ledger)
  const most = new Map<string, number>()
  for (const { holds } of peersOf(ledger))
    for (const [device, seq] of holds) most.set(device, Math.max(seq, most.get(device) ?? 0))
  return [...most].flatMap(([device, seq]) => {
    const pieces = seq - (here.get(device) ?? 0)
    return pieces > 0 ? [{ device, pieces }] : []
  })
}

/** Own pieces in stretches, the newest first, each with who is known to hold all of it. */
const copiesOf = (own: string, end: number, peers: readonly Peer[]): { pieces: number; holders: Peer[] }[] => {
  const reach = (peer: Peer): number => Math.min(end, peer.holds.get(own) ?? 0)
  const marks = [...new Set([end, ...peers.map(reach)])].filter((seq) => seq > 0).sort((a, b) => b - a)
  return marks.map((seq, i) => ({
    pieces: seq - (marks[i + 1] ?? 0),
    holders: peers.filter((peer) => reach(peer) >= seq),
  }))
}

/** Who holds what, as far as this laptop knows. `nameOf`: the alias of a laptop's member, the name of a relay; '' when unknown. */
export const syncStatus = (
  ledger: Ledger,
  documents: Documents,
  nameOf: (id: string, kind: Peer['kind']) => string,
): SyncStatus => {
  const here = heldHere(ledger)
  const peers = peersOf(ledger)
  const own = ledger.device.deviceId
  const copies = copiesOf(own, here.get(own) ?? 0, peers)
  return {
    held: ledger.chains.count(),
    carried: ledger.chains.count('sealed'),
    waiting: ledger.chains.count('new') + ledger.chains.count('held'),
    checking: documents.loans.count(),
    bodies: ledger.chains.count('headed'),
    onlyHere: copies.find(({ holders }) => holders.length === 0)?.pieces ?? 0,
    unsealed: documents.journal.count(),
    copies: copies.map(({ pieces, holders }) => ({
      pieces,
      laptops: holders.filter(({ kind }) => kind === 'laptop').map(({ id }) => nameOf(id, 'laptop')),
      relays: holders.filter(({ kind }) => kind === 'relay').map(({ id }) => nameOf(id, 'relay')),
      folders: holders.filter(({ kind }) => kind === 'folder').length,
    })),
    peers: peers.map(({ id, kind, at, holds }) => ({
      deviceId: id,
      kind,
      alias: nameOf(id, kind),
      lastContact: at,
      lacks: lackOf(holds, here),
    })),
    missing: missingHere(ledger).map(({ device, pieces }) => ({
      deviceId: device,
      alias: nameOf(device, 'laptop'),
      pieces,
    })),
  }
}
