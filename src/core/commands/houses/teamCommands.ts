import { requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { putRow, rowIn, setField, takeRow, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { cardOf, teamSpaces } from '#core/commands/houses/card'
import { writeCard } from '#core/commands/houses/cardCommands'
import { publishPlaces } from '#core/commands/houses/publishPlaces'
import { asTeam, editHouse } from '#core/commands/houses/team'
import { newRowId } from '#core/commands/newIds'
import { openSpace } from '#core/commands/readers'
import { newRow } from '#core/documents/rows'
import { isFacilitator } from '#core/spaces/rootState'
import { transact } from '#core/sync/local'
import { houseDocument, houseRecord, houseSpec } from '#shared/records/house'
import { evacuationChecklist } from '#shared/rules/house'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { rooms, incidents } = houseSpec.parts

/** The house's own space, with its document: only then is there a place for the address. */
const openTeam: CommandHandlers['house.openTeam'] = async (context, { houseCardId, ...given }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents, root, memberId } = who.value
  if (!isFacilitator(root, memberId)) return fail('NotAllowed')
  const card = cardOf(ledger, houseCardId)
  if (!card) return fail('UnknownHouse')
  if (card.hasTeam === true || teamSpaces(who.value).has(houseCardId)) return fail('SpaceExists')
  const { alias, type } = card
  const done = transact(ledger, () => {
    const spaceId = openSpace(ledger, 'house', houseCardId)
    documents.create(spaceId, houseDocument, newRow(houseRecord, { alias, type, securityStatus: 'calm', ...given }))
    return { spaceId }
  })
  if (!done.ok) return done
  const marked = await writeCard(context, houseCardId, { hasTeam: true })
  return marked.ok ? done : marked
}

/** A house that is known to those who should not know it: its card is off the board as soon as the others hear. */
const compromise = (context: Context, houseCardId: string): Promise<Result<{ heads: string[] }>> =>
  writeCard(context, houseCardId, { status: 'compromised' })

/** Commands on a house's own document, of its team. */
export const teamCommands = {
  'house.openTeam': openTeam,
  'house.setTeamField': async (context, { houseCardId, ...input }) => {
    const on = asTeam(context, houseCardId)
    if (!on.ok) return on
    const done = await setField(on.value, { space: on.value.space, name: houseDocument, spec: houseSpec }, input)
    if (!done.ok) return done
    if (input.path === 'securityStatus' && input.value === 'compromised') {
      const hidden = await compromise(context, houseCardId)
      if (!hidden.ok) return hidden
    }
    await publishPlaces(context, houseCardId)
    return done
  },
  'house.addRoom': async (context, { houseCardId, ...room }) => {
    const on = asTeam(context, houseCardId)
    if (!on.ok) return on
    const roomId = newRowId()
    const done = await editHouse(on.value, (doc) => {
      putRow(doc, 'rooms', rooms, roomId, room)
      return undefined
    })
    if (!done.ok) return done
    await publishPlaces(context, houseCardId)
    return ok({ roomId, heads: done.value.heads })
  },
  'house.removeRoom': async (context, { houseCardId, roomId }) => {
    const on = asTeam(context, houseCardId)
    if (!on.ok) return on
    const done = await editHouse(on.value, (doc) => {
      if (!rowIn(doc, 'rooms', roomId)) return 'UnknownRow'
      takeRow(doc, 'rooms', roomId)
      return undefined
    })
    if (done.ok) await publishPlaces(context, houseCardId)
    return done
  },
  'incident.add': async (context, { houseCardId, ...incident }) => {
    const on = asTeam(context, houseCardId)
    if (!on.ok) return on
    const isEvacuation = incident.decision === 'evacuate'
    if (isEvacuation) {
      // first the card: whoever asks for a place there now must not be sent
      const hidden = await compromise(context, houseCardId)
      if (!hidden.ok) return hidden
    }
    const incidentId = newRowId()
    const { memberId: by } = on.value
    const at = context.now().toISOString()
    const done = await editHouse(on.value, (doc) => {
      putRow(doc, 'incidents', incidents, incidentId, { ...incident, by, at })
      if (isEvacuation) writeFields(doc, houseSpec.top, { securityStatus: 'compromised' })
      return undefined
    })
    return done.ok
      ? ok({ incidentId, heads: done.value.heads, checklistId: isEvacuation ? evacuationChecklist : null })
      : done
  },
} satisfies Partial<CommandHandlers>
