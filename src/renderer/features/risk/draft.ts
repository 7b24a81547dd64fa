import type { CaseView, RiskRow } from '#shared/contract/caseViews'

/** A scale of 1 to 5 that an analysis asks by. */
export type Scale = 'intent' | 'capability' | 'likelihood' | 'impact' | 'vulnerability' | 'capacity'

/** An answer as its cards hold it: a code, one of the three ways of not answering, or null where nothing was pressed. */
export type Answered = string | null

/** A threat as it is being told. */
export type ThreatDraft = {
  readonly source: string
  readonly pattern: string
  readonly frequency: string
  readonly lastEvent: string | null
  readonly intent: Answered
  readonly capability: Answered
  readonly escalating: Answered
  readonly likelihood: Answered
  readonly impact: Answered
}
/** A vulnerability or a capacity as it is being told. */
export type ItemDraft = { readonly text: string; readonly level: Answered }
type Items = Readonly<Record<string, ItemDraft>>

/** An analysis that is not finished. */
export type RiskDraft = {
  /** The question she was at. */
  readonly at: string
  /** Whether it starts from what was told before (`keep`) or with nothing (`fresh`). */
  readonly start: Answered
  readonly method: string
  readonly threats: readonly ThreatDraft[]
  /** Whether there is another threat to tell. */
  readonly more: Answered
  /** Domains in the order in which they were picked, and what was said of each. */
  readonly weakIn: readonly string[]
  readonly weak: Items
  readonly strongIn: readonly string[]
  readonly strong: Items
  readonly likelihood: Answered
  readonly impact: Answered
  readonly gender: Readonly<Record<string, { readonly answer: Answered; readonly note: string }>>
  readonly care: Readonly<Record<string, Answered>>
  readonly signs: readonly string[]
  readonly overrideReason: string
  readonly objective: string
  readonly conclusion: string
  readonly actions: string
  /** null: as its band asks. */
  readonly nextReview: string | null
  readonly reviewReason: string
  readonly with: readonly string[]
}

/** A threat of which nothing was told. */
export const blankThreat: ThreatDraft = {
  source: '',
  pattern: '',
  frequency: '',
  lastEvent: null,
  intent: null,
  capability: null,
  escalating: null,
  likelihood: null,
  impact: null,
}

/** An analysis of which nothing was told. */
export const blankRisk: RiskDraft = {
  at: '',
  start: null,
  method: 'formula',
  threats: [blankThreat],
  more: null,
  weakIn: [],
  weak: {},
  strongIn: [],
  strong: {},
  likelihood: null,
  impact: null,
  gender: {},
  care: {},
  signs: [],
  overrideReason: '',
  objective: '',
  conclusion: '',
  actions: '',
  nextReview: null,
  reviewReason: '',
  with: [],
}

const told = (level: number | null): Answered => (level === null ? null : String(level))
type Told = RiskRow['vulnerabilities']
const itemsOf = (items: Told): Items =>
  Object.fromEntries(items.map(({ domain, text, level }) => [domain ?? 'other', { text, level: told(level) }]))
const domainsOf = (items: Told): string[] => [...new Set(items.map(({ domain }) => domain ?? 'other'))]

/**
 * What was told in an earlier analysis, as the beginning of another. Neither the signs of imminence nor how she feels are
 * taken over: both are of that day.
 */
export const fromBefore = (row: RiskRow): Partial<RiskDraft> => ({
  method: row.method,
  threats:
    row.threats.length === 0
      ? [blankThreat]
      : row.threats.map((threat) => ({
          source: threat.source,
          pattern: threat.pattern,
          frequency: threat.frequency,
          lastEvent: threat.lastEvent,
          intent: told(threat.intent),
          capability: told(threat.capability),
          escalating: threat.escalating,
          likelihood: told(threat.likelihood),
          impact: told(threat.impact),
        })),
  weakIn: domainsOf(row.vulnerabilities),
  weak: itemsOf(row.vulnerabilities),
  strongIn: domainsOf(row.capacities),
  strong: itemsOf(row.capacities),
  likelihood: told(row.matrix.likelihood),
  impact: told(row.matrix.impact),
  gender: Object.fromEntries(row.genderBlock.map(({ question, answer, note }) => [question ?? '', { answer, note }])),
})

/** The last analysis of a case; undefined where this is the first. */
export const lastOf = (view: CaseView): RiskRow | undefined => view.riskAnalyses.at(-1)
