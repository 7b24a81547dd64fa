import type { Member } from '#core/commands/context'
import { isReader } from '#core/spaces/spaceState'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { readRecord } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import type { Fields, ValuesOf } from '#shared/records/field'

/** Spaces she may read now: rows of one she lost are not shown, though what was read stays read. */
export const readableSpaces = ({ ledger, root, memberId }: Member): Set<string> =>
  new Set([
    ledger.network,
    ...[...ledger.spaces().keys()].filter((id) => {
      const state = ledger.spaceState(id)
      return state !== undefined && isReader(root, state, memberId)
    }),
  ])

/** A row of the projection that she may read. */
export type ListedRow<F extends Fields> = { readonly id: string; readonly space: string; readonly values: ValuesOf<F> }

/**
 * The rows of a kind in one space, or in all that she may read, in their order: for records whose list keeps every field
 * that is read here.
 */
export const rowsOf = <F extends Fields>(member: Member, record: RecordOf<F>, space?: string): ListedRow<F>[] => {
  const { db } = member.ledger
  const rows =
    space === undefined
      ? db.prepare('SELECT id, space, data FROM record WHERE kind = ? ORDER BY sort, id').all<Row>([record.kind])
      : db
          .prepare('SELECT id, space, data FROM record WHERE kind = ? AND space = ? ORDER BY sort, id')
          .all<Row>([record.kind, idBlob(space)])
  const mine = readableSpaces(member)
  return rows
    .map((row) => ({ id: row.id, space: idHex(row.space), data: row.data }))
    .filter((row) => mine.has(row.space))
    .map(({ id, space: at, data }) => ({ id, space: at, values: readRecord(record, JSON.parse(data)) }))
}

type Row = { id: string; space: Bytes; data: string }

/** What was typed as an FTS5 query: every word, as a beginning. Quotes inside are doubled, so no word is an operator. */
export const searchTerms = (text: string): string =>
  (text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"*`).join(' ')
