import { requireMember } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { readableSpaces, searchTerms } from '#core/commands/listRows'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import type { CaseRow } from '#shared/contract/caseViews'
import type { Database } from '#core/vault/openDatabase'
import { ok } from '#shared/result'

type RecordRow = { id: string; space: Bytes; sort: string; data: string }

/** Spaces in which something has these words; undefined when nothing is looked for. */
const spacesWith = (db: Database, text: string | undefined): Set<string> | undefined => {
  if (text === undefined) return undefined
  const terms = searchTerms(text)
  if (terms === '') return new Set()
  const sql = 'SELECT DISTINCT r.space FROM search s JOIN record r ON r.no = s.rowid WHERE s.text MATCH ?'
  return new Set(db.prepare(sql, { pluck: true }).all<Bytes>([terms]).map(idHex))
}

/** The chosen name of the first whom the case is about; '' where nobody is noted. */
const firstName = (db: Database): ((space: Bytes) => string) => {
  const first = db.prepare(
    "SELECT json_extract(data, '$.chosenName') FROM record WHERE space = ? AND kind = 'person' AND status = 'defender' ORDER BY sort, id LIMIT 1",
    { pluck: true },
  )
  return (space) => first.get<string | null>([space]) ?? ''
}

/** The cases she may read, those that need someone first; read from the projection alone, no document is opened. */
export const listCases: QueryHandlers['case.list'] = (context, input) => {
  const who = requireMember(context)
  if (!who.ok) return Promise.resolve(who)
  const mine = readableSpaces(who.value)
  const { status = null, riskBand = null, reviewBefore = null, text, limit = 200, cursor } = input ?? {}
  const { db } = who.value.ledger
  const found = spacesWith(db, text)
  const rows = db
    .prepare(
      `SELECT id, space, sort, data FROM record WHERE kind = 'case'
         AND ($status IS NULL OR status = $status)
         AND ($riskBand IS NULL OR json_extract(data, '$.riskBand') = $riskBand)
         AND ($reviewBefore IS NULL OR json_extract(data, '$.nextReview') < $reviewBefore)
       ORDER BY sort, id`,
    )
    .all<RecordRow>({ status, riskBand, reviewBefore })
    .filter((row) => mine.has(idHex(row.space)) && (!found || found.has(row.id)))
  const placeOf = (row: RecordRow): string => `${row.sort} ${row.id}`
  const from = cursor === undefined ? 0 : rows.filter((row) => placeOf(row) <= cursor).length
  const page = rows.slice(from, from + limit)
  const last = page.at(-1)
  const nameIn = firstName(db)
  return Promise.resolve(
    ok({
      cases: page.map(({ space, data }) => {
        const row = JSON.parse(data) as Omit<CaseRow, 'alias'> & { readonly alias?: string }
        const { alias = '' } = row // rows of before have none
        return { ...row, alias: alias === '' ? nameIn(space) : alias }
      }),
      total: rows.length,
      cursor: last && from + limit < rows.length ? placeOf(last) : null,
    }),
  )
}
