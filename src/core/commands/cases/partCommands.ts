import { addTo, onTeam, readOnTeam } from '#core/commands/cases/onTeam'
import type { CommandHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { aggressionRecord } from '#shared/records/aggression'
import { noteRecord } from '#shared/records/person'
import { planRecord } from '#shared/records/plan'
import { rowsIn } from '#shared/records/record'
import { dayOf } from '#shared/rules/days'
import { measureMachine } from '#shared/rules/measure'
import { relocationMachine } from '#shared/rules/relocation'
import { fail, ok } from '#shared/result'

/** The events that a case's aggressions are of; one that names none is an event by itself. */
const eventsIn = (state: unknown): Set<string> =>
  new Set([...rowsIn(state, 'aggressions', aggressionRecord)].map(([id, { eventId }]) => eventId ?? id))

const addAggression: CommandHandlers['case.addAggression'] = async (context, { caseId, ...aggression }) => {
  const { from, to } = aggression.date
  if (to !== null && from !== null && to < from) return fail('BadInput', { field: 'date.to' })
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const events = eventsIn(read.state)
  const { eventId = null, relatesTo } = aggression
  const named = [eventId, relatesTo?.eventId ?? null].filter((id) => id !== null)
  if (named.some((id) => !events.has(id))) return fail('UnknownRow')
  const row = { ...aggression, eventId: eventId ?? newRowId(), recordedBy: memberId, recordedAt: now }
  const done = await addTo(on.value, 'aggressions', row)
  return done.ok ? ok({ aggressionId: done.value.id, heads: done.value.heads }) : done
}

const addNote: CommandHandlers['case.addNote'] = async (context, { caseId, ...note }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const { addendumOf = null } = note
  if (addendumOf !== null && !rowsIn(read.state, 'notes', noteRecord).has(addendumOf)) return fail('UnknownRow')
  const done = await addTo(on.value, 'notes', { ...note, by: memberId, at: now })
  return done.ok ? ok({ noteId: done.value.id, heads: done.value.heads }) : done
}

const addMeasure: CommandHandlers['case.addMeasure'] = async (context, { caseId, ...measure }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const { planId = null, from = null, to = null } = measure
  if (planId !== null && !rowsIn(read.state, 'plans', planRecord).has(planId)) return fail('UnknownRow')
  if (from !== null && to !== null && to < from) return fail('BadInput', { field: 'to' })
  const row = { ...measure, status: measureMachine.initial, by: memberId, at: now }
  const done = await addTo(on.value, 'measures', row)
  return done.ok ? ok({ measureId: done.value.id, heads: done.value.heads }) : done
}

/** Commands that add to a case what needs no more than a place on its team. */
export const partCommands = {
  'case.addPerson': async (context, { caseId, ...person }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const { memberId, now } = on.value
    const done = await addTo(on.value, 'persons', { ...person, by: memberId, at: now })
    return done.ok ? ok({ personId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addAggression': addAggression,
  'case.addNote': addNote,
  'case.addMeasure': addMeasure,
  'case.addPlan': async (context, { caseId, ...plan }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const { memberId, now } = on.value
    const done = await addTo(on.value, 'plans', { ...plan, by: memberId, at: now })
    return done.ok ? ok({ planId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addMechanism': async (context, { caseId, ...mechanism }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const { memberId, now } = on.value
    const done = await addTo(on.value, 'mechanisms', { ...mechanism, by: memberId, at: now })
    return done.ok ? ok({ mechanismId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addRelocation': async (context, { caseId, ...relocation }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const { memberId, now } = on.value
    const { start = null, plannedEnd = null } = relocation
    if (start !== null && plannedEnd !== null && plannedEnd < start) return fail('BadInput', { field: 'plannedEnd' })
    const row = { ...relocation, stage: relocationMachine.initial, by: memberId, at: now }
    const done = await addTo(on.value, 'relocations', row)
    return done.ok ? ok({ relocationId: done.value.id, heads: done.value.heads }) : done
  },
  'case.addFollowUp': async (context, { caseId, ...followUp }) => {
    const on = onTeam(context, caseId)
    if (!on.ok) return on
    const { memberId, now } = on.value
    const row = { ...followUp, on: followUp.on ?? dayOf(now), by: memberId, at: now }
    const ofCase = followUp.outcomes ? { outcomes: followUp.outcomes } : {}
    const done = await addTo(on.value, 'followUps', row, ofCase)
    return done.ok ? ok({ followUpId: done.value.id, heads: done.value.heads }) : done
  },
} satisfies Partial<CommandHandlers>
