import type { Row } from '#core/anonymise/dimension'
import { entryTrees } from '#core/anonymise/entryTrees'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { timeOfMoment, timeTree } from '#core/anonymise/time'
import { fixedTree } from '#core/anonymise/tree'
import type { Tree } from '#core/anonymise/tree'
import { vocabularies } from '#shared/vocabulary/terms'

/** A request for places as it is counted. `requestedAt`: ISO 8601 UTC; `country`: of the house; `outcome`: as holds have it. */
export type CountedRequest = {
  readonly id: string
  /** For whom: the same text for the same case; its own id where none is known. */
  readonly contributor: string
  readonly requestedAt: string
  readonly country: string
  readonly outcome: string
  /** Why it was declined; null where nobody said. */
  readonly reason: string | null
}

const plain = { isMany: false, tellsOfAll: false }
const place: Tree = fixedTree({ name: 'place', levels: ['country'], ...plain }, entryTrees.place?.under(null) ?? [])
const reasons = vocabularies.holdReason.terms.map(({ code }) => code)

/** What became of a request. An accepted one is as good as one where they arrived: the house had room for them. */
const outcomes: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  converted: 'accepted',
  declined: 'declined',
  expired: 'expired',
  cancelled: 'cancelled',
  requested: 'waiting',
}

/** How requests for places are told apart. */
export const requestRules: UnitRules = {
  unit: 'requests',
  trees: {
    time: timeTree,
    place,
    outcome: fixedTree({ name: 'outcome', levels: ['outcome', 'reason'], ...plain }, [
      'accepted',
      ['declined', reasons],
      'expired',
      'cancelled',
      'waiting',
    ]),
  },
  implied: [],
  grave: {},
}

const timeAt = (moment: string) => {
  const time = timeOfMoment(moment)
  return time.length === 0 ? [] : [time]
}
const countryAt = (country: string) => (country === '' ? [] : [[place.find(country) ? country : 'other']])

const outcomeAt = ({ outcome, reason }: CountedRequest): string[][] => {
  const code = Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : undefined
  if (code === undefined) return []
  return [code === 'declined' && reason !== null && reasons.includes(reason) ? [code, reason] : [code]]
}

/** Requests as rows. */
export const requestRows = (requests: readonly CountedRequest[]): Row[] =>
  requests.map((request): Row => ({
    id: request.id,
    contributor: request.contributor,
    at: { time: timeAt(request.requestedAt), place: countryAt(request.country), outcome: outcomeAt(request) },
  }))
