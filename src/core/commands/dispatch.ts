import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { attachmentCommands } from '#core/commands/cases/attachmentCommands'
import { caseCommands } from '#core/commands/caseCommands'
import { committeeCommands } from '#core/commands/committees/all'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { houseCommands } from '#core/commands/houses/houses'
import { deviceCommands } from '#core/commands/deviceCommands'
import { leavingCommands } from '#core/commands/leavingCommands'
import { membershipCommands } from '#core/commands/membershipCommands'
import { networkCommands } from '#core/commands/networkCommands'
import { narrativeCommands } from '#core/commands/narratives/narrativeCommands'
import { ownCommands } from '#core/commands/ownCommands'
import { registryCommands } from '#core/commands/registry/registryCommands'
import { relayCommands } from '#core/commands/relays/relays'
import { releaseCommands } from '#core/commands/releases/all'
import { settingCommands } from '#core/commands/settings/settings'
import { shareCommands } from '#core/commands/shareCommands'
import { spaceCommands } from '#core/commands/spaceCommands'
import { codeCommands } from '#core/commands/transfers/codes'
import { receiveCommands } from '#core/commands/transfers/receive'
import { sendCommands } from '#core/commands/transfers/send'
import { queryHandlers } from '#core/commands/queries'
import { diskFailureOf } from '#core/vault/diskFailure'
import { commands } from '#shared/contract/commands'
import { queries } from '#shared/contract/queries'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'

const commandHandlers: CommandHandlers = {
  ...networkCommands,
  ...membershipCommands,
  ...leavingCommands,
  ...deviceCommands,
  ...caseCommands,
  ...attachmentCommands,
  ...codeCommands,
  ...sendCommands,
  ...receiveCommands,
  ...committeeCommands,
  ...houseCommands,
  ...spaceCommands,
  ...shareCommands,
  ...registryCommands,
  ...relayCommands,
  ...releaseCommands,
  ...settingCommands,
  ...narrativeCommands,
  ...ownCommands,
}

/** The largest input of one call, in UTF-16 units of its JSON. */
const largestInput = 1_048_576

type AnyHandler = (context: Context, input: unknown) => Promise<Result<unknown>>
type Schema = {
  safeParse(
    input: unknown,
  ):
    | { success: true; data: unknown }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } }
}

/** Where a bad input went wrong: names of fields of the contract, never a key that the caller chose. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? '*' : String(part)))
    .join('.')
    .slice(0, 100)

/** A bug is caught once, here: a reference for the person, nothing of the content. */
const guarded = async (work: () => Promise<Result<unknown>>): Promise<Result<unknown>> => {
  try {
    return await work()
  } catch (error) {
    const disk = diskFailureOf(error)
    if (disk) return fail(disk)
    return fail('Unexpected', { reference: toHex(randomBytes(4)) })
  }
}

const run = (
  operations: Readonly<Record<string, { readonly input: Schema }>>,
  handlers: Readonly<Record<string, AnyHandler>>,
  context: Context,
  name: string,
  input: unknown,
): Promise<Result<unknown>> =>
  guarded(async () => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!operation || !handler) return fail('UnknownName')
    if (JSON.stringify(input ?? null).length > largestInput) return fail('InputTooLarge')
    const checked = operation.input.safeParse(input)
    if (!checked.success) return fail('BadInput', { field: fieldOf(checked.error.issues[0]?.path ?? []) })
    return handler(context, checked.data)
  })

/** Runs a command of the contract: known name, then size, schema, permission, rule, change. */
export const dispatchCommand = (context: Context, name: string, input: unknown): Promise<Result<unknown>> =>
  run(commands, commandHandlers as Readonly<Record<string, AnyHandler>>, context, name, input)

/** Answers a query of the contract. */
export const dispatchQuery = (context: Context, name: string, input: unknown): Promise<Result<unknown>> =>
  run(queries, queryHandlers as unknown as Readonly<Record<string, AnyHandler>>, context, name, input)
