import { alertRules } from '#core/anonymise/alertRows'
import type { Box } from '#core/anonymise/dimension'
import { draftTable } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { requestRules, stayRules } from '#core/anonymise/shelterRows'

/** Tables of a unit beside the registry. */
export type UnitSet = { readonly rules: UnitRules; readonly drafts: (scope: Box) => readonly DraftTable[] }

/** How fast somebody answers: alerts are everybody's, and of no country. */
export const responseSet: UnitSet = {
  rules: alertRules,
  drafts: ({ time = '' }) => [
    draftTable(alertRules.trees, 'alerts', 'responseTime', { time }, [
      ['wait', 'band'],
      ['level', 'level'],
    ]),
    draftTable(alertRules.trees, 'alerts', 'responseTime', { time }, [
      ['time', 'quarter'],
      ['wait', 'band'],
    ]),
  ],
}

/** What became of requests for places. */
export const requestSet: UnitSet = {
  rules: requestRules,
  drafts: (scope) => [
    draftTable(requestRules.trees, 'requests', 'requests', scope, [
      ['outcome', 'reason'],
      ['place', 'country'],
    ]),
    draftTable(requestRules.trees, 'requests', 'requests', scope, [
      ['time', 'quarter'],
      ['outcome', 'outcome'],
    ]),
  ],
}

/** How long stays were and how they ended. How many places there are, or were free, is never counted: houses stay of unknown size. */
export const staySet: UnitSet = {
  rules: stayRules,
  drafts: (scope) => [
    draftTable(stayRules.trees, 'stays', 'stays', scope, [
      ['stayLength', 'length'],
      ['place', 'country'],
    ]),
    draftTable(stayRules.trees, 'stays', 'stays', scope, [
      ['time', 'quarter'],
      ['stayLength', 'length'],
    ]),
    draftTable(stayRules.trees, 'stays', 'stays', scope, [
      ['departureKind', 'kind'],
      ['place', 'country'],
    ]),
  ],
}
