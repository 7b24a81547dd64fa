import { putRow } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { ensureDocument, writesRegistry } from '#core/commands/registry/inRegistry'
import type { InRegistry } from '#core/commands/registry/inRegistry'
import { mayChange } from '#core/commands/registry/periods'
import { checkPerson, personKeys } from '#core/commands/registry/personKey'
import type { Context } from '#core/commands/context'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { entryInput } from '#shared/contract/registry'
import { entriesSpec, monthDocument } from '#shared/records/registry'
import { entryRecord } from '#shared/records/registryEntry'
import { readRecord } from '#shared/records/record'
import { dateOfPeriod, periodOf } from '#shared/rules/period'
import type { CodedDate } from '#shared/rules/period'
import { entryFault } from '#shared/rules/registry'
import { fail, ok } from '#shared/result'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import type { z } from 'zod'

type Given = z.output<typeof entryInput>
type Ready = { readonly date: CodedDate; readonly person: string | undefined; readonly values: object }

/** An entry as it is kept but for its key, or what is wrong with it. */
const ready = ({ person, period, draft, ...given }: Given): Result<Ready> => {
  if ((given.date === undefined) === (period === undefined)) return fail('BadInput', { field: 'date' })
  const date = given.date ?? dateOfPeriod(period ?? '')
  // as it will be read: what was left out is empty
  const fault = entryFault({ ...readRecord(entryRecord, given), date })
  if (fault !== undefined) return fail('BadInput', { field: fault })
  const named = checkPerson(person)
  if (!named.ok) return named
  if (given.consent?.registry === 'refused') return fail('ConsentRefused')
  return ok({ date, person, values: { ...given, date, status: draft ? 'draft' : 'submitted' } })
}

const keep = async (
  context: Context,
  on: InRegistry,
  all: readonly Ready[],
  lateReason: string | undefined,
): Promise<Result<{ entryIds: string[]; heads: string[] }>> => {
  const keys = all.some(({ person }) => person !== undefined) ? await personKeys(on) : undefined
  if (keys && !keys.ok) return keys
  const allowed = await mayChange(
    context,
    on,
    all.map(({ date }) => periodOf(date)),
    lateReason,
  )
  if (!allowed.ok) return allowed
  const rows = all.map(({ date, person, values }) => ({
    id: newRowId(),
    name: monthDocument(date.from),
    values: {
      ...values,
      ...(person !== undefined && keys ? { personKey: keys.value(person) } : {}),
      coder: on.memberId,
      submittedAt: context.now().toISOString(),
    },
  }))
  const months = new Map<string, typeof rows>()
  for (const row of rows) months.set(row.name, [...(months.get(row.name) ?? []), row])
  const edits: { id: string; change: (doc: AnyDocument) => void }[] = []
  for (const [name, ofMonth] of months) {
    const document = ensureDocument(on, on.space, name)
    if (!document.ok) return document
    const change = (doc: AnyDocument): void => {
      for (const { id, values } of ofMonth) putRow(doc, 'entries', entriesSpec.parts.entries, id, values)
    }
    edits.push({ id: document.value, change })
  }
  const done = await on.documents.editTogether(edits)
  return done.ok ? ok({ entryIds: rows.map(({ id }) => id), heads: done.value.flat() }) : done
}

/** Whether an entry would be kept, but for who asks and for closed periods. Failures: BadInput {field}, ConsentRefused. */
export const checkEntry = (entry: unknown): Result<CodedDate> => {
  const checked = entryInput.safeParse(entry)
  if (!checked.success) return fail('BadInput', { field: fieldOf(checked.error.issues[0]?.path ?? []) })
  const one = ready(checked.data)
  return one.ok ? ok(one.value.date) : one
}

const atRow = ({ type, detail }: Failure, index: number): Result<never> => fail(type, { ...detail, index })

/** Where a row is not as the contract says: names of its fields, never a key that the caller chose. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.map((name) => (typeof name === 'number' ? '*' : String(name))).join('.')

/** Commands that put entries into the registry. */
export const submitCommands = {
  'registry.submit': async (context, { lateReason, ...given }) => {
    const on = writesRegistry(context)
    if (!on.ok) return on
    const one = ready(given)
    if (!one.ok) return one
    const done = await keep(context, on.value, [one.value], lateReason)
    return done.ok ? ok({ entryId: done.value.entryIds[0] ?? '', heads: done.value.heads }) : done
  },
  'registry.submitMany': async (context, { entries, lateReason }) => {
    const on = writesRegistry(context)
    if (!on.ok) return on
    const all: Ready[] = []
    for (const [index, entry] of entries.entries()) {
      const checked = entryInput.safeParse(entry)
      if (!checked.success) return fail('BadInput', { field: fieldOf(checked.error.issues[0]?.path ?? []), index })
      const one = ready(checked.data)
      if (!one.ok) return atRow(one.error, index)
      all.push(one.value)
    }
    return keep(context, on.value, all, lateReason)
  },
} satisfies Partial<CommandHandlers>
