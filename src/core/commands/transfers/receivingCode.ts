import { z } from 'zod'
import { isBoxKey } from '#core/crypto/boxing'
import { concatBytes, fromHex, sameBytes, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
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

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
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

const toSymbols = (all: Uint8Array): string => {
  let [held, bits, text] = [0, 0, '']
  for (const byte of all) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31] ?? ''
  }
  return bits === 0 ? text : text + (alphabet[(held << (5 - bits)) & 31] ?? '')
}

const fromSymbols = (text: string): Uint8Array | undefined => {
  const out: number[] = []
  let [held, bits] = [0, 0]
  for (const symbol of text) {
    const value = alphabet.indexOf(symbol)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    out.push((held >> bits) & 255)
  }
  return Uint8Array.from(out)
}

/** What a person typed or pasted, as symbols: case, spaces and dashes do not matter, O is 0, I and L are 1. */
export const symbolsOf = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** The code as it is passed on: groups of five symbols. */
export const writeCode = (says: CodeSays): string => {
  const body = bodyOfCode(says)
  return (toSymbols(concatBytes(sumOf(body), body)).match(/.{1,5}/g) ?? []).join('-')
}

/** What a code says as a person pasted it; undefined when it is none, or has a slip in it. */
export const readCode = (typed: string): CodeSays | undefined => {
  const all = fromSymbols(symbolsOf(typed))
  if (!all || all.length <= sumLength) return undefined
  const body = all.subarray(sumLength)
  if (!sameBytes(sumOf(body), all.subarray(0, sumLength))) return undefined
  const read = shape.safeParse(decodeCbor(body))
  if (!read.success) return undefined
  const [, key, network, name, until] = read.data
  return isBoxKey(key) ? { key, network: toHex(network), name, until } : undefined
}
