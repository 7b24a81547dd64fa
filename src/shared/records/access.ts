import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { choice, day, fixed, longId } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/** What may be done with a case that leaves a trace. */
export const accessActions = ['open', 'print', 'export', 'share'] as const

/** That somebody did something with a case on a day, from one laptop: once however often. */
export const accessRecord = defineRecord('access', {
  by: fixed(longId('direct')),
  device: fixed(longId('direct')),
  day: fixed(day('safe')),
  action: fixed(choice('safe', accessActions)),
})

/** The document of accesses in a case's space. */
export const accessDocument = 'accesses'

/** It is apart from the case's own document, so that looking at a case does not change it. */
export const accessSpec = {
  space: 'case',
  isNamed: (name) => name === accessDocument,
  top: undefined,
  parts: { accesses: part(accessRecord, undefined, { isAppendOnly: true }) },
} as const satisfies DocumentSpec
