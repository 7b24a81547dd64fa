import { asked, count, day, fixed, flag, group, line, longId, moment, rowId, state, words } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { measureMachine } from '#shared/rules/measure'

/** Money: the amount in hundredths of the currency, an ISO 4217 code. */
const money = () => group({ amount: count('sensitive', 0, 1_000_000_000_000), currency: line('safe', { max: 3 }) })

/** A plan that is made with her: for her security, a journey, an emergency, coming home. What is done by it are measures. */
export const planRecord = defineRecord('plan', {
  kind: asked(term('safe', 'planKind')),
  objectives: words('text'),
  agreedWithDefender: flag('safe'),
  agreedOn: day('safe'),
  /** A sheet of it was left with her. */
  sharedSheet: flag('safe'),
  /** The last day on which it was looked through with her. */
  reviewedOn: day('safe'),
  reviewOn: day('safe'),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** A measure of support, of a plan or by itself. */
export const measureRecord = defineRecord('measure', {
  type: asked(term('safe', 'supportMeasure')),
  planId: rowId('safe'),
  text: words('text'),
  /** Who gives it: a therapist, a clinic. */
  provider: line('direct', { isSearched: true }),
  /** Who of the team sees to it. */
  owner: longId('direct'),
  due: day('safe'),
  from: day('safe'),
  to: day('safe'),
  cost: money(),
  /** How it served her, 0 to 4. */
  satisfaction: count('sensitive', 0, 4),
  status: state(measureMachine),
  statusReason: fixed(line('text', { max: 20_000 })),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
