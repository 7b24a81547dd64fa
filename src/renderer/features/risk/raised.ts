import type { RiskItems, RiskScore } from '#shared/rules/risk'

type Item = { readonly domain: string | null; readonly text: string; readonly level: number | null }
/** An analysis as far as it is told what raised it. */
export type Weighed = Omit<RiskItems, 'threats' | 'vulnerabilities' | 'capacities'> & {
  readonly threats: readonly (RiskItems['threats'][number] & { readonly source: string })[]
  readonly vulnerabilities: readonly Item[]
  readonly capacities: readonly Item[]
}

/** One thing that raised a risk. `what`: a sign, a threat's source, or a domain. */
type Raise = {
  readonly kind: 'sign' | 'threat' | 'weak' | 'strong'
  readonly what: string
  readonly text: string
  readonly level: number | null
}

const threatLevel = ({ likelihood, impact }: RiskItems['threats'][number]): number | null =>
  likelihood === null || impact === null ? null : Math.round((likelihood + impact) / 2)

const extreme = (items: readonly Item[], kind: 'weak' | 'strong', isSo: (level: number) => boolean): Raise[] =>
  items
    .filter(({ level }) => level !== null && isSo(level))
    .map(({ domain, text, level }) => ({ kind, what: domain ?? 'other', text, level }))

/**
 * What raised a risk, the gravest first: signs of imminence, the threats that weigh most, what makes her most vulnerable
 * (4 and 5), and what she can count on least (1 and 2).
 */
export const raisedBy = (risk: Weighed, { threat }: RiskScore): readonly Raise[] => [
  ...risk.imminentSigns.map((what): Raise => ({ kind: 'sign', what, text: '', level: null })),
  ...risk.threats
    .filter((one) => threat !== null && threat >= 2 && threatLevel(one) === threat)
    .map(({ source, ...one }): Raise => ({ kind: 'threat', what: source, text: '', level: threatLevel(one) })),
  ...extreme(risk.vulnerabilities, 'weak', (level) => level >= 4),
  ...extreme(risk.capacities, 'strong', (level) => level <= 2),
]
