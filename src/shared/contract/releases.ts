import { z } from 'zod'
import { country, id16, line, place } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import type { FailureType } from '#shared/errors'
import type { CaseSummaries, Hidden, Publication, Unit } from '#shared/rules/publication'
import type { ReleaseProduct, ReleaseStatus } from '#shared/rules/release'
import { isReleasePeriod, releaseSpec } from '#shared/rules/releaseSpec'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'

/** What would be published, as this laptop counts it now. */
export type ReleasePreview = {
  readonly spec: ReleaseSpec
  readonly publication: Publication
  /** Of the publication, and of the records of each unit: two laptops that hold the same find the same. */
  readonly digest: string
  readonly data: Readonly<Record<string, string>>
  /** Releases of the same year it was checked against. */
  readonly earlier: readonly string[]
  /**
   * Why it cannot be published like this; empty where it can. `difference`: since that release so few records of the unit
   * changed that the two together would tell of them.
   */
  readonly blocked: readonly { readonly reason: 'difference'; readonly unit: Unit; readonly release: string }[]
  /** Cells that rules of size alone would hide, to compare with what is hidden so that nobody finds them. */
  readonly plainly: number
  /**
   * Of the houses on the board (of its country) how many shared their figures through the end of the period: what the others
   * know is not in it. null where houses are not counted.
   */
  readonly houses: { readonly shared: number; readonly of: number } | null
}

/** How the counting of a release stands on this laptop; there is one at a time. */
export type ReleaseCheck =
  | { readonly phase: 'idle' }
  /** `share`: how much of it is done, from 0 to 1. */
  | { readonly phase: 'running'; readonly spec: ReleaseSpec; readonly share: number }
  | { readonly phase: 'over'; readonly spec: ReleaseSpec; readonly preview: ReleasePreview }
  | { readonly phase: 'failed'; readonly spec: ReleaseSpec; readonly failure: FailureType }

/** Who said a word of the ledger, and when by her clock. */
export type ReleaseVoice = {
  readonly memberId: string
  readonly alias: string
  readonly at: string
  readonly mine: boolean
}

/** A release of the ledger, from its lease on. */
export type ReleaseRow = {
  readonly releaseId: string
  readonly product: ReleaseProduct
  readonly period: string
  readonly audience: ReleaseSpec['audience']
  readonly status: ReleaseStatus
  readonly leased: ReleaseVoice
  readonly approved: readonly ReleaseVoice[]
  readonly published: ReleaseVoice | null
  /** The release that it corrects. */
  readonly supersedes: string | null
  /** Releases that stand against it, until one is chosen. */
  readonly rivals: readonly string[]
  /** Published, and known to be on a laptop beside this one: only then are its files final. */
  readonly isElsewhere: boolean
  /** She may approve it: she coordinates, did not lease it, and nobody approved it yet. */
  readonly mayApprove: boolean
}

/** Why files are marked as a draft; null: they are final. */
export type DraftReason = 'notPublished' | 'notElsewhere' | 'notStanding'

/** A file that was written. `sha256` in hex. */
export type ReleaseFile = { readonly name: string; readonly sha256: string; readonly bytes: number }

const releaseId = () => id16()
/** Summaries of the cases of a period, of one country or of all. */
const summaryAsked = {
  period: z.string().refine(isReleasePeriod, { error: 'period' }),
  country: country().nullable().default(null),
}
/** How files are written, beside what is in them. */
export const fileLook = {
  language: z.enum(['es', 'en', 'both']).default('es'),
  separator: z.enum([';', ',']).default(';'),
  hxl: z.boolean().default(false),
  paper: z.enum(['a4', 'letter']).default('a4'),
} as const

/** Commands on releases, for who coordinates. */
export const releaseCommands = {
  /**
   * Begins to count what a release would be; how it goes is told by `release.checking`. Failures: NotAllowed · PeriodOpen ·
   * PeriodEmpty · UnknownSpace (she does not read the registry) · AlreadySo (one is under way).
   */
  'release.check': operation<{ readonly ok: true }>()(z.strictObject({ spec: releaseSpec })),
  /** Ends the counting that is under way. */
  'release.stopCheck': operation<{ readonly ok: true }>()(z.strictObject({})),
  /**
   * Says to all that she releases this. Failures: those of `release.check` · BlockedRelease · LeaseConflict (another of the
   * same year is under way) · AlreadyPublished (it has to say what it corrects) · LedgerMissing · UnknownRelease.
   */
  'release.lease': operation<Heads & { readonly releaseId: string }>()(
    z.strictObject({ spec: releaseSpec, supersedes: releaseId().optional() }),
  ),
  /**
   * Another coordinator counts it anew on her laptop and says that it comes out the same. Failures: those of `release.check` ·
   * OwnApproval · DataDiffers `units` · NoSuchMove · LeaseConflict · LedgerMissing · UnknownRelease.
   */
  'release.approve': operation<Heads>()(z.strictObject({ releaseId: releaseId() })),
  /** Puts it into the ledger. Failures: NotApproved · DataDiffers · NoSuchMove · LeaseConflict · LedgerMissing · UnknownRelease. */
  'release.publish': operation<Heads>()(z.strictObject({ releaseId: releaseId() })),
  /** Of several said apart this one stands. Failures: AlreadySo (nothing stands against it) · UnknownRelease. */
  'release.choose': operation<Heads>()(z.strictObject({ releaseId: releaseId() })),
  /** Takes back what is not published. Failures: AlreadyPublished · NoSuchMove · UnknownRelease. */
  'release.cancel': operation<Heads>()(z.strictObject({ releaseId: releaseId(), reason: line(500) })),
  /**
   * Writes the files of a release, or of what would be one, into a folder where none of these names is; that it was done is
   * said in the ledger. `folder` null: it is chosen in the system's own box. Failures: PlaceNotWhole · FileExists · FolderMissing ·
   * those of `release.check`, and of a disk.
   */
  'release.files': operation<{
    readonly files: readonly ReleaseFile[]
    /** The release that they are of, where they are final; null: they are a draft. */
    readonly release: string | null
    readonly draft: DraftReason | null
    readonly hidden: Hidden
    /** Records left out because the person did not agree; null where that is itself too few to be said. */
    readonly refused: number | null
  }>()(
    z.strictObject({
      of: z.union([z.strictObject({ releaseId: releaseId() }), z.strictObject({ spec: releaseSpec })]),
      folder: place(),
      ...fileLook,
    }),
  ),
  /**
   * As `release.lease`, for summaries of the cases she reads, of those whose person agreed. Failures: TooFewCases ·
   * ProfilesTooRare · BlockedRelease (beside earlier ones they would tell of somebody) · PeriodOpen · those of `release.lease`.
   */
  'release.leaseSummaries': operation<Heads & { readonly releaseId: string }>()(
    z.strictObject({ ...summaryAsked, supersedes: releaseId().optional() }),
  ),
  /** As `release.files`, of summaries. */
  'release.summaryFiles': operation<{
    readonly files: readonly ReleaseFile[]
    readonly release: string | null
    readonly draft: DraftReason | null
    readonly hiddenShare: number
    readonly undercount: number | null
  }>()(
    z.strictObject({
      of: z.union([z.strictObject({ releaseId: releaseId() }), z.strictObject(summaryAsked)]),
      folder: place(),
      ...fileLook,
    }),
  ),
} as const

/** Queries about releases. The ledger is everybody's to look into; counting is for who coordinates. */
export const releaseQueries = {
  /** Counts it, unless that was just done. Failures as `release.check`. */
  'release.preview': operation<ReleasePreview>()(z.strictObject({ spec: releaseSpec })),
  'release.checking': operation<ReleaseCheck>()(nothing()),
  /** What summaries would be now; `isClashing`: beside earlier ones they would tell of somebody. Failures as `release.leaseSummaries`. */
  'release.summaries': operation<{ readonly summaries: CaseSummaries; readonly isClashing: boolean }>()(
    z.strictObject(summaryAsked),
  ),
  /**
   * Whether the cases that she reads herself give the summaries that were leased. Where they do not she most often reads other
   * cases: approving looks at what was leased as it stands. Failures: NotAllowed · UnknownRelease · BeingChecked.
   */
  'release.summariesAnew': operation<{ readonly isSame: boolean }>()(z.strictObject({ releaseId: releaseId() })),
  'release.list': operation<{
    readonly releases: readonly ReleaseRow[]
    /** Notes of the ledger that are not here: not all that was published is known. */
    readonly missing: number
    /** Rows that do not count, with whose laptop wrote them; '' where that is not known. */
    readonly notValid: readonly { readonly why: string; readonly alias: string; readonly count: number }[]
    /** She coordinates, in full. */
    readonly mayRelease: boolean
  }>()(nothing()),
  'release.view': operation<
    ReleaseRow & {
      readonly spec: ReleaseSpec
      /** Of what would be published, as it was leased. */
      readonly digest: string
      /** The tables that stand in the ledger; null until they are published, and of summaries. */
      readonly publication: Publication | null
      /** The summaries, from their lease on: who approves looks at them. Null of tables. */
      readonly summaries: CaseSummaries | null
      readonly cancelled: { readonly voice: ReleaseVoice; readonly reason: string } | null
      /** Who made files of it. */
      readonly seen: readonly (ReleaseVoice & { readonly isFinal: boolean })[]
    }
  >()(z.strictObject({ releaseId: releaseId() })),
} as const
