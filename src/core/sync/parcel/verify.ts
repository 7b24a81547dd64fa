import { concatBytes, sameBytes } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { parseEnvelope } from '#core/envelopes/envelope'
import { envelopeIdOf, parseHeader } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { ParcelFault } from '#core/sync/parcel/fault'
import { parseHolds } from '#core/sync/parcel/holds'
import type { Holds } from '#core/sync/parcel/holds'
import type { Pace } from '#core/sync/parcel/pace'
import { recordsOf } from '#core/sync/parcel/section'
import type { Blocks, OpenedSection } from '#core/sync/parcel/section'
import { idBlob } from '#core/vault/sql'

/**
 * What was seen of a part while it was in quarantine: `own`, envelopes of this laptop that it has lost; what its author
 * holds; whether it has pieces of attachments.
 */
export type Seen = { readonly own: readonly string[]; readonly holds: Holds | undefined; readonly hasPieces: boolean }

const headerIn = (wire: Uint8Array): Uint8Array => wire.subarray(2, 2 + (((wire[0] ?? 0) << 8) | (wire[1] ?? 0)))

/** Whether an envelope is here already: told by its header alone, so that what is known costs next to nothing. */
export const isHeld = (ledger: Ledger, wire: Uint8Array): boolean =>
  ledger.db.prepare('SELECT 1 FROM envelope WHERE id = ?').get([idBlob(envelopeIdOf(headerIn(wire)))]) !== undefined

const lostOwn = (ledger: Ledger, wire: Uint8Array): readonly string[] => {
  if (parseHeader(headerIn(wire))?.device !== ledger.device.deviceId || isHeld(ledger, wire)) return []
  const envelope = parseEnvelope(wire, ledger.network)
  return typeof envelope === 'string' ? [] : [envelope.id]
}

/**
 * Goes through a part to its end, before anything of it is used: every block is what it was, every thing ends where it
 * should, and no byte of the file is anything else. Throws ParcelFault and the disk's error.
 */
export const verifyPart = async (ledger: Ledger, blocks: Blocks, part: OpenedSection, pace: Pace): Promise<Seen> => {
  const own: string[] = []
  let holds: Holds | undefined
  let hasPieces = false
  for (const { kind, bytes } of recordsOf(blocks, part)) {
    if (kind === 'envelope') own.push(...lostOwn(ledger, bytes))
    if (kind === 'holds') holds = parseHolds(bytes, ledger.network)
    if (kind === 'piece') hasPieces = true
    await pace.turn()
  }
  const { blocks: first, tail, tailHash } = part.head
  const behind = Array.from({ length: tail }, (_, i) => blocks.block(first + i))
  if (!sameBytes(hash(concatBytes(...behind)), tailHash)) throw new ParcelFault('ParcelDamaged')
  return { own, holds, hasPieces }
}
