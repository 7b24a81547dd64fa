import type { Machine } from '#shared/rules/machine'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'

/**
 * Where a release stands (docs/exports.md). Nobody writes this down: it follows from what coordinators said and signed, in
 * whatever order it came, so that two laptops that heard the same agree.
 */

/** States of a release. Up to `checked` it is on one laptop alone; from `leased` on it is in the network's ledger. */
export type ReleaseStatus =
  | 'draft'
  | 'blocked'
  | 'checked'
  /** One coordinator says that she releases this period. */
  | 'leased'
  /** Another one found the same on her own laptop. */
  | 'approved'
  | 'published'
  /** A correction of it was published. */
  | 'superseded'
  /** Two of one year were said apart: neither goes on, and neither is to be handed on, until one is chosen. */
  | 'conflict'
  | 'cancelled'
  /** The other of two was chosen. */
  | 'lost'
  /** Something was published meanwhile that it was not checked against. */
  | 'overtaken'
  /** Who leased it does not coordinate any more. */
  | 'lapsed'

/** Where people may take a release from where it is. That two said things apart may bring it anywhere else. */
export const releaseMachine: Machine<ReleaseStatus> = {
  initial: 'draft',
  moves: {
    draft: ['checked', 'blocked'],
    blocked: ['draft'],
    checked: ['draft', 'leased'],
    leased: ['approved', 'cancelled'],
    approved: ['published', 'cancelled'],
    published: ['superseded'],
    superseded: [],
    conflict: ['leased', 'approved', 'published', 'lost', 'cancelled'],
    cancelled: [],
    lost: [],
    overtaken: ['cancelled'],
    lapsed: ['cancelled'],
  },
}

/** What is released: tables, or summaries of cases for allies. One has nothing to do with the other. */
export type ReleaseProduct = 'tables' | 'summaries'

/** What somebody who coordinates says of releases. A release is named by its lease. */
export type ReleaseSaying =
  | {
      readonly kind: 'lease'
      readonly product: ReleaseProduct
      readonly spec: ReleaseSpec
      /** Of what would be published, and of the records of each unit that it was counted from. */
      readonly digest: string
      readonly data: Readonly<Record<string, string>>
      readonly thresholds: { readonly public: number; readonly grave: number }
      /** Releases of the same year that were published by then: it was checked against all of them. */
      readonly earlier: readonly string[]
      /** The release of the same period and audience that it corrects. */
      readonly supersedes: string | null
    }
  | { readonly kind: 'approval'; readonly lease: string; readonly digest: string }
  /** It is published. `digest`: of what stands in the ledger. */
  | { readonly kind: 'entry'; readonly product: ReleaseProduct; readonly lease: string; readonly digest: string }
  | { readonly kind: 'cancel'; readonly lease: string; readonly reason: string }
  /** Of leases said apart this one stands. */
  | { readonly kind: 'choice'; readonly lease: string }
  /** Files were made of it. */
  | { readonly kind: 'seen'; readonly of: string | null; readonly period: string; readonly isFinal: boolean }
  /** A text about one case is to be published, whose profile at least `k` share. Nothing says of which case. */
  | { readonly kind: 'narrative'; readonly digest: string; readonly k: number }
  | { readonly kind: 'narrativeApproval' | 'narrativeEntry'; readonly narrative: string; readonly digest: string }

/** Words about texts, which who facilitates in full may say, and who coordinates. They decide nothing about releases. */
export const isOfNarrative = ({ kind }: ReleaseSaying): boolean =>
  kind === 'narrative' || kind === 'narrativeApproval' || kind === 'narrativeEntry'

/** A word of the ledger: whose, and which words of it she had heard. */
export type ReleaseWord = {
  readonly id: string
  readonly by: string
  readonly after: readonly string[]
  readonly says: ReleaseSaying
}

/** A lease, whatever became of it. */
export type Lease = ReleaseWord & { readonly says: Extract<ReleaseSaying, { kind: 'lease' }> }

/** A release as it stands. */
export type Release = {
  readonly lease: Lease
  readonly status: ReleaseStatus
  /** Words that count for it. */
  readonly approvals: readonly string[]
  readonly entries: readonly string[]
  /** Releases that stand against it. */
  readonly rivals: readonly string[]
}

/** All releases of a network as they stand. */
export type ReleaseLedger = {
  readonly releases: ReadonlyMap<string, Release>
  /**
   * Words that are not here, or not yet, and that somebody who coordinates has built on: earlier releases may be among them.
   */
  readonly missing: readonly string[]
  /** Words that count nowhere: a lease that looked past an earlier release, an entry that nobody else approved. */
  readonly unsound: readonly string[]
  /** What the next word has heard: all that no other names. */
  readonly heads: readonly string[]
}
