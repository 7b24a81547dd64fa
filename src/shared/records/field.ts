import { z } from 'zod'
import {
  country as countrySchema,
  day as daySchema,
  id16,
  id32,
  line as lineSchema,
  longText,
  month as monthSchema,
} from '#shared/contract/fields'
import type { Machine } from '#shared/rules/machine'
import { booleanOrNull, listOf, objectOf, textOr, textOrNull, textsOf } from '#shared/records/tolerant'

/**
 * What an export may do with a field: `qi` may tell people apart when combined, `sensitive` may hurt when known, `safe`
 * neither; `direct` names somebody, `text` is free words, `secret` opens or locates something. Only the first three can
 * reach an exporter.
 */
export type ExportClass = 'qi' | 'sensitive' | 'safe' | 'direct' | 'text' | 'secret'

/**
 * How versions written apart come together: `last` one is shown; `versions` are both shown until a person chooses;
 * `text` merges letter by letter; in a `set` additions win. What is written `once` never changes.
 */
type Merge = 'last' | 'versions' | 'text' | 'set' | 'once'

/** `asked` when a row is made; `open` may be left out; `fixed` is never taken from a caller: the engine fills it. */
export type How = 'asked' | 'open' | 'fixed'

/** One field of a record: what the door takes, what a document is read as, and what may become of it. */
export type Field<T = unknown, H extends How = How, In = T, C extends ExportClass = ExportClass> = {
  /** undefined for a field made of fields, which have their own. */
  readonly class: ExportClass | undefined
  /** For the compiler only, never there: its class, or those of the fields it is made of. */
  readonly classes?: C
  readonly how: H
  readonly merge: Merge
  readonly schema: z.ZodType<T, In>
  /** Never throws: a colleague's laptop, newer or hostile, may have written any shape. */
  readonly read: (written: unknown) => T
  readonly empty: T
  /** Whether search looks through it. */
  readonly isSearched: boolean
  /** It names a member, laptop, space or envelope, which means something in this network alone. */
  readonly isLocal?: boolean
  /** The fields it is made of. */
  readonly inner?: Fields
}
/** The fields of a record by name. */
// oxlint-disable-next-line typescript/no-explicit-any -- Field is invariant in its value; every use infers it again
export type Fields = Readonly<Record<string, Field<any, How, any>>>
/** What a record with these fields is. */
export type ValuesOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly read: (written: unknown) => infer T } ? T : never
}

type Options<M extends Merge> = { readonly merge?: M; readonly isSearched?: boolean }

const made = <T, C extends ExportClass>(
  of: C,
  schema: z.ZodType<T, T>,
  read: (written: unknown) => T,
  empty: T,
  { merge = 'last', isSearched = false }: Options<Merge> = {},
): Field<T, 'open', T, C> => ({ class: of, how: 'open', merge, schema, read, empty, isSearched })

/** The field must be given when a row is made. */
export const asked = <T, In, C extends ExportClass>(field: Field<T, How, In, C>): Field<T, 'asked', In, C> => ({
  ...field,
  how: 'asked',
})
/** The field is written by the engine only. */
export const fixed = <T, In, C extends ExportClass>(field: Field<T, How, In, C>): Field<T, 'fixed', In, C> => ({
  ...field,
  how: 'fixed',
})

/** Read as `otherwise` where nothing is written; never emptied. */
export const orElse = <T, C extends ExportClass>(
  field: Field<T | null, 'open', T | null, C>,
  otherwise: T,
): Field<T, 'open', T, C> => ({
  ...field,
  schema: field.schema.refine((value) => value !== null, { error: 'empty' }) as unknown as z.ZodType<T, T>,
  read: (written) => field.read(written) ?? otherwise,
  empty: otherwise,
})

/** Where a record stands in its machine: it moves by commands, and two moves made apart are both shown. */
export const state = (machine: Machine): Field<string, 'fixed', string, 'safe'> => ({
  ...fixed(made('safe', z.string(), (value) => textOr(value, machine.initial), machine.initial)),
  merge: 'versions',
})

/** One line; '' is empty. */
export const line = <C extends ExportClass>(
  of: C,
  options?: Options<'last' | 'versions' | 'once'> & { max?: number },
) => made(of, lineSchema(options?.max).or(z.literal('')), (value) => textOr(value), '', options)
/** Free words that people write together. */
export const words = <C extends ExportClass>(of: C, options?: Options<'text'>) =>
  made(of, longText(), (value) => textOr(value), '', { merge: 'text', isSearched: true, ...options })
/** Free words that are written once. */
export const wordsOnce = <C extends ExportClass>(of: C) =>
  made(of, longText(), (value) => textOr(value), '', { merge: 'once', isSearched: true })
/** One of a few codes that the code itself decides on. null: not noted. */
export const choice = <C extends ExportClass>(
  of: C,
  codes: readonly string[],
  options?: Options<'last' | 'versions'>,
): Field<string | null, 'open', string | null, C> => made(of, z.enum(codes).nullable(), textOrNull, null, options)
/** An ISO 3166-1 alpha-2 country; '' is none. */
export const country = <C extends ExportClass>(of: C) =>
  made(of, countrySchema().or(z.literal('')), (value) => textOr(value), '')
/** A calendar day. */
export const day = <C extends ExportClass>(of: C, options?: Options<'last' | 'versions'>) =>
  made(of, daySchema().nullable(), textOrNull, null, options)
/** A month, '2026-11'. */
export const month = <C extends ExportClass>(of: C) => made(of, monthSchema().nullable(), textOrNull, null)
/** A moment, ISO 8601 UTC. */
export const moment = <C extends ExportClass>(of: C) => made(of, z.iso.datetime().nullable(), textOrNull, null)
/** A whole number between two, both included. */
export const count = <C extends ExportClass>(
  of: C,
  least: number,
  most: number,
  options?: Options<'last' | 'versions'>,
) =>
  made(
    of,
    z.number().int().min(least).max(most).nullable(),
    (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? value : null,
    null,
    options,
  )
/** Yes, no, or not noted. */
export const flag = <C extends ExportClass>(of: C) => made(of, z.boolean().nullable(), booleanOrNull, null)
/** A row of a document, by its id. */
export const rowId = <C extends ExportClass>(of: C) => made(of, id16().nullable(), textOrNull, null)
const local = <T, C extends ExportClass>(field: Field<T, 'open', T, C>): Field<T, 'open', T, C> => ({
  ...field,
  isLocal: true,
})
/** A member, device, space or envelope. */
export const longId = <C extends ExportClass>(of: C) => local(made(of, id32().nullable(), textOrNull, null))
/** Members, each once; additions win. */
export const longIds = <C extends ExportClass>(of: C) =>
  local(made(of, z.array(id32()).max(64), textsOf, [], { merge: 'set' }))
/** Rows, each once; additions win. */
export const rowIds = <C extends ExportClass>(of: C) =>
  made(of, z.array(id16()).max(256), textsOf, [], { merge: 'set' })

const readGroup = <F extends Fields>(fields: F, written: unknown): ValuesOf<F> => {
  const item = objectOf(written)
  return Object.fromEntries(Object.entries(fields).map(([name, { read }]) => [name, read(item[name])])) as ValuesOf<F>
}
/** What is given for fields that are written together: the open ones may be left out. */
type GroupInput<F extends Fields> = {
  [K in keyof F as F[K]['how'] extends 'asked' ? K : never]: z.input<F[K]['schema']>
} & { [K in keyof F as F[K]['how'] extends 'asked' ? never : K]?: z.input<F[K]['schema']> }

const groupSchema = <F extends Fields>(fields: F): z.ZodType<ValuesOf<F>, GroupInput<F>> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, how, empty }]: [string, Field]) => [
        name,
        how === 'asked' ? schema : schema.default(empty),
      ]),
    ),
  ) as unknown as z.ZodType<ValuesOf<F>, GroupInput<F>>

/** The classes of fields. */
type ClassesOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly classes?: infer C } ? Extract<C, ExportClass> : never
}[keyof F]

const composed = <T, In, C extends ExportClass>(
  inner: Fields,
  schema: z.ZodType<T, In>,
  read: (written: unknown) => T,
  merge: Merge = 'last',
): Field<T, 'open', In, C> => ({
  class: undefined,
  how: 'open',
  merge,
  schema,
  read,
  empty: read(undefined),
  isSearched: false,
  inner,
})

/** Fields that are written together, as one value. */
export const group = <F extends Fields>(fields: F, merge?: 'last' | 'versions') =>
  composed<ValuesOf<F>, GroupInput<F>, ClassesOf<F>>(
    fields,
    groupSchema(fields),
    (written) => readGroup(fields, written),
    merge,
  )
/** Some of the same, written together, as one value. */
export const several = <F extends Fields>(fields: F, most: number) =>
  composed<ValuesOf<F>[], GroupInput<F>[], ClassesOf<F>>(fields, z.array(groupSchema(fields)).max(most), (written) =>
    listOf(written).map((one) => readGroup(fields, one)),
  )
