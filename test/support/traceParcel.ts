import { hash } from '#core/crypto/hash'
import { encodeHead, saltOf } from '#core/sync/parcel/block'
import type { Head } from '#core/sync/parcel/block'
import { sealSection } from '#core/sync/parcel/section'
import type { Part } from './trace'

/** A parcel of one block with one request in it, under an epoch's key. */
export const parcelPart = (secret: Uint8Array, network: Uint8Array, request: Uint8Array): Part => {
  const parcel = Uint8Array.from({ length: 16 }, (_, i) => i)
  const none = hash(new Uint8Array())
  const head: Head = { kind: 'things', parcel, part: 1, of: 1, blocks: 1, tail: 0, tailHash: none }
  const [block = new Uint8Array()] = sealSection({ secret, context: network }, head, [
    { kind: 'request', bytes: request },
  ])
  return {
    title: 'A parcel',
    says: "One block under the first key, with Bina's request in it: its salt, its head, how it begins and ends, and its hash.",
    items: [
      { name: 'parcel.salt', value: saltOf(block) },
      { name: 'parcel.head', value: encodeHead(head) },
      { name: 'parcel.start', value: block.subarray(0, 168) },
      { name: 'parcel.tag', value: block.subarray(-16) },
      { name: 'parcel.hash', value: hash(block) },
    ],
  }
}
