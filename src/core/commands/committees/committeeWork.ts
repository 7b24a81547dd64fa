import { alertRows } from '#core/commands/committees/alertQueries'
import { committeeRows, isCommittee } from '#core/commands/committees/committees'
import { committeeSpace, workOf } from '#core/commands/committees/documentIn'
import { conflictsIn } from '#core/commands/caseQueries'
import { aliasOf, asMember, requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { addRow, rowIn, setField, versionsAt, writeFields } from '#core/commands/editRows'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { documentIdOf } from '#core/envelopes/batches'
import type { CommitteeView } from '#shared/contract/committees'
import { committeeRecord } from '#shared/records/committee'
import {
  committeeDocument,
  committeeSpec,
  decisionRecord,
  handoverRecord,
  taskRecord,
} from '#shared/records/committeeWork'
import { rowsIn } from '#shared/records/record'
import { wayTo } from '#shared/rules/machine'
import { taskMachine } from '#shared/rules/task'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { parts } = committeeSpec

/** The writer and the space of a committee. Failures: UnknownCommittee · NoCommitteeSpace, and those of requireWriter. */
const atWork = (
  context: Context,
  committeeId: string,
): Result<Member & { readonly space: string; readonly document: string }> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  if (!isCommittee(who.value, committeeId)) return fail('UnknownCommittee')
  const work = workOf(who.value, committeeId)
  return work.ok ? ok({ ...who.value, space: work.value.space, document: work.value.id }) : work
}

/** Commands on what a committee works on, in its own space. */
export const committeeWorkCommands = {
  'task.add': async (context, { committeeId, ...task }) => {
    const at = atWork(context, committeeId)
    if (!at.ok) return at
    if (task.owner != null && !at.value.root.members.has(task.owner)) return fail('UnknownMember')
    const place = { space: at.value.space, name: committeeDocument }
    const done = await addRow(at.value, place, ['tasks', parts.tasks], { ...task, status: taskMachine.initial })
    return done.ok ? ok({ taskId: done.value.id, heads: done.value.heads }) : done
  },
  'task.setField': (context, { committeeId, taskId, field, value, basedOn }) => {
    const at = atWork(context, committeeId)
    if (!at.ok) return Promise.resolve(at)
    const place = { space: at.value.space, name: committeeDocument, spec: committeeSpec }
    return setField(at.value, place, { path: `tasks.${taskId}.${field}`, value, basedOn })
  },
  'task.setStatus': async (context, { committeeId, taskId, status }) => {
    const at = atWork(context, committeeId)
    if (!at.ok) return at
    const { documents, document } = at.value
    const read = await documents.read(document)
    const task = rowsIn(read?.state, 'tasks', taskRecord).get(taskId)
    if (!read || !task) return fail('UnknownRow')
    if (wayTo(taskMachine, versionsAt(read, `tasks/${taskId}.status`, task.status), status) === 'none')
      return fail('NoSuchMove')
    const done = await documents.edit(document, undefined, (doc) => {
      const row = rowIn(doc, 'tasks', taskId)
      if (row) writeFields(row, parts.tasks, { status })
    })
    return done.ok ? ok({ heads: done.value }) : done
  },
  'decision.add': async (context, { committeeId, text }) => {
    const at = atWork(context, committeeId)
    if (!at.ok) return at
    if (text.trim() === '') return fail('BadInput', { field: 'text' })
    const said = { text, by: at.value.memberId, at: context.now().toISOString() }
    const place = { space: at.value.space, name: committeeDocument }
    const done = await addRow(at.value, place, ['decisions', parts.decisions], said)
    return done.ok ? ok({ decisionId: done.value.id, heads: done.value.heads }) : done
  },
} satisfies Partial<CommandHandlers>

const newestFirst = <T extends { readonly at: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0))

const view = async (member: Member, committeeId: string): Promise<CommitteeView | undefined> => {
  const { documents, ledger, root } = member
  const row = committeeRows(member).find((one) => one.committeeId === committeeId)
  if (!row) return undefined
  const mandate = rowsOf(member, committeeRecord, ledger.network).find(({ id }) => id === committeeId)?.values.mandate
  const spaceId = committeeSpace(member, committeeId) ?? null
  const read = spaceId === null ? undefined : await documents.read(documentIdOf(spaceId, committeeDocument))
  const alias = (one: string | null): string => aliasOf(root, one ?? undefined)
  return {
    ...row,
    mandate: mandate ?? '',
    spaceId,
    heads: read?.heads ?? [],
    tasks: [...rowsIn(read?.state, 'tasks', taskRecord)]
      .map(([taskId, task]) => ({ taskId, ...task, ownerAlias: alias(task.owner) }))
      .sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : (a.due ?? '9') > (b.due ?? '9') ? 1 : 0)),
    handovers: newestFirst(
      [...rowsIn(read?.state, 'handovers', handoverRecord)].map(([handoverId, { shiftId, note, by, at }]) => ({
        handoverId,
        shiftId,
        note,
        byAlias: alias(by),
        at,
      })),
    ),
    decisions: newestFirst(
      [...rowsIn(read?.state, 'decisions', decisionRecord)].map(([decisionId, { text, by, at }]) => ({
        decisionId,
        text,
        byAlias: alias(by),
        at,
      })),
    ),
    alerts: spaceId === null ? [] : await alertRows(member, spaceId),
    conflicts: conflictsIn(member, committeeSpec, read?.conflicts ?? []),
  }
}

/** Queries of committees. */
export const committeeQueries = {
  'committee.list': (context) => asMember(context, (member) => ({ committees: committeeRows(member) })),
  'committee.view': async (context, { committeeId }) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const found = await view(who.value, committeeId)
    return found ? ok(found) : fail('UnknownCommittee')
  },
} satisfies Partial<QueryHandlers>
