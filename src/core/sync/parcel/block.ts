import { open, sealOverhead, sealWithNonce } from '#core/crypto/aead'
import { concatBytes, u64, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import type { Secret } from '#core/sync/blob'

/**
 * A parcel is one file in a pocket (docs/wire-format.md, Parcel). It is made of *sections*, each under a key of its own, of
 * blocks of one length: nothing in the file is plain and nothing tells where one section ends, not even a length that is
 * not a round number. The first block of a section begins with its salt; what it holds begins with its head.
 */
export const blockLength = 65_536
const saltLength = 32
const nonceLength = 24
const tagLength = sealOverhead - nonceLength
const domain = utf8('tejido/1/parcel')

/** What a section is: things for members, a request for what lacks, or a note for whoever has only an older key or a code. */
export type SectionKind = 'things' | 'request' | 'note'
const kinds: readonly SectionKind[] = ['things', 'request', 'note']
const version = 1

/** The beginning of a section. */
export type Head = {
  readonly kind: SectionKind
  /** Random, the same in every part of a parcel: 16 bytes. */
  readonly parcel: Uint8Array
  /** Which part it is, from 1, of how many. */
  readonly part: number
  readonly of: number
  /** Blocks of this section. */
  readonly blocks: number
  /** Blocks of the file behind this section: notes. `tailHash`: their hash, so that nothing in the file goes unchecked. */
  readonly tail: number
  readonly tailHash: Uint8Array
}
const headLength = 66

/** The key of a section, from what it is under and its salt. */
export const sectionKey = ({ secret, context }: Secret, salt: Uint8Array): Uint8Array =>
  derive(secret, 'parcel', concatBytes(context, salt))

/** Where the first block of a section has its salt. */
export const saltOf = (block: Uint8Array): Uint8Array => block.subarray(0, saltLength)

/** Bytes of text in the block of this number, from 0. */
export const textLength = (index: number): number => blockLength - tagLength - (index === 0 ? saltLength : 0)

/** No block is good in another's place, and only the last is good as the last. Each section has a key of its own. */
const nonceOf = (index: number, blocks: number): Uint8Array =>
  concatBytes(u64(index), Uint8Array.of(index > 0 && index === blocks - 1 ? 1 : 0), new Uint8Array(nonceLength - 9))

/** A block of the file from its text; the first with the salt before it. */
export const sealBlock = (
  key: Uint8Array,
  salt: Uint8Array,
  index: number,
  blocks: number,
  text: Uint8Array,
): Uint8Array => {
  const sealed = sealWithNonce(key, nonceOf(index, blocks), text, domain).subarray(nonceLength)
  return index === 0 ? concatBytes(salt, sealed) : sealed
}

/** The text of a block; undefined when it is not this block of this section. `blocks` is not looked at for the first. */
export const openBlock = (key: Uint8Array, index: number, blocks: number, block: Uint8Array): Uint8Array | undefined =>
  open(key, concatBytes(nonceOf(index, blocks), index === 0 ? block.subarray(saltLength) : block), domain)

/** The bytes of a head. */
export const encodeHead = ({ kind, parcel, part, of, blocks, tail, tailHash }: Head): Uint8Array => {
  const bytes = new Uint8Array(headLength)
  const view = new DataView(bytes.buffer)
  bytes.set([version, kinds.indexOf(kind)])
  bytes.set(parcel, 2)
  for (const [i, value] of [part, of, blocks, tail].entries()) view.setUint32(18 + 4 * i, value)
  bytes.set(tailHash, 34)
  return bytes
}

/** The head of a first block's text and what follows it; `newer` when a newer app wrote it, undefined when it makes no sense. */
export const parseHead = (text: Uint8Array): { head: Head; rest: Uint8Array } | 'newer' | undefined => {
  if ((text[0] ?? 0) > version) return 'newer'
  const kind = kinds[text[1] ?? 255]
  const view = new DataView(text.buffer, text.byteOffset, text.byteLength)
  const [part = 0, of = 0, blocks = 0, tail = 0] = [18, 22, 26, 30].map((at) => view.getUint32(at))
  if (text[0] !== version || !kind || part < 1 || part > of || of > mostParts || blocks < 1 || tail > mostTail)
    return undefined
  const head = { kind, parcel: text.slice(2, 18), part, of, blocks, tail, tailHash: text.slice(34, headLength) }
  return { head, rest: text.subarray(headLength) }
}

/** Parts of one parcel, at most. */
export const mostParts = 9_999
/** Blocks of notes behind a section, at most. */
export const mostTail = 64

/** What a section of so many blocks holds beside its head and the byte that ends it. */
export const roomIn = (blocks: number): number => blocks * textLength(1) - saltLength - headLength - 1

/** Sizes go in steps: by one up to 15 blocks, then by eighths of powers of two, so that a length says little. */
const stepAt = (blocks: number): number => {
  let step = 1
  while (blocks >= step * 16) step *= 2
  return step
}

/** The largest size of a file that is not above so many blocks. */
export const sizeBelow = (blocks: number): number => blocks - (blocks % stepAt(blocks))

/** Blocks of a section for so many bytes of things, such that with `tail` behind it the file has one of the sizes. */
export const blocksFor = (bytes: number, tail: number): number => {
  const needed = Math.ceil((bytes + saltLength + headLength + 1) / textLength(1)) + tail
  const step = stepAt(needed)
  return Math.ceil(needed / step) * step - tail
}
