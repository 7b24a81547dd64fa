import { fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { relayContext } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import { wrapBlob } from '#core/sync/blob'
import type { BlobKind, Secret } from '#core/sync/blob'
import type { Offer } from '#core/sync/offers'
import type { Place } from '#core/sync/place'
import { boxesOfRelay } from '#core/sync/relay/boxKeys'
import type { BoxKeys } from '#core/sync/relay/boxKeys'
import type { RelayConnection } from '#core/sync/relay/connection'
import { readBox } from '#core/sync/relay/readBox'
import type { OnRelay } from '#core/sync/relay/readBox'
import { knownBlobs } from '#core/sync/relay/relayBlobs'
import { relayCalls } from '#core/sync/relay/relayCalls'
import { inWindow } from '#core/sync/relay/window'
import type { Database } from '#core/vault/openDatabase'
import { blob } from '#core/vault/sql'

const day = 86_400_000
/** Days after which it is asked again whether a piece is there still. */
const lookAgain = 30
/** Blobs left between two notes of it. */
const noteEvery = 64

/** A relay as this laptop knows it, in hex. */
export const relayIdOf = ({ origin }: RelayUrl): string => toHex(hash(utf8(`tejido/1/relay place\0${origin}`)))

type Left = { readonly offer: Offer; readonly box: BoxKeys; readonly seq: number; readonly size: number }

/** One relay as a place, over a connection. `held`: what this laptop would leave itself. */
export const relayPlace = (
  { db, now }: { readonly db: Database; readonly now: () => Date },
  connection: RelayConnection,
  url: RelayUrl,
  held: () => Iterable<Offer>,
): Place<OnRelay> => {
  const id = relayIdOf(url)
  const keysOf = boxesOfRelay(relayContext(url.origin))
  const boxOf = (secret: Secret, kind: BlobKind, thing: Uint8Array): BoxKeys =>
    keysOf(secret, kind === 'piece' ? thing : undefined)
  const known = knownBlobs(db, blob(fromHex(id)))
  known.enter(connection.instance)
  const calls = relayCalls(connection)
  const today = Math.floor(now().getTime() / day)
  const reading = { db, known, calls, instance: connection.instance, today, held }
  const isDue = (day: number | undefined): boolean => day === undefined || Math.abs(today - day) >= lookAgain
  /** A piece lies in a box of its own, which nobody lists: gives it to be left again where nothing is in it any more. */
  const lookAtPiece = async ({ offer, box }: { offer: Offer; box: BoxKeys }): Promise<Offer | undefined> => {
    if ((await calls.list(box, 0, 1)).items.length === 0) {
      known.forget(box.id)
      return offer
    }
    known.setListed(box.id, connection.instance, { last: 0, mark: new Uint8Array(16), day: today })
    return undefined
  }

  return {
    id,
    kind: 'relay',
    async read(secrets, take, { all } = { all: false }) {
      let bytes = 0
      for (const box of secrets.map((secret) => keysOf(secret))) {
        if (!all) bytes += await readBox(reading, box, take)
        else {
          const items = await calls.listAll(box, 0)
          for await (const { item, inside } of inWindow(items, (item) => calls.open(box, item)))
            if (inside) await take([{ ...inside, box, seq: item.seq }])
        }
      }
      return bytes
    },
    done({ box, seq, kind }, thing) {
      known.note(box.id, seq, 'read', thing && { kind, id: thing })
    },
    async give(offers, visit) {
      const things = known.things()
      const homeOf = ({ kind, id: thing, under, also }: Offer): BoxKeys | undefined =>
        [under, ...also]
          .map((secret) => boxOf(secret, kind, thing))
          .find((box) => things.has(known.nameIn(box.id, kind, thing)))
      const lacking: Offer[] = []
      const toLookAt: { readonly offer: Offer; readonly box: BoxKeys }[] = []
      for (const offer of offers) {
        const box = homeOf(offer)
        if (!box) lacking.push(offer)
        else if (offer.kind === 'piece' && isDue(known.listed(box.id)?.day)) toLookAt.push({ offer, box })
      }
      for await (const gone of inWindow(toLookAt, lookAtPiece)) if (gone) lacking.push(gone)
      const leave = async (offer: Offer): Promise<Left | undefined> => {
        const payload = visit.signal.aborted ? undefined : offer.payload()
        if (!payload) return undefined
        const box = boxOf(offer.under, offer.kind, offer.id)
        const wrapped = wrapBlob(box.wrap, offer.kind, payload)
        const seq = await calls.leave(box, wrapped)
        // a number that was listed already is right when this is what stands there
        if (seq <= (known.listed(box.id)?.last ?? 0)) await calls.expectAt(box, seq, wrapped)
        return { offer, box, seq, size: wrapped.length }
      }
      let [done, sent, bytes] = [0, 0, 0]
      let unnoted: Left[] = []
      const noteThem = (): void => {
        db.transaction(() => unnoted.forEach(({ offer, box, seq }) => known.note(box.id, seq, 'left', offer)))()
        unnoted = []
      }
      try {
        for await (const left of inWindow(lacking, leave)) {
          visit.onProgress?.((done += 1), lacking.length)
          if (!left) continue
          unnoted.push(left)
          bytes += left.size
          sent += left.offer.kind === 'envelope' ? 1 : 0
          if (unnoted.length >= noteEvery) noteThem()
        }
      } finally {
        noteThem()
      }
      return { sent, bytes }
    },
    async piece(thing, secrets) {
      for (const box of secrets.map((secret) => keysOf(secret, thing)))
        for (const item of (await calls.list(box, 0)).items) {
          const { inside } = await calls.open(box, item)
          if (inside?.kind === 'piece') return inside.payload
        }
      return undefined
    },
  }
}
