import type { Box, Row } from '#core/anonymise/dimension'
import { countBoxes } from '#core/anonymise/count'
import { draftTable, sizeOf } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import type { Earlier } from '#core/anonymise/earlier'
import { entryRules } from '#core/anonymise/entryRules'
import { fixedSet, ownTable, scopeOf, timeLevels } from '#core/anonymise/fixedSet'
import { requestSet, responseSet, staySet } from '#core/anonymise/glance'
import type { UnitSet } from '#core/anonymise/glance'
import { createPace } from '#core/anonymise/pace'
import type { Pace } from '#core/anonymise/pace'
import { isTooFew } from '#core/anonymise/primary'
import type { Thresholds } from '#core/anonymise/primary'
import { protectUnit } from '#core/anonymise/protectUnit'
import type { UnitRules } from '#core/anonymise/protectUnit'
import type { Hidden, Publication, Unit } from '#shared/rules/publication'
import { fewInside, hiddenInside, madeTable, numbered } from '#core/anonymise/tablesOf'
import type { Made } from '#core/anonymise/tablesOf'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a release is made of. */
export type ProtectInput = {
  /**
   * By unit all records that are counted, of the period and of every period of the same year of which something was
   * published. A unit that is missing could not be read.
   */
  readonly rows: Readonly<Partial<Record<Unit, readonly Row[]>>>
  readonly spec: ReleaseSpec
  /** Countries of which departments are told apart: those of the network, whatever the records say. */
  readonly countries: readonly string[]
  readonly thresholds: Thresholds
  readonly earlier: readonly Earlier[]
  /** Records of the period that were left out because the person refused. */
  readonly refused: number
  readonly version: number
  /** How far it is, 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/**
 * Why something must not be published although all that could be hidden is. `difference`: since an earlier release of this
 * unit so few records changed that the two together would tell of them.
 */
type BlockedReason = { readonly reason: 'difference'; readonly unit: Unit; readonly release: string }

/** Tables as they may be published, and what else is to be known of them. */
export type Protected = {
  readonly publication: Publication
  /** What would be hidden if only small numbers were, and nothing so that nobody finds them. */
  readonly plain: { readonly cells: number; readonly hidden: number }
  readonly blocked: readonly BlockedReason[]
  /** Numbers that earlier releases alone give away, whatever is published now. */
  readonly givenAway: number
}

/** Records in the scope below which nothing is told apart. */
const leastRecords = 20
/** The share of the cells of month and country that may be hidden before coarser times are shown. */
const mostHidden = 0.5
/** A table with more cells is read by nobody. */
const mostCells = 5_000

type Part = {
  readonly made: readonly Made[]
  readonly left: Hidden['left']
  readonly givenAway: number
  readonly blocked: readonly BlockedReason[]
}
type Halt = 'tooMany' | 'stopped'
type Asked = Pick<ProtectInput, 'thresholds' | 'earlier'> & { readonly pace: Pace }

const protect = async (
  rules: UnitRules,
  rows: readonly Row[],
  drafts: readonly DraftTable[],
  asked: Asked,
  left: Hidden['left'] = [],
): Promise<Part | Halt> => {
  const done = await protectUnit({ rules, rows, drafts, ...asked })
  if (typeof done === 'string') return done
  return {
    made: drafts.map((draft) => madeTable(draft, done.fates)),
    left,
    givenAway: done.unmet,
    blocked: done.tooClose.map((release) => ({ reason: 'difference', unit: rules.unit, release })),
  }
}

/** The tables of a unit; where there are few records their number alone, or nothing. */
const partOf = async (
  rules: UnitRules,
  rows: readonly Row[] | undefined,
  scope: Box,
  asked: Asked,
  full: (rows: readonly Row[]) => Promise<Part | Halt>,
): Promise<Part | Halt> => {
  const without = (reason: 'empty' | 'notRead' | 'tooFew'): Part => ({
    made: [],
    left: [{ subject: rules.unit, reason }],
    givenAway: 0,
    blocked: [],
  })
  if (!rows) return without('notRead')
  const [all] = countBoxes(rows, [scope], rules.trees)
  if (!all || all.value === 0) return without('empty')
  // where not even their number can be said, zeros would still say where they are not
  if (isTooFew({ box: scope, counted: all }, asked.thresholds, rules.grave)) return without('tooFew')
  if (all.value >= leastRecords) return full(rows)
  const total = draftTable(rules.trees, rules.unit, 'total', scope, [])
  return protect(rules, rows, [total], asked, [{ subject: rules.unit, reason: 'tooFew' }])
}

/** The registry: month and country together only where that leaves something to see, else coarser. */
const registryPart = (input: ProtectInput, scope: Box, asked: Asked): Promise<Part | Halt> => {
  const own = input.spec.tables.map((axes) => ownTable(scope, axes)).filter(({ axes }) => axes.length > 0)
  if (own.some((table) => sizeOf(table) > mostCells)) return Promise.resolve('tooMany')
  return partOf(entryRules, input.rows.aggressions, scope, asked, async (rows) => {
    for (const level of timeLevels) {
      const drafts = [...fixedSet(scope, level, input.countries), ...own]
      const isLast = level === timeLevels.at(-1)
      const isByTime = ({ subject }: Pick<DraftTable, 'subject'>): boolean => subject === 'monthByCountry'
      const byTime = drafts.find(isByTime)
      // what is hidden for its own sake is hidden in any case: no need to look for more
      if (!isLast && byTime && fewInside(byTime, rows, entryRules, asked.thresholds) > mostHidden) continue
      const part = await protect(entryRules, rows, drafts, asked)
      if (typeof part === 'string' || isLast) return part
      const made = part.made.find(({ table }) => isByTime(table))
      if (!made || hiddenInside(made.table) <= mostHidden) return part
    }
    return 'tooMany'
  })
}

const otherPart = (set: UnitSet, rows: readonly Row[] | undefined, scope: Box, asked: Asked): Promise<Part | Halt> =>
  partOf(set.rules, rows, scope, asked, (all) => protect(set.rules, all, set.drafts(scope), asked))

/**
 * Counts, and hides all that would let somebody find few people: by themselves, by subtraction, or beside what was published
 * before. The same input gives the same tables on every laptop, in whatever order records come. Failures: TooManyCrossings
 * (the tables of one's own cross so that nobody could say what follows from them) · Cancelled.
 */
export const protectTables = async (input: ProtectInput): Promise<Result<Protected>> => {
  const { spec, thresholds, earlier, signal, onProgress } = input
  const scope = scopeOf(spec)
  const parts: Part[] = []
  const sections = {
    registry: [(asked: Asked) => registryPart(input, scope, asked)],
    response: [(asked: Asked) => otherPart(responseSet, input.rows.alerts, scope, asked)],
    shelter: [
      (asked: Asked) => otherPart(requestSet, input.rows.requests, scope, asked),
      (asked: Asked) => otherPart(staySet, input.rows.stays, scope, asked),
    ],
  }
  const work = (['registry', 'response', 'shelter'] as const)
    .filter((section) => spec.sections.includes(section))
    .flatMap((section) => sections[section])
  for (const [i, run] of work.entries()) {
    const pace = createPace(signal, (share) => onProgress?.((i + share) / work.length))
    const part = await run({ thresholds, earlier, pace })
    if (part === 'stopped') return fail('Cancelled')
    if (part === 'tooMany') return fail('TooManyCrossings')
    parts.push(part)
  }
  onProgress?.(1)
  const { tables, hidden } = numbered(
    parts.flatMap(({ made }) => made),
    parts.flatMap(({ left }) => left),
  )
  const { refused } = input
  return ok({
    publication: {
      format: 1,
      product: 'tables',
      period: spec.period,
      audience: spec.audience,
      thresholds: { public: thresholds.public, grave: thresholds.grave },
      tables,
      hidden,
      refused: refused > 0 && refused < thresholds.public ? null : refused,
      version: input.version,
    },
    plain: { cells: hidden.cells, hidden: hidden.primary },
    blocked: parts.flatMap(({ blocked }) => blocked),
    givenAway: parts.reduce((sum, part) => sum + part.givenAway, 0),
  })
}
