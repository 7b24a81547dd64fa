import { choice, fixed, longId, moment, month, rowId } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { departureKind } from '#shared/records/stay'
import { term } from '#shared/records/terms'
import { figureKinds, requestOutcomes, stayLengths } from '#shared/rules/houseFigure'

/**
 * A stay that ended, or a request that has its outcome, as a house shares it with its network (src/shared/rules/houseFigure.ts).
 * Ids are hashes of random ones that few hold, so that a row says of nobody who she is.
 */
export const houseFigureRecord = defineRecord('houseFigure', {
  houseCardId: fixed(rowId('safe')),
  of: fixed(choice('safe', figureKinds)),
  /** Of a stay: when it ended; of a request: when it was asked. */
  month: fixed(month('qi')),
  length: fixed(choice('qi', stayLengths)),
  departureKind: fixed(departureKind),
  outcome: fixed(choice('safe', requestOutcomes)),
  /** Why it was declined. */
  reason: fixed(term('safe', 'holdReason')),
  /** The same for one woman, or one family, in one house. Only a count of different people may use it. */
  party: fixed(rowId('direct')),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
})
