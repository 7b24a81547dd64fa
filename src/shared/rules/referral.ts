import type { Machine } from '#shared/rules/machine'

/** States of a referral. */
export type ReferralStatus = 'sent' | 'in_progress' | 'accepted' | 'rejected' | 'done' | 'revoked'

/** Where a referral may go; until it is done it may be revoked. */
export const referralMachine: Machine<ReferralStatus> = {
  initial: 'sent',
  moves: {
    sent: ['in_progress', 'revoked'],
    in_progress: ['accepted', 'rejected', 'revoked'],
    accepted: ['done', 'revoked'],
    rejected: ['done', 'revoked'],
    done: [],
    revoked: [],
  },
}

/** States in which the other organisation still has what was shared in order to act on it. */
export const openReferrals: readonly string[] = ['sent', 'in_progress', 'accepted'] satisfies ReferralStatus[]

/** Purposes of consent under which something may be passed on to an organisation or authority. */
export const referralPurposes: readonly string[] = ['refer_org', 'mechanism']
