import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { rowIn, versionsAt, writeFields } from '#core/commands/editRows'
import { isLive } from '#core/spaces/rootState'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { memberCardRecord } from '#shared/records/memberCard'
import { readRecord } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { shiftRecord } from '#shared/records/shift'
import { yearSpec } from '#shared/records/year'
import type { FailureType } from '#shared/errors'
import { wayTo } from '#shared/rules/machine'
import { refusedShift } from '#shared/rules/rest'
import type { RestPeriod } from '#shared/rules/rest'
import { hoursOf, isHers, shiftMachine, standingOf, statusNow, whoAnswers } from '#shared/rules/shift'
import type { ShiftStatus, Span } from '#shared/rules/shift'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A shift as lists have it, the document it stands in, and who took it apart (two or more, or nobody). */
export type Shift = ValueOf<typeof shiftRecord> & {
  readonly id: string
  readonly document: string
  readonly takers: readonly string[]
}

/** The longest shift, in days: further back nothing that still lasts can have begun. */
export const longestShift = 31

/** A moment so many days before or after another. */
export const daysFrom = (moment: string, days: number): string =>
  new Date(Date.parse(moment) + days * 86_400_000).toISOString()

type Row = { id: string; document: Bytes; data: string }

/** A row as a shift; none where its times are none, or further apart than any shift: a laptop may have written anything. */
const shiftOf = ({ id, document, data }: Row): Shift[] => {
  const shift = readRecord(shiftRecord, JSON.parse(data))
  const isTime = [shift.start, shift.end].every((at) => /^2\d{3}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(at))
  const hours = isTime ? hoursOf(shift) : 0
  if (hours === 0 || hours > longestShift * 24) return []
  // one way of writing, so that moments compare as texts
  const [start, end] = [new Date(shift.start).toISOString(), new Date(shift.end).toISOString()]
  return [{ ...shift, start, end, id, document: idHex(document), takers: [] }]
}

/** A shift that is not over and whose member cannot answer, since she is out or suspended, is a gap, whatever was said. */
const asHeld = ({ ledger, root }: Member, shift: Shift): Shift => {
  if (shift.end <= ledger.now().toISOString()) return shift
  const takers = shift.takers.filter((taker) => isLive(root, taker))
  // of two who took it one is out: the other has it
  if (takers.length === 1) return { ...shift, takers: [], coveredBy: takers[0] ?? null }
  const answers = whoAnswers(shift)
  return answers === null || isLive(root, answers) ? { ...shift, takers } : { ...shift, status: 'gap' }
}

/** Shifts with what was said apart of them: nobody who took one is off it because another's word is shown. */
const asSaid = async (member: Member, shifts: readonly Shift[]): Promise<Shift[]> => {
  const said = new Map<string, string[]>()
  for (const document of new Set(shifts.map((shift) => shift.document)))
    for (const { path, versions } of (await member.documents.read(document))?.conflicts ?? [])
      said.set(
        path,
        versions.flatMap(({ value }) => value ?? []),
      )
  return shifts.map((shift) => {
    const status = standingOf(said.get(`shifts/${shift.id}.status`) ?? [], shift.status)
    const took = new Set(said.get(`shifts/${shift.id}.coveredBy`))
    const takers = status === 'gap' || took.size < 2 ? [] : [...took].sort()
    return asHeld(member, { ...shift, status, takers })
  })
}

/** Shifts that begin from one moment to another (not included), in their order. */
export const shiftsFrom = (member: Member, from: string, to: string): Promise<Shift[]> =>
  asSaid(
    member,
    member.ledger.db
      .prepare(
        "SELECT id, document, data FROM record WHERE kind = 'shift' AND space = ? AND sort >= ? AND sort < ? ORDER BY sort, id",
      )
      .all<Row>([idBlob(member.ledger.network), from, to])
      .flatMap(shiftOf),
  )

/** One shift; undefined where there is none. */
export const shiftById = async (member: Member, id: string): Promise<Shift | undefined> => {
  const { db, network } = member.ledger
  const found = db
    .prepare("SELECT id, document, data FROM record WHERE kind = 'shift' AND id = ? AND space = ?")
    .get<Row>([id, idBlob(network)])
  const [shift] = await asSaid(member, found ? shiftOf(found) : [])
  return shift
}

/** The days that she said she rests. */
const restsOf = ({ ledger: { db, network } }: Member, memberId: string): readonly RestPeriod[] => {
  const data = db
    .prepare("SELECT data FROM record WHERE kind = 'memberCard' AND id = ? AND space = ?", { pluck: true })
    .get<string>([memberId, idBlob(network)])
  return data === undefined ? [] : readRecord(memberCardRecord, JSON.parse(data)).restPeriods
}

/** Far enough back for the days in a row and the rest after them. */
const rulesLookBack = 2 * longestShift

/** Why she may not have a shift at that time, besides those in `others`; `except`: one that is not counted. */
export const refusedFor = async (
  member: Member,
  memberId: string,
  span: Span,
  { except, others = [] }: { readonly except?: string; readonly others?: readonly Span[] } = {},
): Promise<FailureType | undefined> => {
  const near = await shiftsFrom(member, daysFrom(span.start, -rulesLookBack), daysFrom(span.end, rulesLookBack))
  const hers = near.filter((shift) => shift.id !== except && isHers(shift, memberId))
  return refusedShift(span, [...hers, ...others], restsOf(member, memberId))
}

/** What a move of a shift writes besides its state, or why it may not be. `standing`: where it stands, as said apart. */
type Move = (shift: Shift, member: Member, standing: readonly string[]) => Result<object> | Promise<Result<object>>

/**
 * Moves a shift, from where it stands by the clock. Failures: UnknownShift · NoSuchMove · TakenApart (first it is settled
 * whose it is), and what `move` says.
 */
export const moveShift = async (
  context: Context,
  shiftId: string,
  to: ShiftStatus,
  move: Move,
  settles = false,
): Promise<Result<{ heads: string[] }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents } = who.value
  const shift = await shiftById(who.value, shiftId)
  const read = shift && (await documents.read(shift.document))
  if (!read) return fail('UnknownShift')
  const now = context.now().toISOString()
  const standing = versionsAt(read, `shifts/${shiftId}.status`, shift.status).map((status) =>
    statusNow({ ...shift, status }, now),
  )
  if (shift.end <= now || wayTo(shiftMachine, standing, to) === 'none') return fail('NoSuchMove')
  if (shift.takers.length > 0 && !settles) return fail('TakenApart')
  const more = await move(shift, who.value, standing)
  if (!more.ok) return more
  const done = await documents.edit(shift.document, undefined, (doc) => {
    const row = rowIn(doc, 'shifts', shiftId)
    if (row) writeFields(row, yearSpec.parts.shifts, { ...more.value, status: to })
  })
  return done.ok ? ok({ heads: done.value }) : done
}
