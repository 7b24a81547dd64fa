import { putRow } from '#core/commands/editRows'
import { newRowId } from '#core/commands/newIds'
import { rowsOf } from '#core/commands/listRows'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { ensureDocument, writesRegistry } from '#core/commands/registry/inRegistry'
import type { InRegistry } from '#core/commands/registry/inRegistry'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { isCoordinator } from '#core/spaces/rootState'
import { closingRecord, lateRecord, openingRecord, registryDocument, registrySpec } from '#shared/records/registry'
import { isWithin } from '#shared/rules/period'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { closings, openings, lates } = registrySpec.parts

/** A period that was ever closed. `open`: ids of its closings that nobody took back. */
export type PeriodState = { readonly open: readonly string[]; readonly version: number }

/** Every period that was ever closed, as it stands. */
export const periodStates = (on: InRegistry): ReadonlyMap<string, PeriodState> => {
  const rows = <T>(find: (space: string) => T[]): T[] => on.spaces.flatMap(find)
  const opened = new Set(rows((space) => rowsOf(on, openingRecord, space)).map(({ values }) => values.closing))
  const changes = rows((space) => rowsOf(on, lateRecord, space)).map(({ values }) => values.period)
  const states = new Map<string, PeriodState>()
  for (const { id, values } of rows((space) => rowsOf(on, closingRecord, space))) {
    const { period } = values
    const { open, version } = states.get(period) ?? {
      open: [],
      version: changes.filter((changed) => changed === period).length,
    }
    states.set(period, { open: opened.has(id) ? open : [...open, id], version: version + 1 })
  }
  return states
}

/** Edits the document about the whole registry, making it when nobody has. */
export const editRegistry = async (
  on: InRegistry,
  change: (doc: AnyDocument) => void,
): Promise<Result<{ heads: string[] }>> => {
  const document = ensureDocument(on, on.space, registryDocument)
  if (!document.ok) return document
  const done = await on.documents.edit(document.value, undefined, change)
  return done.ok ? ok({ heads: done.value }) : done
}

/** Closed periods that entries of these periods are in. */
export const closedOf = (on: InRegistry, periods: readonly (string | null)[]): string[] =>
  [...periodStates(on)].flatMap(([closed, { open }]) =>
    open.length > 0 && periods.some((period) => isWithin(period, closed)) ? [closed] : [],
  )

/** Notes a change in closed periods: from then on another version of each is counted. */
export const noteLate = async (
  context: Context,
  on: InRegistry,
  closed: readonly string[],
  { reason, entries }: { readonly reason: string; readonly entries: number },
): Promise<Result<unknown>> => {
  if (closed.length === 0) return ok(undefined)
  const at = context.now().toISOString()
  return editRegistry(on, (doc) => {
    for (const period of closed)
      putRow(doc, 'lates', lates, newRowId(), { period, reason, entries, by: on.memberId, at })
  })
}

/**
 * Whether entries of these periods may be changed, and notes it when one of them is closed. Failures: PeriodClosed ·
 * ReasonNeeded (a coordinator may, and has to say why).
 */
export const mayChange = async (
  context: Context,
  on: InRegistry,
  periods: readonly (string | null)[],
  lateReason: string | undefined,
): Promise<Result<unknown>> => {
  const closed = closedOf(on, periods)
  if (closed.length === 0) return ok(undefined)
  if (!isCoordinator(on.root, on.memberId)) return fail('PeriodClosed')
  if (lateReason === undefined) return fail('ReasonNeeded')
  return noteLate(context, on, closed, { reason: lateReason, entries: new Set(periods).size })
}

/** A coordinator in the registry. */
const asCoordinator = (context: Context): Result<InRegistry> => {
  const on = writesRegistry(context)
  return !on.ok || isCoordinator(on.value.root, on.value.memberId) ? on : fail('NotAllowed')
}

/** Commands that close periods and open them again. */
export const periodCommands = {
  'registry.closePeriod': async (context, { period }) => {
    const on = asCoordinator(context)
    if (!on.ok) return on
    const before = periodStates(on.value).get(period)
    if (before && before.open.length > 0) return fail('AlreadySo')
    const at = context.now().toISOString()
    const done = await editRegistry(on.value, (doc) =>
      putRow(doc, 'closings', closings, newRowId(), { period, by: on.value.memberId, at }),
    )
    return done.ok ? ok({ version: (before?.version ?? 0) + 1 }) : done
  },
  'registry.openPeriod': async (context, { period, reason }) => {
    const on = asCoordinator(context)
    if (!on.ok) return on
    const open = periodStates(on.value).get(period)?.open ?? []
    if (open.length === 0) return fail('AlreadySo')
    const at = context.now().toISOString()
    const done = await editRegistry(on.value, (doc) => {
      for (const closing of open)
        putRow(doc, 'openings', openings, newRowId(), { closing, reason, by: on.value.memberId, at })
    })
    return done.ok ? ok({ ok: true as const }) : done
  },
} satisfies Partial<CommandHandlers>
