import { committeeAckRecord, committeeAlertRecord } from '#shared/records/alert'
import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { asked, day, fixed, line, longId, moment, orElse, rowId, state, wordsOnce } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { taskMachine } from '#shared/rules/task'

/** What somebody of a committee is to do. */
export const taskRecord = defineRecord('task', {
  title: asked(line('text', { isSearched: true })),
  owner: longId('direct'),
  due: day('safe'),
  status: state(taskMachine),
})

/** What who leaves a shift tells who comes: only the committee reads it. */
export const handoverRecord = defineRecord('handover', {
  shiftId: fixed(rowId('safe')),
  note: fixed(wordsOnce('text')),
  by: fixed(longId('direct')),
  at: fixed(orElse(moment('safe'), '')),
})

/** What a committee decided, in its words. */
export const decisionRecord = defineRecord('decision', {
  text: asked(wordsOnce('text')),
  by: fixed(longId('direct')),
  at: fixed(orElse(moment('safe'), '')),
})

/** The document's name in a committee's space. */
export const committeeDocument = 'committee'

/** The one document of a committee's space: whoever of it writes first makes it. */
export const committeeSpec = {
  space: 'committee',
  isNamed: (name) => name === committeeDocument,
  top: undefined,
  parts: {
    tasks: part(taskRecord, (values) => ({
      status: values.status,
      sort: values.due ?? '9999',
      label: values.title,
      data: values,
    })),
    handovers: part(handoverRecord, ({ at, shiftId }) => ({ sort: at, data: { at, shiftId } }), { isAppendOnly: true }),
    decisions: part(decisionRecord, ({ at }) => ({ sort: at }), { isAppendOnly: true }),
    alerts: part(committeeAlertRecord, (values) => ({
      status: values.status,
      sort: values.raisedAt,
      data: { ...values, text: '' },
    })),
    acks: part(committeeAckRecord, (values) => ({ status: values.action, sort: values.at, data: values })),
  },
} as const satisfies DocumentSpec
