import {
  asked,
  count,
  day,
  fixed,
  group,
  line,
  longId,
  longIds,
  moment,
  orElse,
  several,
  wordsOnce,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'

const level = () => count('sensitive', 1, 5)
const said = () => line('text', { isSearched: true, max: 2_000 })

/** A vulnerability or a capacity, 1 (little) to 5 (much). */
const items = () => several({ domain: asked(term('safe', 'riskDomain')), text: said(), level: asked(level()) }, 60)

/** How she is, on her own scale: in no export, not even counted, and so of a class that no exporter reads. */
const care = () => count('secret', 0, 4)

/**
 * An analysis of risk: written whole and never changed; the next one is another version. Its score is not kept: it follows
 * from the items (`rules/risk.ts`).
 */
export const riskRecord = defineRecord('risk', {
  method: orElse(term('safe', 'method'), 'formula'),
  threats: several(
    {
      source: asked(said()),
      pattern: said(),
      intent: level(),
      capability: level(),
      frequency: line('sensitive'),
      escalating: term('sensitive', 'yesNo'),
      lastEvent: day('qi'),
      likelihood: asked(level()),
      impact: asked(level()),
    },
    40,
  ),
  vulnerabilities: items(),
  capacities: items(),
  /** Of the other method: one square of five by five. */
  matrix: group({ likelihood: level(), impact: level() }),
  genderBlock: several(
    { question: asked(term('sensitive', 'riskQuestion')), answer: asked(term('sensitive', 'yesNo')), note: said() },
    20,
  ),
  careBlock: group({
    sleep: care(),
    body_pain: care(),
    fear: care(),
    sadness: care(),
    anger: care(),
    isolation: care(),
    exhaustion: care(),
    joy_hope: care(),
    support: care(),
  }),
  /** The assessment of threats, step by step. */
  steps: group({
    facts: wordsOnce('text'),
    pattern: wordsOnce('text'),
    objective: wordsOnce('text'),
    source: wordsOnce('text'),
    conclusion: wordsOnce('text'),
    actions: wordsOnce('text'),
    review: wordsOnce('text'),
  }),
  imminentSigns: terms('sensitive', 'imminentSign'),
  /** Why it is imminent by her word who analyses. */
  overrideReason: wordsOnce('text'),
  nextReview: day('safe'),
  /** Why the next review is later than its band would have it. */
  reviewReason: wordsOnce('text'),
  /** Who analysed it with her who writes. */
  with: longIds('direct'),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
