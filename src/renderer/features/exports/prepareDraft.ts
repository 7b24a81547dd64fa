import { isClosedBy, isOverBefore } from '#shared/rules/releasePeriod'
import { audiences, ownDimensions, releaseSections } from '#shared/rules/releaseChoices'
import type { OwnDimension, ReleaseSection } from '#shared/rules/releaseChoices'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'

/** A dimension of a table of one's own, at one of its levels. */
export type OwnAxis = { readonly dimension: OwnDimension; readonly level: string }

/** What is asked for, while it is being chosen. `year`, `part` null: not chosen; `part` '': the whole year. */
export type PrepareDraft = {
  readonly sections: readonly ReleaseSection[]
  readonly year: string | null
  readonly part: string | null
  readonly audience: ReleaseSpec['audience']
  readonly country: string | null
  readonly tables: readonly (readonly OwnAxis[])[]
}

/** Nothing chosen yet but what is usual. */
export const emptyPrepare: PrepareDraft = {
  sections: releaseSections,
  year: null,
  part: null,
  audience: audiences[0],
  country: null,
  tables: [],
}

/** Parts of a year that can be published; '' is all of it. */
export const yearParts = ['', 'S1', 'S2', 'T1', 'T2', 'T3', 'T4'] as const

/** Tables of one's own at most. */
export const mostOwn = 6

/** A period by its year and part: '2012', '2012-S1'. */
export const periodOf = (year: string, part: string): string => (part === '' ? year : `${year}-${part}`)

/** What is known of periods here. `closed`: years and months that are; null where nothing has to be closed. */
export type Known = { readonly today: string; readonly closed: ReadonlySet<string> | null }

/** Why a period cannot be published yet; null: it can. */
export const whyNot = (period: string, { today, closed }: Known): 'notOver' | 'notClosed' | null => {
  if (!isOverBefore(period, today)) return 'notOver'
  return closed === null || isClosedBy(period, closed) ? null : 'notClosed'
}

/** Levels of a dimension, coarsest first. */
export const levelsOf = (dimension: OwnDimension): readonly string[] => ownDimensions[dimension]

/** What lacks of a period that can be published; null: nothing. */
export const lackingPeriod = (
  { year, part }: Pick<PrepareDraft, 'year' | 'part'>,
  known: Known,
): 'year' | 'part' | null => {
  if (year === null) return 'year'
  return part === null || whyNot(periodOf(year, part), known) !== null ? 'part' : null
}

/** What lacks before it can be counted; null: nothing. */
export const lacking = (draft: PrepareDraft, known: Known): 'sections' | 'year' | 'part' | null =>
  draft.sections.length === 0 ? 'sections' : lackingPeriod(draft, known)

/** All countries, among those that can be chosen. */
export const everyCountry = 'all'

/** The question as it is sent. Only the registry has tables of one's own. */
export const specOf = ({ sections, year, part, audience, country, tables }: PrepareDraft): ReleaseSpec => ({
  period: periodOf(year ?? '', part ?? ''),
  audience,
  sections: releaseSections.filter((section) => sections.includes(section)),
  tables: sections.includes('registry') ? tables.map((axes) => [...axes]) : [],
  country,
})

/** The draft that asks for what a release asked for, as it is kept. */
export const draftOf = ({ period, audience, sections, country, tables }: ReleaseSpec) => {
  const [year = null, part = ''] = period.split('-')
  return { sections, year, part, audience, country, tables } satisfies PrepareDraft
}
