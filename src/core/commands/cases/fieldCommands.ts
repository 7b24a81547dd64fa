import { onTeam, readOnTeam } from '#core/commands/cases/onTeam'
import type { OnCase } from '#core/commands/cases/onTeam'
import { requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { setField, versionsAt, writeFields } from '#core/commands/editRows'
import { settingsOf } from '#core/commands/settings/settingsOf'
import type { CommandHandlers } from '#core/commands/handler'
import { newCaseCode } from '#core/commands/newIds'
import { openSpace } from '#core/commands/readers'
import { newRow } from '#core/documents/rows'
import { documentIdOf } from '#core/envelopes/batches'
import { isFacilitator } from '#core/spaces/rootState'
import { transact } from '#core/sync/local'
import { caseDocument, caseRecord, caseSpec } from '#shared/records/case'
import { readRecord } from '#shared/records/record'
import { caseMachine } from '#shared/rules/caseStatus'
import { dayOf } from '#shared/rules/days'
import { reviewBy } from '#shared/rules/risk'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const open: CommandHandlers['case.open'] = (context, input) => {
  const who = requireWriter(context)
  if (!who.ok) return Promise.resolve(who)
  const { ledger, documents, root, memberId } = who.value
  if (!isFacilitator(root, memberId)) return Promise.resolve(fail('NotAllowed'))
  const caseCode = newCaseCode()
  const done = transact(ledger, () => {
    const caseId = openSpace(ledger, 'case', null)
    const first = newRow(caseRecord, {
      priority: 'medium',
      ...input,
      caseCode,
      openedOn: context.now().toISOString(),
      openedBy: memberId,
      status: caseMachine.initial,
    })
    return { caseId, caseCode, heads: documents.create(caseId, caseDocument, first) }
  })
  return Promise.resolve(done)
}

/** Of bands that were found apart one is chosen; a band that nobody found is not written by hand. */
const chooseBand = async (context: Context, caseId: string, band: unknown): Promise<Result<{ heads: string[] }>> => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { documents, read } = on.value
  const standing = versionsAt(read, 'riskBand', readRecord(caseRecord, read.state).riskBand ?? '')
  if (typeof band !== 'string' || standing.length < 2 || !standing.includes(band)) return fail('UnknownField')
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) =>
    writeFields(doc, caseSpec.top, { riskBand: band }),
  )
  return done.ok ? ok({ heads: done.value }) : done
}

/** The last day that a review may be put off to; undefined for a case whose risk was not analysed, or when `day` is none. */
const tooLate = async (on: OnCase, day: unknown): Promise<string | undefined> => {
  const { documents, caseId, now } = on
  const read = await documents.read(documentIdOf(caseId, caseDocument))
  const { riskBand } = readRecord(caseRecord, read?.state)
  if (riskBand === null || typeof day !== 'string') return undefined
  const latest = reviewBy(riskBand, dayOf(now), settingsOf(on))
  return day > latest ? latest : undefined
}

const setCaseField: CommandHandlers['case.setField'] = async (context, { caseId, ...input }) => {
  if (input.path === 'riskBand') return chooseBand(context, caseId, input.value)
  const on = onTeam(context, caseId)
  if (!on.ok) return on
  if (input.path === 'nextReview') {
    const latest = await tooLate(on.value, input.value)
    if (latest !== undefined) return fail('ReviewTooLate', { day: latest })
  }
  return setField(on.value, { space: caseId, name: caseDocument, spec: caseSpec }, input)
}

/** Commands that open a case and edit its fields and those of its parts. */
export const fieldCommands = {
  'case.open': open,
  'case.setField': setCaseField,
} satisfies Partial<CommandHandlers>
