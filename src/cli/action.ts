import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import type { Result } from '#shared/result'

/** One action of the command line. `signal` is aborted by Ctrl-C. */
export type Action = (given: Arguments, output: Output, signal: AbortSignal) => Promise<Result<unknown>>
