import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { versionsAt } from '#core/commands/editRows'
import { documentIdOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { isFacilitator, isLive } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { idBlob } from '#core/vault/sql'
import { houseCardRecord } from '#shared/records/houseCard'
import { profileDocument } from '#shared/records/networkProfile'
import { readRecord, rowsIn } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'
import { shownStatus } from '#shared/rules/house'

/** A house's card as the network's document has it. */
export type Card = ValueOf<typeof houseCardRecord>

/** The card with this id, as lists have it; undefined when there is none. */
export const cardOf = ({ db, network }: Ledger, houseCardId: string): Card | undefined => {
  const found = db
    .prepare('SELECT data FROM record WHERE kind = ? AND id = ? AND space = ?', { pluck: true })
    .get<string>([houseCardRecord.kind, houseCardId, idBlob(network)])
  return found === undefined ? undefined : readRecord(houseCardRecord, JSON.parse(found))
}

/** A row under another name is nobody's card: its id cannot be said at the door. */
export const isCardId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id)

/** Every card with what it shows: what was said of it apart is looked at, so that one who says `compromised` is heard. */
export const shownCards = async ({ documents, ledger }: Member): Promise<Map<string, Card>> => {
  const read = await documents.read(documentIdOf(ledger.network, profileDocument))
  if (!read) return new Map()
  const cards = rowsIn(read.state, 'houses', houseCardRecord)
  return new Map([...cards].map(([id, card]) => [id, { ...card, status: shownOf(read, id, card) }]))
}

/** The status that a card shows: of versions said apart the most careful, and what follows from its places. */
export const shownOf = (read: Pick<PlainDocument, 'conflicts'>, id: string, card: Card): string =>
  shownStatus(versionsAt(read, `houses/${id}.status`, card.status), card)

/** The spaces of houses that she reads, by card; of two that were opened apart for one card, the least id. */
export const teamSpaces = ({ ledger, root, memberId }: Member): Map<string, string> => {
  const spaces = new Map<string, string>()
  for (const id of [...ledger.spaces().keys()].sort()) {
    const state = ledger.spaceState(id)
    const { kind, of } = state?.created?.op ?? {}
    if (!state || kind !== 'house' || typeof of !== 'string' || spaces.has(of)) continue
    if (!root.erased.has(id) && isReader(root, state, memberId)) spaces.set(of, id)
  }
  return spaces
}

/** Who answers for a house now: the card's contacts who are in, or who offered it where there are none. */
export const contactsOf = (root: RootState, { contacts, offeredBy }: Card): string[] => {
  const live = contacts.filter((member) => isLive(root, member))
  if (live.length > 0) return live.sort()
  return offeredBy !== null && isLive(root, offeredBy) ? [offeredBy] : []
}

/** Whether she may change a card: who offered it, who answers for it, its team, who facilitates. */
export const mayChangeCard = (member: Member, houseCardId: string, card: Card): boolean =>
  card.offeredBy === member.memberId ||
  isFacilitator(member.root, member.memberId) ||
  contactsOf(member.root, card).includes(member.memberId) ||
  teamSpaces(member).has(houseCardId)

/** The writer, and a card that she may change. Failures: UnknownHouse · NotAllowed, and those of requireWriter. */
export const asKeeper = (context: Context, houseCardId: string): Result<Member & { readonly card: Card }> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const card = cardOf(who.value.ledger, houseCardId)
  if (!card) return fail('UnknownHouse')
  return mayChangeCard(who.value, houseCardId, card) ? ok({ ...who.value, card }) : fail('NotAllowed')
}
