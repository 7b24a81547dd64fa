import { z } from 'zod'
import { largestPiece } from '#core/documents/pieces'
import { documentName } from '#core/envelopes/content'
import { decodeLooseCbor, encodeCbor } from '#core/identity/encode'

/** What two laptops say to each other inside a session (docs/wire-format.md, Session). Ids are bytes on the wire. */
const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const upTo = (length: number) => z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= length)
/** Chains of a network: 1,000 members with a few laptops each. */
const mostDevices = 8_192
/** Bytes of a document that may be lent: it has to fit a message. */
export const largestLoan = 1_000_000
/** Bodies asked for at a time. */
export const bodiesInOneRound = 512

const message = z.discriminatedUnion('t', [
  /** My device, and its signature over role and handshake. `knows`: whether I know yours (asked of the second to speak). */
  z.strictObject({ t: z.literal('prove'), device: bytes(32), signature: bytes(64) }),
  /**
   * Whether your device is in my log: else tell me first, I wait. `yours`: the last envelopes of your chain that I hold,
   * so that a laptop whose disk lost its tail takes it back before it says anything.
   */
  z.strictObject({ t: z.literal('known'), known: z.boolean(), yours: z.array(bytes(32)).max(16) }),
  /**
   * Digest of all I hold. `wants`: I lack pieces of attachments, so that we go on even when we hold the same; `lacks`: of
   * each chain the first envelope whose body I lack, so that I do not count as holding what follows.
   */
  z.strictObject({
    t: z.literal('digest'),
    digest: bytes(32),
    wants: z.literal(true).optional(),
    lacks: z.array(bytes(32)).min(1).max(mostDevices).optional(),
  }),
  /** Sixteen digests, by the first half-byte of the device. */
  z.strictObject({ t: z.literal('buckets'), buckets: z.array(bytes(16)).length(16) }),
  /** Ends of the chains in the buckets that differ, and requests to join that I carry. */
  z.strictObject({
    t: z.literal('ends'),
    ends: z.array(z.tuple([bytes(32), z.number().int().min(1), bytes(32)])).max(mostDevices),
    requests: z.array(upTo(2_048)).max(500),
  }),
  z.strictObject({ t: z.literal('envelopes'), list: z.array(upTo(1_048_576)).min(1).max(1_024) }),
  /** A document as I have it, whose batches came headed before: `tips` are the envelopes nothing in it rests on. */
  z.strictObject({
    t: z.literal('loan'),
    space: bytes(32),
    name: documentName,
    heads: z.array(bytes(32)).min(1).max(256),
    tips: z.array(bytes(32)).min(1).max(256),
    saved: upTo(largestLoan).refine((saved) => saved.length > 0),
  }),
  /** No more envelopes follow. */
  z.strictObject({ t: z.literal('end') }),
  /** All that came is on disk. */
  z.strictObject({ t: z.literal('stored') }),
  // pieces of attachments and bodies (as whole envelopes), after the envelopes
  z.strictObject({
    t: z.literal('want'),
    pieces: z.array(bytes(32)).max(64),
    bodies: z.array(bytes(32)).max(bodiesInOneRound),
  }),
  z.strictObject({ t: z.literal('piece'), bytes: upTo(largestPiece) }),
  // at the door, under an invitation's key
  /** `member`: null with an invitation; with a pass, whose laptop is to come in by it. */
  z.strictObject({ t: z.literal('card'), network: bytes(32), invite: bytes(32), member: bytes(32).nullable() }),
  z.strictObject({ t: z.literal('request'), request: upTo(2_048) }),
  /** Not answered yet: wait, or come back. */
  z.strictObject({ t: z.literal('wait') }),
])

/** One message. */
export type Message = z.infer<typeof message>
/** A message of one kind. */
export type MessageOf<T extends Message['t']> = Extract<Message, { t: T }>

/** The bytes of a message. */
export const encodeMessage = (value: Message): Uint8Array => encodeCbor(value)

/** The message in these bytes; undefined when they are not one. */
export const parseMessage = (raw: Uint8Array): Message | undefined => {
  const parsed = message.safeParse(decodeLooseCbor(new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)))
  return parsed.success ? parsed.data : undefined
}
