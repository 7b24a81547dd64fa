import { sameBytes } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sign } from '#core/crypto/signing'
import { boxContext, putMessage } from '#core/relay/boxes'
import { isBlobSize, largestPart, mostListed, unpackItems } from '#core/relay/messages'
import type { ListedItem } from '#core/relay/messages'
import { unwrapBlob } from '#core/sync/blob'
import type { Inside } from '#core/sync/blob'
import type { BoxKeys } from '#core/sync/relay/boxKeys'
import { RelayError } from '#core/sync/relay/connection'
import type { RelayConnection } from '#core/sync/relay/connection'

/** Blobs of one box, at most: of 1 KiB each they are half a gigabyte. */
const mostInBox = 524_288

/** What a relay is asked about a box, with every answer held against what was asked. All reject with RelayError. */
export const relayCalls = (connection: RelayConnection) => {
  const list = async (
    box: BoxKeys,
    from: number,
    most = mostListed,
  ): Promise<{ items: ListedItem[]; more: boolean }> => {
    const { publicKey: pub, token } = box
    const { items, more } = await connection.ask({ t: 'list', pub, token, from, most }, 'listed')
    const unpacked = unpackItems(items)
    if (
      !unpacked ||
      unpacked.length > most ||
      (unpacked[0]?.seq ?? from + 1) <= from ||
      (more && unpacked.length === 0)
    )
      throw new RelayError('RelayMisbehaved')
    return { items: unpacked, more }
  }
  const part = async (box: BoxKeys, seq: number, at: number) => {
    const { publicKey: pub, token } = box
    try {
      return await connection.ask({ t: 'get', pub, token, seq, at }, 'blob')
    } catch (error) {
      if (error instanceof RelayError && error.code === 'NotFound') return undefined
      throw error
    }
  }
  /** A blob whole, part by part; undefined when it went meanwhile. Another than was listed is the relay's lie. */
  const get = async (box: BoxKeys, item: ListedItem): Promise<Uint8Array | undefined> => {
    let whole: Uint8Array | undefined
    for (let at = 0; at < (whole?.length ?? 1);) {
      const answer = await part(box, item.seq, at)
      if (!answer) return undefined
      const isRight = isBlobSize(answer.size) && (whole?.length ?? answer.size) === answer.size && answer.at === at
      const end = at + answer.part.length
      if (!isRight || end === at || end > answer.size) throw new RelayError('RelayMisbehaved')
      whole ??= new Uint8Array(answer.size)
      whole.set(answer.part, at)
      at = end
    }
    if (!whole || !sameBytes(hash(whole).subarray(0, 16), item.hash)) throw new RelayError('RelayMisbehaved')
    return whole
  }
  return {
    /** One page of what came after a number. */
    list,
    /** All that came after a number. A list that has no end is the relay's lie. */
    async listAll(box: BoxKeys, from: number): Promise<ListedItem[]> {
      const all: ListedItem[] = []
      for (let more = true; more;) {
        const page = await list(box, all.at(-1)?.seq ?? from)
        all.push(...page.items)
        ;({ more } = page)
        if (all.length > mostInBox) throw new RelayError('RelayMisbehaved')
      }
      return all
    },
    /** What a blob holds; `inside` is undefined when it went meanwhile, or is none of ours. `bytes`: that came for it. */
    async open(
      box: BoxKeys,
      item: ListedItem,
    ): Promise<{ item: ListedItem; inside: Inside | undefined; bytes: number }> {
      const blob = await get(box, item)
      return { item, inside: blob && unwrapBlob([box.wrap], blob), bytes: blob?.length ?? 0 }
    },
    /** Looks whether a blob stands at a number. */
    async expectAt(box: BoxKeys, seq: number, blob: Uint8Array): Promise<void> {
      const [item] = seq > 0 ? (await list(box, seq - 1, 1)).items : []
      if (item?.seq !== seq || !sameBytes(item.hash, hash(blob).subarray(0, 16)))
        throw new RelayError('RelayMisbehaved')
    },
    /** Leaves a blob, from where an earlier try broke off. Resolves with its number once it is on the relay's disk. */
    async leave(box: BoxKeys, blob: Uint8Array): Promise<number> {
      const own = { pub: box.publicKey, reader: box.reader, hash: hash(blob), size: blob.length, slot: null }
      const signature = sign('relay put', boxContext(box.id), putMessage(own.hash, own.size, null), box.secretKey)
      const put = (at: number, bytes: Uint8Array) =>
        connection.ask({ t: 'put', ...own, signature, at, part: bytes }, 'stored', 'part')
      let answer = await put(0, blob.length > largestPart ? new Uint8Array() : blob)
      for (let at = -1; answer.t === 'part';) {
        if (answer.at <= at || answer.at >= blob.length) throw new RelayError('RelayMisbehaved')
        ;({ at } = answer)
        answer = await put(at, blob.subarray(at, at + largestPart))
      }
      return answer.seq
    },
  }
}

/** What `relayCalls` gives. */
export type RelayCalls = ReturnType<typeof relayCalls>
