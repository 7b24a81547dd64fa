import { putRow, rowIn, setField as setFieldIn, versionsAt, writeFields } from '#core/commands/editRows'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { findEntry, writesRegistry } from '#core/commands/registry/inRegistry'
import type { Found, InRegistry } from '#core/commands/registry/inRegistry'
import { closedOf, mayChange, noteLate } from '#core/commands/registry/periods'
import { checkPerson, personKeys } from '#core/commands/registry/personKey'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { isLive } from '#core/spaces/rootState'
import { grantedIn } from '#core/spaces/spaceState'
import { entriesSpec } from '#shared/records/registry'
import { entryRecord } from '#shared/records/registryEntry'
import type { Field } from '#shared/records/field'
import type { ValueOf } from '#shared/records/record'
import { wayTo } from '#shared/rules/machine'
import { periodOf } from '#shared/rules/period'
import { compareCodings, entryFault, entryMachine, isProven } from '#shared/rules/registry'
import type { EntryStatus } from '#shared/rules/registry'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { entries } = entriesSpec.parts
type Values = ValueOf<typeof entryRecord>
type OnEntry = { readonly on: InRegistry; readonly entry: Found }

const onEntry = async (context: Context, entryId: string): Promise<Result<OnEntry>> => {
  const on = writesRegistry(context)
  if (!on.ok) return on
  const entry = await findEntry(on.value, entryId)
  return entry.ok ? ok({ on: on.value, entry: entry.value }) : entry
}

const edit = async (
  { on, entry }: OnEntry,
  change: (row: AnyDocument, doc: AnyDocument) => void,
): Promise<Result<{ heads: string[] }>> => {
  const done = await on.documents.edit(entry.document, undefined, (doc) => {
    const row = rowIn(doc, 'entries', entry.id)
    if (row) change(row, doc)
  })
  return done.ok ? ok({ heads: done.value }) : done
}

/** Writes fields of an entry, if its period allows it. */
const write = async (
  context: Context,
  at: OnEntry,
  lateReason: string | undefined,
  values: Partial<Values>,
): Promise<Result<{ heads: string[] }>> => {
  const allowed = await mayChange(context, at.on, [periodOf(at.entry.values.date)], lateReason)
  return allowed.ok ? edit(at, (row) => writeFields(row, entries, values)) : allowed
}

const standing = ({ entry }: OnEntry): string[] => versionsAt(entry, `entries/${entry.id}.status`, entry.values.status)
const wayOf = (at: OnEntry, to: EntryStatus): ReturnType<typeof wayTo> => wayTo(entryMachine, standing(at), to)

/** Whether somebody else than she could do it: on a team of one, she does. */
const areSeveral = ({ on: { ledger, root }, entry }: OnEntry): boolean => {
  const state = ledger.spaceState(entry.space)
  return state !== undefined && [...grantedIn(root, state)].filter((member) => isLive(root, member)).length > 1
}

const verify: CommandHandlers['registry.verify'] = async (
  context,
  { entryId, sources, outcome, reason, lateReason },
) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const at = found.value
  const { memberId } = at.on
  if (wayOf(at, outcome) === 'none') return fail('NoSuchMove')
  if (at.entry.values.coder === memberId && areSeveral(at)) return fail('NotByCoder')
  const all = [...new Set([...at.entry.values.sources, ...sources])]
  if (outcome === 'verified' && !isProven(all)) return fail('TooFewSources')
  if (outcome === 'discarded' && reason === undefined) return fail('ReasonNeeded')
  return write(context, at, lateReason, {
    status: outcome,
    statusReason: reason ?? '',
    sources: all,
    verifiedBy: memberId,
  })
}

const code: CommandHandlers['registry.code'] = async (context, { entryId, lateReason, ...given }) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const at = found.value
  const { values } = at.entry
  const { memberId } = at.on
  if (values.coder === memberId) return fail('NotByCoder')
  const isCorrection = values.status === 'coded' && values.secondCoder === memberId
  if (!isCorrection && wayOf(at, 'coded') === 'none') return fail('NoSuchMove')
  const { agrees, differs } = compareCodings(values, given)
  if (agrees.length + differs.length === 0) return fail('BadInput', { field: 'types' })
  const compared = [
    ...agrees.map((field) => ({ field, agrees: true })),
    ...differs.map((field) => ({ field, agrees: false })),
  ]
  const done = await write(context, at, lateReason, {
    status: 'coded',
    secondCoder: memberId,
    second: given as Values['second'],
    compared,
  })
  return done.ok ? ok({ ...done.value, agrees, differs }) : done
}

const setStatus: CommandHandlers['registry.setStatus'] = async (context, { entryId, status, reason, lateReason }) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const way = wayOf(found.value, status)
  const { status: now } = found.value.entry.values
  const isOwnMove = status === 'in_verification' || (status === 'submitted' && now === 'draft')
  if (way === 'none' || (way === 'move' && !isOwnMove)) return fail('NoSuchMove')
  if (way === 'move' && (now === 'discarded' || now === 'duplicate') && reason === undefined)
    return fail('ReasonNeeded')
  return write(context, found.value, lateReason, {
    status,
    statusReason: reason ?? '',
    ...(status === 'duplicate' ? {} : { duplicateOf: null }),
  })
}

/** Gives an entry the key of another name, or of none. */
const setPerson = async (
  context: Context,
  at: OnEntry,
  value: unknown,
  lateReason: string | undefined,
): Promise<Result<{ heads: string[] }>> => {
  if (value !== null && (typeof value !== 'string' || value.length > 200)) return fail('BadInput', { field: 'person' })
  const named = checkPerson(value ?? undefined)
  if (!named.ok) return named
  if (value === null) return write(context, at, lateReason, { personKey: '' })
  const keys = await personKeys(at.on)
  return keys.ok ? write(context, at, lateReason, { personKey: keys.value(value) }) : keys
}

const setField: CommandHandlers['registry.setField'] = async (
  context,
  { entryId, field: name, value, basedOn, lateReason },
) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const { on, entry } = found.value
  if (entry.values.status === 'withdrawn') return fail('NoSuchMove')
  if (name === 'person') return setPerson(context, found.value, value, lateReason)
  const field = Object.hasOwn(entryRecord.fields, name)
    ? (entryRecord.fields as Readonly<Record<string, Field>>)[name]
    : undefined
  if (!field || field.how === 'fixed') return fail('UnknownField')
  const checked = field.schema.safeParse(value)
  if (!checked.success) return fail('BadInput', { field: name })
  const after: Values = { ...entry.values, [name]: checked.data }
  const fault = entryFault(after)
  if (fault !== undefined && fault !== entryFault(entry.values)) return fail('BadInput', { field: fault })
  if (after.consent.registry === 'refused') return fail('ConsentRefused')
  const periods = [...new Set([periodOf(entry.values.date), periodOf(after.date)])]
  const allowed = await mayChange(context, on, periods, lateReason)
  if (!allowed.ok) return allowed
  const { space, name: document } = entry
  const path = `entries.${entryId}.${name}`
  return setFieldIn(on, { space, name: document, spec: entriesSpec }, { path, value, basedOn })
}

const markDuplicate: CommandHandlers['registry.markDuplicate'] = async (context, { entryId, of, lateReason }) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const kept = of === entryId ? undefined : await findEntry(found.value.on, of)
  if (!kept?.ok || kept.value.values.status === 'duplicate' || kept.value.values.status === 'withdrawn')
    return fail('BadInput', { field: 'of' })
  if (wayOf(found.value, 'duplicate') === 'none') return fail('NoSuchMove')
  return write(context, found.value, lateReason, { status: 'duplicate', duplicateOf: of })
}

/**
 * Puts a row in the entry's place that says nothing but that it was withdrawn. What a colleague wrote into the old row
 * meanwhile, on a laptop that had not heard, goes with it: withdrawing wins. The signed history of the document keeps
 * what was written: nobody is shown it, and only a new space and the end of this one's keys would take it away.
 */
const withdraw: CommandHandlers['registry.withdraw'] = async (context, { entryId }) => {
  const found = await onEntry(context, entryId)
  if (!found.ok) return found
  const { on, entry } = found.value
  if (wayOf(found.value, 'withdrawn') === 'none') return fail('NoSuchMove')
  const closed = closedOf(on, [periodOf(entry.values.date)])
  const noted = await noteLate(context, on, closed, { reason: 'withdrawn', entries: 1 })
  if (!noted.ok) return noted
  return edit(found.value, (_, doc) => putRow(doc, 'entries', entries, entryId, { status: 'withdrawn' }))
}

/** Commands on entries that are there. */
export const entryCommands = {
  'registry.setStatus': setStatus,
  'registry.verify': verify,
  'registry.code': code,
  'registry.setField': setField,
  'registry.markDuplicate': markDuplicate,
  'registry.withdraw': withdraw,
} satisfies Partial<CommandHandlers>
