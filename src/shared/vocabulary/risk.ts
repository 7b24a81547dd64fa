import { closedList, openList } from '#shared/vocabulary/vocabulary'

/**
 * What a risk analysis asks and gives. Worded for this tool after the manuals of Front Line Defenders and Protection
 * International; the gender block after what IM-Defensoras publishes.
 */
export const riskLists = {
  /** Rising. */
  riskBand: closedList({ terms: ['low', 'medium', 'high', 'very_high', 'imminent'] }),
  /** Where a vulnerability or a capacity lies. */
  riskDomain: openList({
    terms: [
      'home',
      'office',
      'travel',
      'communication_digital',
      'economic',
      'health',
      'care_of_others',
      'couple_family',
      'community',
      'organisation',
      'legal',
      'visibility',
      'networks_authorities',
      'language_culture',
      'rest_self_care',
    ],
    special: ['other'],
  }),
  /** The gender block: each is answered from `yesNo`, with a note. A yes is a risk in some and a strength in others. */
  riskQuestion: openList({
    many: true,
    terms: [
      'decides_at_home',
      'family_support',
      'family_control',
      'sole_carer',
      'several_workdays',
      'economic_dependence',
      'sexual_threats',
      'rumours',
      'organisation_support',
      'movement_sexism',
      'discrimination',
      'previous_gender_violence',
      'justice_access',
      'other_safe_place',
      'rest_last_month',
      'someone_accompanies',
    ],
  }),
  /** How she is, each 0 to 4 on her own scale. Not for exports. */
  careScale: closedList({
    many: true,
    terms: ['sleep', 'body_pain', 'fear', 'sadness', 'anger', 'isolation', 'exhaustion', 'joy_hope', 'support'],
  }),
  /** Each makes the risk imminent whatever the score. `analyst`: her word who analyses, with a reason. */
  imminentSign: closedList({
    many: true,
    terms: ['death_threat_with_access', 'attack_last_72h', 'weapon_seen', 'disappearance_attempt', 'analyst'],
  }),
  method: closedList({ terms: ['formula', 'matrix'] }),
}
