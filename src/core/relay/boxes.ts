import { concatBytes, u64, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { contextLength } from '#core/crypto/signedBytes'

/** Bytes of a box id. */
const boxIdLength = 16

const tagged = (name: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8(`tejido/1/${name}`), Uint8Array.of(0), ...parts)

/** What a writer shows of the read token (32 bytes): its hash. Writing alone does not let one read the list. */
export const readerOf = (token: Uint8Array): Uint8Array<ArrayBuffer> => hash(token)

/**
 * The id of a box, 16 bytes: what a relay files blobs under. Bound to who may write and who may read, so that nobody has to
 * register a box before it is used.
 *
 * @param pub - the write key, 32 bytes
 * @param reader - `readerOf` the read token, 32 bytes
 */
export const boxIdOf = (pub: Uint8Array, reader: Uint8Array): Uint8Array<ArrayBuffer> =>
  hash(tagged('relay box', pub, reader)).slice(0, boxIdLength)

/** A box id as the context of a signature: filled up with zeros to 32 bytes. */
export const boxContext = (box: Uint8Array): Uint8Array<ArrayBuffer> => {
  const context = new Uint8Array(contextLength)
  context.set(box)
  return context
}

/** What is signed (domain `relay put`) for a blob: its hash (32 bytes), its size, its slot (16 bytes) if it has one. */
export const putMessage = (hashOfBlob: Uint8Array, size: number, slot: Uint8Array | null): Uint8Array<ArrayBuffer> =>
  concatBytes(hashOfBlob, u64(size), slot ?? new Uint8Array())

/** What a relay keeps of an admission line in memory, 32 bytes. `line`: 26 symbols, as `admissionLineTyped` gives them. */
export const lineKeyOf = (line: string): Uint8Array<ArrayBuffer> => hash(utf8(line))

/** Proof of knowing a line, for one connection's challenge (32 bytes). 32 bytes. */
export const admissionProof = (lineKey: Uint8Array, challenge: Uint8Array): Uint8Array<ArrayBuffer> =>
  hash(tagged('relay admission', challenge), 32, lineKey)

/** Under what a line's bytes are counted in a store, 16 bytes: from it nobody gets the key, so the store admits nobody. */
export const lineIdOf = (lineKey: Uint8Array): Uint8Array<ArrayBuffer> =>
  hash(tagged('relay line', lineKey)).slice(0, boxIdLength)
