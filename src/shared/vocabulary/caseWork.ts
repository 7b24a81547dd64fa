import { closedList, openList } from '#shared/vocabulary/vocabulary'

/** What a case is about, how it came, how it is written down and how it ends. */
export const caseLists = {
  caseSubject: closedList({ terms: ['defender', 'family', 'organisation', 'community'] }),
  priority: closedList({ terms: ['urgent', 'high', 'medium', 'low'] }),
  relationToCase: openList({
    terms: ['defender', 'child', 'partner', 'relative', 'dependant', 'colleague'],
    special: ['other'],
  }),
  /** By which way somebody is reached, or a case came in. */
  channel: openList({
    terms: ['signal', 'phone', 'in_person', 'encrypted_mail'],
    special: ['other', 'unknown'],
  }),
  noteKind: openList({ terms: ['call', 'visit', 'meeting', 'incident'], special: ['other'] }),
  closingReason: openList({
    terms: ['safe_now', 'plan_done', 'moved_away', 'other_network', 'her_wish', 'no_contact', 'died'],
    special: ['other'],
  }),
  notAdmittedReason: openList({
    terms: [
      'not_for_defence',
      'outside_mandate',
      'no_capacity',
      'accompanied_elsewhere',
      'already_open',
      'conflict_of_interest',
      'risk_to_others',
      'her_wish',
      'no_contact',
    ],
    special: ['other'],
  }),
}
