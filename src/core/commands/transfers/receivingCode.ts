import { z } from 'zod'
import { isBoxKey } from '#core/crypto/boxing'
import { concatBytes, fromHex, sameBytes, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { fromSymbols, symbolsTyped, toSymbols } from '#core/crypto/symbols'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { line } from '#shared/contract/fields'
import { isDay } from '#shared/rules/days'

/** What a receiving code says: the key that a file is sealed for, and whose it is. */
export type CodeSays = {
  /** A box key of one use, 32 bytes. */
  readonly key: Uint8Array
  /** The receiving network's id, hex, and its name. */
  readonly network: string
  readonly name: string
  readonly until: string
}

/** Bytes of the sum that shows a slip of the pen. */
const sumLength = 4
/** The longest name that a code carries, in UTF-16 units. */
const longestName = 60

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.tuple([z.literal(1), bytes(32), bytes(32), line(longestName), z.string().refine(isDay)])

const sumOf = (body: Uint8Array): Uint8Array =>
  hash(concatBytes(utf8('tejido/1/receiving code\0'), body)).subarray(0, sumLength)

/** The bytes behind a code: what the six words are taken of. */
export const bodyOfCode = ({ key, network, name, until }: CodeSays): Uint8Array =>
  encodeCbor([1, key, fromHex(network), name.slice(0, longestName).trim(), until])

/** The code as it is passed on: groups of five symbols. */
export const writeCode = (says: CodeSays): string => {
  const body = bodyOfCode(says)
  return (toSymbols(concatBytes(sumOf(body), body)).match(/.{1,5}/g) ?? []).join('-')
}

/** What a code says as a person pasted it; undefined when it is none, or has a slip in it. */
export const readCode = (typed: string): CodeSays | undefined => {
  const all = fromSymbols(symbolsTyped(typed))
  if (!all || all.length <= sumLength) return undefined
  const body = all.subarray(sumLength)
  if (!sameBytes(sumOf(body), all.subarray(0, sumLength))) return undefined
  const read = shape.safeParse(decodeCbor(body))
  if (!read.success) return undefined
  const [, key, network, name, until] = read.data
  return isBoxKey(key) ? { key, network: toHex(network), name, until } : undefined
}
