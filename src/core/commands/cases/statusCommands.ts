import { factsOf } from '#core/commands/cases/facts'
import { readOnTeam } from '#core/commands/cases/onTeam'
import { rowIn, versionsAt, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { documentIdOf } from '#core/envelopes/batches'
import { caseDocument, caseSpec } from '#shared/records/case'
import { rowsIn } from '#shared/records/record'
import { caseGuard, caseMachine, endStates } from '#shared/rules/caseStatus'
import { dayOf } from '#shared/rules/days'
import { wayTo } from '#shared/rules/machine'
import { partGuard, partMachines } from '#shared/rules/partStatus'
import { fail, ok } from '#shared/result'

const setStatus: CommandHandlers['case.setStatus'] = async (context, { caseId, status, closingReason, ...said }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { documents, read, now } = on.value
  const facts = factsOf(on.value, said)
  const way = wayTo(caseMachine, versionsAt(read, 'status', facts.status), status)
  if (way === 'none' || (way === 'move' && status === 'transferred')) return fail('NoSuchMove')
  const refused = way === 'move' ? caseGuard(status, facts) : undefined
  if (refused) return fail(refused)
  const isEnd = endStates.includes(status)
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) =>
    writeFields(doc, caseSpec.top, {
      status,
      statusReason: said.reason,
      closedOn: isEnd ? now : null,
      closingReason: isEnd ? closingReason : null,
    }),
  )
  return done.ok ? ok({ heads: done.value }) : done
}

/** What a move writes beside the state: an answer has its day. */
const alongWith = (status: string, reason: string, now: string): object => ({
  statusReason: reason,
  ...(status === 'accepted' || status === 'rejected' ? { decided: status, answeredOn: dayOf(now) } : {}),
})

const setPartStatus: CommandHandlers['case.setPartStatus'] = async (context, { caseId, part, id, status, reason }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { documents, read, now } = on.value
  const { record } = caseSpec.parts[part]
  const row = rowsIn(read.state, part, record).get(id)
  if (!row) return fail('UnknownRow')
  const field = part === 'relocations' ? 'stage' : 'status'
  const from = String(row[field])
  const way = wayTo(partMachines[part], versionsAt(read, `${part}/${id}.${field}`, from), status)
  if (way === 'none') return fail('NoSuchMove')
  const refused = way === 'move' ? partGuard(from, status, reason) : undefined
  if (refused) return fail(refused)
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) => {
    const there = rowIn(doc, part, id)
    const along = Object.entries(alongWith(status, reason, now)).filter(([name]) => name in record.fields)
    if (there) writeFields(there, caseSpec.parts[part], { [field]: status, ...Object.fromEntries(along) })
  })
  return done.ok ? ok({ heads: done.value }) : done
}

/** Commands that move a case, or something in it, from one state to another. */
export const statusCommands = {
  'case.setStatus': setStatus,
  'case.setPartStatus': setPartStatus,
} satisfies Partial<CommandHandlers>
