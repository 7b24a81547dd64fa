import { asMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { named } from '#core/commands/houses/boardQueries'
import { contactsOf, shownCards, teamSpaces } from '#core/commands/houses/card'
import type { Card } from '#core/commands/houses/card'
import { readHolds, takenBy } from '#core/commands/houses/holds'
import type { ReadHold } from '#core/commands/houses/holds'
import { houseCount, readHouse } from '#core/commands/houses/team'
import type { HoldRow, UnmetRow } from '#shared/contract/houses'
import { doubleBooked } from '#shared/rules/housePlaces'
import type { HouseCount } from '#shared/rules/housePlaces'
import { dayOf } from '#shared/rules/days'
import { ok } from '#shared/result'

/**
 * What a house's places follow from, as far as she can know: its rooms, for its team; the free places that somebody
 * typed, for its contacts while there are no rooms. undefined: only its team can count.
 */
const countOf = async (
  member: Member,
  houseCardId: string,
  card: Card | undefined,
  holds: readonly ReadHold[],
  now: Date,
): Promise<HouseCount | undefined> => {
  const space = teamSpaces(member).get(houseCardId)
  const on = space === undefined ? undefined : { ...member, space, houseCardId }
  const read = on && (await readHouse(on))
  const counted = on && read?.ok ? await houseCount(on, read.value.state, now) : undefined
  if (counted) return counted
  if (!card || card.placesFrom === 'team' || !contactsOf(member.root, card).includes(member.memberId)) return undefined
  const today = dayOf(now.toISOString())
  const accepted = holds.filter(({ status }) => status === 'accepted')
  return {
    total: Math.min(card.placesFree, card.placesTotal),
    stays: [],
    holds: accepted.map(({ holdId, people, values }) => ({ id: holdId, people, ...takenBy(values, today) })),
    today,
  }
}

/** Holds that she reads, of one house when one is given, the latest first. */
export const holdRows = async (context: Context, member: Member, houseCardId?: string): Promise<HoldRow[]> => {
  const now = context.now()
  const cards = await shownCards(member)
  const holds = await readHolds(member, now, houseCardId)
  const twice = new Set<string>()
  for (const id of new Set(holds.flatMap(({ values }) => values.houseCardId ?? []))) {
    const ofHouse = holds.filter(({ values }) => values.houseCardId === id)
    const count = await countOf(member, id, cards.get(id), ofHouse, now)
    if (count) for (const holdId of doubleBooked(count)) twice.add(holdId)
  }
  const person = (id: string | null) => (id === null ? null : (named(member, [id])[0] ?? null))
  return holds
    .map(({ holdId, values, said, status, people }): HoldRow => {
      const card = cards.get(values.houseCardId ?? '')
      const isTwice = status === 'accepted' && twice.has(holdId)
      return {
        holdId,
        ...values,
        houseAlias: card?.alias ?? '',
        country: card?.country ?? '',
        people,
        requestedBy: person(values.requestedBy),
        answeredBy: person(values.answeredBy),
        status: isTwice ? 'double_booked' : status,
        versions: said.length > 1 ? said : [],
        mine: values.requestedBy === member.memberId,
        mayAnswer: card !== undefined && contactsOf(member.root, card).includes(member.memberId),
        houseCompromised: card?.status === 'compromised',
      }
    })
    .sort((a, b) =>
      a.requestedAt > b.requestedAt ? -1 : a.requestedAt < b.requestedAt ? 1 : a.holdId < b.holdId ? -1 : 1,
    )
}

const unmetRows = (rows: readonly HoldRow[]): UnmetRow[] => {
  const counted = new Map<string, UnmetRow>()
  for (const { status, reason: why, country, people } of rows) {
    if (status !== 'declined' && status !== 'expired') continue
    const reason = status === 'declined' ? why : null
    const key = JSON.stringify([status, reason, country])
    const before = counted.get(key) ?? { outcome: status, reason, country, requests: 0, people: 0 }
    counted.set(key, { ...before, requests: before.requests + 1, people: before.people + people })
  }
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** Queries of holds: of those that this laptop reads. */
export const holdQueries = {
  'hold.list': (context) => asMember(context, async (member) => ({ holds: await holdRows(context, member) })),
  'house.unmet': async (context, { from, to }) => {
    const done = await asMember(context, (member) => holdRows(context, member))
    if (!done.ok) return done
    const within = done.value.filter(({ requestedAt }) => {
      const day = dayOf(requestedAt)
      return from <= day && day <= to
    })
    return ok({ rows: unmetRows(within) })
  },
} satisfies Partial<QueryHandlers>
