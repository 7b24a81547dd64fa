import {
  asked,
  choice,
  day,
  fixed,
  line,
  longId,
  moment,
  orElse,
  rowId,
  rowIds,
  wordsOnce,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { consentWords } from '#shared/rules/consent'

/**
 * What a person of a case said about one purpose, written once. Where the matter stands follows from all that was said
 * (`rules/consent.ts`).
 */
export const consentRecord = defineRecord('consent', {
  /** '' is no purpose: nothing follows from such an event. */
  purpose: asked(orElse(term('safe', 'consentPurpose'), '')),
  /** What is not understood allows nothing. */
  state: asked(orElse(choice('safe', consentWords), 'refused')),
  person: rowId('safe'),
  to: line('direct', { isSearched: true }),
  on: day('safe'),
  expiresOn: day('safe'),
  how: term('safe', 'consentHow'),
  language: term('sensitive', 'language'),
  conditions: wordsOnce('text'),
  /** Who said it for a child, or for somebody who is dead. */
  saidBy: line('direct', { isSearched: true }),
  after: fixed(rowIds('safe')),
  /** Who asked her. */
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
