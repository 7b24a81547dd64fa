import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { joinEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import type { Secret } from '#core/sync/blob'
import { networkKeys } from '#core/sync/networkKeys'
import { atTheDoor, mostEpochsBack } from '#core/sync/offers'
import { blocksFor, mostTail } from '#core/sync/parcel/block'
import { lengthOf, openSection, sealSection } from '#core/sync/parcel/section'
import type { Blocks, OpenedSection, ParcelRecord } from '#core/sync/parcel/section'

/**
 * Notes: small sections behind the things, for who cannot open those. Under each epoch before the current one, what hands
 * the current key to laptops: who was away for three rotations opens hers, who was put out sees that keys have changed.
 * Under an open invitation its card, and the admission once it is given.
 */

/** Invitations that a parcel can serve at once: the latest. */
const mostInvitations = 8

type Note = { readonly under: Secret; readonly records: readonly ParcelRecord[] }

const forThoseAway = (ledger: Ledger): Note[] => {
  const [current, ...earlier] = networkKeys(ledger)
  const records = ledger
    .root()
    .handing()
    .flatMap(({ id, op, key }): ParcelRecord[] => {
      const held =
        key === current?.id && (op.type === 'epoch' || op.type === 'box') ? ledger.chains.byId(id) : undefined
      return held?.body ? [{ kind: 'envelope', bytes: joinEnvelope(held.signed, held.body) }] : []
    })
  if (records.length === 0) return []
  const context = fromHex(ledger.network)
  return earlier.slice(0, mostEpochsBack).map(({ secret }) => ({ under: { secret, context }, records }))
}

const forNewcomers = (ledger: Ledger): Note[] => {
  const notes = new Map<string, { under: Secret; records: ParcelRecord[] }>()
  for (const offer of atTheDoor(ledger)) {
    const { kind, under } = offer
    const bytes = offer.payload()
    if (!bytes || (kind !== 'card' && kind !== 'admission')) continue
    const key = toHex(under.secret)
    const note = notes.get(key) ?? { under, records: [] }
    note.records.push({ kind, bytes })
    notes.set(key, note)
  }
  return [...notes.values()].slice(-mostInvitations)
}

/** The blocks that stand behind the things of a first part. What would be too much is left out, the oldest first. */
export const notesFor = (ledger: Ledger, parcel: Uint8Array): Uint8Array => {
  const blocks: Uint8Array[] = []
  for (const { under, records } of [...forNewcomers(ledger), ...forThoseAway(ledger)]) {
    const bytes = records.reduce((sum, record) => sum + lengthOf(record.bytes.length), 0)
    const count = blocksFor(bytes, 0)
    if (blocks.length + count > mostTail) continue
    const head = {
      kind: 'note',
      parcel,
      part: 1,
      of: 1,
      blocks: count,
      tail: 0,
      tailHash: hash(new Uint8Array()),
    } as const
    blocks.push(...sealSection(under, head, records))
  }
  return concatBytes(...blocks)
}

/** The note at the end of a file that one of these secrets opens. */
export const findNote = (blocks: Blocks, secrets: readonly Secret[]): OpenedSection | undefined => {
  for (let first = Math.floor(blocks.count) - 1; first > 0 && first >= blocks.count - mostTail; first--) {
    const found = openSection(blocks, first, secrets)
    if (found?.head.kind === 'note') return found
  }
  return undefined
}
