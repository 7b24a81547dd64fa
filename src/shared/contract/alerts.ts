import { z } from 'zod'
import type { Conflict } from '#shared/contract/caseViews'
import { id16, line, longText } from '#shared/contract/fields'
import { operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { ackActions, alertMachine } from '#shared/rules/alert'
import type { AckAction } from '#shared/rules/alert'
import { statesOf } from '#shared/rules/machine'
import { vocabularies } from '#shared/vocabulary/terms'

/** An alert with its answers. */
export type AlertRow = {
  readonly alertId: string
  readonly level: string
  readonly coarsePlace: string
  readonly text: string
  /** null: to everybody. */
  readonly committeeId: string | null
  readonly caseCode: string
  readonly raisedBy: string | null
  readonly raisedByAlias: string
  readonly raisedAt: string
  /** `acknowledged` as soon as another answered. */
  readonly status: string
  /** The last answer of each, in the order of its time. */
  readonly acks: readonly {
    readonly memberId: string
    readonly alias: string
    readonly at: string
    readonly action: AckAction
  }[]
  readonly conflicts: readonly Conflict[]
}

/**
 * What an alert says. Its text is free: one to `all` stands in the network's own document, and every member reads it, now
 * and later, the case's code among it. Where only some should read it, `audience` is a committee.
 */
const said = {
  level: z.enum(vocabularies.alertLevel.terms.map(({ code }) => code)),
  /** A town or department; never an address. */
  coarsePlace: line(120).or(z.literal('')).default(''),
  text: longText().refine((text) => text.trim() !== '', { error: 'blank' }),
  audience: z.literal('all').or(id16()),
  caseCode: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{5}$/)
    .optional(),
}

/** Commands on alerts. */
export const alertCommands = {
  /** Writes nothing and sends nothing: it is kept in memory for ten minutes, with three words to be written to raise it. */
  'alert.prepare': operation<{ readonly draftId: string; readonly words: string; readonly expiresAt: string }>()(
    z.strictObject(said),
  ),
  /**
   * Raises what was prepared, with its three words as `confirm`; or, in one call, what is given, with the word of its level
   * (`info`, `prevention`, `emergency`) as `confirm`. Failures: NotConfirmed · UnknownDraft · UnknownCommittee · NoCommitteeSpace.
   */
  'alert.raise': operation<Heads & { readonly alertId: string }>()(
    z.union([
      z.strictObject({ draftId: id16(), confirm: z.string().max(200) }),
      z.strictObject({ ...said, confirm: z.string().max(200) }),
    ]),
  ),
  /** Her answer; a later one takes the place of an earlier. */
  'alert.ack': operation<Heads>()(z.strictObject({ alertId: id16(), action: z.enum(ackActions) })),
  'alert.setStatus': operation<Heads>()(
    z.strictObject({ alertId: id16(), status: z.enum(statesOf(alertMachine)).exclude(['raised']) }),
  ),
} as const

/** Queries of alerts. */
export const alertQueries = {
  /** To everybody and to the committees whose space she reads, the newest first. `open`: only those not closed. */
  'alert.list': operation<{ readonly alerts: readonly AlertRow[] }>()(
    z.strictObject({ open: z.boolean().default(false) }).optional(),
  ),
} as const
