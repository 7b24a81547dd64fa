import type { CommandHandlers } from '#core/commands/handler'
import { distinctCommands } from '#core/commands/registry/distinct'
import { entryCommands } from '#core/commands/registry/entryCommands'
import { periodCommands } from '#core/commands/registry/periods'
import { submitCommands } from '#core/commands/registry/submit'

/** Commands on the registry of aggressions. */
export const registryCommands = {
  ...submitCommands,
  ...entryCommands,
  ...periodCommands,
  ...distinctCommands,
} satisfies Partial<CommandHandlers>
