import { z } from 'zod'
import { open, seal } from '#core/crypto/aead'
import type { BoxKeys } from '#core/crypto/boxing'
import { concatBytes, fromHex, utf8 } from '#core/crypto/bytes'
import { lockboxLength, openLockbox } from '#core/crypto/lockbox'
import { randomBytes } from '#core/crypto/randomBytes'
import { sealTo } from '#core/crypto/sealedBox'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { country, id16, line } from '#shared/contract/fields'
import type { Carried } from '#shared/records/carried'
import { isDay } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A file of the case, whole. `id`: of its row; `values`: what is said of it. */
export type CarriedFile = {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  readonly bytes: Uint8Array
}
/** What is in a file for another network. */
export type SealedCase = Carried & {
  readonly transferId: string
  /** The network it comes from. */
  readonly from: string
  readonly country: string
  readonly madeOn: string
  /** The answer is made with it, 32 bytes. */
  readonly secret: Uint8Array
  readonly files: readonly CarriedFile[]
}

/** The version of the shape below. A higher one is `TransferNewer`. */
const version = 1
/** What a file holds at most, in bytes: with what sealing and padding add it comes in as an attachment does. */
const largestTransfer = 24 * 1_048_576
const mebibyte = 1_048_576

const values = z.record(z.string().max(100), z.unknown())
const shape = z.strictObject({
  v: z.literal(version),
  id: id16(),
  from: line(),
  country: country().or(z.literal('')),
  on: z.string().refine(isDay),
  secret: z.custom<Uint8Array>((one) => one instanceof Uint8Array && one.length === 32),
  top: values,
  rows: z.array(z.tuple([z.string().max(40), id16(), z.number().int().min(1).max(1_000), values])),
  files: z.array(z.tuple([id16(), values, z.custom<Uint8Array>((one) => one instanceof Uint8Array)])).max(100),
})

const boundTo = (network: string): Uint8Array => concatBytes(utf8('tejido/1/transfer\0'), fromHex(network))

/** A power of two up to a mebibyte, then whole mebibytes: a size says little of what is inside. */
const paddedLength = (length: number): number => {
  let size = 4_096
  while (size < length && size < mebibyte) size *= 2
  return length <= size ? size : Math.ceil(length / mebibyte) * mebibyte
}

/**
 * Seals a case for one box key and one network: lockbox(K) ‖ Seal(K, CBOR ‖ 0x80 ‖ zeros). Nothing of it can be told from random
 * bytes. Failures: TransferTooLarge · TransferCodeWrong (a key that is none).
 */
export const sealCase = (one: SealedCase, key: Uint8Array, network: string): Result<Uint8Array> => {
  const plain = encodeCbor({
    v: version,
    id: one.transferId,
    from: one.from,
    country: one.country,
    on: one.madeOn,
    secret: one.secret,
    top: one.top,
    rows: one.rows.map((row) => [row.part, row.id, row.version, row.values]),
    files: one.files.map((file) => [file.id, file.values, file.bytes]),
  })
  if (plain.length >= largestTransfer) return fail('TransferTooLarge')
  const padded = new Uint8Array(paddedLength(plain.length + 1))
  padded.set(plain)
  padded[plain.length] = 0x80
  const once = randomBytes(32)
  const box = sealTo(key, once)
  return box ? ok(concatBytes(box, seal(once, padded, boundTo(network)))) : fail('TransferCodeWrong')
}

/** The inside of a file that these keys open; undefined when they do not. */
const openPlain = (file: Uint8Array, keys: BoxKeys, network: string): Uint8Array | undefined => {
  const once = openLockbox(file.subarray(0, lockboxLength), keys)
  const padded = once && open(once, file.subarray(lockboxLength), boundTo(network))
  if (!padded) return undefined
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  return padded.subarray(0, end)
}

/**
 * Opens a file. Failures: TransferNotForHere (another key, another network, or a byte that changed) · TransferNewer · TransferDamaged
 * (sealed by somebody whose program is not ours). What it carries is not checked yet.
 */
export const openCase = (file: Uint8Array, keys: BoxKeys, network: string): Result<SealedCase> => {
  const plain = openPlain(file, keys, network)
  if (!plain) return fail('TransferNotForHere')
  const decoded = decodeCbor(plain)
  const said = z.object({ v: z.number().int() }).safeParse(decoded)
  if (said.success && said.data.v > version) return fail('TransferNewer')
  const read = shape.safeParse(decoded)
  if (!read.success) return fail('TransferDamaged')
  const { id, from, country: at, on, secret, top, rows, files } = read.data
  return ok({
    transferId: id,
    from,
    country: at,
    madeOn: on,
    secret,
    top,
    rows: rows.map(([part, rowId, version, of]) => ({ part, id: rowId, version, values: of })),
    files: files.map(([fileId, of, bytes]) => ({ id: fileId, values: of, bytes })),
  })
}
