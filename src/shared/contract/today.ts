import { nothing, operation } from '#shared/contract/operation'
import type { ReleaseRow } from '#shared/contract/releases'

/**
 * What may wait for her. The names are stable: screens label them. `alert` not answered by her · `hold` asked of a house
 * that she answers for · `shift_now` hers now · `shift_swap` asked of her, or of a committee of hers · `shift_gap` of a
 * committee of hers, a shift that nobody holds (id of the shift), or hours without one (id of the committee) ·
 * `shift_confirm` hers and not confirmed · `case_review` due or overdue · `request` to admit · `signature` that waits for a
 * second, which she may give · `shift_apart` that others took as well, hers or hers to settle (the others in `alias`) ·
 * `shift_freed` that somebody took her off (who has it now in `alias`) · `setting` of the network
 * (`id` its name) that takes a second coordinator's word · `publication_review` that another set aside and she may approve
 * (a `release`, or a story of a case, its code in `about`) · `publication_publish` that she set aside, and is approved · `task` hers · `shift_mine` hers, within seven days.
 */
export type TodayKind =
  | 'alert'
  | 'hold'
  | 'shift_now'
  | 'shift_apart'
  | 'shift_freed'
  | 'shift_swap'
  | 'shift_gap'
  | 'shift_confirm'
  | 'case_review'
  | 'request'
  | 'signature'
  | 'setting'
  | 'publication_review'
  | 'publication_publish'
  | 'task'
  | 'shift_mine'

/** One thing that waits. Ids lead to where it is done; those that it has nothing to do with are left out. */
export type TodayItem = {
  readonly kind: TodayKind
  /** Of the row, request, signature or case. */
  readonly id: string
  /** By when, a day or a moment (ISO 8601 UTC); null: no term. */
  readonly due: string | null
  readonly overdue: boolean
  /** A code or a short text: an alert's level, a case's code, a task's title, what is to be signed. */
  readonly about: string
  /** The other person of it: who raised, asks, requests, signed first. */
  readonly alias: string
  readonly spaceId?: string
  readonly committeeId?: string
  readonly houseCardId?: string
  /** Whom a signature is about. */
  readonly memberId?: string
  /** What a publication is of; left out of a story. */
  readonly release?: Pick<ReleaseRow, 'product' | 'period' | 'audience'>
}

/** Who answers now. */
export type OnDuty = {
  readonly shiftId: string
  readonly committeeId: string
  readonly memberId: string
  readonly alias: string
  readonly until: string
}

/** Queries of the first screen. */
export const todayQueries = {
  today: operation<{
    /** The most urgent first. */
    readonly items: readonly TodayItem[]
    readonly onDuty: readonly OnDuty[]
    /** In houses that are open and whose card is confirmed. */
    readonly placesFree: number
    readonly quarantined: number
    /** Own pieces that no other laptop or folder is known to hold, and own edits not sealed yet. */
    readonly onlyHere: number
    readonly unsealed: number
    readonly recovery: {
      /** Cases that she owns whose shares do not open what is written now. */
      readonly staleShares: number
      /** Guardians are named. */
      readonly guardians: boolean
      /** Fewer than three facilitate in full. */
      readonly fewFacilitators: boolean
    }
  }>()(nothing()),
} as const
