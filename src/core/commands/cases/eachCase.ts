import { setImmediate } from 'node:timers/promises'
import type { CaseCodes } from '#core/anonymise/summaries/caseRow'
import { consentEvents } from '#core/commands/cases/facts'
import type { Member } from '#core/commands/context'
import { documentIdOf } from '#core/envelopes/batches'
import { isReader } from '#core/spaces/spaceState'
import { aggressionRecord } from '#shared/records/aggression'
import { caseDocument, caseRecord } from '#shared/records/case'
import { personRecord } from '#shared/records/person'
import { readRecord, rowsIn } from '#shared/records/record'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Cases after which others get their turn. */
const portion = 20

/** Goes through the cases on whose team she is, each as its document is now. Failures: BeingChecked (one is on loan). */
export const eachCase = async (
  { ledger, documents, root, memberId }: Member,
  visit: (id: string, state: unknown) => void,
): Promise<Result<void>> => {
  const hers = [...ledger.spaces().keys()].filter((id) => {
    const state = ledger.spaceState(id)
    return state?.created?.op.kind === 'case' && !root.erased.has(id) && isReader(root, state, memberId)
  })
  for (const [i, id] of hers.entries()) {
    const document = documentIdOf(id, caseDocument)
    if (documents.loans.has(document)) return fail('BeingChecked')
    const read = await documents.read(document)
    if (read) visit(id, read.state)
    if (i % portion === portion - 1) await setImmediate()
  }
  return ok(undefined)
}

/** What anonymised summaries may look at of a case: codes, and what was agreed to. */
export const codesOf = (id: string, state: unknown): CaseCodes => {
  const { openedOn, country, department, sphere } = readRecord(caseRecord, state)
  const rows = <T>(all: ReadonlyMap<string, T>): (T & { readonly id: string })[] =>
    [...all].map(([row, values]) => ({ ...values, id: row }))
  return {
    ...{ id, contributor: id, openedOn, country, department, sphere },
    persons: rows(rowsIn(state, 'persons', personRecord)),
    aggressions: rows(rowsIn(state, 'aggressions', aggressionRecord)),
    consents: consentEvents(state),
  }
}
