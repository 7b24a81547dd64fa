import { asked, day, line, several } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'

/**
 * What every member sees of another beside her alias, under her member id. How to reach her is no part of it: that is
 * told by her to whom she likes.
 *
 * The engine writes a card on its owner's laptop only. That is not enforced where cards are read: the network's document
 * is everybody's, and a laptop with changed software can write another's card, her rest periods among it. The change is
 * signed by the laptop that made it; it can keep somebody off the shifts or put her back on them, and opens nothing.
 */
export const memberCardRecord = defineRecord('memberCard', {
  pronoun: line('sensitive', { max: 40 }),
  languages: terms('sensitive', 'language'),
  skills: terms('safe', 'skill'),
  availability: term('safe', 'availability'),
  /** Days in which she rests, both included: nobody assigns her a shift then. Why is nobody's to ask. */
  restPeriods: several({ from: asked(day('sensitive')), to: asked(day('sensitive')) }, 50),
})
