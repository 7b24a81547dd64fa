import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { putRow, writeFields } from '#core/commands/editRows'
import { newRowId } from '#core/commands/newIds'
import { documentIdOf } from '#core/envelopes/batches'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { isReader } from '#core/spaces/spaceState'
import { caseDocument, caseSpec } from '#shared/records/case'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Somebody at work on a case whose team she is on. */
export type OnCase = Member & {
  readonly caseId: string
  readonly isOwner: boolean
  /** The moment of the command, ISO 8601 UTC. */
  readonly now: string
}

/** The writer and the case, if she is on its team. Failures: UnknownCase (also for one she was never on) and those of requireWriter. */
export const onTeam = (context: Context, caseId: string): Result<OnCase> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const state = ledger.spaceState(caseId)
  if (!state?.created) return fail('UnknownCase')
  return isReader(root, state, memberId)
    ? ok({ ...who.value, caseId, isOwner: state.owner === memberId, now: context.now().toISOString() })
    : fail('NotOnTeam')
}

/** Her case and what it says now. */
export type ReadCase = OnCase & { readonly read: PlainDocument }

/** As onTeam, with the document read, for rules that look at it. */
export const readOnTeam = async (context: Context, caseId: string): Promise<Result<ReadCase>> => {
  const on = onTeam(context, caseId)
  if (!on.ok) return on
  const read = await on.value.documents.read(documentIdOf(caseId, caseDocument))
  return read ? ok({ ...on.value, read }) : fail('UnknownCase')
}

/** A part of a case by its name. */
export type PartName = keyof typeof caseSpec.parts

/** A row under a fresh id in one of the case's parts, in one edit with fields of the case itself that follow from it. */
export const addTo = async (
  { documents, caseId }: OnCase,
  name: PartName,
  values: object,
  ofCase: object = {},
): Promise<Result<{ id: string; heads: string[] }>> => {
  const id = newRowId()
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) => {
    putRow(doc, name, caseSpec.parts[name], id, values)
    writeFields(doc, caseSpec.top, ofCase)
  })
  return done.ok ? ok({ id, heads: done.value }) : done
}
