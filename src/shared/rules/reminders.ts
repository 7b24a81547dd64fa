import { endStates } from '#shared/rules/caseStatus'
import type { ConsentState } from '#shared/rules/consent'
import { addDays, addMonths, dayOf, isDay } from '#shared/rules/days'
import { usualSettings } from '#shared/rules/networkSettings'
import { openMeasures } from '#shared/rules/measure'
import { openReferrals } from '#shared/rules/referral'

/** What a case asks of its team today. Nothing here changes the case; days are those of `now` (ISO 8601 UTC). */

/** Days without a note after which somebody should call her. */
const quietDays = 14
/** Days before an agreement lapses in which she should be asked again. */
const lapseDays = 30
/** Months after which a closed case is proposed for erasure, unless the network decided otherwise. */
const keptMonths = usualSettings.retentionMonths

/** The review of the risk should have been done before today. */
export const overdueReview = (nextReview: string | null, now: string): boolean =>
  isDay(nextReview) && nextReview < dayOf(now)

/** Nobody noted anything for more than so many days. */
export const noContact = (lastNote: string | null, now: string, days = quietDays): boolean => {
  const last = dayOf(lastNote ?? '')
  return isDay(last) && addDays(last, days) < dayOf(now)
}

/** The day on which a closed case is proposed for erasure; undefined where no day of closing can be told. */
export const erasureProposedOn = (closedOn: string | null, months: number = keptMonths): string | undefined => {
  const day = dayOf(closedOn ?? '')
  return isDay(day) ? addMonths(day, months) : undefined
}

/** What a reminder is about. `id`: the measure or referral; of an agreement its purpose. */
export type Reminder = {
  readonly kind:
    | 'review_overdue'
    | 'no_contact'
    | 'consent_lapsing'
    | 'measure_due'
    | 'referral_not_agreed'
    | 'erasure_proposed'
  /** Since when, or until when. */
  readonly on: string | null
  readonly id: string | null
}

/** A case as far as reminders look at it. */
export type Reminded = {
  readonly status: string
  readonly openedOn: string | null
  readonly closedOn: string | null
  readonly nextReview: string | null
  /** When its notes were written. */
  readonly notes: readonly { readonly at: string | null }[]
  readonly consents: readonly {
    readonly purpose: string
    readonly state: ConsentState
    readonly expiresOn: string | null
  }[]
  readonly measures: readonly { readonly id: string; readonly status: string; readonly due: string | null }[]
  readonly referrals: readonly { readonly id: string; readonly status: string; readonly isAgreed: boolean }[]
}

/** Reminders of a case at work. */
const atWork = (one: Reminded, now: string): Reminder[] => {
  const today = dayOf(now)
  const last = one.notes.reduce<string | null>((a, { at }) => (a === null || (at ?? '') > a ? at : a), one.openedOn)
  return [
    ...(overdueReview(one.nextReview, now) ? [{ kind: 'review_overdue' as const, on: one.nextReview, id: null }] : []),
    ...(noContact(last, now) ? [{ kind: 'no_contact' as const, on: last && dayOf(last), id: null }] : []),
    ...one.consents.flatMap(({ purpose, state, expiresOn }) =>
      state === 'expired' || (state === 'given' && isDay(expiresOn) && expiresOn <= addDays(today, lapseDays))
        ? [{ kind: 'consent_lapsing' as const, on: expiresOn, id: purpose }]
        : [],
    ),
    ...one.measures.flatMap(({ id, status, due }) =>
      openMeasures.includes(status) && isDay(due) && due <= today
        ? [{ kind: 'measure_due' as const, on: due, id }]
        : [],
    ),
  ]
}

/** Everything that is due on a case at `now`. Where nobody works on it, only what it still shares, and when it may go. */
export const remindersOf = (one: Reminded, now: string, months: number = keptMonths): Reminder[] => {
  const isEnded = endStates.includes(one.status)
  const proposed = one.status === 'closed' ? erasureProposedOn(one.closedOn, months) : undefined
  return [
    ...(isEnded ? [] : atWork(one, now)),
    ...one.referrals.flatMap(({ id, status, isAgreed }) =>
      openReferrals.includes(status) && !isAgreed ? [{ kind: 'referral_not_agreed' as const, on: null, id }] : [],
    ),
    ...(proposed !== undefined && proposed <= dayOf(now)
      ? [{ kind: 'erasure_proposed' as const, on: proposed, id: null }]
      : []),
  ]
}
