import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { country, day, fixed, line, longIds } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'

/** All that coordinators know of a case whose team they are not on. Nothing else of a case may come in here. */
export const stubRecord = defineRecord('stub', {
  caseCode: fixed(line('direct', { isSearched: true })),
  status: fixed(line('safe', { max: 40 })),
  priority: fixed(term('safe', 'priority')),
  riskBand: fixed(term('safe', 'riskBand')),
  team: fixed(longIds('direct')),
  nextReview: fixed(day('safe')),
  country: fixed(country('qi')),
  department: fixed(line('qi', { max: 80 })),
})

/** The document of stubs in the protection space. */
export const stubDocument = 'stubs'

/** Stubs stand under the id of their case; a case that is erased takes its stub with it. */
export const stubSpec = {
  space: 'protection',
  isNamed: (name) => name === stubDocument,
  top: undefined,
  parts: {
    stubs: part(stubRecord, (values) => ({
      status: values.status,
      sort: values.nextReview ?? '9',
      label: values.caseCode,
      data: values,
    })),
  },
} as const satisfies DocumentSpec
