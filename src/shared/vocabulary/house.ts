import { closedList, openList } from '#shared/vocabulary/vocabulary'

/** Houses: of which kind, how safe, why one says no, what happens in one, and how a stay ends. */
export const houseLists = {
  houseType: closedList({
    terms: ['safe_house', 'self_care', 'rest', 'hostel', 'halfway', 'family_host', 'hotel'],
  }),
  /** Falling. At `compromised` a house's card is hidden. */
  securityStatus: closedList({ terms: ['calm', 'watch', 'surveillance', 'compromised'] }),
  /** Why a house declines: counted, they show which places are missing. */
  holdReason: openList({ terms: ['full', 'profile', 'security', 'distance', 'conditions'], special: ['other'] }),
  houseIncidentKind: openList({
    terms: [
      'strangers_near',
      'location_known',
      'authority_visit',
      'break_in',
      'threat',
      'attack',
      'not_returned',
      'digital',
      'health',
      'conflict',
      'agreement_broken',
      'accident',
    ],
    special: ['other'],
  }),
  departureKind: closedList({ terms: ['return', 'other_house', 'relocation', 'own_choice', 'unplanned'] }),
}
