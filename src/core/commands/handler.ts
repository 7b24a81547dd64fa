import type { Context } from '#core/commands/context'
import type { CheckedCommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { CheckedQueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'

/** Every command's work: permission from the signed log, rule, change; the schema was checked before. */
export type CommandHandlers = {
  readonly [N in CommandName]: (context: Context, input: CheckedCommandInput<N>) => Promise<Result<CommandOutput<N>>>
}

/** Every query's work. */
export type QueryHandlers = {
  readonly [N in QueryName]: (context: Context, input: CheckedQueryInput<N>) => Promise<Result<QueryOutput<N>>>
}
