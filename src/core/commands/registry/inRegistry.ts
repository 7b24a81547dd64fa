import { requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { spacesOf } from '#core/commands/spaceCommands'
import { documentIdOf } from '#core/envelopes/batches'
import { isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { entryRecord } from '#shared/records/registryEntry'
import { readRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { sortRange } from '#shared/rules/period'
import { objectOf } from '#shared/records/tolerant'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Who reads the registry, and where it is. Two coordinators who had not met may each have opened one: all that she may read
 * are read together, and what is new goes into the one with the least id.
 */
export type InRegistry = Member & { readonly space: string; readonly spaces: readonly string[] }

const placed = (who: Result<Member>): Result<InRegistry> => {
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const spaces = spacesOf(ledger, ['registry'])
    .filter((id) => {
      const state = ledger.spaceState(id)
      return state !== undefined && isReader(root, state, memberId)
    })
    .sort()
  const [space] = spaces
  return space === undefined ? fail('UnknownSpace') : ok({ ...who.value, space, spaces })
}

/** Who may read the registry. Failures: UnknownSpace (none is open, or she has no place in it), and those of requireMember. */
export const readsRegistry = (context: Context): Result<InRegistry> => placed(requireMember(context))
/** Who may write in the registry. Failures: as readsRegistry, and those of requireWriter. */
export const writesRegistry = (context: Context): Result<InRegistry> => placed(requireWriter(context))

/** Makes a document of the registry if it is not there yet. Empty, so that two laptops that make it apart lose nothing. */
export const ensureDocument = ({ ledger, documents }: Member, space: string, name: string): Result<string> => {
  const id = documentIdOf(space, name)
  if (documents.row(id)) return ok(id)
  const done = transact(ledger, () => documents.create(space, name, {}))
  return done.ok ? ok(id) : done
}

/** An entry where it stands: its document, and what it is now. */
export type Found = {
  readonly id: string
  readonly document: string
  readonly name: string
  readonly space: string
  readonly state: unknown
  readonly heads: readonly string[]
  readonly conflicts: NonNullable<Awaited<ReturnType<Member['documents']['read']>>>['conflicts']
  readonly values: ValueOf<typeof entryRecord>
}

/** An entry that she may read. Failures: UnknownRow. */
export const findEntry = async ({ ledger, documents, spaces }: InRegistry, id: string): Promise<Result<Found>> => {
  const held = ledger.db
    .prepare('SELECT document, space FROM record WHERE kind = ? AND id = ? ORDER BY document')
    .all<{ document: Bytes; space: Bytes }>([entryRecord.kind, id])
    .find((row) => spaces.includes(idHex(row.space)))
  const document = held && documents.row(idHex(held.document))
  const read = document && (await documents.read(document.id))
  const row = objectOf(read?.state)[`entries/${id}`]
  if (!document || !read || row === undefined) return fail('UnknownRow')
  const { space, name } = document
  return ok({ id, document: document.id, name, space, ...read, values: readRecord(entryRecord, row) })
}

/** Which entries a query over `record r` is about. */
type EntriesAsked = {
  readonly period?: string | undefined
  readonly statuses?: readonly string[] | undefined
}

/** The condition on rows of entries that stand where she reads, and its values: for a query over `record r`. */
export const entriesWhere = (
  { spaces }: InRegistry,
  { period, statuses }: EntriesAsked,
): { readonly sql: string; readonly values: (string | Bytes)[] } => {
  const range = period === undefined ? undefined : sortRange(period)
  const marks = (list: readonly unknown[]): string => list.map(() => '?').join()
  return {
    sql: [
      `r.kind = '${entryRecord.kind}' AND r.space IN (${marks(spaces)})`,
      ...(statuses ? [`r.status IN (${marks(statuses)})`] : []),
      ...(range ? ['r.sort >= ? AND r.sort < ?'] : []),
    ].join(' AND '),
    values: [...spaces.map(idBlob), ...(statuses ?? []), ...(range ? [range.from, range.below] : [])],
  }
}
