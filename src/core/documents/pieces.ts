import { open, seal, sealOverhead } from '#core/crypto/aead'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import type { Database } from '#core/vault/openDatabase'
import { idBlob, idHex, plainBytes, blob } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/**
 * Attachments in sealed pieces. A piece is named by the hash of its sealed bytes, so that whoever brings one can be
 * checked by who asked for it; the key is in the case's document, and who has no key holds noise of one of few sizes.
 */

/** Bytes of a file in one piece. */
const pieceLength = 262_144
/** The largest piece as it is carried. */
export const largestPiece = pieceLength + sealOverhead

/** A file as its document names it: its key and its pieces in order, both in hex, and its length in bytes. */
export type SealedFile = { readonly key: string; readonly pieces: readonly string[]; readonly size: number }

const idOf = (sealed: Uint8Array): Uint8Array<ArrayBuffer> => hash(concatBytes(utf8('tejido/1/piece\0'), sealed))

/** Bound to each piece: its place among all, so that none can stand for another. */
const placeOf = (index: number, count: number): Uint8Array =>
  utf8(`tejido/1/piece place\0${String(index)}/${String(count)}`)

/** The last piece is padded to a power of two of at least 4 KiB: its length says little of the file's. */
const paddedLength = (length: number): number => {
  let size = 4_096
  while (size < length) size *= 2
  return size
}

/** Seals a file and keeps its pieces. In a transaction of the caller. */
export const keepFile = (db: Database, file: Uint8Array): SealedFile => {
  const key = randomBytes(32)
  const count = Math.max(1, Math.ceil(file.length / pieceLength))
  const put = db.prepare(
    'INSERT INTO piece (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes',
  )
  const pieces = Array.from({ length: count }, (_, i) => {
    const part = file.subarray(i * pieceLength, (i + 1) * pieceLength)
    const padded = new Uint8Array(paddedLength(part.length))
    padded.set(part)
    const sealed = seal(key, padded, placeOf(i, count))
    const id = idOf(sealed)
    put.run([id, sealed])
    return toHex(id)
  })
  return { key: toHex(key), pieces, size: file.length }
}

const lengthIn = (index: number, { size, pieces }: SealedFile): number =>
  index < pieces.length - 1 ? pieceLength : size - index * pieceLength

/**
 * One piece of a file, opened; `elsewhere` when it is not on this laptop, `spoiled` when what its document names is not
 * what it seems (a document that lies).
 */
export const readPiece = (db: Database, file: SealedFile, index: number): Uint8Array | 'elsewhere' | 'spoiled' => {
  const [id, length] = [file.pieces[index], lengthIn(index, file)]
  if (id === undefined || file.key.length !== 64 || length < 0 || length > pieceLength) return 'spoiled'
  const sealed = pieceOf(db, id)
  if (!sealed) return 'elsewhere'
  const plain = open(fromHex(file.key), sealed, placeOf(index, file.pieces.length))
  return plain && plain.length >= length ? plain.subarray(0, length) : 'spoiled'
}

/** A piece as it is carried; undefined when it is not here. */
export const pieceOf = (db: Database, id: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = db.prepare('SELECT bytes FROM piece WHERE id = ?', { pluck: true }).get<Bytes | null>([idBlob(id)])
  return bytes ? plainBytes(bytes) : undefined
}

/** Which of these are not on this laptop. */
export const piecesMissing = (db: Database, ids: readonly string[]): string[] => {
  const here = db.prepare('SELECT 1 FROM piece WHERE id = ? AND bytes IS NOT NULL')
  return ids.filter((id) => here.get([idBlob(id)]) === undefined)
}

/** Asks for pieces at the next exchanges, until they come. */
export const wantPieces = (db: Database, ids: readonly string[]): void => {
  const want = db.prepare('INSERT OR IGNORE INTO piece (id, bytes) VALUES (?, NULL)')
  for (const id of ids) want.run([idBlob(id)])
}

/** Pieces that are asked for, at most so many. */
export const piecesWanted = (db: Database, most: number): string[] =>
  db.prepare('SELECT id FROM piece WHERE bytes IS NULL LIMIT ?', { pluck: true }).all<Bytes>([most]).map(idHex)

/** Keeps a piece that came. False when it is not one that is wanted here, or not what its name says. */
export const takePiece = (db: Database, sealed: Uint8Array): boolean => {
  if (sealed.length > largestPiece) return false
  const done = db.prepare('UPDATE piece SET bytes = ? WHERE id = ? AND bytes IS NULL').run([blob(sealed), idOf(sealed)])
  return done.changes > 0
}

/** Every piece that is here, by id. */
export const piecesHere = (db: Database): string[] =>
  db.prepare('SELECT id FROM piece WHERE bytes IS NOT NULL ORDER BY id', { pluck: true }).all<Bytes>().map(idHex)

/** Forgets pieces for good. */
export const dropPieces = (db: Database, ids: readonly string[]): void => {
  const drop = db.prepare('DELETE FROM piece WHERE id = ?')
  for (const id of ids) drop.run([idBlob(id)])
}
