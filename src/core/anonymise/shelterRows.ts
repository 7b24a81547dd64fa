import type { Row } from '#core/anonymise/dimension'
import { entryTrees } from '#core/anonymise/entryTrees'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { periodPath, timeTree } from '#core/anonymise/time'
import { fixedTree } from '#core/anonymise/tree'
import type { Tree } from '#core/anonymise/tree'
import { assertExportable } from '#shared/records/exportable'
import type { Exportable } from '#shared/records/exportable'
import { houseFigureRecord } from '#shared/records/houseFigure'
import type { ValueOf } from '#shared/records/record'
import { requestOutcomes, stayLengths } from '#shared/rules/houseFigure'
import { vocabularies } from '#shared/vocabulary/terms'

/** The fields of a house's figure that are counted: only such as may leave. */
const countedFields = ['month', 'length', 'departureKind', 'outcome', 'reason'] as const satisfies readonly Exportable<
  typeof houseFigureRecord
>[]
assertExportable(houseFigureRecord, countedFields)

/** A stay that ended, or a request that has its outcome, as it is counted. `country`: of the house; '' where nobody knows. */
export type CountedFigure = {
  readonly id: string
  /** For whom: the same text for one woman in one house. Of a class that may not leave, and in no box and no number. */
  readonly contributor: string
  readonly country: string
} & Pick<ValueOf<typeof houseFigureRecord>, (typeof countedFields)[number]>

const plain = { isMany: false, tellsOfAll: false }
const place: Tree = fixedTree({ name: 'place', levels: ['country'], ...plain }, entryTrees.place?.under(null) ?? [])
const reasons = vocabularies.holdReason.terms.map(({ code }) => code)

/** How requests for places are told apart. */
export const requestRules: UnitRules = {
  unit: 'requests',
  trees: {
    time: timeTree,
    place,
    outcome: fixedTree(
      { name: 'outcome', levels: ['outcome', 'reason'], ...plain },
      requestOutcomes.map((code) => (code === 'declined' ? [code, reasons] : code)),
    ),
  },
  implied: [],
  grave: {},
}

/** How stays are told apart. That all of some women left in one way would tell of each of them. */
export const stayRules: UnitRules = {
  unit: 'stays',
  trees: {
    time: timeTree,
    place,
    stayLength: fixedTree({ name: 'stayLength', levels: ['length'], ...plain }, stayLengths),
    departureKind: fixedTree(
      { name: 'departureKind', levels: ['kind'], isMany: false, tellsOfAll: true },
      vocabularies.departureKind.terms.map(({ code }) => code),
    ),
  },
  implied: [],
  grave: {},
}

/** A code as a value of a dimension; nothing where it is none of its coarsest nodes: nobody knows. */
const codeAt = (tree: Tree | undefined, code: string | null): string[][] =>
  code !== null && tree?.find(code)?.level === 0 ? [[code]] : []

const timeAt = (month: string | null): string[][] => {
  const time = /^\d{4}-\d\d$/.test(month ?? '') ? periodPath(month ?? '') : []
  return time.length === 0 ? [] : [[...time]]
}
const countryAt = (country: string): string[][] => (country === '' ? [] : [[place.find(country) ? country : 'other']])

const outcomeAt = ({ outcome, reason }: CountedFigure): string[][] =>
  codeAt(requestRules.trees.outcome, outcome).map(([code = '']) =>
    code === 'declined' && reason !== null && reasons.includes(reason) ? [code, reason] : [code],
  )

/** Requests as rows. */
export const requestRows = (requests: readonly CountedFigure[]): Row[] =>
  requests.map((request): Row => ({
    id: request.id,
    contributor: request.contributor,
    at: { time: timeAt(request.month), place: countryAt(request.country), outcome: outcomeAt(request) },
  }))

/** Stays as rows. */
export const stayRows = (stays: readonly CountedFigure[]): Row[] =>
  stays.map(({ id, contributor, month, country, length, departureKind }): Row => {
    const { stayLength, departureKind: kinds } = stayRules.trees
    return {
      id,
      contributor,
      at: {
        time: timeAt(month),
        place: countryAt(country),
        stayLength: codeAt(stayLength, length),
        departureKind: codeAt(kinds, departureKind),
      },
    }
  })
