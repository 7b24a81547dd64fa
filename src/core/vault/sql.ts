import { fromHex, toHex } from '#core/crypto/bytes'

/** Bytes as the database binding takes and gives them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Bytes as the database binding takes them. It binds bytes of length 0 as NULL: write `coalesce(?, x'')` where they may be. */
export const blob = (bytes: Uint8Array): Bytes =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : new Uint8Array(bytes)

/** An id in hex as the database keeps it. */
export const idBlob = (hex: string): Bytes => blob(fromHex(hex))

/** An id as the program has it. */
export const idHex = (bytes: Uint8Array): string => toHex(bytes)

/** Plain bytes of what the binding hands out, which is a Buffer over memory of its own. */
export const plainBytes = (buffer: Bytes): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
