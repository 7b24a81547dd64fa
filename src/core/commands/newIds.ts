import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { symbolOf } from '#core/crypto/symbols'

/** A case's code: five random symbols that mean nothing (32⁵, about 33 million). */
export const newCaseCode = (): string => [...randomBytes(5)].map(symbolOf).join('')

/** The id of a row inside a document: 16 random bytes in hex, so that two offline additions never collide. */
export const newRowId = (): string => toHex(randomBytes(16))
