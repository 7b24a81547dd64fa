import { sameBytes, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { ListedItem } from '#core/relay/messages'
import { wrapBlob } from '#core/sync/blob'
import type { Inside } from '#core/sync/blob'
import type { Offer } from '#core/sync/offers'
import type { BoxKeys } from '#core/sync/relay/boxKeys'
import type { KnownBlobs, Listed } from '#core/sync/relay/relayBlobs'
import type { RelayCalls } from '#core/sync/relay/relayCalls'
import { inWindow } from '#core/sync/relay/window'
import type { Database } from '#core/vault/openDatabase'

/** A blob as a relay gave it. */
export type OnRelay = Inside & { readonly box: BoxKeys; readonly seq: number }

/** What reading a box needs. `held`: what this laptop would leave itself. `today`: days since 1970. */
export type Reading = {
  readonly db: Database
  readonly known: KnownBlobs
  readonly calls: RelayCalls
  readonly instance: Uint8Array
  readonly today: number
  readonly held: () => Iterable<Offer>
}

/** Days after which a box is listed from its beginning again: what went by its age is left anew. */
const listAnew = 30
/** Bytes of blobs handed over at a time, about. */
const portion = 256 * 1_024

/**
 * From which number on a box is listed: from the last one, unless the store was set back, or it is time to look at all of it.
 * Then nothing counts of what its numbers stood for: what is held here is known again by its hash.
 */
const beginning = async ({ known, calls, today }: Reading, box: BoxKeys): Promise<Listed> => {
  const listed = known.listed(box.id)
  if (listed && listed.last > 0 && Math.abs(today - listed.day) < listAnew) {
    const [item] = (await calls.list(box, listed.last - 1, 1)).items
    if (item?.seq === listed.last && sameBytes(item.hash, listed.mark)) return listed
  }
  known.forget(box.id)
  return { last: 0, mark: new Uint8Array(16), day: today }
}

/** What is held here and not known to be there, by the first half of the hash that its blob would have in a box. */
const matches = ({ known, held }: Reading, box: BoxKeys): Map<string, Offer> => {
  const things = known.things()
  const found = new Map<string, Offer>()
  for (const offer of held()) {
    if (offer.kind === 'piece' || things.has(known.nameIn(box.id, offer.kind, offer.id))) continue
    const payload = offer.payload()
    if (payload) found.set(toHex(hash(wrapBlob(box.wrap, offer.kind, payload)).subarray(0, 16)), offer)
  }
  return found
}

/** Looks through the list: forgets what is gone, finds what is held here already, and gives what has to be fetched. */
const sift = async (
  reading: Reading,
  box: BoxKeys,
  from: number,
  items: readonly ListedItem[],
): Promise<ListedItem[]> => {
  const { db, known, calls } = reading
  const rows = known.rows(box.id)
  // what the relay said that it took is there when the list shows its hash: the number alone may be another's by now
  db.transaction(() => {
    for (const { seq, state } of rows.values()) if (state === 'left' && seq > from) known.drop(box.id, seq)
  })()
  const listed = new Set(items.map(({ seq }) => seq))
  const fresh = items.filter(({ seq }) => rows.get(seq)?.state !== 'read')
  for (const { seq, state } of rows.values())
    if (state === 'again' && seq <= from)
      fresh.push(...(await calls.list(box, seq - 1, 1)).items.filter((item) => item.seq === seq))
  const mine = fresh.length > 0 ? matches(reading, box) : new Map<string, Offer>()
  const wanted: ListedItem[] = []
  db.transaction(() => {
    for (const { seq } of rows.values()) if (seq > from && !listed.has(seq)) known.drop(box.id, seq)
    for (const item of fresh) {
      const offer = mine.get(toHex(item.hash))
      if (offer) known.note(box.id, item.seq, 'read', offer)
      else wanted.push(item)
    }
  })()
  return wanted.sort((a, b) => a.seq - b.seq)
}

/** Hands over what is new in a box, a portion at a time. Returns the bytes that came. */
export const readBox = async (
  reading: Reading,
  box: BoxKeys,
  take: (found: readonly OnRelay[]) => Promise<void>,
): Promise<number> => {
  const { db, known, calls, instance } = reading
  const before = await beginning(reading, box)
  const items = await calls.listAll(box, before.last)
  const wanted = await sift(reading, box, before.last, items)
  let found: OnRelay[] = []
  let [bytes, size] = [0, 0]
  const handOver = async (): Promise<void> => {
    const these = found
    found = []
    size = 0
    // until somebody says that it is done with, it is to be read again
    db.transaction(() => these.forEach(({ seq }) => known.note(box.id, seq, 'again')))()
    await take(these)
  }
  for await (const { item, inside, bytes: came } of inWindow(wanted, (item) => calls.open(box, item))) {
    bytes += came
    if (!inside) known.note(box.id, item.seq, 'read')
    else {
      found.push({ ...inside, box, seq: item.seq })
      size += came
      if (size >= portion) await handOver()
    }
  }
  if (found.length > 0) await handOver()
  const end = items.at(-1)
  known.setListed(box.id, instance, { ...before, ...(end && { last: end.seq, mark: end.hash }) })
  return bytes
}
