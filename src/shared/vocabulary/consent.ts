import { closedList } from '#shared/vocabulary/vocabulary'

/** What she agrees to, purpose by purpose, and who may know. No purpose is `other`: each must be said to her. */
export const consentLists = {
  consentPurpose: closedList({
    many: true,
    terms: [
      'keep_file',
      'share_team',
      'share_committee',
      'share_network',
      'share_other_network',
      'registry_entry',
      'aggregate_stats',
      'case_summary',
      'fund_request',
      'refer_org',
      'mechanism',
      'urgent_call_named',
      'urgent_call_unnamed',
      'profile_public',
      'photo',
      'donor_report',
      'contact_later',
    ],
  }),
  /** `not_asked` is a state here: nothing is allowed by it. */
  consentState: closedList({ terms: ['not_asked', 'given', 'refused', 'withdrawn', 'expired'] }),
  consentHow: closedList({ terms: ['oral', 'written', 'trusted_third'] }),
  /** Widening. */
  secrecy: closedList({ terms: ['case_team', 'committee', 'network', 'region', 'public'] }),
}
