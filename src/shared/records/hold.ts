import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { asked, count, day, fixed, group, line, longId, moment, orElse, rowId, state } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { holdMachine } from '#shared/rules/hold'

const children = () => count('sensitive', 0, 60)

/**
 * A request for places in a house, in a small space between who asks and the card's contacts. It says how many come and
 * nothing of who they are; never where the house is. Times are ISO 8601 UTC.
 */
export const holdRecord = defineRecord('hold', {
  houseCardId: fixed(rowId('safe')),
  caseCode: asked(line('direct', { max: 40 })),
  party: asked(
    group({
      adults: asked(orElse(count('sensitive', 0, 60), 0)),
      childrenByBand: group({ age_0_5: children(), age_6_11: children(), age_12_17: children() }),
      /** What the house has to know beforehand: steps, a cradle, a language. */
      needs: line('text', { max: 1_000 }),
    }),
  ),
  /** The day they come and for how many nights; without them: now, and nobody knows how long. */
  arrival: day('safe'),
  nights: count('safe', 1, 3_650),
  requestedBy: fixed(longId('direct')),
  requestedAt: fixed(orElse(moment('safe'), '')),
  expiresAt: fixed(orElse(moment('safe'), '')),
  status: state(holdMachine),
  /** Why it was declined. */
  reason: fixed(term('safe', 'holdReason')),
  answeredBy: fixed(longId('direct')),
  answeredAt: fixed(moment('safe')),
  /** The house keeps the place until then, when that is longer than was asked. */
  keptUntil: fixed(moment('safe')),
})

/** The hold's document in its space. */
export const holdDocument = 'hold'

/** The one document of a hold's space. */
export const holdSpec = {
  space: 'hold',
  isNamed: (name) => name === holdDocument,
  top: part(holdRecord, (values) => ({ status: values.status, sort: values.requestedAt, data: values })),
  parts: {},
} as const satisfies DocumentSpec
