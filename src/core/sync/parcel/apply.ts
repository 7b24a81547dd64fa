import { piecesWanted, takePiece } from '#core/documents/pieces'
import type { Inside } from '#core/sync/blob'
import { LocalFailure } from '#core/sync/exchange'
import type { Local, OpenNetwork } from '#core/sync/local'
import type { Pace } from '#core/sync/parcel/pace'
import { recordsOf } from '#core/sync/parcel/section'
import type { Blocks, OpenedSection } from '#core/sync/parcel/section'
import { isHeld } from '#core/sync/parcel/verify'
import { takeBlobs } from '#core/sync/takeBlobs'
import { withDisk } from '#core/vault/diskFailure'

/** Bytes of things that are stored together, about; each thing counts for a little more than it is. */
const portion = 256 * 1024
const perThing = 256

/** What came of the parts so far. `gaps`: envelopes that wait for an earlier one, which is not here. */
export type Applied = { stored: number; refused: number; gaps: number; readonly requests: string[] }

/** Stores what a part holds, a portion at a time: each is on the disk before the next is read. Throws as `verifyPart`, and LocalFailure. */
export const applyPart = async (
  local: Local,
  network: OpenNetwork,
  blocks: Blocks,
  part: OpenedSection,
  pace: Pace,
  into: Applied,
): Promise<void> => {
  const wrap = { domain: 'tejido/1/parcel', key: part.key, nonce: part.salt }
  let waiting: Inside[] = []
  let size = 0
  const store = async (): Promise<void> => {
    const taken = await local.exclusive(() => takeBlobs(network, waiting, () => undefined))
    if (!taken.ok) throw new LocalFailure(taken.error.type)
    into.stored += taken.value.stored
    into.refused += taken.value.refused
    into.gaps += taken.value.again.length
    into.requests.push(...taken.value.requests)
    waiting = []
    size = 0
    local.changed()
  }
  for (const { kind, bytes } of recordsOf(blocks, part)) {
    await pace.turn()
    if (kind === 'piece') break // they come last; which are wanted is known when the envelopes are in
    if (kind === 'request' || (kind === 'envelope' && !isHeld(network.ledger, bytes))) {
      waiting.push({ kind, payload: bytes, wrap })
      size += bytes.length + perThing
    }
    if (size >= portion) await store()
  }
  if (waiting.length > 0) await store()
}

/** Keeps the pieces of attachments in a part that are wanted here. Returns their bytes. Throws as `applyPart`. */
export const takePieces = async (
  local: Local,
  { ledger }: OpenNetwork,
  blocks: Blocks,
  part: OpenedSection,
  pace: Pace,
): Promise<void> => {
  for (const { kind, bytes } of recordsOf(blocks, part)) {
    await pace.turn()
    if (kind !== 'piece') continue
    const taken = await local.exclusive(() => withDisk(() => takePiece(ledger.db, bytes)))
    if (!taken.ok) throw new LocalFailure(taken.error.type)
    if (taken.value) local.changed()
    if (piecesWanted(ledger.db, 1).length === 0) return
  }
}
