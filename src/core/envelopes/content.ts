import { z } from 'zod'
import { fromHex, toHex } from '#core/crypto/bytes'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { parseOp } from '#core/spaces/op'
import type { Op, OpFields, OpType } from '#core/spaces/op'

/** An op: of the root when `space` is undefined. `heads` are the space's, said for the first time by this device. */
export type OpContent = {
  readonly kind: 'op'
  readonly space: string | undefined
  readonly heads: readonly string[]
  readonly op: Op
}
/** A sealed session of changes of one document. */
export type BatchContent = {
  readonly kind: 'batch'
  readonly space: string
  readonly heads: readonly string[]
  /** The document's name in its space. */
  readonly document: string
  /** Envelopes of this document that the changes rest on. */
  readonly deps: readonly string[]
  readonly count: number
  readonly digest: Uint8Array
  readonly batch: Uint8Array
}
/** What is inside an envelope; `empty` only carries root heads. */
export type Content = OpContent | BatchContent | { readonly kind: 'empty' }

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const id = () => bytes(32).transform(toHex)
/** A space with more loose ends than this has had hundreds of concurrent removals. */
const ids = () => z.array(id()).max(256)

/** A document's name in its space. */
export const documentName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)

const shape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('op'),
    type: z.string().min(1).max(40),
    space: id().nullable(),
    heads: ids(),
    fields: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    kind: z.literal('batch'),
    space: id(),
    heads: ids(),
    document: documentName,
    deps: ids(),
    count: z.number().int().min(1).max(1_000_000),
    digest: bytes(32),
    batch: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.strictObject({ kind: z.literal('empty') }),
])

/** The bytes of an op's content. `space` in hex, or undefined for the root. */
export const encodeOp = <T extends OpType>(
  type: T,
  fields: OpFields<T>,
  space: string | undefined,
  heads: readonly string[],
): Uint8Array =>
  encodeCbor({
    kind: 'op',
    type,
    space: space === undefined ? null : fromHex(space),
    heads: heads.map(fromHex),
    fields,
  })

/** The bytes of a batch's content. */
export const encodeBatch = ({ space, heads, deps, ...rest }: BatchContent): Uint8Array =>
  encodeCbor({ ...rest, space: fromHex(space), heads: heads.map(fromHex), deps: deps.map(fromHex) })

/** The bytes of an empty envelope's content. */
export const encodeEmpty = (): Uint8Array => encodeCbor({ kind: 'empty' })

/** What these bytes say; undefined when the shape is wrong. An op of an unknown type is content all the same. */
export const parseContent = (raw: Uint8Array): Content | undefined => {
  const parsed = shape.safeParse(decodeCbor(raw))
  if (!parsed.success) return undefined
  const content = parsed.data
  if (content.kind !== 'op') return content
  const op = parseOp(content.type, content.fields)
  return op && { kind: 'op', space: content.space ?? undefined, heads: content.heads, op }
}
