import { closedList, openList } from '#shared/vocabulary/vocabulary'

/** Members, committees and alerts. */
export const networkLists = {
  skill: openList({
    many: true,
    terms: [
      'psychosocial',
      'legal',
      'health',
      'security',
      'digital',
      'translation',
      'transport',
      'communication',
      'hosting',
    ],
    special: ['other'],
  }),
  availability: closedList({ terms: ['immediate', 'hours', 'days', 'week', 'unavailable'] }),
  committeeType: closedList({
    terms: [
      'communications',
      'security',
      'urgent_action',
      'self_care',
      'solidarity',
      'registry',
      'funds',
      'shelter',
      'advocacy',
      'training',
      'coordination',
    ],
    special: ['other'],
  }),
  /** Rising. */
  alertLevel: closedList({ terms: ['info', 'prevention', 'emergency'] }),
}
