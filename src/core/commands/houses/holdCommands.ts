import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { putRow, rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { cardOf, contactsOf, shownCards } from '#core/commands/houses/card'
import { readHold, takenBy } from '#core/commands/houses/holds'
import type { ReadHold } from '#core/commands/houses/holds'
import { publishPlaces } from '#core/commands/houses/publishPlaces'
import { settingsOf } from '#core/commands/settings/settingsOf'
import { asTeam, editHouse } from '#core/commands/houses/team'
import { letIn, openSpace } from '#core/commands/readers'
import { newRow } from '#core/documents/rows'
import { documentIdOf } from '#core/envelopes/batches'
import { transact } from '#core/sync/local'
import { holdDocument, holdRecord, holdSpec } from '#shared/records/hold'
import { houseSpec } from '#shared/records/house'
import { holdMachine, usualHours } from '#shared/rules/hold'
import { wayTo } from '#shared/rules/machine'
import { dayOf } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Statuses of a card that takes no requests. */
const notAsking: readonly string[] = ['paused', 'closed', 'compromised']

const after = (now: Date, hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString()

/** A request for places: a space of its own, with who answers for the house. */
const request: CommandHandlers['hold.request'] = async (context, { houseCardId, hours, ...given }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents, root, memberId } = who.value
  const card = (await shownCards(who.value)).get(houseCardId)
  if (!card) return fail('UnknownHouse')
  if (notAsking.includes(card.status)) return fail('HouseNotOpen')
  const contacts = contactsOf(root, card)
  if (contacts.length === 0) return fail('NobodyAnswers')
  const now = context.now()
  const settings = settingsOf(who.value)
  const expiresAt = after(now, hours ?? usualHours(card.country, root.network?.country ?? card.country, settings))
  return transact(ledger, () => {
    const holdId = openSpace(ledger, 'hold', houseCardId)
    for (const contact of contacts) if (contact !== memberId) letIn(ledger, holdId, contact)
    const first = newRow(holdRecord, {
      ...given,
      houseCardId,
      requestedBy: memberId,
      requestedAt: now.toISOString(),
      expiresAt,
      status: holdMachine.initial,
    })
    documents.create(holdId, holdDocument, first)
    return { holdId, expiresAt }
  })
}

type OnHold = { readonly member: Member; readonly hold: ReadHold; readonly houseCardId: string }

/** The writer and a hold that she reads. Failures: UnknownHold, and those of requireWriter. */
const onHold = async (context: Context, holdId: string): Promise<Result<OnHold>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const hold = await readHold(who.value, holdId, context.now())
  return hold ? ok({ member: who.value, hold, houseCardId: hold.values.houseCardId ?? '' }) : fail('UnknownHold')
}

/** Moves a hold. Failures: NoSuchMove, and those of an edit. */
export const moveHold = async (
  { documents }: Member,
  { holdId, said }: ReadHold,
  values: { readonly status: string } & Readonly<Record<string, unknown>>,
): Promise<Result<{ heads: string[] }>> => {
  if (wayTo(holdMachine, said, values.status) === 'none') return fail('NoSuchMove')
  const done = await documents.edit(documentIdOf(holdId, holdDocument), undefined, (doc) =>
    writeFields(doc, holdSpec.top, values),
  )
  return done.ok ? ok({ heads: done.value }) : done
}

const { held } = houseSpec.parts

/** Tells the house's own document what a hold takes now, when who writes is of its team; then the card is counted again. */
export const noteHeld = async (
  context: Context,
  { hold, houseCardId }: Omit<OnHold, 'member'>,
  status: string,
  until: string,
): Promise<void> => {
  const on = asTeam(context, houseCardId)
  if (!on.ok) return
  const { holdId, people, values } = hold
  const taken = takenBy(values, dayOf(context.now().toISOString()))
  const { requestedAt } = values
  // what fails here is no failure of the answer: the hold itself says it, and counts wherever it is read
  await editHouse(on.value, (doc) => {
    const row = rowIn(doc, 'held', holdId)
    if (row) writeFields(row, held, { status, expiresAt: until })
    else putRow(doc, 'held', held, holdId, { people, ...taken, requestedAt, expiresAt: until, status })
    return undefined
  })
  await publishPlaces(context, houseCardId)
}

const answer: CommandHandlers['hold.answer'] = async (context, { holdId, answer: status, reason, hours }) => {
  const found = await onHold(context, holdId)
  if (!found.ok) return found
  const { member, hold, houseCardId } = found.value
  const card = cardOf(member.ledger, houseCardId)
  if (!card || !contactsOf(member.root, card).includes(member.memberId)) return fail('NotAllowed')
  if (hold.status === 'expired' && status === 'accepted') return fail('HoldExpired')
  if (status === 'declined' && (reason ?? null) === null) return fail('ReasonNeeded')
  const now = context.now()
  const keptUntil = status === 'accepted' && hours !== undefined ? after(now, hours) : null
  const done = await moveHold(member, hold, {
    status,
    reason: status === 'declined' ? reason : null,
    answeredBy: member.memberId,
    answeredAt: now.toISOString(),
    keptUntil,
  })
  if (done.ok) await noteHeld(context, { hold, houseCardId }, status, keptUntil ?? hold.values.expiresAt)
  return done
}

/** Commands on holds. */
export const holdCommands = {
  'hold.request': request,
  'hold.answer': answer,
  'hold.cancel': async (context, { holdId }) => {
    const found = await onHold(context, holdId)
    if (!found.ok) return found
    const { member, hold, houseCardId } = found.value
    if (hold.values.requestedBy !== member.memberId) return fail('NotAllowed')
    const done = await moveHold(member, hold, { status: 'cancelled' })
    if (done.ok) await publishPlaces(context, houseCardId)
    return done
  },
} satisfies Partial<CommandHandlers>
