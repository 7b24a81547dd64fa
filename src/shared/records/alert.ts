import { choice, fixed, line, longId, moment, orElse, rowId, state, wordsOnce } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { ackActions, alertMachine } from '#shared/rules/alert'

const fields = {
  level: fixed(orElse(term('safe', 'alertLevel'), 'info')),
  /** A town or department at most: where, not at whose. */
  coarsePlace: fixed(line('sensitive', { max: 120 })),
  text: fixed(wordsOnce('text')),
  /** Of which committee; null: of everybody. */
  committeeId: fixed(rowId('safe')),
  caseCode: fixed(line('direct', { max: 5 })),
  raisedBy: fixed(longId('direct')),
  raisedAt: fixed(orElse(moment('safe'), '')),
  status: state(alertMachine),
}
/** One answer a member, under `<alert><member>`: her last. */
const ackFields = {
  alertId: fixed(rowId('safe')),
  memberId: fixed(longId('direct')),
  at: fixed(orElse(moment('safe'), '')),
  action: fixed(orElse(choice('safe', ackActions), 'seen')),
}

/** An alert to everybody, in the network's document of its year: every member reads its words. */
export const alertRecord = defineRecord('alert', fields)
/** What a member says to an alert to everybody. */
export const ackRecord = defineRecord('ack', ackFields)
/** An alert to one committee, in its space. */
export const committeeAlertRecord = defineRecord('committeeAlert', fields)
/** What a member says to a committee's alert. */
export const committeeAckRecord = defineRecord('committeeAck', ackFields)
