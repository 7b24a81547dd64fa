import { onTeam, readOnTeam } from '#core/commands/cases/onTeam'
import { recordAccess } from '#core/commands/cases/accesses'
import { transactInSpace } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { letIn, putOut } from '#core/commands/readers'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import { isLive } from '#core/spaces/rootState'
import { caseRecord } from '#shared/records/case'
import { readRecord } from '#shared/records/record'
import { fail, ok } from '#shared/result'

const grant: CommandHandlers['case.grant'] = async (context, { caseId, memberId }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { ledger, root, isOwner, read } = on.value
  if (!isOwner) return fail('NotAllowed')
  if (!isLive(root, memberId)) return fail('UnknownMember')
  if (ledger.spaceState(caseId)?.granted.has(memberId)) return ok({ ok: true as const })
  if (readRecord(caseRecord, read.state).excludedMembers.includes(memberId)) return fail('ConflictOfInterest')
  const done = transactInSpace(ledger, caseId, () => letIn(ledger, caseId, memberId))
  if (!done.ok) return done
  return done.value ? ok({ ok: true as const }) : fail('KeyMissing')
}

/** Takes a place back: what she wrote until now stays. */
const revoke: CommandHandlers['case.revoke'] = async (context, { caseId, memberId }) => {
  const on = onTeam(context, caseId)
  if (!on.ok) return on
  const { ledger, documents, isOwner } = on.value
  if (!isOwner) return fail('NotAllowed')
  if (memberId === on.value.memberId) return fail('OwnerStays')
  if (!ledger.spaceState(caseId)?.granted.has(memberId)) return fail('UnknownMember')
  await sealDocuments(documents)
  const done = transactInSpace(ledger, caseId, () => putOut(ledger, caseId, memberId))
  if (!done.ok) return done
  if (!done.value) return fail('KeyMissing')
  await applyBatches(documents, context.taster, inQueue)
  return ok({ ok: true as const })
}

/** Commands on who is on a case's team, and on the trace of what she does with it. */
export const teamCommands = {
  'case.grant': grant,
  'case.revoke': revoke,
  'case.noteAccess': async (context, { caseId, action }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const done = await recordAccess(on.value, action)
    return done.ok ? ok({ ok: true as const }) : done
  },
} satisfies Partial<CommandHandlers>
