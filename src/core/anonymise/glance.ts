import { alertRules } from '#core/anonymise/alertRows'
import type { Box } from '#core/anonymise/dimension'
import { draftTable } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { requestRules } from '#core/anonymise/shelterRows'

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
