import { ImmutableString } from '#core/documents/writeOnce'
import { newCaseCode, newRowId } from '#core/commands/newIds'
import { requireWriter, transactInSpace } from '#core/commands/context'
import { transact } from '#core/sync/local'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { letIn, openSpace, putOut } from '#core/commands/readers'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import { mapIn, setText, writeOnce } from '#core/documents/writeOnce'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import { isFacilitator, isLive } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { caseDocument, caseFields } from '#shared/records/case'
import type { CaseField } from '#shared/records/case'
import { line } from '#shared/contract/fields'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

type OnCase = Member & { readonly caseId: string; readonly isOwner: boolean }

/** The writer and the case, if she is on its team. Failures: UnknownCase (also for one she was never on) and those of requireWriter. */
const onTeam = (context: Context, caseId: string): Result<OnCase> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const state = ledger.spaceState(caseId)
  if (!state?.created) return fail('UnknownCase')
  return isReader(root, state, memberId)
    ? ok({ ...who.value, caseId, isOwner: state.owner === memberId })
    : fail('NotOnTeam')
}

/** Edits the case's document on its team's behalf. */
const editCase = async (
  context: Context,
  caseId: string,
  basedOn: readonly string[] | undefined,
  change: (doc: AnyDocument, on: OnCase) => void,
): Promise<Result<{ heads: string[] }>> => {
  const on = onTeam(context, caseId)
  if (!on.ok) return on
  const { documents } = on.value
  const done = await documents.edit(documentIdOf(caseId, caseDocument), basedOn, (doc) => change(doc, on.value))
  return done.ok ? ok({ heads: done.value }) : done
}

/** A row under a fresh id in one of the case's maps. */
const addRow = async (
  context: Context,
  caseId: string,
  map: 'persons' | 'aggressions' | 'notes',
  row: (on: OnCase) => Record<string, unknown>,
): Promise<Result<{ id: string; heads: string[] }>> => {
  const id = newRowId()
  const done = await editCase(context, caseId, undefined, (doc, on) => {
    mapIn(doc, map)[id] = writeOnce(row(on))
  })
  return done.ok ? ok({ id, ...done.value }) : done
}

const parseDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))

/** Whether `value` fits the field; null empties a day or an alias. */
const fits = (field: CaseField, value: unknown): boolean => {
  const rule = caseFields[field]
  switch (rule.kind) {
    case 'text':
      return typeof value === 'string'
    case 'line':
      return value === '' || line().safeParse(value).success
    case 'choice':
      return (rule.of as readonly unknown[]).includes(value)
    case 'country':
      return typeof value === 'string' && /^[A-Z]{2}$/.test(value)
    case 'day':
      return value === null || parseDay(value)
  }
}

const isField = (path: string): path is CaseField => Object.hasOwn(caseFields, path)

const open: CommandHandlers['case.open'] = (context, input) => {
  const who = requireWriter(context)
  if (!who.ok) return Promise.resolve(who)
  const { ledger, documents, root, memberId } = who.value
  if (!isFacilitator(root, memberId)) return Promise.resolve(fail('NotAllowed'))
  const caseCode = newCaseCode()
  const { summaryInternal = '', alias = '', kindOfSubject, country, priority } = input
  const done = transact(ledger, () => {
    const caseId = openSpace(ledger, 'case', null)
    const first = {
      ...writeOnce({
        caseCode,
        openedOn: context.now().toISOString(),
        openedBy: memberId,
        kindOfSubject,
        country,
        status: 'received',
        statusReason: '',
        priority,
        riskBand: null,
        nextReview: null,
        alias,
      }),
      summaryInternal,
      persons: {},
      aggressions: {},
      notes: {},
    }
    return { caseId, caseCode, heads: documents.create(caseId, caseDocument, first) }
  })
  return Promise.resolve(done)
}

const grant: CommandHandlers['case.grant'] = (context, { caseId, memberId }) => {
  const on = onTeam(context, caseId)
  if (!on.ok) return Promise.resolve(on)
  const { ledger, root, isOwner } = on.value
  if (!isOwner) return Promise.resolve(fail('NotAllowed'))
  if (!isLive(root, memberId)) return Promise.resolve(fail('UnknownMember'))
  if (ledger.spaceState(caseId)?.granted.has(memberId)) return Promise.resolve(ok({ ok: true as const }))
  const done = transactInSpace(ledger, caseId, () => letIn(ledger, caseId, memberId))
  if (!done.ok) return Promise.resolve(done)
  return Promise.resolve(done.value ? ok({ ok: true as const }) : fail('KeyMissing'))
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

/** Commands on cases. */
export const caseCommands = {
  'case.open': open,
  'case.setField': (context, { caseId, path, value, basedOn }) => {
    if (!isField(path)) return Promise.resolve(fail('UnknownField'))
    if (!fits(path, value)) return Promise.resolve(fail('BadInput', { field: path }))
    return editCase(context, caseId, basedOn, (doc) => {
      if (caseFields[path].kind === 'text') setText(doc, path, String(value))
      else doc[path] = typeof value === 'string' ? new ImmutableString(value) : value
    })
  },
  'case.setStatus': (context, { caseId, status, reason }) =>
    editCase(context, caseId, undefined, (doc) => {
      doc.status = new ImmutableString(status)
      doc.statusReason = new ImmutableString(reason ?? '')
    }),
  'case.addPerson': async (context, { caseId, ...person }) => {
    const done = await addRow(context, caseId, 'persons', () => person)
    return done.ok ? ok({ personId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addAggression': async (context, { caseId, ...aggression }) => {
    if (aggression.date.to !== undefined && aggression.date.to < aggression.date.from)
      return fail('BadInput', { field: 'date.to' })
    const recordedAt = context.now().toISOString()
    const done = await addRow(context, caseId, 'aggressions', ({ memberId }) => ({
      ...aggression,
      recordedBy: memberId,
      recordedAt,
    }))
    return done.ok ? ok({ aggressionId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addNote': async (context, { caseId, kind, text }) => {
    const at = context.now().toISOString()
    const done = await addRow(context, caseId, 'notes', ({ memberId }) => ({ kind, text, by: memberId, at }))
    return done.ok ? ok({ noteId: done.value.id, heads: done.value.heads }) : done
  },
  'case.grant': grant,
  'case.revoke': revoke,
} satisfies Partial<CommandHandlers>
