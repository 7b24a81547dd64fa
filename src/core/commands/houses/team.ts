import { requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { cardOf, teamSpaces } from '#core/commands/houses/card'
import { readHolds, takenBy } from '#core/commands/houses/holds'
import type { ReadHold } from '#core/commands/houses/holds'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import type { PlainDocument } from '#core/envelopes/readDocument'
import type { FailureType } from '#shared/errors'
import { heldRecord, houseDocument, houseRecord, roomRecord } from '#shared/records/house'
import { readRecord, rowsIn } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { stayRecord } from '#shared/records/stay'
import { holdStatus } from '#shared/rules/hold'
import { bedsIn } from '#shared/rules/housePlaces'
import type { CountedHold, CountedStay, HouseCount } from '#shared/rules/housePlaces'
import { dayOf } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A member of a house's team, at the house's space. */
export type OnHouse = Member & { readonly space: string; readonly houseCardId: string }

const onHouse = (who: Result<Member>, houseCardId: string): Result<OnHouse> => {
  if (!who.ok) return who
  const space = teamSpaces(who.value).get(houseCardId)
  if (space !== undefined) return ok({ ...who.value, space, houseCardId })
  return fail(cardOf(who.value.ledger, houseCardId) ? 'NotHouseTeam' : 'UnknownHouse')
}

/** Who writes in a house's space. Failures: UnknownHouse · NotHouseTeam, and those of requireWriter. */
export const asTeam = (context: Context, houseCardId: string): Result<OnHouse> =>
  onHouse(requireWriter(context), houseCardId)

/** Who reads a house's space. */
export const asTeamReader = (context: Context, houseCardId: string): Result<OnHouse> =>
  onHouse(requireMember(context), houseCardId)

/** The house's own document, as it is now. Failure: KeyMissing, before it has come. */
export const readHouse = async ({
  documents,
  space,
}: OnHouse): Promise<Result<PlainDocument & { readonly heads: readonly string[] }>> => {
  const read = await documents.read(documentIdOf(space, houseDocument))
  return read ? ok(read) : fail('KeyMissing')
}

/** Edits the house's own document. A change that says why not leaves it as it was. */
export const editHouse = async (
  { documents, space }: OnHouse,
  change: (doc: AnyDocument) => FailureType | undefined,
): Promise<Result<{ heads: string[] }>> => {
  const id = documentIdOf(space, houseDocument)
  if (!documents.row(id)) return fail('KeyMissing')
  let refused: FailureType | undefined
  const done = await documents.edit(id, undefined, (doc) => {
    refused = change(doc)
  })
  if (refused) return fail(refused)
  return done.ok ? ok({ heads: done.value }) : done
}

/** The alias, security and address of a house. */
export const houseIn = (state: unknown): ValueOf<typeof houseRecord> => readRecord(houseRecord, state)

const countedStay = (stay: ValueOf<typeof stayRecord>): CountedStay => ({
  ...stay,
  departedOn: stay.departure.date,
})

/** Accepted holds that are not over: those that this laptop reads, and what the house's document says of the others. */
const countedHolds = (state: unknown, holds: readonly ReadHold[], now: Date): CountedHold[] => {
  const today = dayOf(now.toISOString())
  const rows = rowsIn(state, 'held', heldRecord)
  const own = holds
    .filter(({ holdId, status }) => status === 'accepted' && rows.get(holdId)?.status !== 'converted')
    .map(({ holdId, people, values }) => ({ id: holdId, people, ...takenBy(values, today) }))
  const known = new Set(holds.map(({ holdId }) => holdId))
  const others = [...rows]
    .filter(([id, row]) => {
      const times = { ...row, keptUntil: null }
      return !known.has(id) && row.status === 'accepted' && holdStatus(['accepted'], times, now) === 'accepted'
    })
    .map(([id, row]) => ({ id, people: row.people, from: row.from ?? today, until: row.until }))
  return [...own, ...others]
}

/** What places of a house follow from; undefined while it has no rooms. */
export const houseCount = async (on: OnHouse, state: unknown, now: Date): Promise<HouseCount | undefined> => {
  const rooms = [...rowsIn(state, 'rooms', roomRecord).values()]
  if (rooms.length === 0) return undefined
  return {
    total: bedsIn(rooms),
    stays: [...rowsIn(state, 'stays', stayRecord).values()].map(countedStay),
    holds: countedHolds(state, await readHolds(on, now, on.houseCardId), now),
    today: dayOf(now.toISOString()),
  }
}
