import { editProfile } from '#core/commands/editProfile'
import { putRow, rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { sharing } from '#core/commands/houses/figures'
import { profileSpec } from '#shared/records/networkProfile'

const { houses, figures } = profileSpec.parts

/** The command by which a house shares what may be counted of it. What others shared is never taken out. */
export const figureCommands = {
  'house.shareFigures': async (context, { houseCardId, through }) => {
    const found = await sharing(context, houseCardId, through)
    if (!found.ok) return found
    const { rows, figuresThrough } = found.value
    const at = context.now().toISOString()
    return editProfile(context, (doc, { memberId: by }) => {
      const card = rowIn(doc, 'houses', houseCardId)
      if (!card) return 'UnknownHouse'
      for (const [id, values] of rows) {
        const row = rowIn(doc, 'figures', id)
        if (row) writeFields(row, figures, { ...values, by, at })
        else putRow(doc, 'figures', figures, id, { ...values, by, at })
      }
      writeFields(card, houses, { figuresThrough })
      return undefined
    })
  },
} satisfies Partial<CommandHandlers>
