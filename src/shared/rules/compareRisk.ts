import { scoreOf } from '#shared/rules/risk'
import type { RiskBand, RiskItems } from '#shared/rules/risk'

/** Two versions of an analysis side by side: what rose, what fell, what is new, what is gone. */

/** An analysis as far as it is compared. */
export type ComparedRisk = Omit<RiskItems, 'threats' | 'vulnerabilities' | 'capacities'> & {
  readonly threats: readonly (RiskItems['threats'][number] & { readonly source: string; readonly pattern: string })[]
  readonly vulnerabilities: readonly Item[]
  readonly capacities: readonly Item[]
}
type Item = { readonly domain: string | null; readonly text: string; readonly level: number | null }

/** One item of both. `what`: its domain, or a threat's source. `before` is null for a new one, `after` for one that is gone. */
type RiskChange = {
  readonly what: string
  readonly text: string
  readonly before: number | null
  readonly after: number | null
}
/** What became of the items of one kind; those that stayed as they were are not said. */
type RiskChanges = {
  readonly rose: readonly RiskChange[]
  readonly fell: readonly RiskChange[]
  readonly fresh: readonly RiskChange[]
  readonly gone: readonly RiskChange[]
}
/** All that changed from one analysis to the next. */
export type RiskComparison = {
  readonly band: { readonly before: RiskBand | null; readonly after: RiskBand | null }
  readonly risk: { readonly before: number | null; readonly after: number | null }
  readonly threats: RiskChanges
  readonly vulnerabilities: RiskChanges
  readonly capacities: RiskChanges
}

type Weighed = { readonly what: string; readonly text: string; readonly level: number | null }

const folded = (text: string): string => text.normalize('NFC').trim().toLocaleLowerCase('es')

/** Takes out of `left` the first that `isSame` names. */
const takeFirst = (left: Weighed[], isSame: (one: Weighed) => boolean): Weighed | undefined => {
  const at = left.findIndex(isSame)
  return at < 0 ? undefined : left.splice(at, 1)[0]
}

/** Pairs items first by what and text, then, where the words were changed, by what alone, in their order. */
const compareItems = (before: readonly Weighed[], after: readonly Weighed[]): RiskChanges => {
  const left = [...before]
  const exact = after.map((one) =>
    takeFirst(left, ({ what, text }) => folded(what) === folded(one.what) && folded(text) === folded(one.text)),
  )
  const pairs = after.map(
    (one, i) => [exact[i] ?? takeFirst(left, ({ what }) => folded(what) === folded(one.what)), one] as const,
  )
  const changes = pairs.flatMap(([old, { what, text, level }]) =>
    old ? [{ what, text, before: old.level, after: level }] : [],
  )
  const by = (isSo: (from: number, to: number) => boolean): RiskChange[] =>
    changes.filter(({ before: from, after: to }) => from !== null && to !== null && isSo(from, to))
  return {
    rose: by((from, to) => to > from),
    fell: by((from, to) => to < from),
    fresh: pairs.flatMap(([old, { what, text, level }]) => (old ? [] : [{ what, text, before: null, after: level }])),
    gone: left.map(({ what, text, level }) => ({ what, text, before: level, after: null })),
  }
}

const weighed = (items: readonly Item[]): Weighed[] =>
  items.map(({ domain, text, level }) => ({ what: domain ?? '', text, level }))

const threatsOf = (threats: ComparedRisk['threats']): Weighed[] =>
  threats.map(({ source, pattern, likelihood, impact }) => ({
    what: source,
    text: pattern,
    level: likelihood === null || impact === null ? null : Math.round((likelihood + impact) / 2),
  }))

/** What a screen shows beside an analysis: how it differs from an earlier one. */
export const compareAnalyses = (before: ComparedRisk, after: ComparedRisk): RiskComparison => {
  const [old, now] = [scoreOf(before), scoreOf(after)]
  return {
    band: { before: old.band, after: now.band },
    risk: { before: old.risk, after: now.risk },
    threats: compareItems(threatsOf(before.threats), threatsOf(after.threats)),
    vulnerabilities: compareItems(weighed(before.vulnerabilities), weighed(after.vulnerabilities)),
    capacities: compareItems(weighed(before.capacities), weighed(after.capacities)),
  }
}
