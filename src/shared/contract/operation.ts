import { z } from 'zod'

/** One command or query: what goes in (checked at the door) and, as a type only, what comes out. */
export type Operation<Input extends z.ZodType, Output> = {
  readonly input: Input
  /** Phantom: never set; carries the output's type to hooks, dispatcher and tests. */
  readonly output?: Output
}

/** `operation<Output>()(schema)`: one line of the contract. */
export const operation =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Operation<Input, Output> => ({ input })

/** What a caller passes to an operation. */
export type InputOf<O> = O extends Operation<infer Input, unknown> ? z.input<Input> : never
/** What a handler receives: checked, with defaults. */
export type CheckedInputOf<O> = O extends Operation<infer Input, unknown> ? z.output<Input> : never
/** What an operation answers. */
export type OutputOf<O> = O extends Operation<z.ZodType, infer Output> ? Output : never

/** Where a document stands after an edit. */
export type Heads = { readonly heads: readonly string[] }

/**
 * An op that some things need two people for: whether it took effect, how many have signed, how many it takes. One that
 * needs no second and is not done waits for a place (docs/glossary.md, Haste).
 */
export type Signed = { readonly done: boolean; readonly signatures: number; readonly needed: number }

/** A query that takes nothing. */
export const nothing = () => z.strictObject({}).optional()
