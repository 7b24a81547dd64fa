import type { CaseReader } from '#shared/contract/shares'
import type { aggressionRecord } from '#shared/records/aggression'
import type { attachmentRecord } from '#shared/records/attachment'
import type { caseRecord } from '#shared/records/case'
import type { consentRecord } from '#shared/records/consent'
import type { noteRecord, personRecord } from '#shared/records/person'
import type { measureRecord, planRecord } from '#shared/records/plan'
import type { ValueOf } from '#shared/records/record'
import type { riskRecord } from '#shared/records/risk'
import type { followUpRecord, mechanismRecord, referralRecord, relocationRecord } from '#shared/records/support'
import type { transferRecord } from '#shared/records/transfer'
import type { RiskComparison } from '#shared/rules/compareRisk'
import type { ConsentMatter, ConsentNow } from '#shared/rules/consent'
import type { Reminder } from '#shared/rules/reminders'
import type { RiskScore } from '#shared/rules/risk'

/** A row of the list of cases. */
export type CaseRow = {
  readonly caseId: string
  readonly caseCode: string
  readonly status: string
  readonly priority: string
  readonly riskBand: string | null
  readonly nextReview: string | null
  readonly country: string
  readonly department: string
  /** What she is called: the alias of the case, or the chosen name of the first whom it is about; '' where neither is noted. */
  readonly alias: string
}
/**
 * A field that was written apart on two laptops: all versions, with who wrote each, and the day on which by her laptop's
 * clock: it is shown, and decides nothing. null where it is not known.
 */
export type Conflict = {
  readonly path: string
  readonly versions: readonly { readonly value: string | null; readonly by: string; readonly on: string | null }[]
}
/** A row of a document with its id under a name of its own. */
type Row<R, Id extends string> = ValueOf<R> & Readonly<Record<Id, string>>

/** An analysis with what it comes to, its place in the order, and how it differs from the one before; null for the first. */
export type RiskRow = Row<typeof riskRecord, 'analysisId'> & {
  /** 1 for the first. */
  readonly version: number
  readonly score: RiskScore
  readonly comparison: RiskComparison | null
}
/** A matter she was asked about: where it stands now, and all that was said of it, in time. */
export type ConsentRow = ConsentMatter &
  ConsentNow & { readonly events: readonly Row<typeof consentRecord, 'consentId'>[] }
/** Somebody did something with a case on a day. */
export type AccessRow = {
  readonly memberId: string
  readonly alias: string
  readonly deviceId: string
  readonly day: string
  readonly action: string
}

/** The whole of a case as its team sees it; the rows of each part in their order in time. */
export type CaseView = ValueOf<typeof caseRecord> & {
  readonly caseId: string
  readonly heads: readonly string[]
  readonly persons: readonly Row<typeof personRecord, 'personId'>[]
  readonly aggressions: readonly Row<typeof aggressionRecord, 'aggressionId'>[]
  readonly notes: readonly Row<typeof noteRecord, 'noteId'>[]
  readonly riskAnalyses: readonly RiskRow[]
  readonly plans: readonly Row<typeof planRecord, 'planId'>[]
  readonly measures: readonly Row<typeof measureRecord, 'measureId'>[]
  readonly referrals: readonly Row<typeof referralRecord, 'referralId'>[]
  readonly mechanisms: readonly Row<typeof mechanismRecord, 'mechanismId'>[]
  /** Without what opens them: `attachment.read` does that. */
  readonly attachments: readonly (Omit<Row<typeof attachmentRecord, 'attachmentId'>, 'key' | 'pieces'> & {
    readonly parts: number
    /** False where a laptop wrote a row without its key: nobody reads it any more. */
    readonly opens: boolean
  })[]
  readonly relocations: readonly Row<typeof relocationRecord, 'relocationId'>[]
  readonly followUps: readonly Row<typeof followUpRecord, 'followUpId'>[]
  /** Files made of it for another network, and the one that it came in. */
  readonly transfers: readonly (Omit<Row<typeof transferRecord, 'transferId'>, 'secret'> & {
    /** Of one that it came in: what the other network has to hear. */
    readonly answer: string | null
  })[]
  /** Purposes that are not here were not asked. */
  readonly consents: readonly ConsentRow[]
  /** What is due, as of today. */
  readonly reminders: readonly Reminder[]
  readonly access: readonly CaseReader[]
  readonly conflicts: readonly Conflict[]
}

/** What coordinators know of a case. */
export type StubRow = Omit<CaseRow, 'priority' | 'alias'> & {
  readonly priority: string | null
  readonly team: readonly { readonly memberId: string; readonly alias: string }[]
}
