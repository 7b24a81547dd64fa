import type { QueryHandlers } from '#core/commands/handler'
import { entriesWhere, readsRegistry } from '#core/commands/registry/inRegistry'
import { countedStatuses } from '#shared/rules/registry'
import { ok } from '#shared/result'

/** Fields that an entry may lack and that tables are made of. */
const wanted = [
  'department',
  'municipality',
  'setting',
  'placeType',
  'target',
  'genderDimension',
  'perpetrators',
  'causeLinked',
  'causes',
  'previousThreats',
  'complaint',
  'sources',
  'reliability',
  'ageBand',
  'genderIdentity',
  'ethnicIdentity',
  'role',
  'consent',
] as const

/** How good the entries of a period are, from the projection: an empty field has no place in its rows. */
export const quality: QueryHandlers['registry.quality'] = (context, { period }) => {
  const on = readsRegistry(context)
  if (!on.ok) return Promise.resolve(on)
  const { sql, values } = entriesWhere(on.value, { period })
  const { db } = on.value.ledger
  const statuses = db
    .prepare(`SELECT r.status AS status, COUNT(*) AS entries FROM record r WHERE ${sql} GROUP BY r.status`)
    .all<{ status: string; entries: number }>(values)
  const { sql: counted, values: given } = entriesWhere(on.value, { period, statuses: countedStatuses })
  const missing = wanted.map((field) => `COALESCE(SUM(json_extract(r.data, '$.${field}') IS NULL), 0) AS ${field}`)
  const { secondCoded = 0, ...lacks } =
    db
      .prepare(
        `SELECT ${missing.join(', ')}, COUNT(json_extract(r.data, '$.secondCoder')) AS secondCoded FROM record r WHERE ${counted}`,
      )
      .get<Record<string, number>>(given) ?? {}
  const compared = db
    .prepare(
      `SELECT json_extract(c.value, '$.field') AS field, SUM(json_extract(c.value, '$.agrees') IS TRUE) AS agrees, COUNT(*) AS said
       FROM record r JOIN json_each(r.data, '$.compared') c WHERE ${counted} GROUP BY field ORDER BY field`,
    )
    .all<{ field: string | null; agrees: number; said: number }>(given)
  const byStatus = Object.fromEntries(statuses.map(({ status, entries }) => [status, entries]))
  return Promise.resolve(
    ok({
      total: statuses.reduce((sum, { entries }) => sum + entries, 0),
      byStatus,
      missing: lacks,
      unverified: (byStatus.submitted ?? 0) + (byStatus.in_verification ?? 0),
      uncoded: byStatus.verified ?? 0,
      secondCoded,
      agreement: Object.fromEntries(
        compared.map(({ field, agrees, said }) => [field ?? '', { agrees, differs: said - agrees }]),
      ),
    }),
  )
}
