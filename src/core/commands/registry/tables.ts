import type { QueryHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { entriesWhere, readsRegistry } from '#core/commands/registry/inRegistry'
import type { InRegistry } from '#core/commands/registry/inRegistry'
import { periodStates } from '#core/commands/registry/periods'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import { countedStatuses } from '#shared/rules/registry'
import type { RegistryCount, TableField } from '#shared/rules/registryTable'
import { ok } from '#shared/result'
import { topOf, vocabularies } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'

/** Fields with several codes: where their list stands, and where in one of its items the code does ('' where it is one). */
const many: Partial<Record<TableField, readonly [list: string, inner: string]>> = {
  types: ['$.types', ''],
  typeFamily: ['$.types', ''],
  relativesAlso: ['$.relativesAlso', ''],
  indicators: ['$.indicators', ''],
  causes: ['$.causes', ''],
  sources: ['$.sources', ''],
  perpetrators: ['$.perpetrators', '$.category'],
  perpetratorFamily: ['$.perpetrators', '$.category'],
  perpetratorLevel2: ['$.perpetrators', '$.level2'],
  involvement: ['$.perpetrators', '$.involvement'],
}

/** Fields of one value that are not simply a field of the row. */
const single: Partial<Record<TableField, string>> = {
  year: "nullif(substr(r.sort, 1, 4), '')",
  quarter:
    "CASE WHEN substr(r.sort, 6, 1) = 'q' THEN r.sort WHEN length(r.sort) >= 7 THEN substr(r.sort, 1, 4) || '-q' || ((substr(r.sort, 6, 2) + 2) / 3) END",
  month: "CASE WHEN length(r.sort) >= 7 AND substr(r.sort, 6, 1) <> 'q' THEN substr(r.sort, 1, 7) END",
  status: 'r.status',
  complaint: "json_extract(r.data, '$.complaint.filed')",
  complaintOutcome: "json_extract(r.data, '$.complaint.outcome')",
}

/** Fields that count under the top-level terms of a list. */
const families: Partial<Record<TableField, VocabularyName>> = {
  typeFamily: 'aggressionType',
  perpetratorFamily: 'perpetrator',
}

/** Terms of a list that count under another one, as JSON: those of a network's own too. */
const familyOf = (on: InRegistry, list: VocabularyName): string => {
  const added = rowsOf(on, vocabularyTermRecord, on.ledger.network).map(({ values }) => values)
  const codes = [...vocabularies[list].terms, ...added.filter((one) => one.list === list)].map(({ code }) => code)
  return JSON.stringify(Object.fromEntries(codes.map((code) => [code, topOf(list, code, added) ?? code])))
}

type FieldSql = { readonly code: string; readonly join: string; readonly with: string; readonly values: string[] }

/** A field as SQL: the expression of its code, and what is joined for it. Names come from the contract's list only. */
const fieldSql = (on: InRegistry, field: TableField, as: string): FieldSql => {
  const list = many[field]
  const plain = { join: '', with: '', values: [] }
  if (!list) return { ...plain, code: single[field] ?? `json_extract(r.data, '$.${field}')` }
  const [at, inner] = list
  const code = inner === '' ? `${as}.value` : `json_extract(${as}.value, '${inner}')`
  const join = ` LEFT JOIN json_each(r.data, '${at}') ${as}`
  const family = families[field]
  if (!family) return { ...plain, code, join }
  return {
    code: `coalesce(${as}_family.top, ${code})`,
    join: `${join} LEFT JOIN ${as}_family ON ${as}_family.code = ${code}`,
    with: `${as}_family (code, top) AS MATERIALIZED (SELECT key, value FROM json_each(?))`,
    values: [familyOf(on, family)],
  }
}

const counted = `COUNT(*) AS aggressions, COUNT(DISTINCT event) AS events,
  COALESCE(SUM(target = 'personal'), 0) AS personal, COALESCE(SUM(target = 'collective'), 0) AS collective,
  COALESCE(SUM(target = 'organisation'), 0) AS organisation`
const columnsOfEntry = `coalesce(json_extract(r.data, '$.eventId'), r.id) AS event, json_extract(r.data, '$.target') AS target`

/** Counts from the projection alone: no document is opened for a table. */
export const tables: QueryHandlers['registry.tables'] = (context, { period, rows, columns, country }) => {
  const on = readsRegistry(context)
  if (!on.ok) return Promise.resolve(on)
  const { sql, values } = entriesWhere(on.value, { period, statuses: countedStatuses })
  const where = `${sql}${country === undefined ? '' : " AND json_extract(r.data, '$.country') = ?"}`
  const given = [...values, ...(country === undefined ? [] : [country])]
  const row = fieldSql(on.value, rows, 'a')
  const column =
    columns === undefined ? { code: 'NULL', join: '', with: '', values: [] } : fieldSql(on.value, columns, 'b')
  const withs = [row.with, column.with].filter((one) => one !== '').join()
  const { db } = on.value.ledger
  const cells = db
    .prepare(
      `${withs === '' ? '' : `WITH ${withs} `}SELECT "row", "column", ${counted} FROM (
         SELECT DISTINCT r.no, ${row.code} AS "row", ${column.code} AS "column", ${columnsOfEntry}
         FROM record r${row.join}${column.join} WHERE ${where})
       GROUP BY "row", "column" ORDER BY "row", "column"`,
    )
    .all<RegistryCount & { row: string | null; column: string | null }>([...row.values, ...column.values, ...given])
  const { refused = 0, ...total } =
    db
      .prepare(
        `SELECT ${counted}, COALESCE(SUM(refused), 0) AS refused FROM (
           SELECT ${columnsOfEntry}, json_extract(r.data, '$.consent.aggregateStats') = 'refused' AS refused
           FROM record r WHERE ${where})`,
      )
      .get<RegistryCount & { refused: number }>(given) ?? {}
  return Promise.resolve(
    ok({
      period,
      rows,
      columns: columns ?? null,
      cells,
      total: total as RegistryCount,
      refusedStatistics: refused,
      version: periodStates(on.value).get(period)?.version ?? 0,
    }),
  )
}
