import { consentNow, mattersOf } from '#shared/rules/consent'
import type { ConsentEvent } from '#shared/rules/consent'

/**
 * Whether a case may be in anonymised summaries at `now`: somebody agreed and it holds, and nobody of those it is about
 * said anything else that stands: a refusal, a withdrawal, or an agreement of her own that has lapsed. `defenders`: ids of the persons
 * of the case whom it is about.
 */
export const agreedToSummary = (
  events: readonly ConsentEvent[],
  defenders: readonly string[],
  now: string,
): boolean => {
  const states = mattersOf(events)
    .filter(({ matter }) => matter.purpose === 'case_summary')
    .filter(({ matter }) => matter.person === null || defenders.includes(matter.person))
    .map(({ matter }) => ({ person: matter.person, ...consentNow(events, matter, now) }))
  if (states.length === 0 || states.some(({ state }) => state !== 'given')) return false
  return (
    states.some(({ person }) => person === null) || defenders.every((id) => states.some(({ person }) => person === id))
  )
}
