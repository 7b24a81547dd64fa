import { checkCommands } from '#core/commands/releases/checks'
import { wordCommands } from '#core/commands/releases/releaseCommands'
import { fileCommands } from '#core/commands/releases/releaseFiles'

/** Commands on releases, for who coordinates. */
export const releaseCommands = { ...checkCommands, ...wordCommands, ...fileCommands }
