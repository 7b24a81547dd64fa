import { distinctPairs, pairOf } from '#core/commands/registry/distinct'
import { conflictsIn } from '#core/commands/caseQueries'
import type { QueryHandlers } from '#core/commands/handler'
import { searchTerms } from '#core/commands/listRows'
import { entriesWhere, findEntry, readsRegistry } from '#core/commands/registry/inRegistry'
import { periodStates } from '#core/commands/registry/periods'
import { quality } from '#core/commands/registry/quality'
import { tables } from '#core/commands/registry/tables'
import type { EntryRow } from '#shared/contract/registry'
import { entriesSpec } from '#shared/records/registry'
import { entryRecord } from '#shared/records/registryEntry'
import { readRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { likelyDuplicates } from '#shared/rules/duplicates'
import type { Comparable } from '#shared/rules/duplicates'
import { periodOf } from '#shared/rules/period'
import { compareCodings, countedStatuses } from '#shared/rules/registry'
import { ok } from '#shared/result'

type Values = ValueOf<typeof entryRecord>
type Row = { id: string; sort: string; data: string }

const rowOf = (entryId: string, values: Values): EntryRow => {
  const { date, country, department, municipality, types, target, genderDimension, status } = values
  return {
    entryId,
    period: periodOf(date),
    date,
    country,
    department,
    municipality,
    types,
    target,
    genderDimension,
    status,
    isSecondCoded: values.secondCoder !== null,
    differs: values.compared.flatMap(({ field, agrees }) => (agrees === false ? [field] : [])),
  }
}
const readRow = (data: string): Values => readRecord(entryRecord, JSON.parse(data))

const list: QueryHandlers['registry.list'] = (context, input) => {
  const on = readsRegistry(context)
  if (!on.ok) return Promise.resolve(on)
  const { period, status, text, limit = 100, cursor } = input ?? {}
  const terms = text === undefined ? undefined : searchTerms(text)
  if (terms === '') return Promise.resolve(ok({ entries: [], total: 0, cursor: null }))
  const { sql, values } = entriesWhere(on.value, { period, statuses: status === undefined ? undefined : [status] })
  const where = `${sql}${terms === undefined ? '' : ' AND r.no IN (SELECT rowid FROM search WHERE search.text MATCH ?)'}`
  const given = [...values, ...(terms === undefined ? [] : [terms])]
  const { db } = on.value.ledger
  // named, because SQLite would read every row of the registry: one index counts by itself, one has the order of the list
  const counting = terms === undefined ? 'INDEXED BY record_space' : ''
  const paging = terms !== undefined ? '' : status === undefined ? 'INDEXED BY record_list' : 'INDEXED BY record_space'
  const total = db
    .prepare(`SELECT COUNT(*) FROM record r ${counting} WHERE ${where}`, { pluck: true })
    .get<number>(given)
  // the newest first; a cursor is the place of the last one shown
  const [, sort = '', id = ''] = /^([^ ]*) (.*)$/.exec(cursor ?? '') ?? []
  const page = db
    .prepare(
      `SELECT r.id, r.sort, r.data FROM record r ${paging} WHERE ${where}${cursor === undefined ? '' : ' AND (r.sort, r.id) < (?, ?)'}
       ORDER BY r.sort DESC, r.id DESC LIMIT ?`,
    )
    .all<Row>([...given, ...(cursor === undefined ? [] : [sort, id]), limit + 1])
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return Promise.resolve(
    ok({
      entries: shown.map(({ id: entryId, data }) => rowOf(entryId, readRow(data))),
      total: total ?? 0,
      cursor: last && page.length > limit ? `${last.sort} ${last.id}` : null,
    }),
  )
}

const view: QueryHandlers['registry.view'] = async (context, { entryId }) => {
  const on = readsRegistry(context)
  if (!on.ok) return on
  const found = await findEntry(on.value, entryId)
  if (!found.ok) return found
  const { values, heads, conflicts } = found.value
  const { personKey, second, compared, ...shown } = values
  const said = second as Readonly<Record<string, unknown>>
  return ok({
    entryId,
    heads,
    ...shown,
    period: periodOf(values.date),
    hasPerson: personKey !== '',
    second: compared.map(({ field, agrees }) => ({
      field,
      value: said[field] ?? null,
      agreed: agrees === true,
      agrees: compareCodings(values, { [field]: said[field] ?? null }).differs.length === 0,
    })),
    conflicts: conflictsIn(
      on.value,
      entriesSpec,
      conflicts.filter(({ path }) => path.startsWith(`entries/${entryId}.`)),
    ),
  })
}

/** Pairs that one answer holds; how many there are in all is said beside them. */
const mostPairs = 500

const duplicates: QueryHandlers['registry.duplicates'] = (context, input) => {
  const on = readsRegistry(context)
  if (!on.ok) return Promise.resolve(on)
  const { sql, values } = entriesWhere(on.value, { period: input?.period, statuses: countedStatuses })
  const { db } = on.value.ledger
  const entries = db
    .prepare(`SELECT r.id, r.data FROM record r WHERE ${sql}`)
    .all<Pick<Row, 'id' | 'data'>>(values)
    .map(({ id, data }): Comparable => {
      // what the projection has was read and checked when it was written; empty fields have no place in it
      const row = JSON.parse(data) as Partial<Values>
      return {
        id,
        personKey: row.personKey ?? null,
        eventId: row.eventId ?? null,
        date: row.date ?? { from: null, to: null, precision: null },
        country: row.country ?? '',
        department: row.department ?? '',
        municipality: row.municipality ?? '',
        types: row.types ?? [],
        target: row.target ?? null,
        perpetrators: [...new Set(row.perpetrators?.flatMap(({ category }) => category ?? []))],
      }
    })
  const distinct = distinctPairs(on.value)
  const found = likelyDuplicates(entries).filter(({ a, b }) => !distinct.has(pairOf(a, b)))
  const one = db.prepare('SELECT data FROM record WHERE kind = ? AND id = ?', { pluck: true })
  const shown = (id: string): EntryRow => rowOf(id, readRow(one.get<string>([entryRecord.kind, id]) ?? '{}'))
  return Promise.resolve(
    ok({
      pairs: found.slice(0, mostPairs).map(({ a, b, ...why }) => ({ a: shown(a), b: shown(b), ...why })),
      total: found.length,
    }),
  )
}

const periods: QueryHandlers['registry.periods'] = (context) => {
  const on = readsRegistry(context)
  if (!on.ok) return Promise.resolve(on)
  const states = periodStates(on.value)
  const { sql, values } = entriesWhere(on.value, {})
  const { db } = on.value.ledger
  const counts = new Map<string, number>()
  const rows = db
    .prepare(
      `SELECT r.sort AS sort, COUNT(*) AS entries FROM record r INDEXED BY record_space WHERE ${sql} AND r.sort <> '' GROUP BY r.sort`,
    )
    .all<{ sort: string; entries: number }>(values)
  for (const { sort, entries } of rows)
    for (const period of new Set([sort.slice(0, 4), /^\d{4}-\d\d/.exec(sort)?.[0] ?? sort.slice(0, 4)]))
      counts.set(period, (counts.get(period) ?? 0) + entries)
  return Promise.resolve(
    ok({
      periods: [...new Set([...counts.keys(), ...states.keys()])]
        .sort()
        .reverse()
        .map((period) => ({
          period,
          entries: counts.get(period) ?? 0,
          closed: (states.get(period)?.open.length ?? 0) > 0,
          version: states.get(period)?.version ?? 0,
        })),
    }),
  )
}

/** Queries of the registry of aggressions. */
export const registryQueries = {
  'registry.list': list,
  'registry.view': view,
  'registry.tables': tables,
  'registry.duplicates': duplicates,
  'registry.quality': quality,
  'registry.periods': periods,
} satisfies Partial<QueryHandlers>
