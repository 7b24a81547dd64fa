import { fixed, longId, longIds, moment, orElse, rowId, state } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { shiftMachine } from '#shared/rules/shift'

/**
 * Who of a committee answers from `start` to `end` (ISO 8601 UTC). In the network's document of the year in which it
 * starts: every member sees who is on duty.
 */
export const shiftRecord = defineRecord('shift', {
  committeeId: fixed(rowId('safe')),
  start: fixed(orElse(moment('safe'), '')),
  end: fixed(orElse(moment('safe'), '')),
  primary: fixed(longId('direct')),
  backup: fixed(longId('direct')),
  /** Who took it over; of two who took it apart both answer until it is settled. */
  coveredBy: { ...fixed(longId('direct')), merge: 'versions' as const },
  /** Whom she asks to take it. */
  swapWith: fixed(longId('direct')),
  areaId: fixed(rowId('safe')),
  status: state(shiftMachine),
  assignedBy: fixed(longId('direct')),
  /** Who was taken off it by somebody else: each is told until she says that she knows. */
  freed: fixed(longIds('direct')),
})
