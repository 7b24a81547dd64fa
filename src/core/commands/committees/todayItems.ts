import { gapDays, gapsOf } from '#core/commands/committees/shiftQueries'
import { settingsIn } from '#core/commands/settings/settingsOf'
import { isAskedToSettle } from '#core/commands/committees/shiftApart'
import { daysFrom, longestShift, shiftsFrom } from '#core/commands/committees/shifts'
import type { Shift } from '#core/commands/committees/shifts'
import { aliasOf } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { pendingHalves } from '#core/spaces/pending'
import { isCoordinator, isFacilitator, isFull } from '#core/spaces/rootState'
import { isAdmitted, listRequests } from '#core/sync/requests'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import type { OnDuty, TodayItem } from '#shared/contract/today'
import { alertRecord } from '#shared/records/alert'
import { caseRecord } from '#shared/records/case'
import { taskRecord } from '#shared/records/committeeWork'
import type { Fields, ValuesOf } from '#shared/records/field'
import { holdRecord } from '#shared/records/hold'
import { defineRecord, readRecord } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import { isOpenAlert } from '#shared/rules/alert'
import { endStates } from '#shared/rules/caseStatus'
import { addDays, dayOf, isDay } from '#shared/rules/days'
import { holdStatus } from '#shared/rules/hold'
import { allAnswer, hoursOf, isHers, whoAnswers } from '#shared/rules/shift'
import { isOpenTask } from '#shared/rules/task'

/** What the items of a day are made from: who asks, when, and the spaces that she reads. Nothing here opens a document. */
export type Asked = { readonly member: Member; readonly now: string; readonly mine: ReadonlySet<string> }

/** An item; its level goes before the order of kinds, 0 the most urgent. */
export type Ranked = { readonly rank: number; readonly item: TodayItem }

type Listed<F extends Fields> = { readonly id: string; readonly space: string; readonly values: ValuesOf<F> }
/** Rows of some kinds that she may read; `more` is a condition on the columns of `record`. */
const listed = <F extends Fields>(
  { member, mine }: Asked,
  record: RecordOf<F>,
  kinds: readonly string[],
  more = '1',
  places: readonly string[] = [],
): Listed<F>[] =>
  member.ledger.db
    .prepare(`SELECT id, space, data FROM record WHERE kind IN (${kinds.map(() => '?').join()}) AND ${more}`)
    .all<{ id: string; space: Bytes; data: string }>([...kinds, ...places])
    .map(({ id, space, data }) => ({ id, space: idHex(space), data }))
    .filter(({ space }) => mine.has(space))
    .map(({ id, space, data }) => ({ id, space, values: readRecord(record, JSON.parse(data)) }))

type Given = Omit<TodayItem, 'overdue' | 'alias'> & Partial<Pick<TodayItem, 'overdue' | 'alias'>>
/** One item; `rank` as of `Ranked`. */
export const item = (rank: number, given: Given): Ranked => ({ rank, item: { overdue: false, alias: '', ...given } })

/** Alerts of these days that others raised and she has not answered. */
const alertDays = 30
const alertRanks: Readonly<Record<string, number>> = { emergency: 0, prevention: 1 }
const alerts = (asked: Asked): Ranked[] => {
  const { member, now } = asked
  const answered = new Set(
    member.ledger.db
      .prepare("SELECT id FROM record WHERE kind IN ('ack', 'committeeAck') AND id LIKE '%' || ?", { pluck: true })
      .all<string>([member.memberId]),
  )
  const since = daysFrom(now, -alertDays)
  return listed(asked, alertRecord, ['alert', 'committeeAlert'], 'sort >= ?', [since]).flatMap(
    ({ id, space, values }) => {
      const { status, raisedBy, level, committeeId } = values
      if (!isOpenAlert(status) || raisedBy === member.memberId || answered.has(id + member.memberId)) return []
      const alias = aliasOf(member.root, raisedBy ?? undefined)
      const of = committeeId === null ? {} : { committeeId }
      return [
        item(alertRanks[level] ?? 4, { kind: 'alert', id, due: null, about: level, alias, spaceId: space, ...of }),
      ]
    },
  )
}

/** Requests for a place that a house's contact has not answered; their time is over by the clock. */
const holds = (asked: Asked): Ranked[] => {
  const { member, now } = asked
  return listed(asked, holdRecord, ['hold'], "status = 'requested'").flatMap(({ id, space, values }) => {
    if (member.ledger.spaceState(space)?.created?.op.kind !== 'hold' || values.requestedBy === member.memberId)
      return []
    if (holdStatus([values.status], values, new Date(now)) !== 'requested') return []
    const alias = aliasOf(member.root, values.requestedBy ?? undefined)
    const of = values.houseCardId === null ? {} : { houseCardId: values.houseCardId }
    return [item(1, { kind: 'hold', id, due: values.expiresAt, about: values.caseCode, alias, spaceId: space, ...of })]
  })
}

const myCommittees = ({ ledger: { db, network }, memberId }: Member): Set<string> =>
  new Set(
    db
      .prepare("SELECT sort FROM record WHERE kind = 'seat' AND space = ? AND json_extract(data, '$.memberId') = ?", {
        pluck: true,
      })
      .all<string>([idBlob(network), memberId]),
  )

const isNow = ({ start, end }: Shift, now: string): boolean => start <= now && now < end

/** What she is to do about a shift. */
const asAnswered = ({ member }: Asked, shift: Shift, ours: ReadonlySet<string>, now: string): Ranked[] => {
  const { memberId, root } = member
  const { id, status, start, end, swapWith, committeeId } = shift
  const of = committeeId === null ? {} : { committeeId }
  const at = { id, about: status, ...of }
  const answers = whoAnswers(shift)
  const isOurs = ours.has(committeeId ?? '')
  if (answers !== memberId && status === 'swap_requested' && (swapWith === memberId || isOurs))
    return [item(3, { ...at, kind: 'shift_swap', due: start, alias: aliasOf(root, answers ?? undefined) })]
  if (status === 'gap') return isOurs ? [item(3, { ...at, kind: 'shift_gap', due: start })] : []
  const others = shift.takers.filter((taker) => taker !== memberId)
  if (others.length > 0 && (shift.takers.includes(memberId) || isAskedToSettle(member, committeeId)))
    return [
      item(2, { ...at, kind: 'shift_apart', due: start, alias: others.map((one) => aliasOf(root, one)).join(', ') }),
    ]
  if (!isHers(shift, memberId)) return []
  if (isNow(shift, now)) return [item(2, { ...at, kind: 'shift_now', due: end })]
  if (status === 'proposed' && answers === memberId) return [item(3, { ...at, kind: 'shift_confirm', due: start })]
  return [item(7, { ...at, kind: 'shift_mine', due: start })]
}

const ofShift = (asked: Asked, shift: Shift, ours: ReadonlySet<string>, now: string): Ranked[] => {
  const { memberId, root } = asked.member
  const items = asAnswered(asked, shift, ours, now)
  if (!shift.freed.includes(memberId) || isHers(shift, memberId)) return items
  const { id, status, start, committeeId } = shift
  const of = committeeId === null ? {} : { committeeId }
  const alias = aliasOf(root, whoAnswers(shift) ?? undefined)
  return [item(2, { kind: 'shift_freed', id, due: start, about: status, alias, ...of }), ...items]
}

/** Shifts of the days that come: hers, those that somebody is wanted for, and who answers now. */
export const shiftItems = async (asked: Asked): Promise<{ readonly items: Ranked[]; readonly onDuty: OnDuty[] }> => {
  const { member, now } = asked
  const near = await shiftsFrom(member, daysFrom(now, -gapDays - longestShift), daysFrom(now, gapDays))
  const ours = myCommittees(member)
  const coming = near.filter(({ end }) => end > now)
  const gaps = gapsOf(
    near.filter(({ committeeId }) => ours.has(committeeId ?? '')),
    now,
  )
  const open = [...new Set(gaps.map(({ committeeId }) => committeeId))].map((committeeId) => {
    const own = gaps.filter((gap) => gap.committeeId === committeeId)
    const hours = Math.ceil(own.reduce((sum, gap) => sum + hoursOf(gap), 0))
    return item(3, { kind: 'shift_gap', id: committeeId, due: own[0]?.start ?? now, about: String(hours), committeeId })
  })
  const onDuty = coming.flatMap((shift) => {
    const at = { shiftId: shift.id, committeeId: shift.committeeId ?? '', until: shift.end }
    if (!isNow(shift, now)) return []
    return allAnswer(shift).map((memberId) => ({ ...at, memberId, alias: aliasOf(member.root, memberId) }))
  })
  return { items: [...coming.flatMap((shift) => ofShift(asked, shift, ours, now)), ...open], onDuty }
}

/** Reviews are shown this many days before they are due. */
const reviewDays = 3
/** Of what lists keep of a case no more is read than is shown: there may be thousands. */
const reviewRecord = defineRecord('case', {
  caseCode: caseRecord.fields.caseCode,
  status: caseRecord.fields.status,
  nextReview: caseRecord.fields.nextReview,
})
const reviews = (asked: Asked): Ranked[] => {
  const today = dayOf(asked.now)
  const more = "json_extract(data, '$.nextReview') <= ?"
  return listed(asked, reviewRecord, ['case'], more, [addDays(today, reviewDays)]).flatMap(({ id, space, values }) => {
    const { nextReview, status, caseCode } = values
    if (id !== space || !isDay(nextReview) || endStates.includes(status)) return []
    const overdue = nextReview < today
    return [
      item(overdue ? 3 : 5, { kind: 'case_review', id, due: nextReview, overdue, about: caseCode, spaceId: space }),
    ]
  })
}

const tasks = (asked: Asked): Ranked[] => {
  const { member, now } = asked
  const today = dayOf(now)
  return listed(asked, taskRecord, ['task'], "json_extract(data, '$.owner') = ?", [member.memberId]).flatMap(
    ({ id, space, values: { status, due, title } }) => {
      const committeeId = member.ledger.spaceState(space)?.created?.op.of
      if (!isOpenTask(status) || typeof committeeId !== 'string') return []
      const overdue = due !== null && due < today
      return [item(overdue ? 4 : 6, { kind: 'task', id, due, overdue, about: title, spaceId: space, committeeId })]
    },
  )
}

/** Who asks to come in, for who facilitates. */
const requests = ({ member: { ledger, root, memberId } }: Asked): Ranked[] =>
  isFacilitator(root, memberId)
    ? listRequests(ledger.db).flatMap(({ id, bytes }) => {
        const request = parseDoorRequest(bytes, ledger.network)
        if (!request || isAdmitted(root, request)) return []
        const alias = request.kind === 'join' ? request.join.alias : aliasOf(root, request.member)
        return [item(4, { kind: 'request', id, due: null, about: request.kind, alias })]
      })
    : []

/** Signatures of others that wait for a second, where hers would be one: she stood in full when the first was given, and it is not about her. */
const signatures = ({ member: { ledger, root, memberId } }: Asked): Ranked[] =>
  isFull(root, memberId)
    ? pendingHalves(ledger.root()).flatMap(({ entry, judgement: { half, by }, full }) => {
        if (!half || by === memberId || !full.has(memberId)) return []
        if (half.act === 'erase' && !isCoordinator(root, memberId)) return []
        const whose = root.devices.get(half.who)?.member ?? half.who
        if (whose === memberId) return []
        const of = half.act === 'erase' ? { spaceId: whose } : root.members.has(whose) ? { memberId: whose } : {}
        const given = { id: entry.id, due: null, about: half.act, alias: aliasOf(root, by), ...of }
        return [item(4, { kind: 'signature', ...given })]
      })
    : []

/** Settings that one coordinator proposed and another has to say as well. */
const settings = ({ member }: Asked): Ranked[] =>
  isCoordinator(member.root, member.memberId)
    ? Object.entries(settingsIn(member)).flatMap(([id, { proposed }]) =>
        proposed
          .filter(({ by }) => by !== member.memberId)
          .map(({ value, by }) =>
            item(4, { kind: 'setting', id, due: null, about: String(value), alias: aliasOf(member.root, by) }),
          ),
      )
    : []

/** All that waits for her, the shifts apart. */
export const otherItems = (asked: Asked): Ranked[] =>
  [alerts, holds, reviews, tasks, requests, signatures, settings].flatMap((of) => of(asked))
