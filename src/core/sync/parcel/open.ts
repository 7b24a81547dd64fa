import { toHex } from '#core/crypto/bytes'
import type { Local } from '#core/sync/local'
import { readingSecrets } from '#core/sync/offers'
import { knockByParcel, learnFromNote } from '#core/sync/parcel/door'
import { ParcelFault } from '#core/sync/parcel/fault'
import { findParts, openParcelFile } from '#core/sync/parcel/files'
import type { Found } from '#core/sync/parcel/files'
import { openSection } from '#core/sync/parcel/section'
import type { Blocks, OpenedSection } from '#core/sync/parcel/section'

/** A parcel as it was found: its parts by number. `spoiled`: parts that stand there by their names and do not open. */
export type FoundParcel = {
  readonly parcel: Uint8Array
  readonly of: number
  readonly parts: ReadonlyMap<number, { readonly path: string; readonly blocks: number }>
  readonly spoiled: readonly number[]
}

/** The section that a file begins with; undefined when no key that is here opens it. Throws ParcelFault. */
const sectionOf = (local: Local, blocks: Blocks): OpenedSection | undefined => {
  const ledger = local.network()?.ledger
  const opened = ledger && openSection(blocks, 0, readingSecrets(ledger))
  if (opened && (opened.head.kind === 'note' || opened.head.blocks + opened.head.tail !== blocks.count))
    throw new ParcelFault('ParcelDamaged')
  return opened
}

/** Opens what a part of a parcel holds. Throws ParcelFault: ParcelOfAnother, ParcelDamaged, ParcelNewer. */
export const openPart = (local: Local, blocks: Blocks): OpenedSection => {
  const opened = sectionOf(local, blocks)
  if (!opened) throw new ParcelFault('ParcelOfAnother')
  return opened
}

/** Runs work on an open file of a parcel. */
export const withFile = async <T>(
  path: string,
  work: (file: ReturnType<typeof openParcelFile>) => Promise<T> | T,
): Promise<T> => {
  const file = openParcelFile(path)
  try {
    return await work(file)
  } finally {
    file.close()
  }
}

/** Opens a file with the keys that are here, and with those that its notes hand over. `null`: it only lets a newcomer ask. */
const openFirst = async (local: Local, blocks: Blocks): Promise<OpenedSection | null> => {
  const knocked = await knockByParcel(local, blocks)
  const ledger = local.network()?.ledger
  const opened = sectionOf(local, blocks)
  if (opened) return opened
  if (ledger && learnFromNote(ledger, blocks)) return openPart(local, blocks)
  if (knocked) return null
  throw new ParcelFault(ledger ? 'ParcelOfAnother' : 'NoNetwork')
}

/** What a file beside the first is: a part of the same parcel, its number when it does not open, or nothing of it. */
const besides = async (local: Local, { path, number }: Found, parcel: string) => {
  try {
    return await withFile(path, (file) => {
      const { head } = openPart(local, file)
      return toHex(head.parcel) === parcel ? { part: head.part, path, blocks: file.count } : undefined
    })
  } catch {
    return number // a part that the disk does not give is as good as spoiled
  }
}

/**
 * Finds the parcel at a place with all its parts beside it. null: it only told a newcomer what to ask. Throws the disk's
 * error, and ParcelFault: ParcelUnreadable, ParcelOfAnother, ParcelDamaged, ParcelNewer, ParcelTooLarge, NoNetwork.
 */
export const findParcel = async (local: Local, place: string): Promise<FoundParcel | null> => {
  const [first, ...others] = findParts(place)
  if (!first) throw new ParcelFault('ParcelUnreadable')
  const opened = await withFile(first.path, async (file) => {
    const section = await openFirst(local, file)
    return section && { head: section.head, blocks: file.count }
  })
  if (!opened) return null
  const { parcel, part, of } = opened.head
  const parts = new Map([[part, { path: first.path, blocks: opened.blocks }]])
  const named: number[] = []
  for (const other of of > 1 ? others : []) {
    const found = await besides(local, other, toHex(parcel))
    if (typeof found === 'number') named.push(found)
    else if (found && !parts.has(found.part)) parts.set(found.part, found)
  }
  const spoiled = named.filter((number) => number >= 1 && number <= of && !parts.has(number))
  return { parcel, of, parts, spoiled }
}
