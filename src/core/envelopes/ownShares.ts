import { z } from 'zod'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { shareLength } from '#core/crypto/keyShares'
import { openSealed } from '#core/crypto/sealedBox'
import type { Ledger } from '#core/envelopes/ledger'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { SealedParts } from '#core/spaces/shares'

/** What is sealed for this laptop outside lockboxes: shares of keys, and what coordinators are told of them. */

/** One share. Its set and its space are sealed with it, so that nobody passes it off as another's, and its holder hears of an erasure. */
export type OwnShare = { readonly set: string; readonly space: string; readonly share: Uint8Array }

/** The bytes that are sealed of a share. */
export const shareToBytes = ({ set, space, share }: OwnShare): Uint8Array =>
  concatBytes(fromHex(set), fromHex(space), share)

const parseShare = (bytes: Uint8Array): OwnShare | undefined =>
  bytes.length === 64 + shareLength
    ? { set: toHex(bytes.subarray(0, 32)), space: toHex(bytes.subarray(32, 64)), share: bytes.subarray(64) }
    : undefined

const noteShape = z.strictObject({
  space: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32).transform(toHex),
  caseCode: z.string().max(40),
})

/** What an owner tells coordinators of a set. */
export type ShareNote = z.output<typeof noteShape>

/** The bytes that are sealed of a note. */
export const noteToBytes = ({ space, caseCode }: ShareNote): Uint8Array =>
  encodeCbor({ space: fromHex(space), caseCode: caseCode.slice(0, 40) })

const parseNote = (bytes: Uint8Array): ShareNote | undefined => {
  const note = noteShape.safeParse(decodeCbor(bytes))
  return note.success ? note.data : undefined
}

type BoxKeys = Ledger['device']['box']

const openedWith = (keys: BoxKeys, parts: SealedParts): Uint8Array[] => {
  const own = toHex(keys.publicKey)
  return parts.flatMap(({ box, sealed }) => (box === own ? (openSealed(sealed, keys) ?? []) : []))
}

const openOwn = (ledger: Ledger, parts: SealedParts): Uint8Array | undefined =>
  ledger.boxKeys().flatMap((keys) => openedWith(keys, parts))[0]

/** This laptop's share of a set, among some parts; undefined when there is none for it, or one of another set. */
export const ownShare = (ledger: Ledger, set: string, parts: SealedParts): OwnShare | undefined => {
  const bytes = openOwn(ledger, parts)
  const share = bytes && parseShare(bytes)
  return share?.set === set ? share : undefined
}

/** What its owner told this laptop of a set; undefined when she told it nothing. */
export const ownNote = (ledger: Ledger, notes: SealedParts): ShareNote | undefined => {
  const bytes = openOwn(ledger, notes)
  return bytes && parseNote(bytes)
}

/**
 * Whether this laptop's box key opens a share, or a note, of a space that was erased; whatever became of the op that
 * brought it. Only the key of now is tried: those before it are on their way out.
 */
export const opensErasedShare = (ledger: Ledger): boolean => {
  const { erased } = ledger.state()
  if (erased.size === 0) return false
  const given = ledger.root().judgedAs('give-share')
  const shared = ledger.root().judgedAs('share')
  const all = [given, shared].flat().flatMap(({ entry: { op } }) => ('notes' in op ? [op.parts, op.notes] : [op.parts]))
  return all
    .flatMap((parts) => openedWith(ledger.device.box, parts))
    .flatMap((bytes) => [parseShare(bytes), parseNote(bytes)])
    .some((found) => found !== undefined && erased.has(found.space))
}
