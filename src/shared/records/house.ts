import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import {
  asked,
  choice,
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
  words,
  wordsOnce,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { extensionRecord, stayRecord } from '#shared/records/stay'
import { term } from '#shared/records/terms'

/** What stands at the top of a house's own document. The address is here and nowhere else. */
export const houseRecord = defineRecord('houseTeam', {
  alias: line('secret', { max: 80, isSearched: true }),
  type: orElse(term('safe', 'houseType'), 'safe_house'),
  address: line('secret', { max: 500, merge: 'versions' }),
  rules: words('text'),
  conditions: group({
    water: flag('safe'),
    power: flag('safe'),
    food: flag('safe'),
    medicine: flag('safe'),
    transport: flag('safe'),
    safe_internet: flag('safe'),
    second_exit: flag('safe'),
  }),
  costs: words('text'),
  securityStatus: orElse(term('safe', 'securityStatus', 'versions'), 'calm'),
  /** Who is called and how: a neighbour, the owner, a doctor. */
  contacts: words('secret'),
})

/** A room. */
export const roomRecord = defineRecord('room', {
  label: asked(line('sensitive', { max: 80 })),
  beds: asked(orElse(count('safe', 0, 200), 0)),
  accessible: flag('safe'),
  family: flag('safe'),
})

/** What the house goes on to do after an incident. */
const decisions = ['continue', 'reduce', 'evacuate'] as const

/** Something happened in or around the house. Never changed: whoever has to correct it writes another. */
export const incidentRecord = defineRecord('incident', {
  level: asked(term('safe', 'alertLevel')),
  kind: asked(term('safe', 'houseIncidentKind')),
  action: asked(wordsOnce('text')),
  decision: asked(orElse(choice('safe', decisions), 'continue')),
  stayId: rowId('safe'),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/**
 * What a hold takes of the house, under the hold's id: written with the answer, so that those of the team who are no
 * contacts and read no holds count the same places. It says no case.
 */
export const heldRecord = defineRecord('held', {
  people: fixed(orElse(count('sensitive', 0, 1_000), 0)),
  from: fixed(day('sensitive')),
  until: fixed(day('sensitive')),
  requestedAt: fixed(orElse(moment('safe'), '')),
  expiresAt: fixed(orElse(moment('safe'), '')),
  status: fixed(orElse(choice('safe', ['accepted', 'declined', 'converted']), 'accepted')),
})

/** The house's document in its space. */
export const houseDocument = 'house'

/** The one document of a house's space. What lists keep of it has no address. */
export const houseSpec = {
  space: 'house',
  isNamed: (name) => name === houseDocument,
  top: part(houseRecord, ({ alias, securityStatus }) => ({
    status: securityStatus,
    label: alias,
    data: { alias, securityStatus },
  })),
  parts: {
    rooms: part(roomRecord, ({ label, beds }) => ({ sort: label, data: { label, beds } })),
    stays: part(stayRecord, (values) => ({ status: values.status, sort: values.arrival ?? '' })),
    extensions: part(extensionRecord, undefined, { isAppendOnly: true }),
    held: part(heldRecord, (values) => ({ status: values.status })),
    incidents: part(incidentRecord, ({ level, at }) => ({ status: level ?? '', sort: at ?? '' }), {
      isAppendOnly: true,
    }),
  },
} as const satisfies DocumentSpec
