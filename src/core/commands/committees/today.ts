import { otherItems, shiftItems } from '#core/commands/committees/todayItems'
import type { Ranked } from '#core/commands/committees/todayItems'
import { publicationItems } from '#core/commands/committees/todayPublications'
import { isStaleSharing, lastSharing } from '#core/commands/caseShares'
import { shownOf } from '#core/commands/houses/card'
import { documentIdOf } from '#core/envelopes/batches'
import { asMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { readableSpaces, rowsOf } from '#core/commands/listRows'
import { whoHolds } from '#core/commands/whoHolds'
import { sharesIn } from '#core/spaces/shares'
import { profileDocument } from '#shared/records/networkProfile'
import { houseCardRecord } from '#shared/records/houseCard'
import { houseFreshness } from '#shared/rules/house'

/** Free places of houses that are open, as the board shows them. */
const freePlaces = async (member: Member, now: string): Promise<number> => {
  const profile = await member.documents.read(documentIdOf(member.ledger.network, profileDocument))
  const conflicts = profile?.conflicts ?? []
  return rowsOf(member, houseCardRecord, member.ledger.network).reduce((sum, { id, values }) => {
    const status = shownOf({ conflicts }, id, values)
    const isOpen =
      (status === 'open' || status === 'limited') && houseFreshness(values.validUntil, now) !== 'unconfirmed'
    return isOpen ? sum + Math.min(values.placesFree, values.placesTotal) : sum
  }, 0)
}

/** Cases that she owns whose shares open an older key than they are written under. */
const staleShares = ({ ledger, memberId }: Member, mine: ReadonlySet<string>): number => {
  if (sharesIn(ledger.root()).length === 0) return 0
  return [...mine].filter((caseId) => {
    if (ledger.spaceState(caseId)?.owner !== memberId) return false
    const sharing = lastSharing(ledger, caseId)
    return sharing !== undefined && isStaleSharing(ledger, caseId, sharing)
  }).length
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byUrgency = (a: Ranked, b: Ranked): number =>
  a.rank - b.rank || compare(a.item.due ?? '9', b.item.due ?? '9') || compare(a.item.id, b.item.id)

/** The query of the first screen. */
export const todayQueries = {
  today: (context) =>
    asMember(context, async (member) => {
      const { ledger, root } = member
      const now = context.now().toISOString()
      const mine = readableSpaces(member)
      const { items, onDuty } = await shiftItems({ member, now, mine })
      const all = [...items, ...otherItems({ member, now, mine }), ...(await publicationItems({ member, now, mine }))]
      const { onlyHere, unsealed } = whoHolds(member)
      return {
        items: all.sort(byUrgency).map(({ item }) => item),
        onDuty,
        placesFree: await freePlaces(member, now),
        quarantined: ledger.quarantine.count(),
        onlyHere,
        unsealed,
        recovery: {
          staleShares: staleShares(member, mine),
          guardians: root.guardians !== undefined,
          fewFacilitators: root.full.size < 3,
        },
      }
    }),
} satisfies Partial<QueryHandlers>
