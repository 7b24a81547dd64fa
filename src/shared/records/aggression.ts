import {
  asked,
  count,
  country,
  day,
  fixed,
  flag,
  group,
  line,
  longId,
  moment,
  rowId,
  rowIds,
  several,
  words,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'

/**
 * What an aggression says in codes, in a case as in the registry. Dates are calendar days; `from` alone with a precision
 * of month or year means the whole of it.
 */
export const codedAggression = {
  date: asked(
    group({
      from: asked(day('qi')),
      to: day('qi'),
      precision: asked(term('safe', 'datePrecision')),
    }),
  ),
  country: asked(country('qi')),
  department: line('qi', { max: 80 }),
  municipality: line('sensitive', { max: 80 }),
  setting: term('qi', 'setting'),
  placeType: term('safe', 'placeType'),
  types: asked(terms('sensitive', 'aggressionType')),
  target: asked(term('qi', 'target')),
  /** How many people a collective aggression was against, as far as is known. */
  groupLeast: count('safe', 0, 1_000_000),
  groupMost: count('safe', 0, 1_000_000),
  relativesAlso: terms('sensitive', 'relative'),
  genderDimension: asked(term('sensitive', 'genderDimension')),
  indicators: terms('sensitive', 'genderIndicator'),
  perpetrators: several(
    {
      category: asked(term('sensitive', 'perpetrator')),
      level2: term('sensitive', 'perpetrator'),
      involvement: term('sensitive', 'involvement'),
      number: term('safe', 'perpetratorNumber'),
    },
    40,
  ),
  causeLinked: term('safe', 'causeLinked'),
  causes: terms('qi', 'cause'),
  previousThreats: term('sensitive', 'previousThreats'),
  complaint: group({
    filed: term('sensitive', 'complaint'),
    body: line('sensitive'),
    outcome: term('sensitive', 'complaintStatus'),
  }),
  sources: terms('safe', 'source'),
  reliability: term('safe', 'reliability'),
}

/** What only the file has: who is said to have done it, and her words. */
const aggressionFields = {
  ...codedAggression,
  /** Aggressions of one event have it in common. */
  eventId: rowId('safe'),
  /** How this event goes on from another. */
  relatesTo: group({ eventId: rowId('safe'), link: term('safe', 'eventLink') }),
  persons: rowIds('safe'),
  perpetratorNames: line('direct'),
  means: line('sensitive'),
  injuries: line('sensitive'),
  damages: line('sensitive'),
  narrative: words('text'),
  isPublic: flag('safe'),
  evidence: rowIds('safe'),
  recordedBy: fixed(longId('direct')),
  recordedAt: fixed(moment('safe')),
}

/** An aggression as it was told. */
export const aggressionRecord = defineRecord('aggression', aggressionFields)
