import { closedList, openList } from '#shared/vocabulary/vocabulary'

/** What a network does with her. Worded for this tool from the measures that IM-Defensoras and UDEFEGUA publish. */
export const supportLists = {
  supportMeasure: openList({
    many: true,
    terms: [
      'accompaniment',
      'shelter',
      'rest',
      'relocation_national',
      'relocation_international',
      'emergency_fund',
      'selfcare_fund',
      'psychosocial',
      'healing',
      'medical',
      'legal',
      'physical_security',
      'digital_security',
      'communications',
      'transport',
      'family_support',
      'livelihood',
      'mechanism_referral',
      'precautionary',
      'urgent_call',
      'advocacy',
      'intl_accompaniment',
      'training',
      'mediation_internal',
      'memorial',
    ],
    special: ['other', 'unknown'],
  }),
  planKind: closedList({
    terms: ['security', 'self_care', 'emergency', 'relocation', 'return', 'organisational', 'network_annual'],
  }),
  relocationStage: closedList({
    terms: ['planned', 'in_transit', 'arrived', 'extended', 'returning', 'returned', 'settled'],
  }),
  /** Who is asked for protection measures. */
  mechanismBody: openList({
    terms: ['national_mechanism', 'iachr', 'ombuds', 'prosecutor', 'police', 'un'],
    special: ['other'],
  }),
}
