import type { Row } from '#core/anonymise/dimension'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { timeOfMoment, timeTree } from '#core/anonymise/time'
import { fixedTree } from '#core/anonymise/tree'
import { vocabularies } from '#shared/vocabulary/terms'

/** An alert as it is counted. Moments are ISO 8601 UTC; `firstAckAt`: null where nobody answered. */
export type CountedAlert = {
  readonly id: string
  /** The same text for alerts of one event or by one person, which nobody should tell apart; its own id where none is known. */
  readonly contributor: string
  readonly level: string
  readonly raisedAt: string
  readonly firstAckAt: string | null
}

const hour = 3_600_000
/** How long until the first answer: bands, and the hours below which each ends. */
const waits = [
  ['under_1h', 1],
  ['h1_6', 6],
  ['h6_24', 24],
  ['d1_3', 72],
  ['over_3d', Infinity],
] as const

const waitOf = ({ raisedAt, firstAckAt }: CountedAlert): string | undefined => {
  if (firstAckAt === null) return 'none'
  const hours = (Date.parse(firstAckAt) - Date.parse(raisedAt)) / hour
  // an answer that comes before the question is of a wrong clock
  return Number.isNaN(hours) || hours < 0 ? undefined : waits.find(([, below]) => hours < below)?.[0]
}

const plain = { isMany: false, tellsOfAll: false }
const levels = vocabularies.alertLevel.terms.map(({ code }) => code)

/** How alerts are told apart. */
export const alertRules: UnitRules = {
  unit: 'alerts',
  trees: {
    time: timeTree,
    level: fixedTree({ name: 'level', levels: ['level'], ...plain }, levels),
    wait: fixedTree({ name: 'wait', levels: ['band'], ...plain }, [...waits.map(([code]) => code), 'none']),
  },
  implied: [],
  grave: {},
}

/** Alerts as rows. */
export const alertRows = (alerts: readonly CountedAlert[]): Row[] =>
  alerts.map((alert): Row => {
    const time = timeOfMoment(alert.raisedAt)
    const wait = waitOf(alert)
    return {
      id: alert.id,
      contributor: alert.contributor,
      at: {
        time: time.length === 0 ? [] : [time],
        level: levels.includes(alert.level) ? [[alert.level]] : [],
        wait: wait === undefined ? [] : [[wait]],
      },
    }
  })
