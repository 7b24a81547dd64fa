import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A case's code: five random symbols that mean nothing (32⁵, about 33 million). */
export const newCaseCode = (): string => [...randomBytes(5)].map((byte) => crockford[byte & 31]).join('')

/** The id of a row inside a document: 16 random bytes in hex, so that two offline additions never collide. */
export const newRowId = (): string => toHex(randomBytes(16))
