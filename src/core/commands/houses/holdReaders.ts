import type { Member } from '#core/commands/context'
import { cardOf, contactsOf } from '#core/commands/houses/card'
import { grantedIn } from '#core/spaces/spaceState'
import type { SpaceState } from '#core/spaces/spaceState'
import { idBlob } from '#core/vault/sql'
import { holdRecord } from '#shared/records/hold'

/** States in which a hold waits for somebody of the house. */
const waiting: readonly string[] = ['requested', 'accepted']

/**
 * Who should come into a hold's space and who should leave it, so that its readers are who asked and the card's contacts:
 * the owner's laptop does it. Whoever is a contact no longer goes out; who is new comes in while there is something to
 * answer. A card that is gone says nothing.
 */
export const dueInHold = (
  { ledger, root, memberId }: Pick<Member, 'ledger' | 'root' | 'memberId'>,
  space: string,
  state: SpaceState,
): { readonly enter: string[]; readonly leave: string[] } => {
  const { of = null } = state.created?.op ?? {}
  const card = of === null || state.owner !== memberId ? undefined : cardOf(ledger, of)
  if (!card) return { enter: [], leave: [] }
  const contacts = contactsOf(root, card)
  const granted = grantedIn(root, state)
  const status = ledger.db
    .prepare('SELECT status FROM record WHERE kind = ? AND space = ?', { pluck: true })
    .get<string>([holdRecord.kind, idBlob(space)])
  return {
    enter: waiting.includes(status ?? '') ? contacts.filter((member) => !granted.has(member)) : [],
    leave:
      contacts.length === 0 ? [] : [...granted].filter((member) => member !== memberId && !contacts.includes(member)),
  }
}
