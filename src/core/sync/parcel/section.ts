import { concatBytes, sameBytes } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { largestEnvelope } from '#core/envelopes/body'
import type { Secret } from '#core/sync/blob'
import {
  blockLength,
  encodeHead,
  openBlock,
  parseHead,
  saltOf,
  sealBlock,
  sectionKey,
  textLength,
} from '#core/sync/parcel/block'
import type { Head } from '#core/sync/parcel/block'
import { ParcelFault } from '#core/sync/parcel/fault'

/** What a section holds, one after another: kind ‖ u32(length) ‖ bytes; a zero byte ends it, and zeros fill the rest. */
type RecordKind = 'envelope' | 'request' | 'card' | 'admission' | 'piece' | 'holds'
const kinds: readonly (RecordKind | 'end')[] = ['end', 'envelope', 'request', 'card', 'admission', 'piece', 'holds']

/** One thing in a section. */
export type ParcelRecord = { readonly kind: RecordKind; readonly bytes: Uint8Array }

const prefixLength = 5
const noText = new Uint8Array(blockLength)
/** Bytes that a thing of this length takes. */
export const lengthOf = (bytes: number): number => prefixLength + bytes

const prefixOf = ({ kind, bytes }: ParcelRecord): Uint8Array => {
  const prefix = new Uint8Array(prefixLength)
  prefix[0] = kinds.indexOf(kind)
  new DataView(prefix.buffer).setUint32(1, bytes.length)
  return prefix
}

/** The blocks of a section, as they go to the file. What does not fit into `head.blocks` is a bug and throws. */
export function* sealSection(under: Secret, head: Head, records: Iterable<ParcelRecord>): Generator<Uint8Array> {
  const salt = randomBytes(32)
  const key = sectionKey(under, salt)
  let index = 0
  let text = new Uint8Array(textLength(0))
  let at = 0
  function* write(bytes: Uint8Array): Generator<Uint8Array> {
    for (let done = 0; done < bytes.length;) {
      const taken = bytes.subarray(done, done + text.length - at)
      text.set(taken, at)
      done += taken.length
      at += taken.length
      if (at === text.length) yield* flush()
    }
  }
  function* flush(): Generator<Uint8Array> {
    if (index >= head.blocks) throw new RangeError('more than was planned')
    yield sealBlock(key, salt, index, head.blocks, text)
    index += 1
    text = new Uint8Array(textLength(index))
    at = 0
  }
  yield* write(encodeHead(head))
  for (const record of records) {
    yield* write(prefixOf(record))
    yield* write(record.bytes)
  }
  yield* write(new Uint8Array(1))
  while (at > 0 || index < head.blocks) yield* flush()
}

/** Where a section is read from: how many blocks there are (no whole number of a file that was cut), and each. Throws ParcelFault. */
export type Blocks = { readonly count: number; block(index: number): Uint8Array }

/** A section that a key opened: where it begins in the file. */
export type OpenedSection = {
  readonly head: Head
  readonly under: Secret
  readonly salt: Uint8Array
  readonly first: number
  readonly key: Uint8Array
}

/** The section that begins at a block of the file, under the first of these secrets that opens it; undefined when none does. */
export const openSection = (blocks: Blocks, first: number, secrets: readonly Secret[]): OpenedSection | undefined => {
  const block = blocks.block(first)
  const salt = saltOf(block).slice()
  for (const under of secrets) {
    const key = sectionKey(under, salt)
    const text = openBlock(key, 0, 0, block)
    if (!text) continue
    const found = parseHead(text)
    if (found === 'newer') throw new ParcelFault('ParcelNewer')
    if (!found || first + found.head.blocks + found.head.tail > blocks.count) throw new ParcelFault('ParcelDamaged')
    return { head: found.head, under, salt, first, key }
  }
  return undefined
}

/**
 * Everything in a section in order, read a block at a time. Throws ParcelFault where a block is not what it was, and where
 * things do not end as they should: whoever wants to be sure first goes to the end once without using any.
 */
export function* recordsOf(blocks: Blocks, { head, first, key }: OpenedSection): Generator<ParcelRecord> {
  let index = 0
  let text: Uint8Array = new Uint8Array(0)
  const next = (): Uint8Array => {
    const found = openBlock(key, index, head.blocks, blocks.block(first + index))
    const start = index === 0 && found ? parseHead(found) : undefined
    if (!found || (index === 0 && (typeof start !== 'object' || start.head.blocks !== head.blocks)))
      throw new ParcelFault('ParcelDamaged')
    index += 1
    return typeof start === 'object' ? start.rest : found
  }
  const take = (length: number): Uint8Array => {
    const parts: Uint8Array[] = []
    for (let missing = length; missing > 0;) {
      if (text.length === 0) {
        if (index === head.blocks) throw new ParcelFault('ParcelDamaged')
        text = next()
      }
      const part = text.subarray(0, missing)
      parts.push(part)
      missing -= part.length
      text = text.subarray(part.length)
    }
    return concatBytes(...parts)
  }
  for (;;) {
    const kind = kinds[take(1)[0] ?? 255]
    if (kind === 'end') break
    const length = new DataView(take(4).buffer).getUint32(0)
    if (!kind || length > largestEnvelope) throw new ParcelFault('ParcelDamaged')
    yield { kind, bytes: take(length) }
  }
  while (sameBytes(text, noText.subarray(0, text.length))) {
    if (index === head.blocks) return
    text = next()
  }
  throw new ParcelFault('ParcelDamaged')
}
