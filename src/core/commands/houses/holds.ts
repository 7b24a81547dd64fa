import type { Member } from '#core/commands/context'
import { versionsAt } from '#core/commands/editRows'
import { documentIdOf } from '#core/envelopes/batches'
import { memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { holdDocument, holdRecord } from '#shared/records/hold'
import { readRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { holdStatus, partySize } from '#shared/rules/hold'
import type { CountedHold } from '#shared/rules/housePlaces'
import { daysFrom } from '#shared/rules/housePlaces'

/** A hold that this laptop reads; `said`: its states, more than one where they were said apart; `status`: by this clock. */
export type ReadHold = {
  readonly holdId: string
  readonly values: ValueOf<typeof holdRecord>
  readonly said: readonly string[]
  readonly status: string
  readonly people: number
}

/** A hold as she reads it; undefined for one that she does not read, or that is not here yet. */
export const readHold = async (
  { documents, ledger, root, memberId }: Member,
  holdId: string,
  now: Date,
): Promise<ReadHold | undefined> => {
  const state = ledger.spaceState(holdId)
  const { kind, of } = state?.created?.op ?? {}
  if (!state || kind !== 'hold' || !isReader(root, state, memberId)) return undefined
  const read = await documents.read(documentIdOf(holdId, holdDocument))
  if (!read) return undefined
  const values = readRecord(holdRecord, read.state)
  // of which house it is and who asked was signed with the space; the document says the same unless somebody changed it
  const houseCardId = of ?? values.houseCardId
  const requestedBy = memberOf(root, state.created?.device ?? '') ?? values.requestedBy
  const said = versionsAt(read, 'status', values.status)
  return {
    holdId,
    values: { ...values, houseCardId, requestedBy },
    said,
    status: holdStatus(said, values, now),
    people: partySize(values.party),
  }
}

/** Every hold that she reads, of one house when one is given. */
export const readHolds = async (member: Member, now: Date, houseCardId?: string): Promise<ReadHold[]> => {
  const found: ReadHold[] = []
  for (const id of member.ledger.spaces().keys()) {
    const hold = await readHold(member, id, now)
    if (hold && (houseCardId === undefined || hold.values.houseCardId === houseCardId)) found.push(hold)
  }
  return found
}

/** What a hold takes of its house: from its day on, or from today; for its nights, or for nobody knows how long. */
export const takenBy = (
  { arrival, nights }: { readonly arrival: string | null; readonly nights: number | null },
  today: string,
): Pick<CountedHold, 'from' | 'until'> => {
  const from = arrival ?? today
  return { from, until: nights === null ? null : (daysFrom(from, nights + 1).at(-1) ?? null) }
}
