import {
  asked,
  choice,
  count,
  day,
  fixed,
  flag,
  group,
  line,
  longId,
  moment,
  rowId,
  rowIds,
  state,
  words,
  wordsOnce,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'
import { referralMachine } from '#shared/rules/referral'
import { relocationMachine } from '#shared/rules/relocation'

/** What others do for her: organisations, authorities, another place to live; and how she is afterwards. */

/** Who wrote a row, and when. */
const written = { by: fixed(longId('direct')), at: fixed(moment('safe')) }

/** How she is, 0 (very bad) to 4 (very good). */
const scale = () => count('sensitive', 0, 4)

/** How she is, in five respects. */
export const outcomes = () =>
  group({
    safety: scale(),
    returnHome: scale(),
    emotional: scale(),
    economic: scale(),
    continuesActivism: scale(),
  })

/** Something passed on to an organisation or authority, by an agreement of hers that names it: to whom, and by which agreement, never changes. */
export const referralRecord = defineRecord('referral', {
  toOrg: asked(line('direct', { isSearched: true, merge: 'once' })),
  purpose: words('text'),
  dataShared: words('text'),
  /** The event of her agreement. */
  consentId: asked({ ...rowId('safe'), merge: 'once' as const }),
  answer: words('text'),
  status: state(referralMachine),
  statusReason: fixed(line('text', { max: 20_000 })),
  /** What they said, once they did. */
  decided: fixed(choice('safe', ['accepted', 'rejected'])),
  sentOn: day('safe'),
  answeredOn: fixed(day('safe')),
  ...written,
})

/** A protection measure that was asked of an authority. */
export const mechanismRecord = defineRecord('mechanism', {
  body: asked(term('safe', 'mechanismBody')),
  measure: words('text'),
  requestedOn: day('safe'),
  grantedOn: day('safe'),
  implemented: choice('safe', ['no', 'partial', 'yes'], { merge: 'versions' }),
  reviewOn: day('safe'),
  ...written,
})

/** A move to a safer place. Places are coarse: never an address. */
export const relocationRecord = defineRecord('relocation', {
  stage: state(relocationMachine),
  statusReason: fixed(line('text', { max: 20_000 })),
  originCoarse: line('sensitive', { isSearched: true }),
  destinationCoarse: line('secret', { isSearched: true }),
  /** The house's card. */
  houseRef: rowId('secret'),
  start: day('qi'),
  plannedEnd: day('qi'),
  escort: line('direct', { isSearched: true }),
  isAbroad: flag('safe'),
  persons: rowIds('safe'),
  notes: words('text'),
  ...written,
})

/** How she was when somebody asked, after the case closed or before. Written once. */
export const followUpRecord = defineRecord('followUp', {
  on: day('safe'),
  outcomes: outcomes(),
  text: wordsOnce('text'),
  ...written,
})
