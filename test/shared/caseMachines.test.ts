import { describe, expect, test } from 'vitest'
import { caseGuard, caseMachine, endStates } from '#shared/rules/caseStatus'
import type { CaseFacts } from '#shared/rules/caseStatus'
import { statesOf, wayTo } from '#shared/rules/machine'
import type { Machine } from '#shared/rules/machine'
import { measureMachine, openMeasures } from '#shared/rules/measure'
import { partGuard, partMachines } from '#shared/rules/partStatus'
import { openReferrals, referralMachine } from '#shared/rules/referral'
import { relocationMachine } from '#shared/rules/relocation'
import { erasureProposedOn, noContact, overdueReview, remindersOf } from '#shared/rules/reminders'
import type { Reminded } from '#shared/rules/reminders'
import { vocabularies } from '#shared/vocabulary/terms'

const machines: Record<string, Machine> = { case: caseMachine, ...partMachines }

describe('every machine', () => {
  test.each(Object.entries(machines))(
    '%s: moves lead to states of its own, and every state can be come to',
    (_, of) => {
      const states = statesOf(of)
      expect(states).toContain(of.initial)
      for (const to of Object.values(of.moves).flat()) expect(states).toContain(to)
      const reached = new Set([of.initial])
      for (const state of reached) for (const to of of.moves[state] ?? []) reached.add(to)
      expect([...reached].sort()).toEqual([...states].sort())
    },
  )

  test('stages of a relocation are those of the vocabulary', () => {
    expect(statesOf(relocationMachine)).toEqual(vocabularies.relocationStage.terms.map(({ code }) => code))
  })

  test('a referral may be revoked until it is over; from each open state a measure may be called off', () => {
    for (const state of openReferrals) expect(wayTo(referralMachine, [state], 'revoked')).toBe('move')
    for (const state of openMeasures) expect(wayTo(measureMachine, [state], 'cancelled')).toBe('move')
  })

  test('what is called off, refused or rejected needs a reason', () => {
    for (const to of ['cancelled', 'refused', 'rejected', 'revoked']) {
      expect(partGuard('requested', to, ' ')).toBe('ReasonNeeded')
      expect(partGuard('requested', to, 'no quiso')).toBeUndefined()
    }
    for (const to of ['arranged', 'done', 'accepted', 'arrived']) expect(partGuard('x', to, '')).toBeUndefined()
    expect(partGuard('planned', 'returned', '')).toBe('ReasonNeeded')
    expect(partGuard('returning', 'returned', '')).toBeUndefined()
  })
})

describe('a case moves', () => {
  const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
    status: 'assessing',
    riskBand: 'high',
    agreedToFile: false,
    hasAnalysis: false,
    hasAcceptedReferral: false,
    hasReviewedPlan: false,
    reason: '',
    defenderInformed: false,
    isCoordinator: false,
    ...more,
  })

  test('into accompaniment with her agreement and an analysis, or with a reason; back into it freely', () => {
    expect(caseGuard('active', facts())).toBe('ReasonNeeded')
    expect(caseGuard('active', facts({ agreedToFile: true }))).toBe('ReasonNeeded')
    expect(caseGuard('active', facts({ hasAnalysis: true }))).toBe('ReasonNeeded')
    expect(caseGuard('active', facts({ agreedToFile: true, hasAnalysis: true }))).toBeUndefined()
    expect(caseGuard('active', facts({ reason: 'urge' }))).toBeUndefined()
    for (const status of ['paused', 'follow_up']) expect(caseGuard('active', facts({ status }))).toBeUndefined()
  })

  test('into follow-up with a plan that was reviewed, or with a reason', () => {
    expect(caseGuard('follow_up', facts())).toBe('ReasonNeeded')
    expect(caseGuard('follow_up', facts({ hasReviewedPlan: true }))).toBeUndefined()
    expect(caseGuard('follow_up', facts({ reason: 'ya está en casa' }))).toBeUndefined()
  })

  test('an imminent risk is left by nobody but a coordinator, reason or not', () => {
    for (const to of ['paused', 'closed'] as const) {
      const imminent = { riskBand: 'imminent', reason: 'viaja', defenderInformed: true }
      expect(caseGuard(to, facts(imminent))).toBe('ImminentRisk')
      expect(caseGuard(to, facts({ ...imminent, isCoordinator: true }))).toBeUndefined()
      expect(caseGuard(to, facts({ ...imminent, isCoordinator: true, reason: '' }))).toBe('ReasonNeeded')
    }
  })

  test('to its end with a reason, and she knows; elsewhere with an accepted referral', () => {
    expect(caseGuard('closed', facts({ reason: 'ya' }))).toBe('DefenderNotInformed')
    expect(caseGuard('closed', facts({ reason: 'ya', defenderInformed: true }))).toBeUndefined()
    expect(caseGuard('closed', facts({ defenderInformed: true }))).toBe('ReasonNeeded')
    expect(caseGuard('referred', facts())).toBe('ReasonNeeded')
    expect(caseGuard('referred', facts({ hasAcceptedReferral: true }))).toBeUndefined()
    for (const to of ['not_admitted', 'reopened', 'transferred'] as const) {
      expect(caseGuard(to, facts())).toBe('ReasonNeeded')
      expect(caseGuard(to, facts({ reason: 'así' }))).toBeUndefined()
    }
    for (const to of ['received', 'assessing'] as const) expect(caseGuard(to, facts())).toBeUndefined()
  })

  test('from every end it can be opened again', () => {
    for (const end of endStates) expect(wayTo(caseMachine, [end], 'reopened')).toBe('move')
  })
})

describe('timers', () => {
  const now = '2026-06-15T10:00:00.000Z'

  test('a review is overdue from the day after its own', () => {
    expect(overdueReview('2026-06-14', now)).toBe(true)
    expect(overdueReview('2026-06-15', now)).toBe(false)
    expect(overdueReview(null, now)).toBe(false)
    expect(overdueReview('pronto', now)).toBe(false)
  })

  test('silence is longer than so many days', () => {
    expect(noContact('2026-06-01T23:00:00.000Z', now)).toBe(false)
    expect(noContact('2026-05-31T23:00:00.000Z', now)).toBe(true)
    expect(noContact('2026-06-11T00:00:00.000Z', now, 3)).toBe(true)
    expect(noContact(null, now)).toBe(false)
  })

  test('a closed case is proposed for erasure after twenty-four months', () => {
    expect(erasureProposedOn('2024-06-15T20:00:00.000Z')).toBe('2026-06-15')
    expect(erasureProposedOn(null)).toBeUndefined()
  })

  const one = (more: Partial<Reminded> = {}): Reminded => ({
    status: 'active',
    openedOn: '2026-06-10T00:00:00.000Z',
    closedOn: null,
    nextReview: '2026-06-20',
    notes: [],
    consents: [],
    measures: [],
    referrals: [],
    ...more,
  })
  const kinds = (more: Partial<Reminded>) => remindersOf(one(more), now).map(({ kind, id }) => [kind, id])

  test('a case at work with nothing due asks nothing', () => {
    expect(remindersOf(one(), now)).toEqual([])
  })

  test('each thing that is due is said, once', () => {
    expect(kinds({ nextReview: '2026-06-01' })).toEqual([['review_overdue', null]])
    expect(kinds({ openedOn: '2026-05-01T00:00:00.000Z' })).toEqual([['no_contact', null]])
    const notes = [{ at: '2026-06-12T00:00:00.000Z' }, { at: null }]
    expect(kinds({ openedOn: '2026-05-01T00:00:00.000Z', notes })).toEqual([])
    const consent = (state: 'given' | 'expired' | 'withdrawn', expiresOn: string | null) => ({
      consents: [{ purpose: 'photo', state, expiresOn }],
    })
    expect(kinds(consent('given', '2026-07-15'))).toEqual([['consent_lapsing', 'photo']])
    expect(kinds(consent('given', '2026-07-16'))).toEqual([])
    expect(kinds(consent('expired', '2026-01-01'))).toEqual([['consent_lapsing', 'photo']])
    expect(kinds(consent('withdrawn', null))).toEqual([])
    const measure = (status: string, due: string | null) => ({ measures: [{ id: 'm', status, due }] })
    expect(kinds(measure('arranged', '2026-06-15'))).toEqual([['measure_due', 'm']])
    expect(kinds(measure('done', '2026-06-15'))).toEqual([])
    expect(kinds(measure('arranged', '2026-06-16'))).toEqual([])
    const referral = (status: string, isAgreed: boolean) => ({ referrals: [{ id: 'r', status, isAgreed }] })
    expect(kinds(referral('in_progress', false))).toEqual([['referral_not_agreed', 'r']])
    expect(kinds(referral('in_progress', true))).toEqual([])
    expect(kinds(referral('revoked', false))).toEqual([])
  })

  test('a case that ended asks only for what it still shares, and to be erased in time', () => {
    const ended = { status: 'closed', nextReview: '2020-01-01', openedOn: '2020-01-01T00:00:00.000Z' }
    expect(kinds(ended)).toEqual([])
    expect(kinds({ ...ended, closedOn: '2024-06-15T00:00:00.000Z' })).toEqual([['erasure_proposed', null]])
    expect(kinds({ ...ended, referrals: [{ id: 'r', status: 'accepted', isAgreed: false }] })).toEqual([
      ['referral_not_agreed', 'r'],
    ])
  })
})
