import {
  asked,
  count,
  day,
  fixed,
  flag,
  group,
  line,
  longId,
  moment,
  orElse,
  rowId,
  state,
  words,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'
import { stayMachine } from '#shared/rules/stay'

/** How a stay ended. */
export const departureKind = term('safe', 'departureKind')

/** Somebody in a house, by an alias of the house's own, from arrival to departure. It stands in the house's space alone. */
export const stayRecord = defineRecord('stay', {
  guestAlias: asked(line('direct', { max: 80, isSearched: true })),
  partySize: asked(orElse(count('sensitive', 1, 200), 1)),
  arrival: day('sensitive'),
  plannedDeparture: day('sensitive', { merge: 'versions' }),
  roomId: rowId('safe'),
  agreementSigned: flag('safe'),
  belongingsNote: words('text'),
  services: terms('safe', 'supportMeasure'),
  /** How the stay was, in the guests' words, without names. */
  evaluation: words('text'),
  status: state(stayMachine),
  /** The hold that it comes from. */
  holdId: fixed(longId('direct')),
  departure: fixed(group({ date: day('sensitive'), kind: departureKind, planDone: flag('safe') })),
  recordedBy: fixed(longId('direct')),
  recordedAt: fixed(moment('safe')),
})

/** A stay was made longer. Never changed: the planned day itself is in the stay. */
export const extensionRecord = defineRecord('extension', {
  stayId: fixed(rowId('safe')),
  until: asked(day('sensitive')),
  reason: line('text', { max: 1_000 }),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
