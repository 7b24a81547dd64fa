import { z } from 'zod'
import { toHex } from '#core/crypto/bytes'
import { roles } from '#shared/rules/role'
import { sharesMade } from '#shared/rules/shares'
import { spaceKinds } from '#shared/rules/spaceKind'

/**
 * The ops of the signed log as they stand in an envelope's body (docs/wire-format.md). Ids are 32 bytes on the wire
 * and lower-case hex here. An op of another type is kept and carried, and this app stops writing until it is updated.
 */
const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const hex32 = () => bytes(32).transform(toHex)
const label = (max: number) => z.string().min(1).max(max)
/** At most 4,096 devices a space: 200 members with a few laptops each, and room. */
const recipients = () => z.array(hex32()).max(4_096)
/** A request signed by those it concerns; read by `identity/`. */
const signed = () => z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 2_048)
/** Why, for those who are in: read by the whole network, so no case content belongs in it. */
const reason = () => z.string().max(500)
/** R1: the last envelope that counts, of each device of who is taken from. Of a device not named nothing counts. */
const cut = () => z.array(z.strictObject({ device: hex32(), seq: z.number().int().min(1), id: hex32() })).max(256)

/** Bytes sealed for box keys, outside lockboxes: shares, and what coordinators are told of them. */
const sealedParts = () =>
  z
    .array(
      z.strictObject({
        box: hex32(),
        sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 512),
      }),
    )
    .max(64)

const schemas = {
  // root
  found: z.strictObject({
    name: label(200),
    country: z.string().regex(/^[A-Z]{2}$/),
    alias: label(200),
    root: hex32(),
    paper: hex32(),
    box: hex32(),
    bySignature: bytes(64),
  }),
  invite: z.strictObject({
    codeKey: hex32(),
    carrier: bytes(32),
    role: z.enum(roles),
    expiresAt: z.iso.datetime(),
  }),
  /** Lets one more laptop of `member` knock; taken back as an invitation is, by `revoke-invite`. */
  pass: z.strictObject({ codeKey: hex32(), carrier: bytes(32), member: hex32(), expiresAt: z.iso.datetime() }),
  'revoke-invite': z.strictObject({ invite: hex32() }),
  admit: z.strictObject({ request: signed(), checked: z.boolean(), to: recipients() }),
  bind: z.strictObject({ request: signed(), to: recipients() }),
  rebox: z.strictObject({ box: hex32() }),
  paper: z.strictObject({ opens: z.boolean() }),
  'set-role': z.strictObject({ member: hex32(), role: z.enum(roles), cut: cut() }),
  suspend: z.strictObject({ member: hex32(), cut: cut(), reason: reason() }),
  lift: z.union([
    z.strictObject({ member: hex32() }),
    z.strictObject({ half: hex32() }),
    z.strictObject({ device: hex32(), branch: hex32() }),
  ]),
  expel: z.strictObject({ member: hex32(), cut: cut(), reason: reason() }),
  'revoke-device': z.strictObject({ device: hex32(), cut: cut(), reason: reason() }),
  'admit-late': z.strictObject({ envelopes: z.array(hex32()).min(1).max(4_096) }),
  guardians: z.strictObject({ needed: z.number().int().min(2).max(64), members: z.array(hex32()).min(2).max(64) }),
  recover: z.strictObject({ full: z.array(hex32()).min(1).max(64), cut: cut() }),
  erase: z.strictObject({ space: hex32() }),
  leave: z.strictObject({}),
  /** Shares of a case's key, each sealed for her who holds it; `notes`: for coordinators, which case it is. */
  share: z.strictObject({ set: hex32(), parts: sealedParts(), notes: sealedParts() }),
  'ask-share': z.strictObject({ set: hex32(), reason: reason().min(1) }),
  /** A holder's share, sealed for who asked. */
  'give-share': z.strictObject({ ask: hex32(), parts: sealedParts() }),
  // space
  /** `of`: the row it is the space of: a committee, a house. `on`: the day by its author's clock, which decides nothing. */
  create: z.strictObject({ kind: z.enum(spaceKinds), of: bytes(16).transform(toHex).nullable(), on: z.iso.date() }),
  /** `role`: the place holds only while she has that role in full. */
  grant: z.strictObject({
    member: hex32(),
    to: recipients(),
    role: z.enum(['facilitator', 'coordinator']).nullable(),
    on: z.iso.date(),
  }),
  revoke: z.strictObject({ member: hex32(), cut: cut() }),
  owner: z.strictObject({ member: hex32() }),
  /** Who holds shares of which of the case's keys. */
  shared: z.strictObject({ set: hex32(), holders: z.array(hex32()).length(sharesMade), key: hex32() }),
  // both
  epoch: z.strictObject({ to: recipients(), earlier: z.array(bytes(32)).max(1_000) }),
  box: z.strictObject({ to: recipients() }),
} as const

/** The name of an op this version knows. */
export type OpType = keyof typeof schemas
/** An op's fields by its type, as they are written (ids as bytes). */
export type OpFields<T extends OpType> = z.input<(typeof schemas)[T]>
/** An op as it was read (ids in hex). */
export type Op = { [T in OpType]: { readonly type: T } & z.output<(typeof schemas)[T]> }[OpType] | UnknownOp
/** R7: an op of a newer app. Kept, carried, and this app stops writing until it is updated. */
type UnknownOp = { readonly type: 'unknown' }
/** One op of a known type. */
export type OpOf<T extends OpType> = Extract<Op, { type: T }>
/** A cut as it was read. */
export type Cut = OpOf<'expel'>['cut']

/** The cut that an op carries; undefined when it takes nothing. */
export const cutOf = (op: Op): Cut | undefined => ('cut' in op ? op.cut : undefined)

/** Box keys that an op hands its sealing key to. */
export const handedBy = (op: Op): readonly string[] => ('to' in op ? op.to : [])

/** What an op's bytes say; undefined when the shape of a known type is wrong. */
export const parseOp = (type: string, fields: unknown): Op | undefined => {
  if (!Object.hasOwn(schemas, type)) return { type: 'unknown' }
  const parsed = schemas[type as OpType].safeParse(fields)
  return parsed.success ? ({ type, ...parsed.data } as Op) : undefined
}
