import { asked, fixed, longId, moment, rowIds, wordsOnce } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/**
 * What a person wrote about a case for the public. A text is never changed: who corrects it writes another, which names those
 * that it takes the place of (`after`). Two written apart both stand, and neither goes on, until one takes the place of both.
 */
export const narrativeRecord = defineRecord('narrative', {
  text: asked({ ...wordsOnce('text'), isSearched: false }),
  after: fixed(rowIds('safe')),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
