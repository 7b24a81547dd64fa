import { alertRows } from '#core/anonymise/alertRows'
import { entryRows } from '#core/anonymise/entryRows'
import type { CountedEntry } from '#core/anonymise/entryRows'
import type { Row } from '#core/anonymise/dimension'
import { requestRows, stayRows } from '#core/anonymise/shelterRows'
import type { Unit } from '#shared/rules/publication'
import { alertRows as listAlerts } from '#core/commands/committees/alertQueries'
import type { Context, Member } from '#core/commands/context'
import { housesShared } from '#core/commands/houses/figures'
import { rowsOf } from '#core/commands/listRows'
import { entriesWhere, readsRegistry } from '#core/commands/registry/inRegistry'
import { periodStates } from '#core/commands/registry/periods'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { houseCardRecord } from '#shared/records/houseCard'
import { houseFigureRecord } from '#shared/records/houseFigure'
import { readRecord } from '#shared/records/record'
import { entryRecord } from '#shared/records/registryEntry'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import { countedStatuses } from '#shared/rules/registry'
import { isClosedBy, isInPeriod, isOverBefore, monthsOf } from '#shared/rules/releasePeriod'
import type { ReleaseSection } from '#shared/rules/releaseChoices'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a release is counted from, of the sections that were asked for. */
export type Sources = {
  readonly rows: Readonly<Partial<Record<Unit, readonly Row[]>>>
  /** Entries of the period left out because the person did not agree to statistics. */
  readonly refused: number
  /** The version of the period in the registry: goes up whenever what is closed of it is changed or closed again. */
  readonly version: number
  /** Of the houses on the board how many shared their figures through the end of the period; null where they are not counted. */
  readonly houses: { readonly shared: number; readonly of: number } | null
}

type Read = Pick<Sources, 'rows'> & Partial<Pick<Sources, 'refused' | 'version'>>

/** Whether any document of a space is shown as a colleague lent it, before all under it is here. */
const isOnLoan = ({ documents }: Member, spaces: readonly string[]): boolean =>
  documents.rows().some(({ id, space }) => spaces.includes(space) && documents.loans.has(id))

/** Of rows, those known to be of one of some periods. */
const isWithin =
  (periods: readonly string[]) =>
  ({ at }: Row): boolean =>
    at.time?.some((path) => path.some((node) => periods.includes(node))) ?? false

/** Entries from the projection alone: no document is opened. */
const ofRegistry = (
  context: Context,
  member: Member,
  { period }: ReleaseSpec,
  periods: readonly string[],
): Result<Read> => {
  const on = readsRegistry(context)
  if (!on.ok) return on
  if (isOnLoan(member, on.value.spaces)) return fail('BeingChecked')
  const states = periodStates(on.value)
  const closed = new Set([...states].flatMap(([one, { open }]) => (open.length > 0 ? [one] : [])))
  if (!isClosedBy(period, closed)) return fail('PeriodOpen')
  const { sql, values } = entriesWhere(on.value, { period: period.slice(0, 4), statuses: countedStatuses })
  const entries = member.ledger.db
    .prepare(`SELECT r.id, r.document, r.data FROM record r WHERE ${sql}`)
    .all<{ id: string; document: Bytes; data: string }>(values)
    // whoever repeats an id of another document in her own takes nothing from it
    .map(({ id, document, data }): CountedEntry => ({
      ...readRecord(entryRecord, JSON.parse(data)),
      id: `${id} ${idHex(document)}`,
    }))
  const terms = rowsOf(member, vocabularyTermRecord, member.ledger.network).map((row) => row.values)
  const refusing = entries.map((entry) => ({ ...entry, consent: { ...entry.consent, aggregateStats: null } }))
  const rows = entryRows(entries, terms)
  const all = entryRows(refusing, terms).filter(isWithin([period]))
  const months = [...states].filter(([one]) => isInPeriod(period, one) || one === period.slice(0, 4))
  return ok({
    rows: { aggressions: rows.filter(isWithin(periods)) },
    refused: all.length - rows.filter(isWithin([period])).length,
    version: months.reduce((sum, [, state]) => sum + state.version, 0),
  })
}

/** Alerts to everybody; those of a committee are not everybody's, and two coordinators would not count the same. */
const ofResponse = async (member: Member, periods: readonly string[]): Promise<Row[]> => {
  const alerts = await listAlerts(member, member.ledger.network)
  return alertRows(
    alerts.map(({ alertId, raisedAt, raisedBy, caseCode, level, acks }) => ({
      id: alertId,
      contributor: caseCode === '' ? `m ${raisedBy ?? alertId}` : `c ${caseCode}`,
      level,
      raisedAt,
      firstAckAt: acks.find(({ memberId }) => memberId !== raisedBy)?.at ?? null,
    })),
  ).filter(isWithin(periods))
}

/**
 * Stays that ended and requests that have their outcome, as houses shared them with the network: every member holds the same. What
 * is free in a house is of today and of no period that is over, so it is not counted. Failure: BeingChecked.
 */
const ofShelter = (member: Member, periods: readonly string[]): Result<Read> => {
  const { network } = member.ledger
  if (isOnLoan(member, [network])) return fail('BeingChecked')
  const cards = new Map(rowsOf(member, houseCardRecord, network).map(({ id, values }) => [id, values]))
  const figures = rowsOf(member, houseFigureRecord, network).map(({ id, values }) => ({
    ...values,
    id,
    contributor: values.party ?? id,
    country: cards.get(values.houseCardId ?? '')?.country ?? '',
  }))
  return ok({
    rows: {
      requests: requestRows(figures.filter(({ of }) => of === 'request')).filter(isWithin(periods)),
      stays: stayRows(figures.filter(({ of }) => of === 'stay')).filter(isWithin(periods)),
    },
  })
}

/**
 * Reads what a release is counted from. `others`: periods of the same year that were published, whose records are read as
 * well: whether they changed since decides what follows. Failures: PeriodOpen (not over, or not closed in the registry) ·
 * PeriodEmpty · BeingChecked · UnknownSpace.
 */
export const readSources = async (
  context: Context,
  member: Member,
  spec: ReleaseSpec,
  others: readonly string[],
): Promise<Result<Sources>> => {
  const asked = new Set<ReleaseSection>(spec.sections)
  if (!isOverBefore(spec.period, context.now().toISOString().slice(0, 10))) return fail('PeriodOpen')
  const periods = [spec.period, ...others]
  const registry = asked.has('registry') ? ofRegistry(context, member, spec, periods) : ok<Read>({ rows: {} })
  if (!registry.ok) return registry
  const alerts = asked.has('response') ? await ofResponse(member, periods) : undefined
  const shelter = asked.has('shelter') ? ofShelter(member, periods) : ok<Read>({ rows: {} })
  if (!shelter.ok) return shelter
  const rows = { ...registry.value.rows, ...(alerts && { alerts }), ...shelter.value.rows }
  if (!Object.values(rows).some((list) => list.some(isWithin([spec.period])))) return fail('PeriodEmpty')
  const end = monthsOf(spec.period).at(-1) ?? ''
  const houses = asked.has('shelter') ? await housesShared(context, member, end, spec.country) : null
  return ok({ rows, refused: registry.value.refused ?? 0, version: registry.value.version ?? 0, houses })
}
