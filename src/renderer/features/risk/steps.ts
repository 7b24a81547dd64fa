import type { RiskDraft } from './draft'

/** The parts of an analysis, in order. */
export const riskParts = ['start', 'threats', 'weak', 'strong', 'matrix', 'gender', 'care', 'signs', 'result'] as const
/** A part of an analysis. */
type RiskPart = (typeof riskParts)[number]

/** What a question of a threat asks. */
const threatKinds = ['source', 'pattern', 'intent', 'capability', 'escalating', 'likelihood', 'impact'] as const
/** The questions of the gender block, a few that belong together on each screen. */
export const genderGroups = {
  home: ['decides_at_home', 'family_support', 'family_control', 'sole_carer'],
  days: ['several_workdays', 'economic_dependence', 'rest_last_month', 'other_safe_place'],
  violence: ['sexual_threats', 'rumours', 'previous_gender_violence', 'justice_access'],
  people: ['organisation_support', 'movement_sexism', 'discrimination', 'someone_accompanies'],
} as const
type GenderGroup = keyof typeof genderGroups
const genderOrder = Object.keys(genderGroups) as GenderGroup[]

/** One screen of the guided analysis. */
export type Step = { readonly id: string; readonly part: RiskPart } & (
  | { readonly kind: 'start' | 'method' | 'more' | 'weakIn' | 'strongIn' | 'care' | 'signs' | 'understand' | 'result' }
  | { readonly kind: 'likelihoodOfAll' | 'impactOfAll' }
  | { readonly kind: 'threat'; readonly asks: (typeof threatKinds)[number]; readonly threat: number }
  | { readonly kind: 'weak' | 'strong'; readonly domain: string }
  | { readonly kind: 'gender'; readonly group: GenderGroup }
)

const plain = (
  part: RiskPart,
  kind: 'start' | 'method' | 'more' | 'weakIn' | 'strongIn' | 'care' | 'signs' | 'understand' | 'result',
): Step => ({ id: kind, part, kind })

const byFormula = ({ threats, weakIn, strongIn }: RiskDraft): Step[] => [
  ...threats.flatMap((_, threat) =>
    threatKinds.map((asks): Step => ({
      id: `threat-${threat}-${asks}`,
      part: 'threats',
      kind: 'threat',
      asks,
      threat,
    })),
  ),
  plain('threats', 'more'),
  plain('weak', 'weakIn'),
  ...weakIn.map((domain): Step => ({ id: `weak-${domain}`, part: 'weak', kind: 'weak', domain })),
  plain('strong', 'strongIn'),
  ...strongIn.map((domain): Step => ({ id: `strong-${domain}`, part: 'strong', kind: 'strong', domain })),
]
const byMatrix: readonly Step[] = [
  { id: 'likelihood', part: 'matrix', kind: 'likelihoodOfAll' },
  { id: 'impact', part: 'matrix', kind: 'impactOfAll' },
]

/** Where an analysis begins. */
export const firstStep: Step = plain('start', 'method')

/** The questions of an analysis as far as is known by now: each threat and each domain that she picks has its own. */
export const stepsOf = (draft: RiskDraft, hasBefore: boolean): readonly Step[] => [
  ...(hasBefore ? [plain('start', 'start')] : []),
  firstStep,
  ...(draft.method === 'matrix' ? byMatrix : byFormula(draft)),
  ...genderOrder.map((group): Step => ({ id: `gender-${group}`, part: 'gender', kind: 'gender', group })),
  plain('care', 'care'),
  plain('signs', 'signs'),
  plain('result', 'understand'),
  plain('result', 'result'),
]

const said = (...texts: readonly (string | null | undefined)[]): boolean =>
  texts.some((text) => text != null && text !== '' && text !== 'later')

/** Whether something was answered on a screen; "later" is no answer yet. */
export const isAnswered = (draft: RiskDraft, step: Step): boolean => {
  switch (step.kind) {
    case 'start':
      return said(draft.start)
    case 'method':
      return true
    case 'threat': {
      const threat = draft.threats[step.threat]
      return step.asks === 'pattern' ? said(threat?.pattern, threat?.frequency) : said(threat?.[step.asks])
    }
    case 'more':
      return draft.more === 'no'
    case 'weakIn':
      return draft.weakIn.length > 0
    case 'strongIn':
      return draft.strongIn.length > 0
    case 'weak':
      return said(draft.weak[step.domain]?.level)
    case 'strong':
      return said(draft.strong[step.domain]?.level)
    case 'likelihoodOfAll':
      return said(draft.likelihood)
    case 'impactOfAll':
      return said(draft.impact)
    case 'gender':
      return genderGroups[step.group].some((question) => said(draft.gender[question]?.answer))
    case 'care':
      return Object.values(draft.care).some((one) => said(one))
    case 'signs':
      return draft.signs.length > 0
    case 'understand':
      return said(draft.objective, draft.conclusion, draft.actions)
    case 'result':
      return false
  }
}

/** Whether what a screen holds was told in the analysis before: nobody has to be asked again. */
export const wasTold = (draft: RiskDraft, step: Step, before: Partial<RiskDraft>): boolean => {
  if (draft.start !== 'keep' || !isAnswered(draft, step)) return false
  // the rest is asked anew each time
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check
  switch (step.kind) {
    case 'threat':
      return before.threats?.[step.threat]?.[step.asks] === draft.threats[step.threat]?.[step.asks]
    case 'weak':
      return before.weak?.[step.domain]?.level === draft.weak[step.domain]?.level
    case 'strong':
      return before.strong?.[step.domain]?.level === draft.strong[step.domain]?.level
    case 'gender':
      return genderGroups[step.group].every(
        (question) => before.gender?.[question]?.answer === draft.gender[question]?.answer,
      )
    case 'likelihoodOfAll':
      return before.likelihood === draft.likelihood
    case 'impactOfAll':
      return before.impact === draft.impact
    default:
      return false
  }
}
