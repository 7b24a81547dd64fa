import { aliasOf, requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { putRow, rowIn, takeRow, writeFields } from '#core/commands/editRows'
import { rowsOf } from '#core/commands/listRows'
import { newRow } from '#core/documents/rows'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import { grantedIn, isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import type { StubRow } from '#shared/contract/caseViews'
import { readRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { stubDocument, stubRecord, stubSpec } from '#shared/records/stub'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

type Stub = ValueOf<typeof stubRecord>

/** The network's protection space, when she reads it; of several that were opened apart always the same. */
const protectionOf = ({ ledger, root, memberId }: Member): string | undefined =>
  [...ledger.spaces().keys()].sort().find((id) => {
    const state = ledger.spaceState(id)
    return state?.created?.op.kind === 'protection' && isReader(root, state, memberId)
  })

/** Rows of one kind as the projection keeps them, by id. */
const writtenRows = ({ ledger: { db } }: Member, kind: 'case' | 'stub', space?: string): Map<string, string> => {
  const rows = db.prepare('SELECT id, space, data FROM record WHERE kind = ?').all<{
    id: string
    space: Bytes
    data: string
  }>([kind])
  return new Map(
    rows.flatMap(({ id, space: at, data }) => (space === undefined || idHex(at) === space ? [[id, data]] : [])),
  )
}

/**
 * Case, team and stub as they were last found to agree: this is asked after each command, and five thousand cases are
 * not to be parsed for it.
 */
const agreed = new WeakMap<Ledger, Map<string, string>>()

/**
 * When everything was last found to agree: how often rows of cases and stubs had changed, and the last op. This is asked
 * after each command, most of which change neither: then no case is looked at.
 */
const settledAt = new WeakMap<Ledger, string>()

const standOf = ({ ledger, documents: { records } }: Member): string => {
  const last = ledger.db.prepare('SELECT max(no) FROM op', { pluck: true }).get<number | null>()
  return `${String(records.turn(['case', 'stub']))} ${String(last)}`
}

const isSame = (a: Stub, b: Stub): boolean =>
  JSON.stringify({ ...a, team: a.team.toSorted() }) === JSON.stringify({ ...b, team: b.team.toSorted() })

/** The stubs that differ from what the cases whose team she is on say, as they should be. From the projection alone. */
const stubsDue = (member: Member, said: ReadonlyMap<string, string>): Map<string, Stub> => {
  const { ledger, root, memberId } = member
  const before = agreed.get(ledger) ?? new Map<string, string>()
  agreed.set(ledger, before)
  const due = new Map<string, Stub>()
  for (const [caseId, data] of writtenRows(member, 'case')) {
    const state = ledger.spaceState(caseId)
    if (root.erased.has(caseId) || state === undefined || !isReader(root, state, memberId)) continue
    const team = [...grantedIn(root, state)].sort()
    const stub = said.get(caseId)
    const print = [data, stub, ...team].join(' ')
    if (before.get(caseId) === print) continue
    const values = { ...readRecord(stubRecord, JSON.parse(data)), team }
    if (stub !== undefined && isSame(readRecord(stubRecord, JSON.parse(stub)), values)) before.set(caseId, print)
    else due.set(caseId, values)
  }
  return due
}

const { stubs } = stubSpec.parts

/** Makes the stubs of an open document these, writing only fields that differ, and takes out those of erased cases. */
const writeStubs = (doc: AnyDocument, changed: ReadonlyMap<string, Stub>, gone: readonly string[]): void => {
  for (const [caseId, stub] of changed) {
    const row = rowIn(doc, 'stubs', caseId)
    if (!row) putRow(doc, 'stubs', stubs, caseId, stub)
    else {
      const said = readRecord(stubRecord, JSON.parse(JSON.stringify(row)))
      const differ = Object.entries(stub).filter(
        ([name, value]) => JSON.stringify(said[name as keyof Stub]) !== JSON.stringify(value),
      )
      writeFields(row, stubs, Object.fromEntries(differ))
    }
  }
  for (const caseId of gone) if (rowIn(doc, 'stubs', caseId)) takeRow(doc, 'stubs', caseId)
}

/**
 * Brings what coordinators know of cases to what the cases say: for each case whose team she is on, when she also reads
 * the protection space. What this laptop may not write, another's will. A disk failure leaves it for the next time.
 */
export const followStubs = async (context: Context): Promise<void> => {
  const who = requireWriter(context)
  if (!who.ok || !who.value.ledger.ownTail.isKnown()) return
  const { ledger, documents, root } = who.value
  const stand = standOf(who.value)
  if (settledAt.get(ledger) === stand) return
  const space = protectionOf(who.value)
  if (space === undefined) return
  const said = writtenRows(who.value, 'stub', space)
  const changed = stubsDue(who.value, said)
  const gone = [...said.keys()].filter((id) => root.erased.has(id))
  if (changed.size + gone.length === 0) {
    settledAt.set(ledger, stand)
    return
  }
  const document = documentIdOf(space, stubDocument)
  if (documents.row(document)) {
    await documents.edit(document, undefined, (doc) => writeStubs(doc, changed, gone))
    return
  }
  const first = Object.fromEntries([...changed].map(([id, stub]) => [`stubs/${id}`, newRow(stubRecord, stub)]))
  transact(ledger, () => documents.create(space, stubDocument, first))
}

/** The stubs, for readers of the protection space: the next review first. Failures: UnknownSpace, and those of requireMember. */
export const listStubs = (context: Context): Result<{ stubs: StubRow[] }> => {
  const who = requireMember(context)
  if (!who.ok) return who
  const space = protectionOf(who.value)
  if (space === undefined) return fail('UnknownSpace')
  const { root } = who.value
  return ok({
    stubs: rowsOf(who.value, stubRecord, space).map(({ id, values: { team, ...stub } }) => ({
      caseId: id,
      ...stub,
      team: team.map((memberId) => ({ memberId, alias: aliasOf(root, memberId) })),
    })),
  })
}
