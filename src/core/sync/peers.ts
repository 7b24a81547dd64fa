import type { Ledger } from '#core/envelopes/ledger'
import { join } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'
import { idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** What a laptop, folder or relay was last known to hold, and when it was last met. */
export type Peer = {
  readonly id: string
  readonly kind: 'laptop' | 'folder' | 'relay'
  readonly at: string
  readonly holds: Vector
}

/** Everybody met so far. */
export const listPeers = (ledger: Ledger): Peer[] =>
  ledger.db
    .prepare('SELECT device, kind, at, holds FROM peer')
    .all<{ device: Bytes; kind: Peer['kind']; at: string; holds: Bytes }>()
    .map(({ device, kind, at, holds }) => ({
      id: idHex(device),
      kind,
      at,
      holds: ledger.chains.decodePast(plainBytes(holds)),
    }))

/** Notes what a laptop, folder or relay holds, with what was known before: nothing is ever taken from a peer. */
export const notePeer = (ledger: Ledger, id: string, kind: Peer['kind'], holds: Vector): void => {
  const known = listPeers(ledger).find((peer) => peer.id === id)
  const all = join(known?.holds ?? new Map<string, number>(), holds)
  ledger.db
    .prepare(
      `INSERT INTO peer VALUES (?, ?, ?, ?) ON CONFLICT (device) DO UPDATE SET at = excluded.at, holds = excluded.holds`,
    )
    .run([idBlob(id), kind, ledger.now().toISOString(), ledger.chains.encodePast(all)])
}

/** Ends of the chains here, as a vector. */
export const heldHere = (ledger: Ledger): Vector =>
  new Map([...ledger.chains.ends()].map(([chain, { seq }]) => [chain, seq]))

/** What somebody holds of these chains, less what she has only headers of: from a first envelope on. */
export const lessHeaded = (holds: Vector, headed: readonly Place[]): Vector => {
  const less = new Map(holds)
  for (const { chain, seq } of headed) less.set(chain, Math.min(seq - 1, less.get(chain) ?? 0))
  return less
}
