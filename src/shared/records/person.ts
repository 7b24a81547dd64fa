import { asked, fixed, flag, count, line, longId, moment, rowId, words, wordsOnce } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'

/** A person of a case: only what was asked, and only in bands. */
export const personRecord = defineRecord('person', {
  relationToCase: asked(term('safe', 'relationToCase')),
  chosenName: asked(line('direct', { isSearched: true })),
  legalName: line('direct', { isSearched: true }),
  contact: line('direct', { isSearched: true }),
  /** When and how she may be called, and what to say. */
  safeContactRules: words('secret'),
  emergencyContact: line('direct', { isSearched: true }),
  ageBand: term('qi', 'ageBand'),
  genderIdentity: term('qi', 'genderIdentity'),
  ethnicIdentity: term('qi', 'ethnicIdentity'),
  languages: terms('sensitive', 'language'),
  role: term('qi', 'defenderRole'),
  causes: terms('qi', 'cause'),
  organisation: line('direct', { isSearched: true }),
  disability: terms('sensitive', 'disabilitySupport'),
  health: words('text'),
  documentsHeld: line('direct'),
  migrationStatus: line('sensitive'),
  dependants: count('sensitive', 0, 60),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})

/** A note of a case's log. It is never changed: whoever has to correct it writes another that says so. */
export const noteRecord = defineRecord('note', {
  kind: asked(term('safe', 'noteKind')),
  text: asked(wordsOnce('text')),
  /** The note that this one corrects or adds to. */
  addendumOf: rowId('safe'),
  /** It tells of violence: closed until somebody opens it. */
  isHard: flag('safe'),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
