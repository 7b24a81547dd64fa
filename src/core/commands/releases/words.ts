import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { Publication } from '#shared/rules/publication'
import { summaryPublication } from '#core/anonymise/summaries/summary'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { publicationShape } from '#core/commands/releases/publicationShape'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { id16, id32, line } from '#shared/contract/fields'
import { longestWord, releaseWordRecord } from '#shared/records/release'
import type { ValueOf } from '#shared/records/record'
import type { ReleaseSaying } from '#shared/rules/release'
import { releaseSpec } from '#shared/rules/releaseSpec'

/** A word as a row of the ledger has it. */
export type WordRow = ValueOf<typeof releaseWordRecord>

/** What a laptop signed for. `seq`: of the last envelope on its chain then, so the word is in the next one that holds any. */
export type SignedWord = {
  readonly after: readonly string[]
  readonly at: string
  /** Last ops of the root that she had heard: as they stood she coordinated. */
  readonly heard: readonly string[]
  readonly seq: number
  readonly says: ReleaseSaying
  /** Tables come with their entry. Summaries come with their lease: who approves looks at them, since she reads other cases. */
  readonly carries: Publication | SummaryPublication | null
}

/** Why a row is no word of the ledger. */
export type NoWord = 'malformed' | 'tooLarge' | 'forged' | 'notCoordinator'

/** The most that a word may unpack to, in bytes. */
const unpacked = 8 * 1_048_576

const common = {
  after: z.array(id16()).max(256),
  at: z.iso.datetime(),
  heard: z.array(id32()).max(256),
  seq: z.number().int().min(0),
}
const digest = () => id32()
const thresholds = z.strictObject({
  public: z.number().int().min(3).max(1_000),
  grave: z.number().int().min(3).max(1_000),
})
const lease = {
  ...common,
  kind: z.literal('lease'),
  spec: releaseSpec,
  data: z.record(z.string().max(40), digest()),
  thresholds,
  earlier: z.array(id16()).max(1_000),
  supersedes: id16().nullable(),
}
const entry = { ...common, kind: z.literal('entry'), lease: id16() }
const [tables, summaries] = [z.literal('tables'), z.literal('summaries')]
const wordShape = z.discriminatedUnion('kind', [
  z.discriminatedUnion('product', [
    z.strictObject({ ...lease, product: tables, digest: digest() }),
    z.strictObject({ ...lease, product: summaries, carries: summaryPublication }),
  ]),
  z.strictObject({ ...common, kind: z.literal('approval'), lease: id16(), digest: digest() }),
  z.discriminatedUnion('product', [
    z.strictObject({ ...entry, product: tables, carries: publicationShape }),
    z.strictObject({ ...entry, product: summaries, digest: digest() }),
  ]),
  z.strictObject({ ...common, kind: z.literal('cancel'), lease: id16(), reason: line(500) }),
  z.strictObject({ ...common, kind: z.literal('choice'), lease: id16() }),
  z.strictObject({ ...common, kind: z.literal('narrative'), digest: digest(), k: z.number().int().min(3).max(1_000) }),
  z.strictObject({ ...common, kind: z.literal('narrativeApproval'), narrative: id16(), digest: digest() }),
  z.strictObject({ ...common, kind: z.literal('narrativeEntry'), narrative: id16(), digest: digest() }),
  z.strictObject({
    ...common,
    kind: z.literal('seen'),
    of: id16().nullable(),
    period: z.string().max(10),
    isFinal: z.boolean(),
  }),
])

/** What two laptops compare: 32 bytes over one form of a value, in hex. */
export const digestOf = (value: unknown): string => toHex(hash(encodeCbor(value)))

const idOf = (device: string, bytes: Uint8Array): string =>
  toHex(hash(concatBytes(utf8('tejido/1/release word\0'), fromHex(device), bytes)).subarray(0, 16))

/** Whether a word carries what it is about, whose digest then follows from it and is not written down. */
const carriesIt = (says: ReleaseSaying): boolean =>
  (says.kind === 'lease' && says.product === 'summaries') || (says.kind === 'entry' && says.product === 'tables')

/** A word, signed: its id, and the row to put under it. */
export const signWord = (
  device: DeviceKeys,
  network: string,
  { says, carries, ...rest }: SignedWord,
): { readonly id: string; readonly row: WordRow } => {
  const said = Object.entries(says).filter(([name]) => !(name === 'digest' && carriesIt(says)))
  const value = { ...rest, ...Object.fromEntries(said), ...(carriesIt(says) && { carries }) }
  const bytes = new Uint8Array(deflateRawSync(encodeCbor(value)))
  const signature = sign('release word', fromHex(network), bytes, device.sign.secretKey)
  const row = { device: device.deviceId, signature: toHex(signature), bytes: Buffer.from(bytes).toString('base64') }
  return { id: idOf(device.deviceId, bytes), row }
}

const isHex = (text: string, length: number): boolean => text.length === length && /^[0-9a-f]*$/.test(text)

/** The bytes of a row that the laptop it names signed, under the id it has; or why not. Nothing of them was looked at. */
export const signedBytesOf = (network: string, id: string, row: WordRow): Uint8Array | NoWord => {
  const { device, signature, bytes: text } = row
  if (text.length > longestWord) return 'tooLarge'
  if (device === null || !isHex(device, 64) || !isHex(signature, 128)) return 'malformed'
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  const isHers = isSignedBy('release word', fromHex(network), bytes, fromHex(signature), fromHex(device))
  return isHers && idOf(device, bytes) === id ? bytes : 'forged'
}

/** What was signed; why not, where it is no word of a shape or size that this version knows. */
export const readWord = (bytes: Uint8Array): SignedWord | NoWord => {
  let plain: Uint8Array
  try {
    plain = new Uint8Array(inflateRawSync(bytes, { maxOutputLength: unpacked }))
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'malformed'
  }
  const read = wordShape.safeParse(decodeCbor(plain))
  if (!read.success) return 'malformed'
  const { after, at, heard, seq, ...said } = read.data
  const whole = { after, at, heard, seq }
  if (!('carries' in said)) return { ...whole, says: said, carries: null }
  const { carries, ...says } = said
  return { ...whole, says: { ...says, digest: digestOf(carries) }, carries }
}
