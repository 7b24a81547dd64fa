import { addDays } from '#shared/rules/days'
import { usualSettings } from '#shared/rules/networkSettings'
import type { NetworkSettings } from '#shared/rules/networkSettings'

/**
 * Risk = threats × vulnerabilities ÷ capacities, after Front Line Defenders and Protection International. It guides a
 * conversation and is no measurement: screens show the band, the number in details only.
 */

/** Rising. */
export const riskBands = ['low', 'medium', 'high', 'very_high', 'imminent'] as const
/** How much is at stake. */
export type RiskBand = (typeof riskBands)[number]

/** What of an analysis its score is made of. Levels are 1 to 5; null: not answered. */
export type RiskItems = {
  readonly method: string | null
  readonly threats: readonly { readonly likelihood: number | null; readonly impact: number | null }[]
  readonly vulnerabilities: readonly { readonly level: number | null }[]
  readonly capacities: readonly { readonly level: number | null }[]
  /** The one square of the matrix, for the method of that name. */
  readonly matrix: { readonly likelihood: number | null; readonly impact: number | null }
  /** What makes it imminent whatever the score. */
  readonly imminentSigns: readonly string[]
}

/** What an analysis comes to. */
export type RiskScore = {
  /** Of the gravest threat, 1 to 5. */
  readonly threat: number | null
  readonly vulnerability: number | null
  readonly capacity: number | null
  /** 0.2 to 25, two decimals; of a matrix 1 to 25. null where something was not answered: nothing is put in its place. */
  readonly risk: number | null
  /** null without a score and without a sign of imminence. */
  readonly band: RiskBand | null
  /** The band is `imminent` by a sign. */
  readonly isOverridden: boolean
}

/** What a sum of levels has: kept apart, so that bands are compared in whole numbers. */
type Levels = { readonly sum: number; readonly count: number }

const levelsOf = (items: readonly { readonly level: number | null }[]): Levels => {
  const levels = items.flatMap(({ level }) => level ?? [])
  return { sum: levels.reduce((sum, level) => sum + level, 0), count: levels.length }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
const meanOf = ({ sum, count }: Levels): number | null => (count === 0 ? null : rounded(sum / count))

/** T: the gravest threat; half a point counts up. */
const threatOf = (threats: RiskItems['threats']): number | null => {
  const all = threats.flatMap(({ likelihood, impact }) =>
    likelihood === null || impact === null ? [] : [Math.round((likelihood + impact) / 2)],
  )
  return all.length === 0 ? null : Math.max(...all)
}

/** The band of `top ÷ under`, both whole: below 2 low, below 5 medium, below 10 high. */
const bandOfFormula = (top: number, under: number): RiskBand =>
  top < 2 * under ? 'low' : top < 5 * under ? 'medium' : top < 10 * under ? 'high' : 'very_high'

/** The band of a square of the 5 × 5 matrix: up to 4 low, 9 medium, 14 high. */
const bandOfMatrix = (square: number): RiskBand =>
  square <= 4 ? 'low' : square <= 9 ? 'medium' : square <= 14 ? 'high' : 'very_high'

const byFormula = ({ threats, vulnerabilities, capacities }: RiskItems): Omit<RiskScore, 'isOverridden'> => {
  const [threat, weak, strong] = [threatOf(threats), levelsOf(vulnerabilities), levelsOf(capacities)]
  const parts = { threat, vulnerability: meanOf(weak), capacity: meanOf(strong) }
  if (threat === null || weak.count === 0 || strong.count === 0) return { ...parts, risk: null, band: null }
  const [top, under] = [threat * weak.sum * strong.count, weak.count * strong.sum]
  return { ...parts, risk: rounded(top / under), band: bandOfFormula(top, under) }
}

const byMatrix = ({ matrix: { likelihood, impact } }: RiskItems): Omit<RiskScore, 'isOverridden'> => {
  const parts = { threat: null, vulnerability: null, capacity: null }
  if (likelihood === null || impact === null) return { ...parts, risk: null, band: null }
  return { ...parts, risk: likelihood * impact, band: bandOfMatrix(likelihood * impact) }
}

/** What an analysis comes to, by its method; a sign of imminence goes before any score. */
export const scoreOf = (items: RiskItems): RiskScore => {
  const score = items.method === 'matrix' ? byMatrix(items) : byFormula(items)
  const isOverridden = items.imminentSigns.length > 0
  return { ...score, band: isOverridden ? 'imminent' : score.band, isOverridden }
}

/** Days until the next review, at most, unless a reason is given. Without a band: the analysis is to be completed soon. */
const reviewDays = (settings: NetworkSettings): Readonly<Record<RiskBand | 'none', number>> => ({
  imminent: settings.reviewDaysImminent,
  very_high: settings.reviewDaysVeryHigh,
  high: settings.reviewDaysHigh,
  medium: settings.reviewDaysMedium,
  low: settings.reviewDaysLow,
  none: settings.reviewDaysVeryHigh,
})

/** The day by which a risk of this band is looked at again, from `today` on. A band that newer peers know counts as none. */
export const reviewBy = (band: string | null, today: string, settings: NetworkSettings = usualSettings): string =>
  addDays(today, reviewDays(settings)[riskBands.find((known) => known === band) ?? 'none'])
