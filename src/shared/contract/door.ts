import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'

/**
 * The one surface between the engine and whoever uses it: window, command line, loopback browser.
 * Names and inputs are checked by the engine; an unknown name or a bad shape is a Failure, never a throw.
 */
export type Door = {
  /** Runs a command; resolves when it is on disk. */
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>>
  /** Answers a query from what is on disk now. */
  query<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Result<QueryOutput<N>>>
  /** Calls `listen` with a fresh view now and after each change that may touch it, until the returned function is called. */
  subscribe<N extends QueryName>(
    name: N,
    input: QueryInput<N>,
    listen: (view: Result<QueryOutput<N>>) => void,
  ): () => void
}

/** The door for callers whose names and inputs are not known at compile time. */
export type OpenDoor = {
  call(name: string, input: unknown): Promise<Result<unknown>>
  query(name: string, input: unknown): Promise<Result<unknown>>
  subscribe(name: string, input: unknown, listen: (view: Result<unknown>) => void): () => void
}
