import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { count, fixed, line, longId, moment, rowId } from '#shared/records/field'
import { entryRecord, listEntry } from '#shared/records/registryEntry'
import { defineRecord } from '#shared/records/record'

/**
 * What keys are made from names with: 32 bytes in hex. Two laptops that have not met may each make one: both stay, and
 * the row with the least id holds from when they meet. Keys made before with the other are then compared with nothing,
 * so entries of one person that were made apart in those days are not found by her key.
 */
const secretRecord = defineRecord('registrySecret', { value: fixed(line('secret')) })

/** A period was closed. It is closed as long as one closing of it was not opened again. */
export const closingRecord = defineRecord('registryClosing', {
  period: fixed(line('safe')),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** A closing was taken back: of two coordinators who close and open apart, one opens only the closing that she knew of. */
export const openingRecord = defineRecord('registryOpening', {
  closing: fixed(rowId('safe')),
  reason: fixed(line('text', { max: 500 })),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** A change in a closed period: what is counted from then on is another version of it. */
export const lateRecord = defineRecord('registryLate', {
  period: fixed(line('safe')),
  reason: fixed(line('text', { max: 500 })),
  entries: fixed(count('safe', 0, 1_000_000)),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** Somebody looked at two entries that seem to be one event, and they are two. A row of its own for each pair, by its id. */
export const distinctRecord = defineRecord('registryDistinct', {
  a: fixed(rowId('safe')),
  b: fixed(rowId('safe')),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** The name of the document that holds what is about the whole registry. */
export const registryDocument = 'registry'

/** What is about the whole registry, in its space. */
export const registrySpec = {
  space: 'registry',
  isNamed: (name) => name === registryDocument,
  top: undefined,
  parts: {
    secrets: part(secretRecord, undefined, { isAppendOnly: true }),
    closings: part(closingRecord, (values) => ({ data: values }), { isAppendOnly: true }),
    openings: part(openingRecord, (values) => ({ data: values }), { isAppendOnly: true }),
    distinct: part(distinctRecord, ({ a, b }) => ({ data: { a, b } }), { isAppendOnly: true }),
    lates: part(lateRecord, (values) => ({ data: values }), { isAppendOnly: true }),
  },
} as const satisfies DocumentSpec

/**
 * The document that a new entry goes into, by the first day it was dated with: a month each, so that none grows without
 * end. It stays there when its date is corrected: its period follows from the date, and never from the document.
 */
export const monthDocument = (from: string | null): string => `entries-${from?.slice(0, 7) ?? '0000-00'}`

/** The entries of the registry, in documents of about a month each. */
export const entriesSpec = {
  space: 'registry',
  isNamed: (name) => /^entries-[0-9]{4}-[0-9]{2}$/.test(name),
  top: undefined,
  parts: { entries: part(entryRecord, listEntry) },
} as const satisfies DocumentSpec
