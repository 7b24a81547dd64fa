import { piecesWanted } from '#core/documents/pieces'
import { completeJoining, onRequest } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import { finishExchange } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { isApplied, noteApplied } from '#core/sync/parcel/applied'
import { applyPart, takePieces } from '#core/sync/parcel/apply'
import type { Applied } from '#core/sync/parcel/apply'
import { blockLength } from '#core/sync/parcel/block'
import { ParcelFault } from '#core/sync/parcel/fault'
import { believed } from '#core/sync/parcel/holds'
import type { Holds } from '#core/sync/parcel/holds'
import { findParcel, openPart, withFile } from '#core/sync/parcel/open'
import type { FoundParcel } from '#core/sync/parcel/open'
import { toldByParcel } from '#core/sync/parcel/ownChain'
import { createPace } from '#core/sync/parcel/pace'
import type { Pace } from '#core/sync/parcel/pace'
import type { Blocks, OpenedSection } from '#core/sync/parcel/section'
import { verifyPart } from '#core/sync/parcel/verify'
import { notePeer } from '#core/sync/peers'
import type { Visit } from '#core/sync/place'
import { emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'

/** What was found out on the way through all parts. */
type Sum = Applied & {
  holds: Holds | undefined
  own: string[]
  readonly withPieces: string[]
  readonly damaged: number[]
}

/** A file that was whole and is not any more was pulled out or changed: what went in was checked, and stays. */
const afterQuarantine = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw error instanceof ParcelFault && error.failure.type === 'ParcelDamaged'
      ? new ParcelFault('ParcelUnreadable')
      : error
  }
}

/** Runs work on a part, each of whose blocks counts for the pace. */
const onPart = <T>(
  local: Local,
  path: string,
  pace: Pace,
  work: (blocks: Blocks, part: OpenedSection) => Promise<T>,
): Promise<T> =>
  withFile(path, (file) => {
    const part = openPart(local, file)
    const block = (index: number): Uint8Array => {
      pace.step()
      return file.block(index)
    }
    return work({ count: file.count, block }, part)
  })

/** One part: whole in quarantine, then stored. One that is damaged is passed over; nothing of it was used. */
const takePart = async (
  local: Local,
  network: OpenNetwork,
  { parcel }: FoundParcel,
  [number, path]: readonly [number, string],
  pace: Pace,
  sum: Sum,
): Promise<void> => {
  const { ledger } = network
  await onPart(local, path, pace, async (blocks, part) => {
    const seen = await verifyPart(ledger, blocks, part, pace)
    if (seen.holds) sum.holds = seen.holds
    sum.own.push(...seen.own, ...endsOfOwn(ledger.device.deviceId, seen.holds))
    toldByParcel(ledger, sum.own)
    const gapsBefore = sum.gaps
    await afterQuarantine(applyPart(local, network, blocks, part, pace, sum))
    if (seen.hasPieces) sum.withPieces.push(path)
    if (sum.gaps === gapsBefore) await local.exclusive(() => noteApplied(ledger.db, parcel, number))
  })
}

const endsOfOwn = (device: string, holds: Holds | undefined): string[] =>
  (holds?.ends ?? []).flatMap(([whose, , id]) => (whose === device ? [id] : []))

/** What follows when envelopes are in: requests answered, documents brought along, pieces of attachments taken, its author noted. */
const finish = async (local: Local, network: OpenNetwork, keeper: DoorKeeper, sum: Sum, pace: Pace): Promise<void> => {
  const { ledger } = network
  for (const id of sum.requests) await onRequest(local, network, keeper, id)
  await local.exclusive(() => completeJoining(local))
  await finishExchange(local)
  toldByParcel(ledger, sum.own)
  await keeper.onTaken()
  for (const path of sum.withPieces)
    if (piecesWanted(ledger.db, 1).length > 0)
      await afterQuarantine(onPart(local, path, pace, (blocks, part) => takePieces(local, network, blocks, part, pace)))
  const { holds } = sum
  if (!holds) return
  const vector = believed(ledger, holds)
  if (vector.size > 0) await local.exclusive(() => notePeer(ledger, holds.device, 'laptop', vector))
  local.changed()
}

/**
 * Reads the parcel at a place with all its parts, each only when the whole of it was found to be what it was. Throws the
 * disk's error, LocalFailure, and ParcelFault: those of `findParcel`, ParcelPartMissing (what the others hold is in),
 * Cancelled (what is in stays; another reading goes on from there).
 */
export const readParcel = async (local: Local, place: string, keeper: DoorKeeper, visit: Visit): Promise<Report> => {
  const found = await findParcel(local, place)
  const network = local.network()
  if (!found || !network) return emptyReport
  const { db } = network.ledger
  const wants = piecesWanted(db, 1).length > 0
  const due = [...found.parts].filter(([number]) => wants || !isApplied(db, found.parcel, number))
  due.sort(([a], [b]) => a - b)
  const blocks = due.reduce((sum, [, part]) => sum + part.blocks, 0)
  const pace = createPace(visit, 2 * blocks)
  const sum: Sum = {
    stored: 0,
    refused: 0,
    gaps: 0,
    requests: [],
    holds: undefined,
    own: [],
    withPieces: [],
    damaged: [...found.spoiled],
  }
  try {
    for (const [number, { path }] of due)
      try {
        await takePart(local, network, found, [number, path], pace, sum)
      } catch (error) {
        if (!(error instanceof ParcelFault) || error.failure.type !== 'ParcelDamaged') throw error
        sum.damaged.push(number)
      }
  } finally {
    await finish(local, network, keeper, sum, pace)
  }
  const { of, parts, parcel } = found
  const listed = (numbers: readonly number[]): string => numbers.toSorted((a, b) => a - b).join(', ')
  if (sum.damaged.length > 0)
    throw of === 1
      ? new ParcelFault('ParcelDamaged')
      : new ParcelFault('ParcelPartDamaged', { parts: listed(sum.damaged), of })
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(
    (number) => !parts.has(number) && !isApplied(db, parcel, number),
  )
  if (missing.length > 0) throw new ParcelFault('ParcelPartMissing', { parts: listed(missing), of })
  return {
    ...emptyReport,
    received: sum.stored,
    bytesReceived: blocks * blockLength,
    quarantined: sum.refused,
    peers: sum.holds ? [sum.holds.device] : [],
  }
}
