import { fromHex } from '#core/crypto/bytes'
import { pieceOf, piecesHere, piecesMissing } from '#core/documents/pieces'
import { joinEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import { isLiveDevice, memberOf } from '#core/spaces/rootState'
import { endsOf, rangesFor } from '#core/sync/exchange'
import type { Ranges } from '#core/sync/exchange'
import { encodeHolds } from '#core/sync/parcel/holds'
import type { Holds } from '#core/sync/parcel/holds'
import { lengthOf } from '#core/sync/parcel/section'
import type { ParcelRecord } from '#core/sync/parcel/section'
import { listPeers } from '#core/sync/peers'
import { openRequests } from '#core/sync/requests'

/** What goes into a parcel: envelopes from so far on each chain (undefined: all), and these pieces of attachments. */
export type Choice = { readonly ranges: Ranges | undefined; readonly pieces: readonly string[] }

/** Everything that is here. */
export const everythingHere = ({ db }: Ledger): Choice => ({ ranges: undefined, pieces: piecesHere(db) })

/** What a member's laptops are not known to hold. Of pieces nobody knows which she has: she asks for them. */
export const sinceMember = (ledger: Ledger, member: string): Choice => {
  const state = ledger.state()
  const peers = new Map(listPeers(ledger).map(({ id, holds }) => [id, holds]))
  const hers = [...state.devices.keys()].flatMap((device) =>
    memberOf(state, device) === member && isLiveDevice(state, device) ? [peers.get(device)] : [],
  )
  const knownBy = (chain: string): number => Math.min(...hers.map((holds) => holds?.get(chain) ?? 0))
  if (hers.length === 0) return { ranges: undefined, pieces: [] }
  const ranges = [...ledger.chains.ends().keys()].map((chain): [string, number] => [chain, knownBy(chain) + 1])
  return { ranges: new Map(ranges), pieces: [] }
}

/** What she lacks who wrote a request, and the pieces that she wants. */
export const asRequested = (ledger: Ledger, { ends, wants }: Holds): Choice => {
  const missing = new Set(piecesMissing(ledger.db, wants))
  return {
    ranges: rangesFor(ledger, new Set([...endsOf(ledger), ...ends].map(([device]) => device)), ends),
    pieces: wants.filter((id) => !missing.has(id)),
  }
}

/** A thing on its way into a parcel: `at` grows from each to the next; `size` is what it takes there. */
export type Item = { readonly at: number; readonly size: number; read(): ParcelRecord | undefined }

/** Rows looked at at a time. */
const rowsAtOnce = 500
type Row = { no: number; chain: number; seq: number; size: number }

function* envelopesOf(ledger: Ledger, ranges: Ranges | undefined, until: number): Generator<Item> {
  const from = ranges && new Map([...ranges].map(([chain, seq]) => [ledger.chains.numberOf(chain), seq]))
  const rows = ledger.db.prepare(
    `SELECT no, chain, seq, length(header) + length(body) AS size FROM envelope
     WHERE no > ? AND no <= ? AND body IS NOT NULL ORDER BY no LIMIT ?`,
  )
  for (let after = 0; ;) {
    const found = rows.all<Row>([after, until, rowsAtOnce])
    for (const { no, chain, seq, size } of found) {
      after = no
      if (from && seq < (from.get(chain) ?? Infinity)) continue
      const read = (): ParcelRecord | undefined => {
        const held = ledger.chains.byNumber(no)
        return held?.body ? { kind: 'envelope', bytes: joinEnvelope(held.signed, held.body) } : undefined
      }
      yield { at: no, size: lengthOf(2 + size), read }
    }
    if (found.length < rowsAtOnce) return
  }
}

/** What was chosen, fixed now: gone through twice it gives the same, less what was erased meanwhile. */
export const itemsOf = (ledger: Ledger, choice: Choice): (() => Generator<Item>) => {
  const until = ledger.db.prepare('SELECT coalesce(max(no), 0) FROM envelope', { pluck: true }).get<number>() ?? 0
  const holds = encodeHolds(ledger)
  const requests = openRequests(ledger)
  const pieceLength = ledger.db.prepare('SELECT length(bytes) FROM piece WHERE id = ?', { pluck: true })
  return function* () {
    yield { at: 0, size: lengthOf(holds.length), read: () => ({ kind: 'holds', bytes: holds }) }
    yield* envelopesOf(ledger, choice.ranges, until)
    let at = until
    for (const bytes of requests)
      yield { at: (at += 1), size: lengthOf(bytes.length), read: () => ({ kind: 'request', bytes }) }
    for (const id of choice.pieces) {
      at += 1
      const length = pieceLength.get<number | null>([fromHex(id)])
      if (!length) continue
      const read = (): ParcelRecord | undefined => {
        const bytes = pieceOf(ledger.db, id)
        return bytes && { kind: 'piece', bytes }
      }
      yield { at, size: lengthOf(length), read }
    }
  }
}

/** A part as planned: up to which item, and how many bytes of things. */
export type PlannedPart = { readonly upTo: number; readonly bytes: number }

/** Shares items out: as many a part as have room (`roomOf` its number, from 1), but at least one. */
export const planParts = (items: Iterable<Item>, roomOf: (part: number) => number): PlannedPart[] => {
  const parts: PlannedPart[] = []
  let [upTo, bytes] = [0, 0]
  for (const { at, size } of items) {
    if (bytes > 0 && bytes + size > roomOf(parts.length + 1)) {
      parts.push({ upTo, bytes })
      bytes = 0
    }
    upTo = at
    bytes += size
  }
  return [...parts, { upTo, bytes }]
}
