import { consentCommands } from '#core/commands/cases/consentCommands'
import { fieldCommands } from '#core/commands/cases/fieldCommands'
import { partCommands } from '#core/commands/cases/partCommands'
import { riskCommands } from '#core/commands/cases/riskCommands'
import { statusCommands } from '#core/commands/cases/statusCommands'
import { teamCommands } from '#core/commands/cases/teamCommands'
import type { CommandHandlers } from '#core/commands/handler'

/** Commands on cases. */
export const caseCommands = {
  ...fieldCommands,
  ...statusCommands,
  ...partCommands,
  ...riskCommands,
  ...consentCommands,
  ...teamCommands,
} satisfies Partial<CommandHandlers>
