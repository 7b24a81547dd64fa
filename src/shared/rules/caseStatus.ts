import type { FailureType } from '#shared/errors'
import type { Machine } from '#shared/rules/machine'

/** States of a case. `transferred` has a command of its own. */
export type CaseStatus =
  | 'received'
  | 'assessing'
  | 'active'
  | 'paused'
  | 'follow_up'
  | 'closed'
  | 'referred'
  | 'not_admitted'
  | 'reopened'
  | 'transferred'

/** Where a case may go from where it is (docs/glossary.md, Case). In an emergency accompaniment begins at once. */
export const caseMachine: Machine<CaseStatus> = {
  initial: 'received',
  moves: {
    received: ['assessing', 'active', 'referred', 'not_admitted', 'transferred'],
    assessing: ['active', 'referred', 'closed', 'transferred'],
    active: ['paused', 'follow_up', 'closed', 'transferred'],
    paused: ['active', 'closed', 'transferred'],
    follow_up: ['active', 'closed', 'transferred'],
    closed: ['reopened', 'transferred'],
    referred: ['reopened', 'transferred'],
    not_admitted: ['reopened', 'transferred'],
    reopened: ['active', 'closed', 'transferred'],
    transferred: ['reopened'],
  },
}

/** States in which nobody works on a case. */
export const endStates: readonly string[] = ['closed', 'referred', 'not_admitted', 'transferred']

/** What a move is judged by, besides the table. */
export type CaseFacts = {
  readonly status: string
  readonly riskBand: string | null
  /** She agreed that a file be kept. */
  readonly agreedToFile: boolean
  readonly hasAnalysis: boolean
  readonly hasAcceptedReferral: boolean
  /** A plan of hers was looked through with her. */
  readonly hasReviewedPlan: boolean
  readonly reason: string
  /** She, whom the case is about, knows of it. */
  readonly defenderInformed: boolean
  /** Who moves it is a coordinator: she may pause or close while the risk is imminent. */
  readonly isCoordinator: boolean
}

/**
 * Why a case may not go to a state although the table allows it; undefined when it may. Accompaniment begins with her
 * agreement and a first analysis, or with a reason; it goes over to follow-up when a plan was reviewed, or with a reason;
 * closing needs a reason and that she knows; a case is not left alone while the risk is imminent, unless a coordinator
 * says so.
 */
export const caseGuard = (to: CaseStatus, facts: CaseFacts): FailureType | undefined => {
  const has = facts.reason.trim() !== ''
  switch (to) {
    case 'active':
      return has ||
        facts.status === 'paused' ||
        facts.status === 'follow_up' ||
        (facts.agreedToFile && facts.hasAnalysis)
        ? undefined
        : 'ReasonNeeded'
    case 'paused':
    case 'closed':
      if (facts.riskBand === 'imminent' && !facts.isCoordinator) return 'ImminentRisk'
      if (!has) return 'ReasonNeeded'
      return to === 'closed' && !facts.defenderInformed ? 'DefenderNotInformed' : undefined
    case 'not_admitted':
    case 'reopened':
    case 'transferred':
      return has ? undefined : 'ReasonNeeded'
    case 'referred':
      return has || facts.hasAcceptedReferral ? undefined : 'ReasonNeeded'
    case 'follow_up':
      return has || facts.hasReviewedPlan ? undefined : 'ReasonNeeded'
    case 'received':
    case 'assessing':
      return undefined
  }
}
