import { requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { rowIn, writeFields } from '#core/commands/editRows'
import { cardOf, teamSpaces } from '#core/commands/houses/card'
import { asTeam, houseCount, readHouse } from '#core/commands/houses/team'
import { profileSpec } from '#shared/records/networkProfile'
import { placesOn } from '#shared/rules/housePlaces'

const { houses } = profileSpec.parts

/**
 * Puts on a house's card how many places it has and how many are free today, counted by its team's laptop. Writes only
 * what differs. Returns the heads of the network's document; undefined when nothing was written: she is not of the
 * team, there are no rooms yet, the card says so already, or it could not be written, which the next change makes good.
 */
export const publishPlaces = async (context: Context, houseCardId: string): Promise<string[] | undefined> => {
  const on = asTeam(context, houseCardId)
  const read = on.ok ? await readHouse(on.value) : on
  if (!on.ok || !read.ok) return undefined
  const count = await houseCount(on.value, read.value.state, context.now())
  const card = cardOf(on.value.ledger, houseCardId)
  if (!count || !card) return undefined
  const { total, free } = placesOn(count, count.today)
  if (card.placesFrom === 'team' && card.placesTotal === total && card.placesFree === free) return undefined
  const done = await editProfile(context, (doc) => {
    const row = rowIn(doc, 'houses', houseCardId)
    if (!row) return 'UnknownHouse'
    const updatedAt = context.now().toISOString()
    writeFields(row, houses, { placesTotal: total, placesFree: free, placesFrom: 'team', updatedAt })
    return undefined
  })
  return done.ok ? done.value.heads : undefined
}

/** Publishes the places of every house of hers: what others wrote, or time, may have changed them. */
export const followHouses = async (context: Context): Promise<void> => {
  const who = requireWriter(context)
  if (!who.ok) return
  for (const houseCardId of teamSpaces(who.value).keys()) await publishPlaces(context, houseCardId)
}
