import type { CaseCodes } from '#core/anonymise/summaries/caseRow'
import { summaryClashes } from '#core/anonymise/summaries/earlierSummaries'
import { demandsOf, summarise } from '#core/anonymise/summaries/summarise'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { verifySummary } from '#core/anonymise/summaries/verifySummary'
import { codesOf, eachCase } from '#core/commands/cases/eachCase'
import type { Context, Member } from '#core/commands/context'
import { rowsOf } from '#core/commands/listRows'
import type { Releases } from '#core/commands/releases/ledger'
import { digestOf } from '#core/commands/releases/words'
import { settingsOf } from '#core/commands/settings/settingsOf'
import { utf8, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import { isOverBefore } from '#shared/rules/releasePeriod'
import type { Lease } from '#shared/rules/release'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Which summaries are asked for. */
export type SummaryAsked = { readonly period: string; readonly country: string | null }

/** The cases on whose team she is, as far as summaries may look at them. Failures: BeingChecked (one is on loan). */
const casesOf = async (member: Member): Promise<Result<CaseCodes[]>> => {
  const cases: CaseCodes[] = []
  const gone = await eachCase(member, (id, state) => void cases.push(codesOf(id, state)))
  return gone.ok ? ok(cases) : gone
}

const thresholdOf = (member: Member): number => settingsOf(member).publicThreshold

/** Summaries that were published, of whatever year: a case may have moved between two. */
const earlierOf = (releases: Releases, except?: string): SummaryPublication[] =>
  [...releases.releases.values()].flatMap(({ lease, entries }) => {
    const summaries = lease.id === except || entries.length === 0 ? undefined : releases.summariesOf(lease.id)
    return summaries ? [summaries] : []
  })

/** Summaries of the cases she reads, as they are when it is `now`. Failures: BeingChecked · TooFewCases · ProfilesTooRare. */
const summariesAt = async (
  member: Member,
  { period, country }: SummaryAsked,
  now: string,
): Promise<Result<SummaryPublication>> => {
  const cases = await casesOf(member)
  if (!cases.ok) return cases
  const key = randomBytes(32)
  return summarise(cases.value, {
    ...{ period, country, k: thresholdOf(member), now },
    extensions: rowsOf(member, vocabularyTermRecord, member.ledger.network).map(({ values }) => values),
    shuffledBy: (id) => toHex(hash(utf8(id), 16, key)),
  })
}

/**
 * Summaries as they would be now, in an order of their own each time, and whether they would tell of somebody beside earlier
 * ones. Failures: PeriodOpen · BeingChecked · TooFewCases · ProfilesTooRare.
 */
export const makeSummaries = async (
  context: Context,
  member: Member,
  releases: Releases,
  asked: SummaryAsked,
): Promise<Result<{ summaries: SummaryPublication; isClashing: boolean }>> => {
  const now = context.now().toISOString()
  if (!isOverBefore(asked.period, now.slice(0, 10))) return fail('PeriodOpen')
  const made = await summariesAt(member, asked, now)
  if (!made.ok) return made
  const clashes = summaryClashes(made.value, earlierOf(releases), demandsOf(thresholdOf(member)))
  return ok({ summaries: made.value, isClashing: clashes.length > 0 })
}

/**
 * Looks at leased summaries by themselves: who approves reads other cases, and need not trust the laptop that made them. False
 * where they do not hold what this network asks, or tell of somebody beside earlier ones.
 */
export const summariesHold = (member: Member, releases: Releases, { id }: Lease): boolean => {
  const summaries = releases.summariesOf(id)
  const demands = demandsOf(thresholdOf(member))
  return (
    summaries !== undefined &&
    verifySummary(summaries, demands).length === 0 &&
    summaryClashes(summaries, earlierOf(releases, id), demands).length === 0
  )
}

/** All that summaries say, less the order of their rows, which is another each time. */
const unordered = ({ rows, ...rest }: SummaryPublication): string =>
  digestOf({ ...rest, rows: rows.map(([, ...cells]) => JSON.stringify(cells)).sort() })

/**
 * Whether the cases that she reads herself give the summaries that were leased, as agreements stood then; undefined where no
 * summaries were leased under this id. Most often she reads other cases, and they do not. Failures: BeingChecked.
 */
export const comeOutSame = async (
  member: Member,
  releases: Releases,
  releaseId: string,
): Promise<Result<boolean | undefined>> => {
  const [leased, word] = [releases.summariesOf(releaseId), releases.words.get(releaseId)]
  if (!leased || !word) return ok(undefined)
  const made = await summariesAt(member, leased, word.at)
  if (!made.ok && made.error.type === 'BeingChecked') return made
  return ok(made.ok && unordered(made.value) === unordered(leased))
}
