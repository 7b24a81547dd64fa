import { asKeeper, cardOf } from '#core/commands/houses/card'
import { publishPlaces } from '#core/commands/houses/publishPlaces'
import { requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { putRow, rowIn, setField, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { houseCardRecord } from '#shared/records/houseCard'
import { profileDocument, profileSpec } from '#shared/records/networkProfile'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { houses } = profileSpec.parts

/** Writes fields of a card that is there. Whether she may was asked before. */
export const writeCard = (
  context: Context,
  houseCardId: string,
  values: object,
): Promise<Result<{ heads: string[] }>> =>
  editProfile(context, (doc) => {
    const row = rowIn(doc, 'houses', houseCardId)
    if (!row) return 'UnknownHouse'
    writeFields(row, houses, values)
    return undefined
  })

/** Numbers that are the house team's to count are not taken from anybody's hand. */
const countedByTeam: readonly string[] = ['placesTotal', 'placesFree']

const offer: CommandHandlers['house.offer'] = async (context, { houseCardId = newRowId(), validHours, ...given }) => {
  if (given.placesFree !== undefined && given.placesFree > given.placesTotal)
    return fail('BadInput', { field: 'placesFree' })
  const who = requireWriter(context)
  if (!who.ok) return who
  const now = context.now()
  const said = {
    ...given,
    placesFree: given.placesFree ?? given.placesTotal,
    updatedAt: now.toISOString(),
    validUntil: new Date(now.getTime() + validHours * 3_600_000).toISOString(),
  }
  if (!cardOf(who.value.ledger, houseCardId)) {
    const done = await editProfile(context, (doc, { memberId }) => {
      putRow(doc, 'houses', houses, houseCardId, { ...said, status: 'open', offeredBy: memberId })
      return undefined
    })
    return done.ok ? ok({ houseCardId, ...done.value }) : done
  }
  const keeper = asKeeper(context, houseCardId)
  if (!keeper.ok) return keeper
  const isCounted = keeper.value.card.placesFrom === 'team'
  const done = await writeCard(context, houseCardId, {
    ...said,
    ...(isCounted ? { placesTotal: undefined, placesFree: undefined } : {}),
  })
  if (!done.ok) return done
  return ok({ houseCardId, heads: (await publishPlaces(context, houseCardId)) ?? done.value.heads })
}

/** Commands on the cards of houses, in the network's document. */
export const cardCommands = {
  'house.offer': offer,
  'house.setStatus': (context, { houseCardId, status }) => {
    const keeper = asKeeper(context, houseCardId)
    return keeper.ok ? writeCard(context, houseCardId, { status }) : Promise.resolve(keeper)
  },
  'house.setField': (context, { houseCardId, path, ...input }) => {
    const keeper = asKeeper(context, houseCardId)
    if (!keeper.ok) return Promise.resolve(keeper)
    const { card, ...member } = keeper.value
    const isField = Object.hasOwn(houseCardRecord.fields, path)
    if (!isField || (card.placesFrom === 'team' && countedByTeam.includes(path)))
      return Promise.resolve(fail('UnknownField'))
    const at = { space: member.ledger.network, name: profileDocument, spec: profileSpec }
    return setField(member, at, { ...input, path: `houses.${houseCardId}.${path}` })
  },
} satisfies Partial<CommandHandlers>
