import { isCoordinator } from '#core/spaces/rootState'
import type { ReadCase } from '#core/commands/cases/onTeam'
import { caseRecord } from '#shared/records/case'
import { consentRecord } from '#shared/records/consent'
import { personRecord } from '#shared/records/person'
import { planRecord } from '#shared/records/plan'
import { readRecord, rowsIn } from '#shared/records/record'
import { riskRecord } from '#shared/records/risk'
import { referralRecord } from '#shared/records/support'
import type { CaseFacts } from '#shared/rules/caseStatus'
import { agreedToFile } from '#shared/rules/consent'
import type { ConsentEvent } from '#shared/rules/consent'

/** All that was said of consents in a case, as events. */
export const consentEvents = (state: unknown): ConsentEvent[] =>
  [...rowsIn(state, 'consents', consentRecord)].map(([id, event]) => ({ id, ...event }))

/** What a case's move is judged by, as the case stands now. */
export const factsOf = (
  { read: { state }, root, memberId, now }: ReadCase,
  said: Pick<CaseFacts, 'reason' | 'defenderInformed'>,
): CaseFacts => {
  const { status, riskBand } = readRecord(caseRecord, state)
  const defenders = [...rowsIn(state, 'persons', personRecord)].flatMap(([id, { relationToCase }]) =>
    relationToCase === 'defender' ? [id] : [],
  )
  const referrals = [...rowsIn(state, 'referrals', referralRecord).values()]
  const plans = [...rowsIn(state, 'plans', planRecord).values()]
  return {
    status,
    riskBand,
    agreedToFile: agreedToFile(consentEvents(state), defenders, now),
    hasAnalysis: rowsIn(state, 'risks', riskRecord).size > 0,
    hasAcceptedReferral: referrals.some(
      (one) => one.status === 'accepted' || (one.status === 'done' && one.decided === 'accepted'),
    ),
    hasReviewedPlan: plans.some(({ reviewedOn }) => reviewedOn !== null),
    isCoordinator: isCoordinator(root, memberId),
    ...said,
  }
}
