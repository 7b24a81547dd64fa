import { codedAggression } from '#shared/records/aggression'
import type { Listed } from '#shared/records/document'
import { asked, choice, fixed, flag, group, line, longId, moment, rowId, several, state } from '#shared/records/field'
import type { Field, Fields, How } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { countsAs, entryMachine } from '#shared/rules/registry'
import { sortOfDate } from '#shared/rules/period'

type Opened<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T, How, infer In, infer C> ? Field<T, 'open', In, C> : never
}

const opened = <F extends Fields>(fields: F): Opened<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, how: 'open' }])) as Opened<F>

/** Two versions written apart are both shown: on these rests what an entry counts as. */
const both = <F extends Field>(field: F): F => ({ ...field, merge: 'versions' })
const searched = <F extends Field>(field: F): F => ({ ...field, isSearched: true })

/** Who it was done to, in bands and as she said it herself. */
const attributes = {
  ageBand: term('qi', 'ageBand'),
  genderIdentity: term('qi', 'genderIdentity'),
  ethnicIdentity: term('qi', 'ethnicIdentity'),
  role: term('qi', 'defenderRole'),
}

/** All that two people may code of one event, each by herself; what is left out was not coded. */
export const codingRecord = defineRecord('registryCoding', opened({ ...codedAggression, ...attributes }))

/** What was agreed when the entry was made. `not_asked` where it is known from what is public. */
const agreement = () => choice('safe', ['given', 'refused', 'not_asked'])

/**
 * An aggression as the registry keeps it: codes and bands, nobody's name, nobody's words, and nothing that leads to a
 * case: a case may know its entries, never the other way round.
 */
export const entryRecord = defineRecord('registryEntry', {
  ...codedAggression,
  ...attributes,
  date: codingRecord.fields.date,
  country: both(codedAggression.country),
  department: searched(codedAggression.department),
  municipality: searched(codedAggression.municipality),
  setting: both(codedAggression.setting),
  target: both(codedAggression.target),
  genderDimension: both(codedAggression.genderDimension),
  causeLinked: both(codedAggression.causeLinked),
  reliability: both(codedAggression.reliability),
  /** Aggressions of one event have it in common. */
  eventId: rowId('safe'),
  /** From the name given at entry, which is not kept: the same for one person, and of no use without the registry's secret. */
  personKey: fixed(line('direct')),
  consent: group({ registry: agreement(), aggregateStats: agreement() }),
  status: state(entryMachine),
  statusReason: fixed(line('text', { max: 500 })),
  duplicateOf: both(fixed(rowId('safe'))),
  coder: fixed(longId('direct')),
  submittedAt: fixed(moment('safe')),
  verifiedBy: fixed(longId('direct')),
  secondCoder: both(fixed(longId('direct'))),
  /** The second coding as it was made, and where it agreed with the entry as it then stood. */
  second: fixed(group(codingRecord.fields)),
  compared: fixed(several({ field: asked(line('safe')), agrees: asked(flag('safe')) }, 60)),
})

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isEmpty))

/** What only the document has. */
const unlisted: readonly string[] = ['second', 'statusReason']

/**
 * How an entry is listed: by its date as far as it is known, with all that tables count and no empty field.
 */
export const listEntry = (values: ValueOf<typeof entryRecord>): Listed => {
  const listed = Object.entries({ ...values, countsAs: countsAs(values.target) })
  return {
    status: values.status,
    sort: sortOfDate(values.date),
    label: [values.country, sortOfDate(values.date)].filter((text) => text !== '').join(' '),
    data: Object.fromEntries(listed.filter(([name, value]) => !unlisted.includes(name) && !isEmpty(value))),
  }
}
