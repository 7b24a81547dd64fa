import { draftOf, dropDraft, keepDraft } from '#core/commands/committees/alertDrafts'
import type { Prepared } from '#core/commands/committees/alertDrafts'
import { isCommittee } from '#core/commands/committees/committees'
import { committeeSpace, workOf, yearIn } from '#core/commands/committees/documentIn'
import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { putRow, rowIn, versionsAt, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { readableSpaces } from '#core/commands/listRows'
import { newRowId } from '#core/commands/newIds'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { ackRecord, alertRecord } from '#shared/records/alert'
import { committeeSpec } from '#shared/records/committeeWork'
import { readRecord, rowsIn } from '#shared/records/record'
import { yearSpec } from '#shared/records/year'
import type { FailureType } from '#shared/errors'
import { alertMachine, alertStatusNow, confirms } from '#shared/rules/alert'
import { wayTo } from '#shared/rules/machine'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Why an alert cannot reach whom it is for; undefined when it can. */
const refusedTo = (member: Member, { audience }: Prepared): FailureType | undefined => {
  if (audience === 'all') return undefined
  if (!isCommittee(member, audience)) return 'UnknownCommittee'
  return committeeSpace(member, audience) === undefined ? 'NoCommitteeSpace' : undefined
}

const raise = async (
  member: Member,
  { audience, ...said }: Prepared,
  now: string,
): Promise<Result<{ alertId: string; heads: string[] }>> => {
  const isToAll = audience === 'all'
  const work = isToAll ? undefined : workOf(member, audience)
  if (work && !work.ok) return work
  const document = work?.ok ? ok(work.value.id) : yearIn(member, now)
  if (!document.ok) return document
  const alertId = newRowId()
  const { alerts } = isToAll ? yearSpec.parts : committeeSpec.parts
  const done = await member.documents.edit(document.value, undefined, (doc) =>
    putRow(doc, 'alerts', alerts, alertId, {
      ...said,
      committeeId: isToAll ? null : audience,
      raisedBy: member.memberId,
      raisedAt: now,
      status: alertMachine.initial,
    }),
  )
  return done.ok ? ok({ alertId, heads: done.value }) : done
}

const raiseConfirmed: CommandHandlers['alert.raise'] = async (context, { confirm, ...given }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const draft = 'draftId' in given ? draftOf(context, who.value.ledger.network, given.draftId) : undefined
  if ('draftId' in given && !draft) return fail('UnknownDraft')
  const said = 'draftId' in given ? draft?.said : given
  if (!said) return fail('UnknownDraft')
  if (!confirms(confirm, draft?.words ?? said.level)) return fail('NotConfirmed')
  const refused = refusedTo(who.value, said)
  if (refused) return fail(refused)
  const done = await raise(who.value, said, context.now().toISOString())
  if (done.ok && 'draftId' in given) dropDraft(context, given.draftId)
  return done
}

/** Where an alert stands that she may read. */
type AlertAt = { readonly document: string; readonly parts: typeof yearSpec.parts | typeof committeeSpec.parts }

const alertAt = (member: Member, alertId: string): AlertAt | undefined => {
  const mine = readableSpaces(member)
  const rows = member.ledger.db
    .prepare("SELECT kind, document, space FROM record WHERE kind IN ('alert', 'committeeAlert') AND id = ?")
    .all<{ kind: string; document: Bytes; space: Bytes }>([alertId])
  const row = rows.find(({ space }) => mine.has(idHex(space)))
  return row && { document: idHex(row.document), parts: row.kind === 'alert' ? yearSpec.parts : committeeSpec.parts }
}

const acknowledge: CommandHandlers['alert.ack'] = async (context, { alertId, action }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents, memberId } = who.value
  const at = alertAt(who.value, alertId)
  if (!at) return fail('UnknownAlert')
  const id = alertId + memberId
  const said = { alertId, memberId, at: context.now().toISOString(), action }
  const done = await documents.edit(at.document, undefined, (doc) => {
    const row = rowIn(doc, 'acks', id)
    if (row) writeFields(row, at.parts.acks, said)
    else putRow(doc, 'acks', at.parts.acks, id, said)
  })
  return done.ok ? ok({ heads: done.value }) : done
}

const setStatus: CommandHandlers['alert.setStatus'] = async (context, { alertId, status }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents } = who.value
  const at = alertAt(who.value, alertId)
  const read = at && (await documents.read(at.document))
  if (!read) return fail('UnknownAlert')
  const shown = readRecord(alertRecord, (read.state as Record<string, unknown>)[`alerts/${alertId}`])
  const answers = [...rowsIn(read.state, 'acks', ackRecord).values()].filter(
    (ack) => ack.alertId === alertId && ack.memberId !== shown.raisedBy,
  ).length
  // where it stands is read as lists read it: one that was answered is acknowledged, and may be closed
  const standing = versionsAt(read, `alerts/${alertId}.status`, shown.status).map((one) => alertStatusNow(one, answers))
  if (wayTo(alertMachine, standing, status) === 'none') return fail('NoSuchMove')
  const done = await documents.edit(at.document, undefined, (doc) => {
    const row = rowIn(doc, 'alerts', alertId)
    if (row) writeFields(row, at.parts.alerts, { status })
  })
  return done.ok ? ok({ heads: done.value }) : done
}

const prepare = (context: Context, said: Prepared): ReturnType<CommandHandlers['alert.prepare']> => {
  const who = requireWriter(context)
  if (!who.ok) return Promise.resolve(who)
  const refused = refusedTo(who.value, said)
  return Promise.resolve(refused ? fail(refused) : ok(keepDraft(context, who.value.ledger.network, said)))
}

/** Commands on alerts. */
export const alertCommands = {
  'alert.prepare': prepare,
  'alert.raise': raiseConfirmed,
  'alert.ack': acknowledge,
  'alert.setStatus': setStatus,
} satisfies Partial<CommandHandlers>
