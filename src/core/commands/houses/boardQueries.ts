import { conflictsIn } from '#core/commands/caseQueries'
import { aliasOf, asMember, requireMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { contactsOf, isCardId, mayChangeCard, shownCards, shownOf, teamSpaces } from '#core/commands/houses/card'
import type { Card } from '#core/commands/houses/card'
import { figuresView } from '#core/commands/houses/figures'
import { documentIdOf } from '#core/envelopes/batches'
import type { HouseRow } from '#shared/contract/houses'
import { houseCardRecord } from '#shared/records/houseCard'
import { profileDocument, profileSpec } from '#shared/records/networkProfile'
import { rowsIn } from '#shared/records/record'
import { evacuationChecklist, houseFreshness } from '#shared/rules/house'
import { fail, ok } from '#shared/result'

/** Members with their aliases, in the order given. */
export const named = ({ root }: Member, ids: Iterable<string>): { memberId: string; alias: string }[] =>
  [...ids].map((memberId) => ({ memberId, alias: aliasOf(root, memberId) }))

const rowOf = (member: Member, houseCardId: string, card: Card, mine: boolean, now: string): HouseRow => ({
  houseCardId,
  alias: card.alias,
  country: card.country,
  type: card.type,
  status: card.status,
  placesTotal: card.placesTotal,
  placesFree: Math.min(card.placesFree, card.placesTotal),
  freshness: houseFreshness(card.validUntil, now),
  validUntil: card.validUntil,
  zone: card.zone,
  acceptsChildren: card.acceptsChildren,
  acceptsPets: card.acceptsPets,
  accessible: card.accessible,
  acceptsFromOtherCountries: card.acceptsFromOtherCountries,
  maxStayDays: card.maxStayDays,
  services: card.services,
  languages: card.languages,
  contacts: named(member, contactsOf(member.root, card)),
  mine,
  checklistId: card.status === 'compromised' ? evacuationChecklist : null,
})

/** The cards of the network by country and alias; one of a compromised house is there for its own team alone. */
export const houseRows = async (member: Member, now: string): Promise<HouseRow[]> => {
  const mine = teamSpaces(member)
  const placeOf = ({ country, alias, houseCardId }: HouseRow): string => `${country} ${alias} ${houseCardId}`
  return [...(await shownCards(member))]
    .filter(([id, { status }]) => isCardId(id) && (status !== 'compromised' || mine.has(id)))
    .map(([id, card]) => rowOf(member, id, card, mine.has(id), now))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** Queries of cards, which every member may ask. */
export const boardQueries = {
  'house.board': (context) =>
    asMember(context, async (member) => ({ houses: await houseRows(member, context.now().toISOString()) })),
  'house.view': async (context, { houseCardId }) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const { documents, ledger } = who.value
    const read = await documents.read(documentIdOf(ledger.network, profileDocument))
    const card = rowsIn(read?.state, 'houses', houseCardRecord).get(houseCardId)
    if (!read || !card) return fail('UnknownHouse')
    const start = `houses.${houseCardId}.`
    return ok({
      houseCardId,
      heads: read.heads,
      ...card,
      status: shownOf(read, houseCardId, card),
      mayChange: mayChangeCard(who.value, houseCardId, card),
      figures: await figuresView(context, houseCardId, card),
      conflicts: conflictsIn(who.value, profileSpec, read.conflicts).flatMap(({ path, versions }) =>
        path.startsWith(start) ? [{ path: path.slice(start.length), versions }] : [],
      ),
    })
  },
} satisfies Partial<QueryHandlers>
