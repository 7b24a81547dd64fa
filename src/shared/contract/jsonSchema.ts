import { z } from 'zod'
import { commands } from '#shared/contract/commands'
import { queries } from '#shared/contract/queries'

const schemasOf = (operations: Record<string, { readonly input: z.ZodType }>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, { input }]) => [name, z.toJSONSchema(input, { io: 'input' })]),
  )

/** The contract's inputs as JSON Schema 2020-12, for `tejido help --json`. Defaults stay optional. */
export const contractAsJsonSchema = (): {
  commands: Record<string, unknown>
  queries: Record<string, unknown>
} => ({ commands: schemasOf(commands), queries: schemasOf(queries) })
