import type { CommandInput } from '#shared/contract/commands'
import { scoreOf } from '#shared/rules/risk'
import type { RiskScore } from '#shared/rules/risk'
import type { Answered, ItemDraft, RiskDraft, ThreatDraft } from './draft'

type Analysis = Omit<CommandInput<'case.addRiskAnalysis'>, 'caseId'>

/** The level that an answer gives; the three ways of not answering give none. */
const levelOf = (answer: Answered | undefined): number | null =>
  answer != null && /^[0-5]$/.test(answer) ? Number(answer) : null

/** A simple answer as the record has it; who rather not say is left as she was: nothing is noted. */
const yesNoOf = (answer: Answered): string | null =>
  answer === 'later' ? 'not_asked' : answer === 'prefer_not' ? null : answer

const isBlank = ({ lastEvent, ...rest }: ThreatDraft): boolean =>
  lastEvent === null && Object.values(rest).every((value) => value === null || value === '')

const itemsOf = (domains: readonly string[], items: Readonly<Record<string, ItemDraft>>) =>
  domains.map((domain) => ({ domain, text: items[domain]?.text ?? '', level: levelOf(items[domain]?.level) }))

const careOf = (care: RiskDraft['care']): NonNullable<Analysis['careBlock']> => {
  const said = Object.entries(care).flatMap(([scale, answer]) => {
    const level = levelOf(answer)
    return level === null ? [] : [[scale, level] as const]
  })
  return Object.fromEntries(said)
}

/** An analysis as it is sent, from what was told; of the method that was not chosen nothing goes along. */
export const toAnalysis = (draft: RiskDraft): Analysis => {
  const isMatrix = draft.method === 'matrix'
  return {
    method: draft.method,
    threats: isMatrix
      ? []
      : draft.threats
          .filter((threat) => !isBlank(threat))
          .map(({ intent, capability, escalating, likelihood, impact, ...words }) => ({
            ...words,
            intent: levelOf(intent),
            capability: levelOf(capability),
            escalating: yesNoOf(escalating),
            likelihood: levelOf(likelihood),
            impact: levelOf(impact),
          })),
    vulnerabilities: isMatrix ? [] : itemsOf(draft.weakIn, draft.weak),
    capacities: isMatrix ? [] : itemsOf(draft.strongIn, draft.strong),
    matrix: isMatrix ? { likelihood: levelOf(draft.likelihood), impact: levelOf(draft.impact) } : {},
    genderBlock: Object.entries(draft.gender)
      .filter(([, { answer, note }]) => answer !== null || note !== '')
      .map(([question, { answer, note }]) => ({ question, answer, note })),
    careBlock: careOf(draft.care),
    steps: { objective: draft.objective, conclusion: draft.conclusion, actions: draft.actions },
    imminentSigns: [...draft.signs],
    overrideReason: draft.signs.includes('analyst') ? draft.overrideReason : '',
    nextReview: draft.nextReview,
    reviewReason: draft.reviewReason,
    with: [...draft.with],
  }
}

/** What the analysis comes to as far as it was told. */
export const scoreOfDraft = (draft: RiskDraft): RiskScore => {
  const { threats = [], vulnerabilities = [], capacities = [] } = toAnalysis(draft)
  return scoreOf({
    method: draft.method,
    threats,
    vulnerabilities,
    capacities,
    matrix: { likelihood: levelOf(draft.likelihood), impact: levelOf(draft.impact) },
    imminentSigns: draft.signs,
  })
}
