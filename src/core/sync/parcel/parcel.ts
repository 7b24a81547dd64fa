import { resolve } from 'node:path'
import type { DoorKeeper } from '#core/sync/door'
import type { Local } from '#core/sync/local'
import { ParcelFault, parcelFailure } from '#core/sync/parcel/fault'
import { isTaken } from '#core/sync/parcel/files'
import type { WrittenFile } from '#core/sync/parcel/files'
import { readRequest } from '#core/sync/parcel/request'
import { readParcel } from '#core/sync/parcel/read'
import { usualPart, writeParcel } from '#core/sync/parcel/write'
import type { Contents } from '#core/sync/parcel/write'
import type { Visit } from '#core/sync/place'
import { emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What is to be done with the file at a place; without one it is read where it is there, and written where it is not. */
export type ParcelOrder =
  | { readonly act: 'read' }
  /** Writes all; with `since` what that member's laptops are not known to hold; with `answers` what the request in that file asks. */
  | { readonly act: 'write'; readonly since?: string; readonly answers?: string; readonly partSize?: number }
  /** Writes a request for what lacks here. */
  | { readonly act: 'request' }

/** The carrier of parcels. `onWritten` is told the files that were written. */
export type ParcelCarrier = {
  readonly kind: 'parcel'
  readonly place: string
  readonly order?: ParcelOrder
  readonly onWritten?: (files: readonly WrittenFile[]) => void
}

/** What is to be written, by an order. Throws as `readRequest`, and ParcelFault UnknownMember. */
const contentsOf = async (local: Local, order: Exclude<ParcelOrder, { act: 'read' }>): Promise<Contents> => {
  if (order.act === 'request') return { what: 'request' }
  const { since, answers, partSize = usualPart } = order
  if (answers !== undefined) return { what: 'answer', holds: await readRequest(local, resolve(answers)), partSize }
  if (since === undefined) return { what: 'all', partSize }
  if (!local.network()?.ledger.state().members.has(since)) throw new ParcelFault('UnknownMember')
  return { what: 'since', member: since, partSize }
}

/**
 * Exchanges by one file in a pocket. Failures: those of `readParcel` and `writeParcel`; FolderMissing, FolderReadOnly,
 * DiskFull, ParcelUnwritable (the stick is gone) and those of the vault's own disk.
 */
export const exchangeByParcel = async (
  local: Local,
  { place, order: given, onWritten }: ParcelCarrier,
  keeper: DoorKeeper,
  visit: Visit,
): Promise<Result<Report>> => {
  const path = resolve(place)
  let order: ParcelOrder = given ?? { act: 'write' }
  try {
    if (!given && isTaken(path)) order = { act: 'read' }
    if (order.act === 'read') return ok(await readParcel(local, path, keeper, visit))
    const { files, sent, bytes } = await writeParcel(local, path, await contentsOf(local, order), visit)
    onWritten?.(files)
    return ok({ ...emptyReport, sent, bytesSent: bytes })
  } catch (error) {
    return { ok: false, error: parcelFailure(error, order.act === 'read' ? 'read' : 'write') }
  }
}
