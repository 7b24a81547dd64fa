import type { Extension } from '#shared/vocabulary/terms'
import { caseRow } from '#core/anonymise/summaries/caseRow'
import type { CaseCodes, CaseRow } from '#core/anonymise/summaries/caseRow'
import { traits } from '#core/anonymise/summaries/columns'
import type { Trait } from '#core/anonymise/summaries/columns'
import { nodeAt } from '#core/anonymise/summaries/coded'

/** What a reader of a public text is taken to know of her: the year, the country, whether she is grown, and groups. */
const publicDepths: Readonly<Record<Trait, number>> = {
  period: 1,
  place: 1,
  ageBand: 1,
  role: 1,
  setting: 0,
  target: 1,
  ethnicIdentity: 1,
  genderIdentity: 1,
  causes: 1,
}

const profileOf = ({ at }: CaseRow): string =>
  JSON.stringify(traits.map((trait) => nodeAt(at[trait], publicDepths[trait])))

/**
 * How many women here share the profile of a case, herself with them, as a reader of a public text would see it. All cases
 * of the network count, whatever was agreed to: nobody's file is told of, only that it is one of so many. 0 for a case that
 * is not among them.
 */
export const profileSize = (caseId: string, all: readonly CaseCodes[], extensions: readonly Extension[]): number => {
  const rows = all.map((source) => caseRow(source, extensions))
  const own = rows.find(({ id }) => id === caseId)
  if (!own) return 0
  const same = rows.filter((row) => profileOf(row) === profileOf(own))
  return new Set(same.map(({ contributor }) => contributor)).size
}
