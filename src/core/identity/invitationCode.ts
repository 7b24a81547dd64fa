import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { signingKeysFromSeed } from '#core/crypto/signing'
import { symbols, symbolsTyped } from '#core/crypto/symbols'
import { concatBytes, utf8 } from '#core/crypto/bytes'
import type { KeyPair } from '#core/identity/memberKeys'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * An invitation's code: 128 random bits and a checksum of 12, spoken or written as seven groups of five letters.
 * Each group is four symbols of Crockford's base 32 and a check symbol, so that a slip names its group.
 */
const groups = 7
const secretBytes = 16
/** A pasted megabyte is refused before it is looked at. */
const longestPaste = 200

/** A sum modulo 32 with odd weights, so that every single slip shows; the group's place is in it, so swapped groups do. */
const checkOf = (values: readonly number[], group: number): number =>
  values.reduce((sum, value, i) => sum + value * (2 * i + 3), (group + 1) * 7) % 32

const checksumOf = (secret: Uint8Array): Uint8Array => hash(concatBytes(utf8('tejido/1/invitation code'), secret), 16)

/** The code for 16 secret bytes. */
export const codeOfSecret = (secret: Uint8Array): string => {
  const [c0 = 0, c1 = 0] = checksumOf(secret)
  let bits = 0n
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte)
  bits = (bits << 12n) | BigInt((c0 << 4) | (c1 >> 4))
  const values = Array.from({ length: groups * 4 }, (_, i) => Number((bits >> BigInt(5 * (groups * 4 - 1 - i))) & 31n))
  return Array.from({ length: groups }, (_, group) => {
    const four = values.slice(group * 4, group * 4 + 4)
    return [...four, checkOf(four, group)].map((value) => symbols[value]).join('')
  }).join('-')
}

/** A fresh secret. */
export const createInvitationSecret = (): Uint8Array => randomBytes(secretBytes)

/**
 * The 16 secret bytes of a code as a person typed or pasted it: case, spaces, dashes, O for 0 and l for 1 do not matter.
 * Errors: InvitationMalformed (not a code at all) · InvitationTypo {group} (the first group that does not hold; 0 = the whole).
 */
export const parseInvitationCode = (typed: string): Result<Uint8Array> => {
  if (typed.length > longestPaste) return fail('InvitationMalformed')
  const values = Array.from(symbolsTyped(typed), (symbol) => symbols.indexOf(symbol))
  if (values.length !== groups * 5 || values.includes(-1)) {
    const wrong = values.indexOf(-1)
    return values.length === groups * 5 && wrong >= 0
      ? fail('InvitationTypo', { group: Math.floor(wrong / 5) + 1 })
      : fail('InvitationMalformed')
  }
  let bits = 0n
  for (let group = 0; group < groups; group++) {
    const four = values.slice(group * 5, group * 5 + 4)
    if (checkOf(four, group) !== values[group * 5 + 4]) return fail('InvitationTypo', { group: group + 1 })
    for (const value of four) bits = (bits << 5n) | BigInt(value)
  }
  const secret = Uint8Array.from({ length: secretBytes }, (_, i) => Number((bits >> BigInt(12 + 8 * (15 - i))) & 255n))
  return codeOfSecret(secret).replaceAll('-', '') === values.map((value) => symbols[value]).join('')
    ? ok(secret)
    : fail('InvitationTypo', { group: 0 })
}

/** What a code opens: the key that signs a request, and the secret both sides meet under. */
export type InvitationKeys = { readonly code: KeyPair; readonly carrier: Uint8Array }

/** The keys of an invitation, from its secret alone; both derivations are for any network (the code names none). */
export const invitationKeys = (secret: Uint8Array): InvitationKeys => {
  const key = hash(secret)
  const anyNetwork = new Uint8Array(32)
  return {
    code: signingKeysFromSeed(derive(key, 'invitation key', anyNetwork)),
    carrier: derive(key, 'carrier', anyNetwork),
  }
}
