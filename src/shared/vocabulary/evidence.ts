import { closedList, openList } from '#shared/vocabulary/vocabulary'

/** How something is known, since when, and what became of it before an authority. After HURIDOCS and OHCHR. */
export const evidenceLists = {
  source: openList({
    many: true,
    terms: [
      'defender',
      'relative',
      'organisation',
      'network_member',
      'media',
      'social_media',
      'official_document',
      'other_network',
    ],
    special: ['other', 'unknown'],
  }),
  reliability: closedList({ terms: ['very_reliable', 'reliable', 'doubtful', 'not_verified'] }),
  /** `verified`: two independent sources or more, or her own word. */
  verification: closedList({ terms: ['reported', 'in_verification', 'verified', 'discarded', 'duplicate'] }),
  datePrecision: closedList({
    version: 2,
    terms: [
      'exact',
      'month',
      'quarter',
      'year',
      'approximate',
      'range',
      { code: 'day', deprecated: { since: 2, replacedBy: 'exact' } },
    ],
    special: ['unknown'],
  }),
  /** Whether it was put before an authority. */
  complaint: closedList({
    terms: ['yes', 'no', 'did_not_want', 'not_safe', 'rejected'],
    special: ['unknown', 'not_asked'],
  }),
  /** What came of it there: the measure of impunity. */
  complaintStatus: openList({
    terms: ['no_progress', 'investigation', 'charges', 'sentence', 'archived'],
    special: ['other', 'unknown'],
  }),
}
