import { readable, readersOf } from '#core/commands/caseReaders'
import { accessesOf, recordAccess } from '#core/commands/cases/accesses'
import { listCases } from '#core/commands/cases/list'
import { onTeam } from '#core/commands/cases/onTeam'
import { listStubs } from '#core/commands/cases/stubs'
import { contentOf } from '#core/commands/cases/view'
import { aliasOf } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { settingsOf } from '#core/commands/settings/settingsOf'
import { sharesOfCase } from '#core/commands/shareCommands'
import { deviceOfActor } from '#core/documents/actors'
import { documentIdOf } from '#core/envelopes/batches'
import type { RawConflict } from '#core/envelopes/readDocument'
import type { CaseView, Conflict } from '#shared/contract/caseViews'
import { caseDocument, caseSpec } from '#shared/records/case'
import { fieldAt } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Fields that were written apart and whose versions must both be seen, with who wrote each and on which day. */
export const conflictsIn = ({ root }: Member, spec: DocumentSpec, found: readonly RawConflict[]): Conflict[] => {
  const writer = (actor: string): string => {
    const start = deviceOfActor(actor)
    const device = [...root.devices].find(([id]) => id.startsWith(start))
    return aliasOf(root, device?.[1].member)
  }
  return found.flatMap(({ path, versions }) => {
    const at = fieldAt(spec, path)
    if (at?.field.merge !== 'versions') return []
    return [
      { path: at.path, versions: versions.map(({ value, actor, day }) => ({ value, by: writer(actor), on: day })) },
    ]
  })
}

const viewCase = async (context: Context, caseId: string): Promise<Result<CaseView>> => {
  const who = readable(context, caseId)
  if (!who.ok) return who
  const { ledger, documents, root } = who.value
  const read = await documents.read(documentIdOf(caseId, caseDocument))
  if (!read) return fail('UnknownCase')
  const on = onTeam(context, caseId)
  // who reads by shares writes nothing here; on a full disk she must still be able to read
  if (on.ok) await recordAccess(on.value, 'open')
  const { retentionMonths } = settingsOf(who.value)
  return ok({
    caseId,
    heads: read.heads,
    ...contentOf(read.state, context.now().toISOString(), retentionMonths),
    access: readersOf(root, ledger, caseId),
    conflicts: conflictsIn(who.value, caseSpec, read.conflicts),
  })
}

/** Queries of cases. */
export const caseQueries = {
  'case.list': listCases,
  'case.view': (context, { caseId }) => viewCase(context, caseId),
  'case.access': async (context, { caseId }) => {
    const who = readable(context, caseId)
    if (!who.ok) return who
    const { root, ledger } = who.value
    return ok({
      readers: readersOf(root, ledger, caseId),
      shares: sharesOfCase(who.value, caseId),
      accesses: await accessesOf(who.value, caseId),
    })
  },
  'protection.list': (context) => Promise.resolve(listStubs(context)),
} satisfies Partial<QueryHandlers>
