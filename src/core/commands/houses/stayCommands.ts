import { putRow, rowIn, versionsAt, writeFields } from '#core/commands/editRows'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { moveHold, noteHeld } from '#core/commands/houses/holdCommands'
import { readHold } from '#core/commands/houses/holds'
import type { ReadHold } from '#core/commands/houses/holds'
import { publishPlaces } from '#core/commands/houses/publishPlaces'
import { asTeam, editHouse, readHouse } from '#core/commands/houses/team'
import type { OnHouse } from '#core/commands/houses/team'
import { newRowId } from '#core/commands/newIds'
import { heldRecord, houseSpec } from '#shared/records/house'
import { rowsIn } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { stayRecord } from '#shared/records/stay'
import { holdMachine } from '#shared/rules/hold'
import { wayTo } from '#shared/rules/machine'
import { stayMachine } from '#shared/rules/stay'
import type { StayStatus } from '#shared/rules/stay'
import { dayOf } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { stays, extensions, held } = houseSpec.parts

type Done = Result<{ heads: readonly string[] }>
type OnStay = { readonly on: OnHouse; readonly stay: ValueOf<typeof stayRecord> }

/** A stay that may go to a state. Failures: UnknownStay · NoSuchMove, and those of asTeam. */
const onStay = async (
  context: Context,
  { houseCardId, stayId }: { readonly houseCardId: string; readonly stayId: string },
  to: StayStatus,
): Promise<Result<OnStay>> => {
  const on = asTeam(context, houseCardId)
  const read = on.ok ? await readHouse(on.value) : on
  if (!on.ok) return on
  if (!read.ok) return read
  const stay = rowsIn(read.value.state, 'stays', stayRecord).get(stayId)
  if (!stay) return fail('UnknownStay')
  const way = wayTo(stayMachine, versionsAt(read.value, `stays/${stayId}.status`, stay.status), to)
  return way === 'none' ? fail('NoSuchMove') : ok({ on: on.value, stay })
}

/** Writes a stay, and counts the places again. */
const move = async (
  context: Context,
  at: { readonly houseCardId: string; readonly stayId: string },
  to: StayStatus,
  values: (stay: OnStay) => object = () => ({}),
): Promise<Done> => {
  const found = await onStay(context, at, to)
  if (!found.ok) return found
  const done = await editHouse(found.value.on, (doc) => {
    const row = rowIn(doc, 'stays', at.stayId)
    if (!row) return 'UnknownStay'
    writeFields(row, stays, { ...values(found.value), status: to })
    return undefined
  })
  if (done.ok) await publishPlaces(context, at.houseCardId)
  return done
}

const daysFail = (arrival: string | null, plannedDeparture: string | null | undefined): boolean =>
  arrival !== null && plannedDeparture !== null && plannedDeparture !== undefined && plannedDeparture < arrival

/**
 * The hold that somebody comes by. One that only contacts read is known by what the house's document says of it; an
 * accepted one that ran out while she was on her way counts. Failures: UnknownHold · NoSuchMove.
 */
const holdFor = async (context: Context, on: OnHouse, holdId: string): Promise<Result<ReadHold | undefined>> => {
  const hold = await readHold(on, holdId, context.now())
  if (hold?.values.houseCardId === on.houseCardId)
    return wayTo(holdMachine, hold.said, 'converted') === 'move' ? ok(hold) : fail('NoSuchMove')
  const read = await readHouse(on)
  const row = read.ok ? rowsIn(read.value.state, 'held', heldRecord).get(holdId) : undefined
  if (hold || !row) return fail('UnknownHold')
  return row.status === 'accepted' ? ok(undefined) : fail('NoSuchMove')
}

const arrive: CommandHandlers['stay.arrive'] = async (context, { houseCardId, holdId, stayId, ...given }) => {
  const on = asTeam(context, houseCardId)
  if (!on.ok) return on
  const now = context.now().toISOString()
  const arrival = given.arrival ?? dayOf(now)
  if (daysFail(arrival, given.plannedDeparture)) return fail('BadInput', { field: 'plannedDeparture' })
  const expected = stayId === undefined ? undefined : await onStay(context, { houseCardId, stayId }, 'arrived')
  if (expected && !expected.ok) return expected
  const hold = holdId === undefined ? undefined : await holdFor(context, on.value, holdId)
  if (hold && !hold.ok) return hold
  const id = stayId ?? newRowId()
  const values = { ...given, arrival, status: 'arrived', ...(holdId === undefined ? {} : { holdId }) }
  const done = await editHouse(on.value, (doc) => {
    const row = rowIn(doc, 'stays', id)
    if (row) writeFields(row, stays, values)
    else putRow(doc, 'stays', stays, id, { ...values, recordedBy: on.value.memberId, recordedAt: now })
    const taken = holdId === undefined ? undefined : rowIn(doc, 'held', holdId)
    if (taken) writeFields(taken, held, { status: 'converted' })
    return undefined
  })
  if (!done.ok) return done
  if (hold?.value) {
    const converted = await moveHold(on.value, hold.value, { status: 'converted' })
    if (!converted.ok) return converted
    await noteHeld(context, { hold: hold.value, houseCardId }, 'converted', hold.value.values.expiresAt)
  } else await publishPlaces(context, houseCardId)
  return ok({ stayId: id, heads: done.value.heads })
}

/** Commands on stays: of the house's team, in the house's own document. */
export const stayCommands = {
  'stay.arrive': arrive,
  'stay.expect': async (context, { houseCardId, ...given }) => {
    const on = asTeam(context, houseCardId)
    if (!on.ok) return on
    if (daysFail(given.arrival ?? null, given.plannedDeparture)) return fail('BadInput', { field: 'plannedDeparture' })
    const stayId = newRowId()
    const recordedAt = context.now().toISOString()
    const done = await editHouse(on.value, (doc) => {
      const values = { ...given, status: stayMachine.initial, recordedBy: on.value.memberId, recordedAt }
      putRow(doc, 'stays', stays, stayId, values)
      return undefined
    })
    if (!done.ok) return done
    await publishPlaces(context, houseCardId)
    return ok({ stayId, heads: done.value.heads })
  },
  'stay.setStatus': (context, { status, ...at }) =>
    move(context, at, status, ({ stay }) => endOf(context, stay, status)),
  'stay.extend': async (context, { houseCardId, stayId, until, reason }) => {
    const found = await onStay(context, { houseCardId, stayId }, 'extended')
    if (!found.ok) return found
    const { on, stay } = found.value
    if (until === null || daysFail(stay.arrival, until)) return fail('BadInput', { field: 'until' })
    const at = context.now().toISOString()
    const done = await editHouse(on, (doc) => {
      const row = rowIn(doc, 'stays', stayId)
      if (!row) return 'UnknownStay'
      writeFields(row, stays, { status: 'extended', plannedDeparture: until })
      putRow(doc, 'extensions', extensions, newRowId(), { stayId, until, reason, by: on.memberId, at })
      return undefined
    })
    if (done.ok) await publishPlaces(context, houseCardId)
    return done
  },
  'stay.depart': async (context, { houseCardId, stayId, ...departure }) => {
    const found = await onStay(context, { houseCardId, stayId }, 'departed')
    if (!found.ok) return found
    if (daysFail(found.value.stay.arrival, departure.date)) return fail('BadInput', { field: 'date' })
    return move(context, { houseCardId, stayId }, 'departed', () => ({ departure }))
  },
} satisfies Partial<CommandHandlers>

/** Who moved to another house left that day, when nobody said another. */
const endOf = (context: Context, { departure }: ValueOf<typeof stayRecord>, status: string): object =>
  status === 'moved' && departure.date === null
    ? { departure: { date: dayOf(context.now().toISOString()), kind: 'other_house', planDone: null } }
    : {}
