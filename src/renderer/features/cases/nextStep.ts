import type { CaseView } from '#shared/contract/caseViews'
import { endStates } from '#shared/rules/caseStatus'
import type { Tab } from './file'

/** What the team does next, as a word of `caseFile.next`, and where: a tab, or an address inside the case's own. */
export type NextStep = {
  readonly word: string
  readonly tab?: Tab
  readonly path?: string
  readonly on?: string | null
}

const ofReminder = {
  review_overdue: { word: 'review', path: '/risk/new' },
  no_contact: { word: 'contact', path: '/note/new' },
  consent_lapsing: { word: 'consent', tab: 'consents' },
  measure_due: { word: 'measure', tab: 'plan' },
  referral_not_agreed: { word: 'referral', tab: 'plan' },
  erasure_proposed: { word: 'erasure', tab: 'team' },
} as const satisfies Readonly<Record<CaseView['reminders'][number]['kind'], NextStep>>

/** What comes next, the most pressing first: what was written apart, what is due, what its state still lacks. */
export const nextSteps = (file: CaseView): readonly NextStep[] => {
  const isAsked = file.consents.some(({ purpose }) => purpose === 'keep_file')
  const lacks: readonly (readonly [boolean, NextStep])[] = [
    [file.persons.length === 0, { word: 'person', path: '/person/new' }],
    [!isAsked, { word: 'ask', path: '/consent/keep_file' }],
    [file.riskAnalyses.length === 0, { word: 'analysis', path: '/risk/new' }],
    [file.status === 'received' || file.status === 'assessing', { word: 'accompany', path: '/status' }],
    [file.plans.length === 0, { word: 'plan', path: '/plan/new' }],
  ]
  return [
    ...(file.conflicts.length > 0 ? [{ word: 'versions', tab: 'summary' as const }] : []),
    ...file.reminders.map(({ kind, on }) => ({ ...ofReminder[kind], on })),
    ...(endStates.includes(file.status) ? [] : lacks.flatMap(([is, step]) => (is ? [step] : []))),
  ]
}
