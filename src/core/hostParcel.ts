import type { ParcelCarrier, ParcelOrder } from '#core/sync/parcel/parcel'
import type { MeetingRequest } from '#shared/contract/host'

/** A file in a pocket as a window asks for it. */
export type ParcelWay = Extract<MeetingRequest['carriers'][number], { kind: 'parcel' }>

/** Asks in the system's own box: for a new file, or for one to open. null: none was chosen. */
export type ChooseParcel = (what: 'parcel' | 'openParcel') => Promise<string | null>

const megabyte = 1_000_000

/** Whether a box is needed to carry it out: a place that the page does not know. */
export const needsParcelBox = (way: ParcelWay): boolean =>
  way.place === null || (way.act === 'write' && way.answers === null)

/** The carrier of it; null: a box was closed without choosing. The request that is answered is chosen before the new file. */
export const parcelOf = async (way: ParcelWay, choose: ChooseParcel): Promise<ParcelCarrier | null> => {
  const answers =
    way.act === 'write' && way.answers !== undefined ? (way.answers ?? (await choose('openParcel'))) : undefined
  if (answers === null) return null
  const place = way.place ?? (await choose(way.act === 'read' ? 'openParcel' : 'parcel'))
  if (place === null) return null
  if (way.act !== 'write') return { kind: 'parcel', place, order: { act: way.act } }
  const order: ParcelOrder = {
    act: 'write',
    ...(way.since === undefined ? {} : { since: way.since }),
    ...(answers === undefined ? {} : { answers }),
    ...(way.partSize === undefined ? {} : { partSize: way.partSize * megabyte }),
  }
  return { kind: 'parcel', place, order }
}
