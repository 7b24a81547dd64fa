import { boardQueries } from '#core/commands/houses/boardQueries'
import { cardCommands } from '#core/commands/houses/cardCommands'
import { figureCommands } from '#core/commands/houses/figureCommands'
import { holdCommands } from '#core/commands/houses/holdCommands'
import { holdQueries } from '#core/commands/houses/holdQueries'
import { stayCommands } from '#core/commands/houses/stayCommands'
import { teamCommands } from '#core/commands/houses/teamCommands'
import { teamQueries } from '#core/commands/houses/teamQueries'

/** Commands on houses: cards, what is shared to be counted, the team's own document, holds and stays. */
export const houseCommands = { ...cardCommands, ...figureCommands, ...teamCommands, ...holdCommands, ...stayCommands }

/** Queries of houses. */
export const houseQueries = { ...boardQueries, ...teamQueries, ...holdQueries }
