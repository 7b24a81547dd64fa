import { ackRecord, alertRecord } from '#shared/records/alert'
import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { shiftRecord } from '#shared/records/shift'

/** The name of the network's document of a year: that of the moment, ISO 8601 UTC. */
export const yearDocument = (moment: string): string => `year-${moment.slice(0, 4)}`

/** What the network writes beside its profile, a document a year: whoever writes first in a year makes it. */
export const yearSpec = {
  space: 'network',
  isNamed: (name) => /^year-\d{4}$/.test(name),
  top: undefined,
  parts: {
    shifts: part(shiftRecord, (values) => ({ status: values.status, sort: values.start, data: values })),
    alerts: part(alertRecord, (values) => ({
      status: values.status,
      sort: values.raisedAt,
      data: { ...values, text: '' },
    })),
    acks: part(ackRecord, (values) => ({ status: values.action, sort: values.at, data: values })),
  },
} as const satisfies DocumentSpec
