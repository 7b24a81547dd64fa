import { closedList, family, openList } from '#shared/vocabulary/vocabulary'
import type { SdgCategory, Term } from '#shared/vocabulary/vocabulary'

const counted = (code: string, sdg: SdgCategory): Term => ({ code, sdg })
const grave = (code: string, sdg?: SdgCategory): Term => ({ code, grave: true, ...(sdg && { sdg }) })

const aggressionType = openList({
  many: true,
  terms: [
    ...family('life', [
      grave('killing', 'killing'),
      grave('femicide', 'killing'),
      grave('transfemicide', 'killing'),
      grave('attempted_killing', 'other_harmful'),
      grave('death_in_custody', 'killing'),
    ]),
    ...family('threat', [
      counted('death_threat', 'other_harmful'),
      grave('sexual_threat'),
      counted('threat_relatives', 'other_harmful'),
      counted('threat_other', 'other_harmful'),
      'harassment',
      'psychological',
      'surveillance',
    ]),
    ...family('defamation', [
      'smear_campaign',
      'hate_speech',
      'false_information',
      'leadership_questioning',
      'exclusion',
    ]),
    ...family('legal', [
      'unfounded_charges',
      grave('arbitrary_detention', 'detention'),
      grave('imprisonment', 'detention'),
      'administrative_harassment',
      'org_closure',
      'travel_restriction',
      'denationalisation',
    ]),
    ...family('physical', [
      counted('physical_attack', 'other_harmful'),
      counted('excessive_force', 'other_harmful'),
      grave('torture', 'torture'),
      grave('cruel_treatment', 'torture'),
    ]),
    ...family('sexual', [grave('rape'), grave('sexual_assault'), grave('sexual_harassment')]),
    ...family('liberty', [
      grave('kidnapping', 'kidnapping'),
      grave('enforced_disappearance', 'disappearance'),
      grave('disappearance_private', 'other_harmful'),
    ]),
    ...family('property', ['raid_office', 'raid_home', 'property_damage', 'theft_information', 'animals_crops']),
    ...family('displacement', ['eviction', grave('forced_displacement'), grave('exile')]),
    ...family('digital', [
      'online_harassment',
      'doxxing',
      grave('intimate_images'),
      'account_attack',
      'spyware',
      'censorship',
    ]),
    ...family('economic', ['dismissal', 'economic_violence']),
    ...family('family_sphere', [grave('intimate_partner'), grave('custody_threat')]),
    ...family('neglect', ['denial_protection', 'denial_justice']),
  ],
  special: ['other', 'unknown'],
})

/**
 * Which aggression stands for a case that has a single row in a table: the first that applies. Top-level types, and
 * torture, which is a term under `physical` and goes before it: a type is looked up by its own code first, then by its
 * top-level term. `other` and `unknown` stand last, so that every type has a place.
 */
export const severityOrder = [
  'life',
  'liberty',
  'sexual',
  'torture',
  'physical',
  'displacement',
  'legal',
  'threat',
  'property',
  'digital',
  'defamation',
  'economic',
  'family_sphere',
  'neglect',
  'other',
  'unknown',
] as const

/**
 * What was done and to whom. Worded for this tool from the categories that IM-Defensoras, UDEFEGUA, CDHDF, Front Line
 * Defenders, OHCHR (SDG 16.10.1) and HURIDOCS publish.
 */
export const aggressionLists = {
  aggressionType,
  target: closedList({ terms: ['personal', 'collective', 'organisation'], special: ['other', 'unknown'] }),
  /** Those close to her who were attacked as well. */
  relative: openList({
    many: true,
    terms: ['child', 'partner', 'mother_father', 'sibling', 'other_family', 'friend', 'colleague'],
    special: ['other', 'unknown'],
  }),
  /** `yes` rests on at least one indicator. `not_determinable`: it was looked at, and cannot be told. */
  genderDimension: closedList({ terms: ['yes', 'no', 'not_determinable'], special: ['unknown', 'not_asked'] }),
  genderIndicator: openList({
    many: true,
    terms: [
      'sexist_language',
      'sexualised',
      'sexual_rumours',
      'motherhood',
      'children_targeted',
      'body_appearance',
      'sogi',
      'gender_role',
      'leadership_devalued',
      'domestic_space',
      'by_own_movement',
      'by_partner_family',
      'racist_sexist',
      'differential_impact',
    ],
    special: ['other', 'unknown', 'not_asked'],
  }),
  /** Whether it has to do with what she defends. */
  causeLinked: closedList({ terms: ['yes', 'possible', 'no'], special: ['unknown'] }),
  sphere: openList({
    terms: ['political', 'criminal', 'family', 'organisation', 'movement', 'community', 'mixed'],
    special: ['other', 'unknown'],
  }),
  placeType: openList({
    terms: [
      'home',
      'office',
      'street',
      'transport',
      'protest',
      'community_territory',
      'public_institution',
      'detention',
      'online',
      'meeting',
    ],
    special: ['other', 'unknown'],
  }),
  previousThreats: closedList({ terms: ['against_her', 'against_group', 'no'], special: ['unknown', 'not_asked'] }),
  /** Links of the chain of events, as in HURIDOCS list 22. */
  eventLink: closedList({ terms: ['precedes', 'follows', 'causes', 'consequence_of', 'part_of', 'parallel'] }),
}
