import { z } from 'zod'
import type { Conflict } from '#shared/contract/caseViews'
import { day, id16, id32, longText } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import type { Load } from '#shared/rules/rest'
import type { Span } from '#shared/rules/shift'

/** A shift of the calendar. */
export type ShiftRow = {
  readonly shiftId: string
  readonly committeeId: string
  readonly areaId: string | null
  readonly start: string
  readonly end: string
  readonly primary: string | null
  readonly primaryAlias: string
  readonly backup: string | null
  readonly backupAlias: string
  /** Who took it over; null: nobody had to. */
  readonly coveredBy: string | null
  readonly coveredByAlias: string
  readonly swapWith: string | null
  /** Where it stands by the clock. */
  readonly status: string
  /** Who took it apart from each other, and both answer until it is settled; empty where nobody did. */
  readonly takers: readonly { readonly memberId: string; readonly alias: string }[]
  /** She may say who of `takers` keeps it, whoever that is. */
  readonly settles: boolean
  /** Somebody took her off it and she has not said that she knows. */
  readonly wasFreed: boolean
  /** Other shifts of the committee and area at the same time. */
  readonly clashes: readonly string[]
  /** What was written apart of it: `status`, `coveredBy`. */
  readonly conflicts: readonly Conflict[]
}
/** Hours of a committee with shifts in which nobody answers. */
export type GapRow = Span & { readonly committeeId: string }

/** A moment, ISO 8601 UTC, of years that a document may be named after. */
const moment = () => z.iso.datetime().regex(/^2\d{3}-/)
const shiftId = () => z.strictObject({ shiftId: id16() })

/** Commands on shifts, and on one's own rest. Rules in src/shared/rules/rest.ts; failures there too. */
export const shiftCommands = {
  /** BadInput `end`: not after `start`, or more than 31 days after it. */
  'shift.assign': operation<Heads & { readonly shiftId: string }>()(
    z.strictObject({
      committeeId: id16(),
      start: moment(),
      end: moment(),
      primary: id32(),
      backup: id32().optional(),
      areaId: id16().optional(),
    }),
  ),
  'shift.confirm': operation<Heads>()(shiftId()),
  /** Asks that somebody take it; until then it stays hers. */
  'shift.swap': operation<Heads>()(z.strictObject({ shiftId: id16(), with: id32().optional() })),
  /** She takes a shift whose swap was asked for, or a gap. */
  'shift.take': operation<Heads>()(shiftId()),
  /** She cannot: the shift becomes a gap. */
  'shift.release': operation<Heads>()(shiftId()),
  /**
   * Who keeps a shift that several took apart. Of two each may leave it to the other; who settles for the committee says
   * any. Failures: AlreadySo (nobody took it apart) · UnknownMember (not one of them) · NotAllowed.
   */
  'shift.settle': operation<Heads>()(z.strictObject({ shiftId: id16(), memberId: id32() })),
  /** She knows that somebody took her off it. AlreadySo: nobody did. */
  'shift.noted': operation<Heads>()(shiftId()),
  /** What who comes next has to know; only the committee reads it. */
  'shift.handover': operation<Heads & { readonly handoverId: string }>()(
    z.strictObject({ shiftId: id16(), note: longText() }),
  ),
  /**
   * Rest for herself, from one day to another. Her shifts in it go to `cover`, who is asked beforehand, or where she may
   * not take them (or none is named) become gaps. Nobody is told why.
   */
  'care.timeOut': operation<Heads & { readonly covered: number; readonly gaps: number }>()(
    z.strictObject({ from: day(), to: day(), cover: id32().optional() }),
  ),
} as const

/** Queries of shifts. */
export const shiftQueries = {
  /** Shifts that touch `from`–`to`, in their order. `gaps`: of the next seven days, whatever `from` and `to`. */
  'shift.calendar': operation<{
    readonly shifts: readonly ShiftRow[]
    readonly gaps: readonly GapRow[]
  }>()(z.strictObject({ from: moment(), to: moment(), committeeId: id16().optional() })),
  /** What she herself carried. Nobody asks it of another. */
  'care.mine': operation<Load>()(nothing()),
} as const
