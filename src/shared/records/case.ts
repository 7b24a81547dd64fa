import { aggressionRecord } from '#shared/records/aggression'
import { attachmentRecord } from '#shared/records/attachment'
import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import {
  asked,
  choice,
  country,
  day,
  fixed,
  line,
  longId,
  longIds,
  moment,
  orElse,
  state,
  words,
} from '#shared/records/field'
import { consentRecord } from '#shared/records/consent'
import { noteRecord, personRecord } from '#shared/records/person'
import { narrativeRecord } from '#shared/records/narrative'
import { measureRecord, planRecord } from '#shared/records/plan'
import { defineRecord } from '#shared/records/record'
import { riskRecord } from '#shared/records/risk'
import { followUpRecord, mechanismRecord, outcomes, referralRecord, relocationRecord } from '#shared/records/support'
import { term, terms } from '#shared/records/terms'
import { transferRecord } from '#shared/records/transfer'
import { caseMachine } from '#shared/rules/caseStatus'

/** How soon someone must act. */
export const casePriorities = ['urgent', 'high', 'medium', 'low'] as const

/** What stands at the top of a case's document. Times are ISO 8601 UTC. */
export const caseRecord = defineRecord('case', {
  caseCode: fixed(line('direct', { isSearched: true })),
  openedOn: fixed(moment('safe')),
  openedBy: fixed(longId('direct')),
  kindOfSubject: asked(orElse(term('safe', 'caseSubject'), 'defender')),
  country: asked(country('qi')),
  status: state(caseMachine),
  statusReason: fixed(line('text', { max: 20_000 })),
  priority: orElse(choice('safe', casePriorities, { merge: 'versions' }), 'medium'),
  /** Of the last analysis. */
  riskBand: fixed(term('safe', 'riskBand', 'versions')),
  nextReview: day('safe', { merge: 'versions' }),
  alias: line('direct', { isSearched: true }),
  summaryInternal: words('text'),
  intakeChannel: term('safe', 'channel'),
  sphere: term('safe', 'sphere'),
  department: line('qi', { max: 80 }),
  municipality: line('sensitive', { max: 80 }),
  needs: terms('safe', 'supportMeasure'),
  /** Members who are not to be on the team: a conflict of interest. */
  excludedMembers: longIds('direct'),
  secrecyLevel: term('safe', 'secrecy', 'versions'),
  closedOn: fixed(moment('safe')),
  closingReason: fixed(term('safe', 'closingReason')),
  /** How she was when somebody asked last. */
  outcomes: outcomes(),
})

/** The case's document in its space. */
export const caseDocument = 'case'

/** Cases that need someone first come first. */
const priorityOrder: Readonly<Record<string, string>> = { urgent: '0', high: '1', medium: '2', low: '3' }

/** The one document of a case's space. */
export const caseSpec = {
  space: 'case',
  isNamed: (name) => name === caseDocument,
  top: part(caseRecord, (values, caseId) => {
    const { caseCode, status, priority, riskBand, nextReview, openedOn, country: at, department, alias } = values
    return {
      status,
      sort: `${priorityOrder[priority] ?? '9'}${openedOn ?? ''}`,
      label: caseCode || '?????',
      data: {
        caseId,
        caseCode: caseCode || '?????',
        status,
        priority,
        riskBand,
        nextReview,
        country: at,
        department,
        alias,
      },
    }
  }),
  parts: {
    persons: part(personRecord, ({ relationToCase, chosenName, at }) => ({
      status: relationToCase ?? '',
      sort: at ?? '',
      data: { chosenName },
    })),
    aggressions: part(aggressionRecord),
    notes: part(noteRecord, undefined, { isAppendOnly: true }),
    risks: part(riskRecord, undefined, { isAppendOnly: true }),
    plans: part(planRecord),
    measures: part(measureRecord, ({ type, status, due, owner }) => ({
      status,
      sort: due ?? '9',
      data: { type, status, due, owner },
    })),
    referrals: part(referralRecord),
    mechanisms: part(mechanismRecord),
    relocations: part(relocationRecord),
    consents: part(consentRecord, undefined, { isAppendOnly: true }),
    followUps: part(followUpRecord, undefined, { isAppendOnly: true }),
    narratives: part(narrativeRecord, undefined, { isAppendOnly: true }),
    transfers: part(transferRecord),
    attachments: part(attachmentRecord, ({ pieces, size, removedAt }) => ({
      status: removedAt === null ? 'here' : 'removed',
      data: { pieces, size },
    })),
  },
} as const satisfies DocumentSpec
