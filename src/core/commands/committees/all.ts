import { alertQueries } from '#core/commands/committees/alertQueries'
import { alertCommands } from '#core/commands/committees/alerts'
import { rosterCommands } from '#core/commands/committees/committees'
import { committeeWorkCommands, committeeQueries as workQueries } from '#core/commands/committees/committeeWork'
import { directoryCommands, directoryQueries } from '#core/commands/committees/directory'
import { shiftCommands } from '#core/commands/committees/shiftCommands'
import { shiftQueries } from '#core/commands/committees/shiftQueries'
import { todayQueries } from '#core/commands/committees/today'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'

/** Commands on committees, areas, cards of members, vocabulary, shifts and alerts. */
export const committeeCommands = {
  ...rosterCommands,
  ...committeeWorkCommands,
  ...directoryCommands,
  ...shiftCommands,
  ...alertCommands,
} satisfies Partial<CommandHandlers>

/** Queries of the same, and of what waits for her today. */
export const committeeQueries = {
  ...workQueries,
  ...directoryQueries,
  ...shiftQueries,
  ...alertQueries,
  ...todayQueries,
} satisfies Partial<QueryHandlers>
