import {
  asked,
  choice,
  count,
  country,
  fixed,
  flag,
  line,
  longId,
  longIds,
  moment,
  month,
  orElse,
  words,
} from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term, terms } from '#shared/records/terms'
import { houseStatuses, placesSources } from '#shared/rules/house'

/**
 * The availability card of a house, in the network document: an alias and places, never an address. Times are ISO 8601
 * UTC. After `validUntil` the card is shown as not confirmed.
 */
export const houseCardRecord = defineRecord('house', {
  alias: asked(line('secret', { max: 80, isSearched: true })),
  country: asked(country('qi')),
  zone: line('sensitive', { max: 80 }),
  type: asked(orElse(term('safe', 'houseType'), 'safe_house')),
  status: fixed(orElse(choice('safe', houseStatuses, { merge: 'versions' }), 'open')),
  placesTotal: asked(orElse(count('safe', 0, 1_000), 0)),
  /** Published by the house team's laptop from its rooms, stays and holds; by the offer until there are rooms. */
  placesFree: orElse(count('safe', 0, 1_000), 0),
  /** Once the team's laptop counts, numbers given by hand are not taken. */
  placesFrom: fixed(orElse(choice('safe', placesSources), 'offer')),
  acceptsChildren: flag('safe'),
  acceptsPets: flag('safe'),
  accessible: flag('safe'),
  languages: terms('safe', 'language'),
  fit: words('text'),
  services: terms('safe', 'supportMeasure'),
  maxStayDays: count('safe', 1, 3_650),
  acceptsFromOtherCountries: flag('safe'),
  /** Hours until the house answers a request, as a rule. */
  responseHours: count('safe', 0, 720),
  /** Who of the house answers requests: they are let into the small space of each hold. */
  contacts: longIds('direct'),
  updatedAt: fixed(orElse(moment('safe'), '')),
  validUntil: fixed(orElse(moment('safe'), '')),
  offeredBy: fixed(longId('direct')),
  /** The house has a space of its own: one is enough, and who is not in it cannot see it. */
  hasTeam: fixed(flag('safe')),
  /** The last month of which the house shared its figures with the network. */
  figuresThrough: fixed(month('safe')),
})
